"""One page and the links it should carry -> the state of each. Pure: nothing is fetched here.

What a page shows is compared with what was expected of it. Every state that is true is kept; the first by the order of
`LinkState` names the look.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from linkwright.fetch.model import Answer
from linkwright.page.analysis import Document
from linkwright.page.links import PageLink
from linkwright.page.metadata import absolute
from linkwright.page.robots import forbids_following, forbids_indexing
from linkwright.page.walls import WallKind
from linkwright.urls import canonical_url, page_key
from linkwright.verify.agenda import ExpectedLink
from linkwright.verify.targets import Target, same_page, written
from linkwright.verify.unseen import Outcome, outcome_of, outcome_without_page, unchanged
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.states import LinkState
from linkwright.vocabulary.terms import LinkOrigin, LinkType, Placement

TargetLookup = Callable[[str], Target | None]
FOR_MACHINES = (LinkType.CANONICAL, LinkType.ALTERNATE, LinkType.RSS)
_ORDER = {state: place for place, state in enumerate(LinkState)}
# Our assumption: likelier than not; and less will do where a redirect already leads away from the page.
WALL_LIKENESS, WALL_LIKENESS_ELSEWHERE = 0.5, 0.3
_WALLS = {
    WallKind.SOFT_404: LinkState.SOFT_404,
    WallKind.LOGIN: LinkState.WALL,
    WallKind.CONSENT: LinkState.WALL,
    WallKind.CHALLENGE: LinkState.BLOCKED,
}
_CANONICAL_HEADER = re.compile(r'<([^<>]{1,2048})>\s*;[^,]{0,200}?\brel="?canonical\b', re.IGNORECASE)
_QUOTED = 80  # characters of an anchor shown in a remark


@dataclass(frozen=True)
class Look:
    """What one look found of one expected link.

    Attributes:
        expected: the link.
        state: outcome.
        reason: what was seen, in words.
        remarks: every other state that is true, each as `state: what was seen`.
        link: the link on the page; None where there is none.
        target: what its address answered; None where it was not asked.
        links_found: links to the site on the page.
        rendered: a browser was used as well.
    """

    expected: ExpectedLink
    state: LinkState
    reason: str
    remarks: tuple[str, ...] = ()
    link: PageLink | None = None
    target: Target | None = None
    links_found: int = 0
    rendered: bool = False


def look(
    answer: Answer, document: Document | None, expected: Sequence[ExpectedLink], site: Site, target_of: TargetLookup
) -> tuple[Look, ...]:
    """Say what became of each link a page should carry.

    Args:
        answer: what the server sent.
        document: the page read; None where the answer carries none.
        expected: links of this page.
        site: whose links they are.
        target_of: what an address of the site answered, where it was asked.
    """
    if unchanged(answer):
        return tuple(_as_before(each, target_of) for each in expected)
    failed = outcome_without_page(answer)
    if failed or document is None:
        state, reason = failed or (LinkState.UNREACHABLE, "The page is empty.")
        return tuple(Look(each, state, reason) for each in expected)
    found = links_to(site, document)
    missing = _missing(answer, document)
    looks = []
    for each, link in _matched(expected, found):
        if link is None:
            looks.append(Look(each, *missing, links_found=len(found)))
        else:
            looks.append(_standing(each, link, answer, document, target_of(link.url), len(found)))
    return tuple(looks)


def links_to(site: Site, document: Document) -> tuple[PageLink, ...]:
    """Return a page's links to the site, the best of each address first: followed, in the page, in the text."""
    # Most links lead elsewhere, and looking for the name is a hundred times cheaper than parsing.
    maybe = (link for link in document.links if any(domain in link.url for domain in site.domains))
    ours = [link for link in maybe if _belongs(link.url, site)]
    return tuple(sorted(ours, key=_worth))


def _belongs(address: str, site: Site) -> bool:
    canonical = canonical_url(address)
    if canonical is None:
        return False
    host = page_key(canonical).split("/", 1)[0].split("?", 1)[0]
    return any(host == domain or host.endswith("." + domain) for domain in site.domains)


