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
NOON = datetime(2026, 1, 1)


def checks_of(*looks: tuple[int, str]) -> Found:
    """The row of `checks` after looks (day of January, state) at one link."""
    links = [link(PAGE, source="own-crawl", report="verify", observed_at=day) for day, _ in looks]
    rows: list[Row] = [
        {"referring_page_url": PAGE, "target_url": TARGET, "state": state, "observed_at": datetime(2026, 1, day)}
        for day, state in looks
    ]
    (found,) = _built(links, check_seen=rows)["checks"]
    return found


def look(state: str, **values: object) -> Row:
    """A row of `check_seen` of the same link."""
    return {"referring_page_url": PAGE, "target_url": TARGET, "state": state, "observed_at": NOON, **values}


def seen(target_http_code: int | None = None) -> Row:
    """Its row of `link_seen`."""
    return link(PAGE, source="own-crawl", report="verify", observed_at=1, target_http_code=target_http_code)


def _built(links: Sequence[Row], **facts: list[Row]) -> dict[str, list[Found]]:
    with TemporaryDirectory() as folder, duck_engine(memory="500MB") as engine:
        ledger = FolderOfFacts(Path(folder))
        ledger.add("link_seen", numbered(links))
        for fact, rows in facts.items():
            ledger.add(fact, numbered(rows))
        profile: Profile = build_profile(engine, ledger, SITE)
        return {table: rows_of(profile, table) for table in ("checks", "check_states", "documents", "targets")}


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


def test_every_state_that_is_true_is_told_with_what_was_seen() -> None:
    remarks = ["page noindexed: in the tag: noindex", "nofollow: by its rel", "nofollow: by the page"]
    rows = _built([seen()], check_seen=[look("target broken", reason="It answers 404.", remarks=remarks)])
    found = {row["state"]: row["words"] for row in rows["check_states"]}
    assert found == {
        "target broken": "It answers 404.",
        "page noindexed": "in the tag: noindex",
        "nofollow": "by its rel",
    }


def test_a_look_that_did_not_see_the_link_tells_no_states() -> None:
    for state in ("blocked", "link removed", "robots-blocked"):
        assert _built([seen()], check_seen=[look(state, remarks=["page noindexed: x"])])["check_states"] == []


def test_a_reading_says_whether_the_page_carried_a_link() -> None:
    reading: Row = {"page_url": PAGE, "observed_at": NOON}
    told = []
    for states in (["found"], ["login or consent wall"], ["link removed", "nofollow"], []):
        looks = [look(state) for state in states]
        (found,) = _built([seen()] * max(1, len(looks)), check_seen=looks, document_seen=[reading])["documents"]
        told.append(found["carries_link"])
    assert told == [True, False, True, None]


def test_how_a_redirected_page_of_ours_answers_is_its_first_step_unless_its_end_is_broken() -> None:
    codes = []
    for state, hops, code in (
        ("target redirected", "302 https://mysite.example.com/new", 200),
        ("target broken", "301 https://mysite.example.com/new", 404),
        ("target redirected", "meta-refresh https://mysite.example.com/new", 200),
        ("found", "301 https://www.mysite.example.com/", 200),  # only the form of the address changes
    ):
        check = look(state, target_hops=hops, target_http_code=code)
        (target,) = _built([seen(target_http_code=code)], check_seen=[check])["targets"]
        codes.append(target["http_code"])
    assert codes == [302, 404, 200, 200]


def test_our_own_crawl_is_no_source_beside_those_whose_links_it_looks_at() -> None:
    seen = [link(PAGE), link("https://other.test/", source="moz")]
    own = [{**each, "source": "own-crawl", "report": "verify", "observed_at": datetime(2026, 1, 9)} for each in seen]
    with profile_of([*seen, *own]) as profile:
        sources = by(profile, "sources", "source")
        assert set(sources) == {"all", "ahrefs backlinks", "moz backlinks"}
        assert [sources[name]["only_here"] for name in ("ahrefs backlinks", "moz backlinks")] == [1, 1]
        assert {row["source"] for row in rows_of(profile, "overlap")} == {"ahrefs backlinks", "moz backlinks"}
