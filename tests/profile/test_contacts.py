"""How to reach owners, in the profile: each way once, by registrable domain, and only of domains that link."""

from datetime import datetime
from pathlib import Path

from linkwright.engine.duck import duck_engine
from linkwright.profile import build_profile
from tests.profile.making import SITE, FolderOfFacts, Found, Row, link, numbered, rows_of


def seen(host: str, kind: str, value: str, day: int, page: str = "/") -> Row:
    return {
        "source": "own-crawl",
        "report": "verify",
        "observed_at": datetime(2026, 1, day),
        "referring_domain": host,
        "kind": kind,
        "value": value,
        "page_url": f"https://{host}{page}",
    }


def contacts_of(folder: Path, *rows: Row) -> list[Found]:
    facts = FolderOfFacts(folder)
    facts.add("link_seen", numbered([link("https://www.blog.test/a"), link("https://other.test/")]))
    facts.add("contact_seen", numbered(rows, "c" * 16))
    with duck_engine(memory="500MB") as engine:
        return sorted(rows_of(build_profile(engine, facts, SITE), "contacts"), key=lambda row: str(row["kind"]))


def test_each_way_stands_once_as_the_newest_look_saw_it(tmp_path: Path) -> None:
    found = contacts_of(
        tmp_path,
        seen("www.blog.test", "address", "ann@blog.test", 1, "/old"),
        seen("blog.test", "address", "Ann@blog.test", 3, "/new"),
        seen("blog.test", "page", "https://blog.test/contact", 2),
        seen("stranger.test", "address", "eve@stranger.test", 2),
    )
    assert [(row["kind"], row["value"], row["looks"], row["page"]) for row in found] == [
        ("address", "Ann@blog.test", 2, "https://blog.test/new"),
        ("page", "https://blog.test/contact", 1, "https://blog.test/"),
    ]
    assert found[0]["seen_at"] == datetime(2026, 1, 3)
    assert found[0]["observation"] == "c" * 16 + ":2"
    assert {row["referring_domain"] for row in found} == {"blog.test"}
