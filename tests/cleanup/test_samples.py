from collections import Counter
from pathlib import Path

import pytest

from linkwright.cleanup.disavow_checks import check_lines, repaired
from linkwright.cleanup.disavow_file import read_file, render
from linkwright.vocabulary.site import Site

# What FORMATS section 10 knows of each file: kinds of problems and on how many lines at least.
KNOWN = {
    "disavow-3-large-mixed-urls.txt": {
        "look-alike": 1,
        "escapes": 1,
        "covered": 300,
        "platform": 5,
        "bare-address": 40,
    },
    "disavow-5-malformed-space.txt": {"space-after-domain": 1},
    "disavow-7-ips.txt": {"bare-address": 4, "narrower": 4},
}


@pytest.mark.samples
def test_real_files_are_read_whole_and_every_known_problem_is_reported(samples: Path) -> None:
    files = sorted(samples.glob("disavow-*.txt"))
    assert files
    for file in files:
        data = file.read_bytes()
        read = read_file(data, file.name)
        assert render(read) == data
        problems = check_lines(read, Site(domains=("example.com",)))
        counts = Counter(problem.kind for problem in problems)
        for kind, least in KNOWN.get(file.name, {}).items():
            assert counts[kind] >= least, (file.name, kind, counts)
        fixed = read_file(render(repaired(read, problems)), file.name)
        assert not [each for each in check_lines(fixed, None) if each.fixed is not None]
