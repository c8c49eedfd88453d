"""One synthetic export for every report of every vendor file, in the manner of the vendor; invented domains.

Print them into a folder to look at them: `python -m tests.sources.vendors.synthetic <folder>`.
"""

import sys
from pathlib import Path

from . import exports_ahrefs, exports_google, exports_others, exports_ranks, exports_semrush
from .exports import Export

EXPORTS: dict[str, Export] = {
    export.name: export
    for module in (exports_ahrefs, exports_semrush, exports_google, exports_others, exports_ranks)
    for export in module.exports()
}


def write_all(folder: Path) -> None:
    """Write every export into a folder of its own name below `folder`."""
    for export in EXPORTS.values():
        place = folder / export.name
        place.mkdir(parents=True, exist_ok=True)
        (place / export.file_name).write_bytes(export.data)


if __name__ == "__main__":
    write_all(Path(sys.argv[1]))
