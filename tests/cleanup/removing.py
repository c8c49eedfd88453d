"""Planted links, looks at them, contacts and steps of the tests of removal requests."""

from collections.abc import Sequence
from datetime import date, datetime

from linkwright.cleanup.removal import Request, removal_requests
from linkwright.cleanup.removal_log import Step, make_step, read_log, record_steps
from linkwright.vocabulary.terms import RemovalStep
from tests.cleanup.deciding import Decided
from tests.profile.making import Found, Row, link, numbered

TODAY = date(2026, 1, 30)
HOME = "https://mysite.example.com/"


def step(what: RemovalStep, day: int, owner: str = "blog.test", **said: str) -> Step:
    """A step of a day of January 2026."""
    return make_step(owner, what, datetime(2026, 1, day), **said)  # type: ignore[arg-type]


def add_looks(facts: Decided, *looks: tuple[str, int, str]) -> None:
    """Own looks at links to the home page: (page, day of January, state)."""
    rows: list[Row] = [link(page, source="own-crawl", report="verify", observed_at=day) for page, day, _ in looks]
    checks: list[Row] = [
        {"referring_page_url": page, "target_url": HOME, "state": state, "observed_at": datetime(2026, 1, day)}
        for page, day, state in looks
    ]
    facts.links.add("link_seen", numbered(rows, "e" * 16))
    facts.links.add("check_seen", numbered(checks, "e" * 16))


def add_contacts(facts: Decided, *contacts: tuple[str, str, str]) -> None:
    """Ways to reach owners: (domain, kind, value)."""
    rows: list[Found] = [
        {"referring_domain": name, "kind": kind, "value": value, "page_url": f"https://{name}/", "words": None}
        for name, kind, value in contacts
    ]
    facts.links.add("contact_seen", numbered([{**row, "observed_at": datetime(2026, 1, 1)} for row in rows], "c" * 16))


def requests_of(facts: Decided, steps: Sequence[Step] = (), today: date = TODAY) -> dict[str, Request]:
    """Requests by owner, after the steps are in the log."""
    if steps:
        record_steps(facts.ledger, steps)
    with facts.profile() as profile:
        return {request.owner: request for request in removal_requests(profile.engine, read_log(facts.ledger), today)}