def _worth(link: PageLink) -> tuple[bool, bool, bool, bool, int]:
    return (
        link.link_type in FOR_MACHINES,
        link.where is not LinkOrigin.DOCUMENT,
        not followed(link),
        link.placement is not Placement.CONTENT,
        link.position,
    )


def followed(link: PageLink) -> bool:
    """Tell whether the link's own rel lets robots follow it."""
    return not {"nofollow", "ugc", "sponsored"} & set(link.rel)


def _matched(
    expected: Sequence[ExpectedLink], found: Sequence[PageLink]
) -> Iterator[tuple[ExpectedLink, PageLink | None]]:
    """Pair each expected link with the best link to its page, else with one that took its place."""
    by_key: dict[str, PageLink] = {}
    for link in found:
        by_key.setdefault(_key(link.url), link)
    keys = {_key(each.target) for each in expected if each.target}
    spare = [link for key, link in by_key.items() if key not in keys]
    for each in expected:
        if not each.target:
            yield each, (found[0] if found else None)
        else:
            yield each, by_key.get(_key(each.target)) or _successor(each, spare)


def _successor(expected: ExpectedLink, spare: Sequence[PageLink]) -> PageLink | None:
    """A link with the same words to another page of the site: the old one, pointed elsewhere."""
    if not expected.anchor:
        return None
    return next((link for link in spare if _folded(link.anchor) == _folded(expected.anchor)), None)


def _key(address: str) -> str:
    canonical = canonical_url(address)
    return page_key(canonical) if canonical else address


def _folded(text: str) -> str:
    """Letters without space: tools join the words of a link's parts each in their own way."""
    return "".join(text.casefold().split())


def _as_before(expected: ExpectedLink, target_of: TargetLookup) -> Look:
    state = LinkState(expected.state) if expected.state in set(LinkState) else LinkState.FOUND
    reason = "The server says that the page has not changed since we looked last."
    return Look(expected, state, reason, target=target_of(expected.target))


def _missing(answer: Answer, document: Document) -> Outcome:
    """Why what could be read does not carry the link."""
    if answer.failure is not None:
        return outcome_of(answer.failure)
    elsewhere = bool(answer.hops) and not same_page(answer.url, answer.final_url)
    for wall in document.walls:
        if wall.likeness >= (WALL_LIKENESS_ELSEWHERE if elsewhere else WALL_LIKENESS):
            return _WALLS[wall.kind], f"It looks like a page that stands in the way: {'; '.join(wall.evidence)}."
    if elsewhere:
        return LinkState.PAGE_REDIRECTED, f"{_way(answer)}; the link is not there."
    if document.refresh and document.refresh.url and not same_page(document.refresh.url, answer.final_url):
        return LinkState.PAGE_REDIRECTED, f"The page itself leads on to {document.refresh.url} (meta refresh)."
    if answer.truncated:
        return LinkState.TOO_LARGE, f"The link is not in the first {len(answer.body):,} bytes, and we read no further."
    if document.partly_read:
        return LinkState.TOO_LARGE, f"The link is not in what we read of the page; left out: {', '.join(document.cut)}."
    return LinkState.REMOVED, "The page was read, and carries no such link."


def _way(answer: Answer) -> str:
    return "The page redirects: " + ", then ".join(written(hop) for hop in answer.hops)


def _standing(
    expected: ExpectedLink,
    link: PageLink,
    answer: Answer,
    document: Document,
    target: Target | None,
    links_found: int,
) -> Look:
    true = sorted(
        (
            *_of_code(link),
            *_of_target(link, target),
            *_of_page(answer, document),
            *_of_rel(link, document),
            *_changes(expected, link),
        ),
        key=lambda outcome: _ORDER[outcome[0]],
    )
    if not true:
        true = [(LinkState.FOUND, f"Found in the page as “{link.anchor[:_QUOTED]}” ({link.placement}).")]
    (state, reason), *others = true
    if answer.hops and not same_page(answer.url, answer.final_url):
        others.append((LinkState.FOUND, _way(answer)))
    remarks = tuple(f"{other}: {words}" for other, words in others)
    return Look(expected, state, reason, remarks, link, target, links_found)


