"""A profile of planted links with a ledger of decisions beside it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from linkwright.cleanup.deciding import Decision, record_verdicts
from linkwright.engine.duck import duck_engine
from linkwright.ledger import Batch, Ledger
from linkwright.profile import Profile, build_profile
from linkwright.vocabulary.terms import Verdict
from tests.profile.making import SITE, FolderOfFacts, Row, link, numbered

ANNA, BEN = "Anna", "Ben"
START = datetime(2026, 2, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Decided:
    """Facts about links, and decisions in a ledger of their own."""

    links: FolderOfFacts
    ledger: Ledger

    def files(self, fact: str) -> tuple[Path, ...]:
        return (*self.links.files(fact), *self.ledger.files(fact))

    def decide(self, *decisions: Decision, who: str = ANNA, days: int = 0) -> Batch:
        return record_verdicts(self.ledger, decisions, who, START + timedelta(days=days))

    @contextmanager
    def profile(self) -> Iterator[Profile]:
        with duck_engine(memory="500MB") as engine:
            yield build_profile(engine, self, SITE)


@contextmanager
def decided(links: Sequence[Row]) -> Iterator[Decided]:
    with TemporaryDirectory() as folder:
        facts = FolderOfFacts(Path(folder))
        facts.add("link_seen", numbered(links))
        yield Decided(facts, Ledger(Path(folder) / "ledger"))


def about_domain(name: str, verdict: Verdict = Verdict.KEEP, reason: str = "", value: str = "") -> Decision:
    return Decision("domain", name, verdict, reason, value=value)


def about_page(url: str, verdict: Verdict = Verdict.KEEP, reason: str = "", value: str = "") -> Decision:
    return Decision("url", url, verdict, reason, value=value)


def about_group(group: Row, verdict: Verdict = Verdict.DISAVOW, reason: str = "") -> Decision:
    return Decision("group", str(group["owner_group"]), verdict, reason, nature=str(group["nature"]))


def network(domains: Sequence[str], path: str = "/best-spas-of-the-year", title: str = "Best spas") -> list[Row]:
    """One page on each domain, all with the same address and title."""
    return [link(f"https://{name}{path}", title=title) for name in domains]
