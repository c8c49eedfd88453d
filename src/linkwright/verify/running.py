"""One run: fetch the targets and the pages of an agenda, look at each, and keep what was seen."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import AsyncExitStack, aclosing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from linkwright.fetch.browser import Chromium, Rendered
from linkwright.fetch.crawler import Crawl
from linkwright.fetch.evidence import EvidenceWriter
from linkwright.fetch.model import Answer, Politeness, Request
from linkwright.fetch.names import DnsResolver, NameBook, Resolver
from linkwright.fetch.progress import Progress
from linkwright.ledger import Ledger
from linkwright.page.analysis import Document, analyse
from linkwright.verify.agenda import Agenda, Run
from linkwright.verify.journal import Journal
from linkwright.verify.looks import Look, TargetLookup, by_browser, look
from linkwright.verify.targets import target_of
from linkwright.verify.unseen import NOT_LOOKED
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.states import STATES, LinkState, Standing

_TOO_MANY_REQUESTS = 429
_WORTH_A_BROWSER = (LinkState.REMOVED, LinkState.SOFT_404, LinkState.WALL, LinkState.BLOCKED)


@dataclass(frozen=True)
class Means:
    """What a run works with.

    Attributes:
        politeness: the limits kept.
        browser: look again with Chromium at pages that do not show the link.
        evidence: folder to keep the responses in; None to keep none.
        dns: address and port of the name server to ask; None for this machine's.
        connect_to: address and port every connection goes to, whatever the name says.
    """

    politeness: Politeness
    browser: bool = False
    evidence: Path | None = None
    dns: tuple[str, int] | None = None
    connect_to: tuple[str, int] | None = None

    def resolver(self) -> Resolver:
        """A resolver of its own for each crawl, which closes it."""
        return DnsResolver([self.dns[0]], port=self.dns[1]) if self.dns else DnsResolver()


@dataclass
class Tally:
    """What a run has come to so far.

    Attributes:
        states: links by state.
        links: looked at in this run.
    """

    states: Counter[LinkState] = field(default_factory=Counter)
    links: int = 0

    def count(self, looks: Sequence[Look]) -> None:
        """Add the looks at one page."""
        self.states.update(each.state for each in looks)
        self.links += len(looks)

    def standing(self, standing: Standing) -> int:
        """Links of one standing."""
        return sum(count for state, count in self.states.items() if STATES[state].standing is standing)


Watch = Callable[[str, Progress, Tally], None]  # what is being done, how far the crawl is, what it came to


def check(agenda: Agenda, run: Run, ledger: Ledger, site: Site, means: Means, watch: Watch) -> Tally:
    """Look at everything on the agenda that is not done. What was seen is in the ledger also after an interruption.

    Raises:
        ConfigError: a browser is asked for and there is none.
        StorageError: the ledger, the evidence or the agenda cannot be written.
        KeyboardInterrupt: the person had enough; the agenda knows what is left.
    """
    return asyncio.run(_check(agenda, run, ledger, site, means, watch))


async def _check(agenda: Agenda, run: Run, ledger: Ledger, site: Site, means: Means, watch: Watch) -> Tally:
    tally = Tally()
    async with AsyncExitStack() as stack:
        agent = means.politeness.user_agent
        keep = stack.enter_context(EvidenceWriter(means.evidence, agent)) if means.evidence else None
        journal = Journal(ledger, agenda, run, site, keep)
        stack.callback(journal.flush)  # whatever ends the run
        browser = await stack.enter_async_context(chromium(means)) if means.browser else None
        await _targets(agenda, journal, means, partial(watch, "Checking the pages linked to"), tally)
        await _pages(agenda, journal, site, means, browser, partial(watch, "Checking the pages that link"), tally)
    return tally


async def _targets(
    agenda: Agenda, journal: Journal, means: Means, watch: Callable[[Progress, Tally], None], tally: Tally
) -> None:
    async with aclosing(crawled(map(Request, agenda.targets_left()), means)) as answers:
        async for answer, progress in answers:
            document = document_of(answer)
            agenda.keep_target(answer.url, target_of(answer, document))
            if document is not None:
                journal.add_own_page(answer, document)
            watch(progress, tally)


async def _pages(
    agenda: Agenda,
    journal: Journal,
    site: Site,
    means: Means,
    browser: Chromium | None,
    watch: Callable[[Progress, Tally], None],
    tally: Tally,
) -> None:
    requests = (Request(page.url, page.etag, page.last_modified) for page in agenda.pages())
    async with aclosing(crawled(requests, means)) as answers:
        async for answer, progress in answers:
            if answer.failure in NOT_LOOKED:
                continue
            document = document_of(answer)
            looks = look(answer, document, agenda.expected(answer.url), site, agenda.target)
            if browser is not None and worth_a_browser(answer, looks):
                looks = await look_again(browser, answer, looks, site, agenda.target)
            tally.count(looks)
            journal.add(answer, document, looks)
            watch(progress, tally)


async def crawled(requests: Iterable[Request], means: Means) -> AsyncGenerator[tuple[Answer, Progress], None]:
    """Fetch requests; each answer comes with how far the crawl is."""
    crawl = Crawl(requests, means.politeness, resolver=means.resolver(), connect_to=means.connect_to)
    async with crawl as running:
        async for answer in running:
            yield answer, running.progress()
            running.settle([answer])


def document_of(answer: Answer) -> Document | None:
    """Read the page an answer carries."""
    if not answer.body:
        return None
    return analyse(
        answer.body,
        answer.final_url,
        content_type=answer.header("content-type"),
        robots_header="\n".join(value for name, value in answer.headers if name.lower() == "x-robots-tag"),
    )


def worth_a_browser(answer: Answer, looks: Sequence[Look]) -> bool:
    """Tell whether a browser may see more: a link was missed, or the page was not given to us.

    A server that asked us to wait is not asked again through a browser.
    """
    if answer.failure is not None or answer.status == _TOO_MANY_REQUESTS:
        return False
    return any(each.state in _WORTH_A_BROWSER for each in looks)


async def look_again(
    browser: Chromium, answer: Answer, looks: Sequence[Look], site: Site, target_of: TargetLookup
) -> tuple[Look, ...]:
    """Correct looks that missed their link by what a browser sees of the page."""
    rendered = await browser.render(answer.url)
    expected = [each.expected for each in looks]
    raw, drawn = (
        look(seen, document_of(seen), expected, site, target_of) for seen in _answers_of_browser(answer, rendered)
    )
    return by_browser(looks, raw, drawn)


def _answers_of_browser(answer: Answer, rendered: Rendered) -> tuple[Answer, Answer]:
    """The page as sent to the browser and as it stood after its scripts, in the form of our own answers."""
    seen = replace(
        answer,
        final_url=rendered.final_url,
        status=rendered.status,
        failure=rendered.failure,
        headers=rendered.headers,
        truncated=rendered.truncated,
    )
    return replace(seen, body=rendered.raw), replace(seen, body=rendered.html.encode())


def chromium(means: Means) -> Chromium:
    """A browser under the same limits; to be entered."""
    names = NameBook(means.resolver(), allow_private=means.politeness.allow_private, with_servers=False)
    return Chromium(names, means.politeness.user_agent, connect_to=means.connect_to)
