"""What a page tells search engines about itself: robots metas and the header X-Robots-Tag."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from linkwright.page.dates import iso_date
from linkwright.page.elements import Elements

# https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag lists names and values.
_WITH_VALUE = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})
EVERYONE = "robots"
# The names of crawlers whose rules are read; rules for others (bing, news, images) are kept under their name.
_CRAWLER = re.compile(r"[a-z][a-z0-9_-]{0,40}(?:bot|spider|crawler|slurp|news|images?|other|ai)?", re.ASCII)
_DIRECTIVE = re.compile(r"[a-z_-]{2,40}", re.ASCII)
MAX_DIRECTIVES = 100


@dataclass(frozen=True)
class Directive:
    """One rule.

    Attributes:
        name: lower-case, such as `noindex`; `none` is kept as written and means noindex and nofollow.
        crawler: whom it is for, lower-case; `robots` is everyone.
        value: of the rules that have one, such as `max-snippet:50`.
        until: of `unavailable_after`, the moment in UTC where it can be read.
    """

    name: str
    crawler: str = EVERYONE
    value: str | None = None
    until: datetime | None = None


def forbids_indexing(directives: Iterable[Directive], crawler: str = "googlebot") -> bool:
    """Tell whether the rules for everyone or for this crawler keep the page out of the index."""
    return any(rule.name in ("noindex", "none") for rule in _for(directives, crawler))


def forbids_following(directives: Iterable[Directive], crawler: str = "googlebot") -> bool:
    """Tell whether the rules for everyone or for this crawler make every link of the page nofollow."""
    return any(rule.name in ("nofollow", "none") for rule in _for(directives, crawler))


def _for(directives: Iterable[Directive], crawler: str) -> Sequence[Directive]:
    return [rule for rule in directives if rule.crawler in (EVERYONE, crawler)]


def meta_directives(found: Elements) -> tuple[Directive, ...]:
    """Return the rules of `<meta name="robots">` and of metas that name one crawler."""
    rules: list[Directive] = []
    for meta in found.metas:
        name = meta.get("name", "").strip().lower()
        if name == EVERYONE or name.startswith("googlebot") or name in ("bingbot", "msnbot", "slurp", "yandex"):
            rules += _rules(meta.get("content", ""), name)
    return tuple(rules[:MAX_DIRECTIVES])


def header_directives(header: str | None) -> tuple[Directive, ...]:
    """Return the rules of X-Robots-Tag. Several headers may be given as lines or joined by commas."""
    rules: list[Directive] = []
    for line in (header or "")[:10_000].splitlines():
        rules += _rules(line, EVERYONE)
    return tuple(rules[:MAX_DIRECTIVES])


def _rules(text: str, crawler: str) -> list[Directive]:
    rules: list[Directive] = []
    parts = text[:2_000].split(",")
    for position, part in enumerate(parts):
        before, colon, after = (piece.strip() for piece in part.partition(":"))
        name = before.lower()
        if colon and name not in _WITH_VALUE and _CRAWLER.fullmatch(name):
            crawler = name  # `googlebot: noindex, nofollow`: holds until another crawler is named
            before, colon, after = (piece.strip() for piece in after.partition(":"))
            name = before.lower()
        if name == "unavailable_after":
            rules.append(_unavailable(crawler, after, parts[position + 1 : position + 2]))
        elif _DIRECTIVE.fullmatch(name):
            rules.append(Directive(name, crawler, after or None))
    return rules


def _unavailable(crawler: str, value: str, rest: Sequence[str]) -> Directive:
    """Read the date, in which a comma may stand: `Wednesday, 25-Nov-26 15:00:00 GMT`."""
    for text in (value, ",".join([value, *rest])):
        until = iso_date(text) or _mail_date(text)
        if until:
            return Directive("unavailable_after", crawler, text.strip(), until)
    return Directive("unavailable_after", crawler, value or None)


def _mail_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:
        return None
