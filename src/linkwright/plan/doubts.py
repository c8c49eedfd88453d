"""Why links may not be what a page lacks for a phrase, and what its numbers rest on: sentences, no verdicts."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from linkwright.plan.entering import OwnPage
from linkwright.plan.evidence import Result, ResultsPage
from linkwright.plan.intent import features_of
from linkwright.plan.lineup import known_results
from linkwright.plan.rivals import without_links

_NAMED = 3  # results named in one sentence
_OLD = 90  # days after which a results page may have changed
_MOST = 0.6  # share of results that counts as most of them
_FEATURE_WORDS = {
    "local": "shows places nearby ({features}): who is near, and their reviews, come before any list of pages",
    "commercial": "shows shops or adverts ({features}): searchers want to buy, and many clicks go there",
    "informational": "shows an answer by itself ({features}): part of the searchers click on no result",
}


def doubts_of(search: ResultsPage, own: OwnPage, today: date) -> tuple[str, ...]:
    """Say all there is to doubt about links as the answer for this page and phrase."""
    shown = tuple(result for result in search.results if result.position <= search.depth)
    return (
        *_about_content(search, own, shown),
        *_about_intent(search, own, shown),
        *_about_position(search, own),
        *_about_data(search, own, shown, today),
    )


def _about_content(search: ResultsPage, own: OwnPage, shown: tuple[Result, ...]) -> Iterator[str]:
    bare = without_links(search, own.page_key)
    if bare:
        names = ", ".join(result.site for result in bare[:_NAMED])
        yield (
            f"{_count(len(bare), 'result ranks', 'results rank')} without any known link ({names}): "
            "read what they say that your page does not."
        )
    position = _position(search, own)
    above = [
        result.quality.middle
        for result in known_results(search)
        if result.quality and result.page_key != own.page_key and (position is None or result.position < position)
    ]
    weaker = sum(quality < own.quality.middle for quality in above)
    if above and weaker > len(above) / 2:
        yield (
            f"Your page has more quality-weighted referring domains than {weaker} of the {len(above)} results above "
            "it: links are not what it lacks; compare content, speed and how well it answers the search."
        )
    twins = [result.page for result in search.results if result.own and result.page_key != own.page_key]
    if twins:
        yield f"Another page of yours ranks for it too ({twins[0]}): first decide which one should, and link there."
    several = [site for site, pages in Counter(result.site for result in shown if not result.own).items() if pages > 2]
    if several:
        yield f"{several[0]} holds more than two of the results: the site is preferred as a whole, not one page of it."


def _about_intent(search: ResultsPage, own: OwnPage, shown: tuple[Result, ...]) -> Iterator[str]:
    for intent, words in _FEATURE_WORDS.items():
        features = features_of(search, intent)
        if features:
            yield f"The results page {words.format(features=', '.join(features[:_NAMED]))}."
    others = [result for result in shown if result.page_key != own.page_key]
    homes = sum(_is_home(result.page) for result in others)
    if others and homes >= _MOST * len(others) and not _is_home(own.page):
        yield (
            f"{homes} of the {len(others)} other results are home pages, yours is not: searchers may want a company, "
            "not an article."
        )
    if others and homes <= (1 - _MOST) * len(others) and _is_home(own.page):
        yield (
            f"{len(others) - homes} of the {len(others)} other results are pages about one subject, "
            "yours is the home page."
        )
    words = re.sub(r"[\W_]+", "", search.keyword.lower())
    named = next((r.site for r in shown if len(name := _brand(r.site)) > 3 and name in words and not r.own), None)
    if named:
        yield f"The phrase names {named}: who searches it most likely wants that site."


def _about_position(search: ResultsPage, own: OwnPage) -> Iterator[str]:
    position = _position(search, own)
    if position is None:
        yield (
            f"Your page is not among the {search.depth} results known: it may be just below, or not be considered at "
            "all. Check that it is indexed and answers this search before winning links for it."
        )
    elif position > search.depth:
        yield (
            f"Its position, {position:.3g}, lies below the {search.depth} results known; who stands between is assumed "
            "to be like the others."
        )
    if position is not None and position != round(position):
        yield "Its position is an average over many searches and moves from one to the next."


def _about_data(search: ResultsPage, own: OwnPage, shown: tuple[Result, ...], today: date) -> Iterator[str]:
    known = [result for result in known_results(search) if result.page_key != own.page_key]
    estimated = sum(not result.measured for result in known)
    if estimated:
        yield (
            f"The quality of {estimated} of {len(known)} results is estimated from a vendor's count of referring "
            "domains; import their backlinks to measure it."
        )
    missing = sum(result.quality is None for result in shown)
    if missing:
        named = _count(missing, "result", "results")
        yield f"Nothing is known of the links of {named}; they are assumed to be like the others."
    if search.day is None:
        yield "The day of the results is not known."
    elif (today - search.day).days > _OLD:
        yield f"The results are of {search.day:%d %B %Y} and may have changed."


def _position(search: ResultsPage, own: OwnPage) -> float | None:
    return min((result.position for result in search.results if result.page_key == own.page_key), default=None)


def _is_home(page: str) -> bool:
    address = urlsplit(page if "//" in page else f"//{page}")
    return address.path in ("", "/") and not address.query


def _brand(site: str) -> str:
    return re.sub(r"[\W_]+", "", site.split(".")[0].lower())


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
