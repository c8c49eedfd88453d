"""What the profile makes of our own looks at links and pages."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from linkwright.engine.duck import duck_engine
from linkwright.profile import Profile, build_profile
from tests.profile.making import SITE, FolderOfFacts, Found, Row, by, link, numbered, profile_of, rows_of

PAGE = "https://blog.test/post"
TARGET = "https://mysite.example.com/"


def checks_of(*looks: tuple[int, str]) -> Found:
    """The row of `checks` after looks (day of January, state) at one link."""
    links = [link(PAGE, source="own-crawl", report="verify", observed_at=day) for day, _ in looks]
    rows: list[Row] = [
        {"referring_page_url": PAGE, "target_url": TARGET, "state": state, "observed_at": datetime(2026, 1, day)}
        for day, state in looks
    ]
    (found,) = _built(links, check_seen=rows)["checks"]
    return found


def _built(links: Sequence[Row], **facts: list[Row]) -> dict[str, list[Found]]:
    with TemporaryDirectory() as folder, duck_engine(memory="500MB") as engine:
        ledger = FolderOfFacts(Path(folder))
        ledger.add("link_seen", numbered(links))
        for fact, rows in facts.items():
            ledger.add(fact, numbered(rows))
        profile: Profile = build_profile(engine, ledger, SITE)
        return {table: rows_of(profile, table) for table in ("checks", "documents")}


def test_the_newest_look_counts_and_the_one_before_is_remembered() -> None:
    found = checks_of((2, "link removed"), (1, "found"), (5, "nofollow"))
    assert (found["state"], found["standing"], found["looks"]) == ("nofollow", "stands", 3)
    assert (found["previous_state"], found["previous_at"]) == ("link removed", datetime(2026, 1, 2))
    assert found["gone_since"] is None


def test_a_link_is_gone_since_the_first_look_that_missed_it() -> None:
    found = checks_of((1, "found"), (3, "link removed"), (4, "timeout"), (6, "page redirected away"))
    assert (found["standing"], found["gone_since"]) == ("gone", datetime(2026, 1, 3))


def test_a_look_that_could_not_see_the_page_neither_loses_nor_finds_the_link() -> None:
    assert checks_of((1, "found"), (2, "blocked"))["gone_since"] is None
    found = checks_of((1, "link removed"), (2, "blocked"))
    assert (found["standing"], found["gone_since"]) == ("unseen", datetime(2026, 1, 1))


def test_the_newest_reading_of_a_page_counts() -> None:
    links = [link(PAGE, observed_at=1), link(PAGE + "/", observed_at=2), link(TARGET + "about", "https://other.test/")]
    readings: list[Row] = [
        {"page_url": PAGE, "title": "old", "observed_at": datetime(2026, 1, 1)},
        {"page_url": PAGE, "title": "new", "observed_at": datetime(2026, 1, 2)},
        {"page_url": TARGET + "about", "title": "ours", "observed_at": datetime(2026, 1, 2)},
    ]
    found = {row["page_key"]: row for row in _built(links, document_seen=readings)["documents"]}
    assert found["blog.test/post"]["title"] == "new"
    assert found["blog.test/post"]["links_here"] is True
    assert found["mysite.example.com/about"]["links_here"] is False


def test_our_own_crawl_is_no_source_beside_those_whose_links_it_looks_at() -> None:
    seen = [link(PAGE), link("https://other.test/", source="moz")]
    own = [{**each, "source": "own-crawl", "report": "verify", "observed_at": datetime(2026, 1, 9)} for each in seen]
    with profile_of([*seen, *own]) as profile:
        sources = by(profile, "sources", "source")
        assert set(sources) == {"all", "ahrefs backlinks", "moz backlinks"}
        assert [sources[name]["only_here"] for name in ("ahrefs backlinks", "moz backlinks")] == [1, 1]
        assert {row["source"] for row in rows_of(profile, "overlap")} == {"ahrefs backlinks", "moz backlinks"}
