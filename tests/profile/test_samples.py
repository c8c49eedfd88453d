"""Numbers counted by hand on real exports of one site (FORMATS section 13)."""

from pathlib import Path

import pytest

from linkwright.engine.duck import duck_engine
from linkwright.ledger import Ledger
from linkwright.profile import build_profile
from linkwright.sources import import_inputs
from linkwright.vocabulary.site import Site

from .making import by, rows_of

FILES = ("ahrefs-backlinks-1.csv", "semrush-refdomains-1.csv", "semrush-backlinkaudit-1.csv")
SITE = Site(("caldea.com",))


@pytest.mark.samples
def test_three_exports_of_one_site(samples: Path, tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    import_inputs([samples / name for name in FILES], ledger, site=SITE)
    with duck_engine() as engine:
        profile = build_profile(engine, ledger, SITE)
        sources = by(profile, "sources", "source")
        networks = [row for row in rows_of(profile, "groups") if row["path"] == "/social/315305"]
        kinds = profile.query("select avg(case when source_type = 'unknown' then 1.0 else 0 end) as share from domains")
        print("share of domains of unknown kind:", kinds.column("share")[0].as_py())  # noqa: T201
    counts = {(row["referring_domains"], row["icann_domains"]) for name, row in sources.items() if name != "all"}
    assert counts == {(1508, 1508), (1785, 1659), (2921, 2776)}
    assert (sources["all"]["referring_domains"], sources["all"]["icann_domains"]) == (3632, 3478)
    assert [(row["kind"], row["observations"], row["icann_domains"]) for row in networks] == [("network", 11215, 1156)]
