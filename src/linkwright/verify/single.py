"""One page and everything that is read from it: `linkwright verify URL --target DOMAIN --explain`."""

import asyncio
from contextlib import aclosing
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from linkwright.fetch.model import Answer, Request
from linkwright.page.analysis import Document
from linkwright.page.links import PageLink
from linkwright.page.shape import outside_addresses
from linkwright.verify.agenda import ExpectedLink
from linkwright.verify.looks import Look, links_to, look
from linkwright.verify.running import Means, chromium, crawled, document_of, look_again, worth_a_browser
from linkwright.verify.targets import Target, written
from linkwright.vocabulary.site import Site


@dataclass(frozen=True)
class SeenPage:
    """One page as we saw it.

    Attributes:
        answer: what the server sent.
        document: what was read; None where there was nothing to read.
        look: what became of the link that was looked for.
        ours: the page's links to the site.
    """

    answer: Answer
    document: Document | None
    look: Look
    ours: tuple[PageLink, ...]


def read_page(url: str, site: Site, means: Means) -> SeenPage:
    """Fetch one page and look for links to the site.

    Raises:
        ConfigError: a browser is asked for and there is none.
    """
    return asyncio.run(_read_page(url, site, means))


async def _read_page(url: str, site: Site, means: Means) -> SeenPage:
    answer = await _answer(url, means)
    document = document_of(answer)
    looks = look(answer, document, [ExpectedLink(url)], site, _unasked)
    if means.browser and worth_a_browser(answer, looks):
        async with chromium(means) as browser:
            looks = await look_again(browser, answer, looks, site, _unasked)
    return SeenPage(answer, document, looks[0], links_to(site, document) if document else ())


async def _answer(url: str, means: Means) -> Answer:
    async with aclosing(crawled([Request(url)], means)) as answers:
        answer, _ = await anext(answers)
        return answer


def _unasked(_url: str) -> Target | None:
    return None


def page_data(seen: SeenPage) -> dict[str, object]:
    """Return the plain values of `--json`."""
    answer = seen.answer
    return {
        "url": answer.url,
        "final_url": answer.final_url,
        "status": answer.status,
        "failure": str(answer.failure) if answer.failure else None,
        "hops": [written(hop) for hop in answer.hops],
        "state": str(seen.look.state),
        "reason": seen.look.reason,
        "remarks": list(seen.look.remarks),
        "links_to_target": [asdict(link) for link in seen.ours],
        "page": _facts(seen.document) if seen.document else None,
        "links": [asdict(link) for link in seen.document.links] if seen.document else [],
    }


def render_page(seen: SeenPage, console: Console) -> None:
    """Print what was seen for a person: outcome, the page, the links to the site and all others by place."""
    answer = seen.answer
    console.print(f"[bold]{escape(answer.url)}[/]", soft_wrap=True)
    console.print(f"[bold]{seen.look.state}[/]: {escape(seen.look.reason)}", soft_wrap=True)
    for remark in seen.look.remarks:
        console.print(f"  also {escape(remark)}", soft_wrap=True)
    for hop in answer.hops:
        console.print(f"  redirect {escape(written(hop))}", soft_wrap=True)
    if seen.document is None:
        return
    console.print()
    for name, value in _facts(seen.document).items():
        if value not in (None, "", []):
            console.print(f"{name.replace('_', ' ')}: {escape(str(value))}", soft_wrap=True)
    console.print()
    seen_by = "as a robot without JavaScript sees the page"
    console.print(f"Links to the site, {seen_by}:" if seen.ours else f"No link to the site, {seen_by}.")
    for link in seen.ours:
        _tell_link(link, console)
    console.print(_by_place(seen.document))


def _facts(document: Document) -> dict[str, object]:
    rules = [rule.name for rule in (*document.meta_robots, *document.header_robots)]
    return {
        "title": document.title,
        "language": document.language.code if document.language else None,
        "encoding": document.encoding,
        "canonical": document.canonical,
        "robots": ", ".join(rules),
        "author": document.author,
        "published": document.published.isoformat() if document.published else None,
        "page_type": f"{document.page_type.type} ({document.page_type.probability:.0%})",
        "words_of_main_text": document.main_words,
        "internal_links": document.internal_links,
        "external_links": document.external_links,
        "platform": document.platform,
        "paid_for": ", ".join(f"{mark.evidence} ({mark.where})" for mark in document.paid),
        "owner_keys": ", ".join(key.key for key in document.owner_keys),
        "in_the_way": ", ".join(str(wall.kind) for wall in document.walls),
        "left_out": ", ".join(document.cut),
    }


def _tell_link(link: PageLink, console: Console) -> None:
    rel = f" rel={' '.join(link.rel)}" if link.rel else ""
    words = escape(link.anchor or "(no text)")
    console.print(f"  {link.position}. [bold]{words}[/] → {escape(link.url)}{rel}", soft_wrap=True)
    console.print(f"     {link.placement} ({link.probability:.0%}), in: {link.where}", soft_wrap=True)
    if link.heading:
        console.print(f"     under “{escape(link.heading)}”", soft_wrap=True)
    if link.left_context or link.right_context:
        words = f"… {link.left_context} [{link.anchor}] {link.right_context} …"
        console.print(f"     {escape(words)}", soft_wrap=True)


def _by_place(document: Document) -> Table:
    table = Table(title="All links of the page by place", title_justify="left")
    for heading in ("Place", "Links", "To other sites"):
        table.add_column(heading, justify="left" if heading == "Place" else "right")
    others = outside_addresses(document.links, document.url)
    for place in dict.fromkeys(link.placement for link in document.links):
        links = [link for link in document.links if link.placement is place]
        table.add_row(str(place), f"{len(links):,}", f"{sum(link.url in others for link in links):,}")
    return table
