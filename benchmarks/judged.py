"""What the product says of a world: the whole way from facts to verdicts, and how it compares with the truth."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.worlds.exports import Filled, write
from linkwright.engine.duck import duck_engine
from linkwright.profile import Profile, build_profile
from linkwright.rubric import Judgement, Rubric, judge, load_rubric
from linkwright.rubric.judging import risk_findings
from linkwright.signals import SignalResult, all_signals, run_signals
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.terms import Outcome

MAJORITY = 0.5


@dataclass(frozen=True)
class Judged:
    """A profile with its findings and verdicts; its tables live as long as `judged()` is open."""

    profile: Profile
    results: Mapping[str, SignalResult]
    judgement: Judgement


@dataclass(frozen=True)
class Verdicts:
    """What was said of the referring domains of one world.

    Attributes:
        named: signal -> the domains of each of its findings that names any.
        counted: signal -> domains about which it says that a scheme is likelier (ratio above 1).
        fully: of these, those about which it says so with the whole ratio the rubric allows it.
        suspect: domains with the tier `suspect`.
        risk: domain -> probability of a scheme at a prior of 5 %.
        failed: signals that ended in an error.
    """

    named: Mapping[str, tuple[frozenset[str], ...]]
    counted: Mapping[str, frozenset[str]]
    fully: Mapping[str, frozenset[str]]
    suspect: frozenset[str]
    risk: Mapping[str, float]
    failed: tuple[str, ...]

    @property
    def in_findings(self) -> frozenset[str]:
        """Domains about which any signal says that a scheme is likelier."""
        return frozenset().union(*self.counted.values())

    def finders(self, planted: frozenset[str]) -> tuple[str, ...]:
        """Signals that found it: their findings that are mostly about planted domains name at least half of these."""
        found = []
        for signal, findings in self.named.items():
            mostly = [named for named in findings if len(named & planted) > MAJORITY * len(named)]
            if len(planted & frozenset().union(*mostly)) >= MAJORITY * len(planted):
                found.append(signal)
        return tuple(found)


@contextmanager
def judged(files: Sequence[Filled], site: Site, rubric: Rubric | None = None) -> Iterator[Judged]:
    """Take exports through profile, signals and rubric, as `linkwright audit` does."""
    rubric = rubric or load_rubric(None)
    with TemporaryDirectory(prefix="linkwright-benchmark-") as folder, duck_engine() as engine:
        profile = build_profile(engine, write(files, Path(folder)), site)
        results = run_signals(profile, all_signals(None), rubric.signal_parameters)
        yield Judged(profile, results, judge(profile, results, rubric))


def verdicts(files: Sequence[Filled], site: Site) -> Verdicts:
    """Judge exports and return what was said of the referring domains."""
    with judged(files, site) as found:
        return read_verdicts(found)


def read_verdicts(found: Judged) -> Verdicts:
    """Take out of a judged profile what was said of its referring domains."""
    scores = found.judgement.table("domain_scores").select(["referring_domain", "tier", "risk_05"]).to_pylist()
    counted: dict[str, set[str]] = {}
    fully: dict[str, set[str]] = {}
    allowed = found.judgement.rubric.risk
    for row in risk_findings(found.results, found.judgement.rubric).to_pylist():
        if row["ratio"] > 1:
            counted.setdefault(row["signal"], set()).add(row["referring_domain"])
        if row["ratio"] >= allowed[row["signal"]].value > 1:
            fully.setdefault(row["signal"], set()).add(row["referring_domain"])
    return Verdicts(
        named={name: _named(result) for name, result in found.results.items()},
        counted={name: frozenset(domains) for name, domains in counted.items()},
        fully={name: frozenset(domains) for name, domains in fully.items()},
        suspect=frozenset(row["referring_domain"] for row in scores if row["tier"] == "suspect"),
        risk={row["referring_domain"]: row["risk_05"] for row in scores},
        failed=tuple(name for name, result in found.results.items() if result.outcome is Outcome.ERROR),
    )


def _named(result: SignalResult) -> tuple[frozenset[str], ...]:
    findings: dict[int, set[str]] = {}
    for finding, domain in zip(*(column.to_pylist() for column in result.concerned.columns), strict=True):
        findings.setdefault(finding, set()).add(domain)
    return tuple(frozenset(domains) for domains in findings.values())
