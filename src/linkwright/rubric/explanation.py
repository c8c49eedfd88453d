"""What an explanation is: frozen, ready to be shown by any screen."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """One factor of a link's value.

    Attributes:
        factor: authority, placement, visibility, relevance or traffic.
        points: what it brings, or takes (negative); the points of all factors add up to the value.
        low: what it may bring at least, when what is not known goes against it.
        high: what it may bring at most.
        most: the most it can bring; 0 for what can only take.
        known: whether anything is known; otherwise the neutral points count.
        observed: what was seen, in the words of the files.
        why: what the rubric makes of it.
        source: where the rubric has that from.
    """

    factor: str
    points: float
    low: float
    high: float
    most: float
    known: bool
    observed: str
    why: str
    source: str


@dataclass(frozen=True)
class Check:
    """One question of the quality checklist.

    Attributes:
        name: its name in the column `check_<name>`.
        question: as a person asks it.
        answer: yes, no or unknown.
        because: what was seen.
        observation: id `batch:row` of a row that says so; empty where none can.
    """

    name: str
    question: str
    answer: str
    because: str
    observation: str


@dataclass(frozen=True)
class Vote:
    """One family of evidence of a scheme.

    Attributes:
        family: kind of evidence.
        signals: what was found, by signal id.
        ratio: how many times likelier that is under a scheme than without one.
        llr: its natural logarithm; these are added up over the families.
        counts: whether it counts among the two families that `suspect` needs.
        why: the rubric's reason.
    """

    family: str
    signals: tuple[str, ...]
    ratio: float
    llr: float
    counts: bool
    why: str


@dataclass(frozen=True)
class EvidenceRow:
    """One row of a file: where it is and its main cells."""

    observation: str
    source: str
    report: str
    batch: str
    row: int
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SourceSays:
    """What one source says of a link that several saw."""

    source: str
    status: str
    status_reason: str
    followed: bool | None
    anchor: str
    first_seen: str
    last_seen: str
    observation: str


@dataclass(frozen=True)
class Decided:
    """One decision of a person.

    Attributes:
        about: the page, the domain or the owner group, in words.
        verdict: see `Verdict`.
        value: what it is instead, for `reclassify`.
        reason: why, in the person's words.
        who: who decided.
        day: when, as ISO text.
        standing: holds, replaced, ask again or no link known.
        observation: id `batch:row` of the decision.
    """

    about: str
    verdict: str
    value: str
    reason: str
    who: str
    day: str
    standing: str
    observation: str


@dataclass(frozen=True)
class Explanation:
    """Why something is judged as it is, and what would change that.

    Attributes:
        kind: link, referring domain, owner group or signal.
        subject: its key: link id, domain, group id, signal id.
        title: one line naming it for a person.
        tier: its tier; empty for lost links, for what is not ours and for signals.
        value: 0 to 100; None for signals.
        value_low: least the value may be.
        value_high: most the value may be.
        coverage: share of the weight of which something is known, 0 to 1.
        points: they add up to the value.
        checks: the quality checklist; empty but for links and domains with a link.
        votes: evidence of a scheme by family, strongest first.
        chances: (prior, probability of a scheme), for three priors.
        evidence: rows of the files.
        sources: what each source says, where several saw it.
        changes: what would change the verdict, computed with the rubric.
        reading: what it means and what to do, in plain words.
        findings: what signals found about it, as sentences.
        sections: (heading, text) of a signal's documentation.
        others: other subjects the same name could have meant.
        decided: the decision of a person that holds; it comes before the score. None where nobody decided.
        scored_tier: the tier without it; empty where `tier` may be.
        history: every decision ever made about it, the newest first.
    """

    kind: str
    subject: str
    title: str
    tier: str
    value: float | None
    value_low: float | None
    value_high: float | None
    coverage: float | None
    points: tuple[Point, ...]
    votes: tuple[Vote, ...]
    chances: tuple[tuple[float, float], ...]
    evidence: tuple[EvidenceRow, ...]
    sources: tuple[SourceSays, ...]
    changes: tuple[str, ...]
    reading: str
    findings: tuple[str, ...]
    checks: tuple[Check, ...] = ()
    sections: tuple[tuple[str, str], ...] = ()
    others: tuple[str, ...] = ()
    decided: Decided | None = None
    scored_tier: str = ""
    history: tuple[Decided, ...] = ()
