"""Answers and looks of the tests of `verify`: pages written by hand, no network."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from linkwright.fetch.model import Answer, Failure, Hop, HopKind, Robots
from linkwright.verify.agenda import ExpectedLink
from linkwright.verify.looks import Look, look
from linkwright.verify.running import document_of
from linkwright.verify.targets import Target
from linkwright.vocabulary.site import Site

SITE = Site(("mysite.example",))
PAGE = "https://blog.test/post"
HOME = "https://mysite.example/"
PROSE = "<p>" + "Good bread takes its time, and so does a good text about bread, as every baker knows. " * 12 + "</p>"
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def answer(
    body: str = "",
    *,
    status: int | None = 200,
    failure: Failure | None = None,
    moved: Sequence[tuple[int, str]] = (),
    truncated: bool = False,
    at: datetime = NOON,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """An answer for PAGE; `moved` are its redirects as (status, location)."""
    ends_at = moved[-1][1] if moved else PAGE
    return Answer(
        url=PAGE,
        final_url=ends_at,
        hops=tuple(Hop(PAGE, code, HopKind.HTTP, location, None) for code, location in moved),
        status=status,
        failure=failure,
        headers=tuple(({"content-type": "text/html; charset=utf-8"} | dict(headers or {})).items()),
        body=body.encode(),
        truncated=truncated,
        ip="198.51.100.7" if status else None,
        name_servers=(),
        fetched_at=at,
        seconds=0.1,
        robots=Robots.ALLOWED,
    )


def article(link: str, head: str = "") -> str:
    """A page with enough text and one more paragraph with a link in it."""
    return (
        f"<!doctype html><html lang=en><head><title>A post</title>{head}</head><body><article><h1>A post</h1>{PROSE}"
        f"<p>We buy our bread at {link} because it is good and near.</p>{PROSE}</article></body></html>"
    )


def looks_at(
    given: Answer, *expected: ExpectedLink, targets: dict[str, Target] | None = None, site: Site = SITE
) -> tuple[Look, ...]:
    """Look at an answer."""
    wanted = expected or (ExpectedLink(PAGE, HOME),)
    return look(given, document_of(given), wanted, site, (targets or {}).get)