def _of_code(link: PageLink) -> Iterator[Outcome]:
    if link.link_type in FOR_MACHINES:
        yield LinkState.OUTSIDE_PAGE, f"The address stands in the head only, for machines ({link.link_type})."
    if link.where is not LinkOrigin.DOCUMENT:
        yield LinkState.OUTSIDE_PAGE, f"The link stands in the code only ({link.where})."


def _of_target(link: PageLink, target: Target | None) -> Iterator[Outcome]:
    if target is None:
        return
    way = ", then ".join(target.hops)
    if target.broken:
        yield LinkState.TARGET_BROKEN, f"{link.url} answers {target.status}" + (f" after {way}." if way else ".")
    elif target.hops and (target.temporary or not target.same_page or len(target.hops) > 1):
        kind = "; a temporary redirect among them" if target.temporary else ""
        yield LinkState.TARGET_REDIRECTED, f"{link.url} leads on: {way}{kind}."


def _of_page(answer: Answer, document: Document) -> Iterator[Outcome]:
    if forbids_indexing(document.meta_robots):
        yield LinkState.NOINDEX, "noindex in the page's robots tag."
    if forbids_indexing(document.header_robots):
        yield LinkState.NOINDEX, "noindex in the X-Robots-Tag header."
    canonical = document.canonical or _canonical_of_header(answer)
    if canonical and not same_page(canonical, answer.final_url):
        yield LinkState.CANONICALISED, f"The page names {canonical} as the original."


def _canonical_of_header(answer: Answer) -> str | None:
    named = _CANONICAL_HEADER.search(answer.header("link") or "")
    return absolute(named[1], answer.final_url) if named else None


def _of_rel(link: PageLink, document: Document) -> Iterator[Outcome]:
    kept_back = [token for token in ("nofollow", "ugc", "sponsored") if token in link.rel]
    if kept_back:
        yield LinkState.NOFOLLOW, f'rel="{" ".join(kept_back)}" on the link.'
    if forbids_following(document.meta_robots):
        yield LinkState.NOFOLLOW, "nofollow in the page's robots tag."
    if forbids_following(document.header_robots):
        yield LinkState.NOFOLLOW, "nofollow in the X-Robots-Tag header."


def _changes(expected: ExpectedLink, link: PageLink) -> Iterator[Outcome]:
    if expected.target and _key(expected.target) != _key(link.url):
        yield LinkState.CHANGED, f"It now points to {link.url}."
    if expected.anchor and _folded(expected.anchor) != _folded(link.anchor):
        yield LinkState.CHANGED, f"Its text was “{expected.anchor[:_QUOTED]}” and is “{link.anchor[:_QUOTED]}”."
    if expected.followed is not None and expected.followed != followed(link):
        was, now = ("followed", "not followed") if expected.followed else ("not followed", "followed")
        yield LinkState.CHANGED, f"It was {was} and is {now}."
    if expected.placement and expected.placement != link.placement:
        yield LinkState.CHANGED, f"It stood in: {expected.placement}; it stands in: {link.placement}."


def by_browser(looks: Sequence[Look], raw: Sequence[Look], drawn: Sequence[Look]) -> tuple[Look, ...]:
    """Correct looks that missed the link by what a browser saw of the same page.

    Args:
        looks: ours.
        raw: of the page as the server sent it to the browser.
        drawn: of the page after its scripts had run.
    """
    return tuple(_by_browser(*three) for three in zip(looks, raw, drawn, strict=True))


def _by_browser(own: Look, raw: Look, drawn: Look) -> Look:
    if own.link is not None:
        return replace(own, rendered=True)
    if raw.link is not None:
        said = "A browser is sent the link; we, who say who we are, are not."
        return replace(raw, state=LinkState.CLOAKED, reason=said, remarks=_with(raw), rendered=True)
    if drawn.link is not None:
        said = "The link is not in the page as sent, and is there after its scripts have run."
        return replace(drawn, state=LinkState.RENDERED_ONLY, reason=said, remarks=_with(drawn), rendered=True)
    return replace(own, rendered=True)


def _with(seen: Look) -> tuple[str, ...]:
    """The look's own state goes among the remarks when another one names it."""
    own = () if seen.state is LinkState.FOUND else (f"{seen.state}: {seen.reason}",)
    return (*own, *seen.remarks)
