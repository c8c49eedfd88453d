"""What a review is: the subjects that need a human eye, each with its evidence and a suggested verdict."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

from linkwright.cleanup.deciding import DOMAIN
from linkwright.vocabulary.terms import Verdict

SHOWN_MEMBERS = 200  # websites of one group that are listed: more than anybody looks through; the total is always said


class Urgency(IntEnum):
    """Why something is in the review, the most pressing first."""

    SUSPECT = 1
    LIKELY = 2  # a scheme is likelier than not
    CONCERN = 3  # one kind of evidence that counts
    CHANGED = 4  # decided before, and the group is another one now


URGENCIES = {
    Urgency.SUSPECT: "several kinds of evidence point to a link scheme",
    Urgency.LIKELY: "likelier part of a link scheme than not",
    Urgency.CONCERN: "one finding worth a look",
    Urgency.CHANGED: "decided before, but the group has changed since",
}


@dataclass(frozen=True)
class Found:
    """What one signal found about a subject.

    Attributes:
        signal: its id.
        title: its name.
        family: kind of evidence.
        words: the strongest finding, as a sentence.
        findings: how many findings of it speak about the subject.
        websites: about how many of the subject's websites they speak.
        evidence: rows behind the strongest, as `file:row`.
    """

    signal: str
    title: str
    family: str
    words: str
    findings: int
    websites: int
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Example:
    """A page to look at. All of it comes from outside: show it as text, never as a link."""

    page: str
    anchor: str
    evidence: str


@dataclass(frozen=True)
class Suggestion:
    """What we would do, and why. The decision is the person's."""

    verdict: Verdict
    reason: str


@dataclass(frozen=True)
class Earlier:
    """The newest decision about a subject, and whether it still holds."""

    verdict: str
    reason: str
    instead: str
    who: str
    decided_at: datetime
    holds: bool


@dataclass(frozen=True)
class Looks:
    """Our own newest looks at the subject's links."""

    stands: int
    gone: int
    unseen: int
    on: date


@dataclass(frozen=True)
class Member:
    """One website of a group."""

    referring_domain: str
    links: int
    value: float | None


@dataclass(frozen=True)
class Subject:
    """One thing to decide about: an owner group, or a referring domain that stands alone.

    Attributes:
        subject_kind: `group` or `domain`.
        subject: the group's id or the domain.
        kind: network, mirror or domain.
        what: what it is, in words.
        nature: for a group its kind and shared trait; a decision on it holds while that stays the same.
        urgency: why it is here.
        tier: its tier.
        websites: referring domains in it.
        links: links known one by one.
        claimed_links: links only counted by a source, of websites without a link known one by one.
        followed_links: links known to be followed.
        nofollow_links: links known not to be.
        flagged_links: links of its websites that some tool calls spam.
        risks: probability of a scheme at priors of 2, 5 and 20 %.
        families: kinds of evidence, the strongest first.
        found: what the signals found, what counts most first.
        value: 0 to 100: what its best link brings, and would be lost with it; None where nothing is known.
        visits: people who came from it; None where no web analytics was imported.
        conversions: likewise.
        in_search_console: Search Console lists it; None where none of its exports was imported.
        looks: our own looks; None where there was none.
        members: of a group, at most `SHOWN_MEMBERS`.
        alike: how many websites on their own are here for the same strongest finding, this one counted: they can be
            decided in one go.
    """

    subject_kind: str
    subject: str
    kind: str
    what: str
    nature: str
    urgency: Urgency
    tier: str
    websites: int
    links: int
    claimed_links: int
    live_links: int
    followed_links: int
    nofollow_links: int
    flagged_links: int
    risks: tuple[float, float, float]
    families: tuple[str, ...]
    found: tuple[Found, ...]
    examples: tuple[Example, ...]
    anchors: tuple[tuple[str, int], ...]
    value: float | None
    visits: float | None
    conversions: float | None
    in_search_console: bool | None
    looks: Looks | None
    first_seen: date | None
    last_seen: date | None
    suggestion: Suggestion
    earlier: Earlier | None
    members: tuple[Member, ...]
    alike: int = 1

    @property
    def cause(self) -> str:
        """What several websites on their own may be here for together: the strongest finding. Empty for a group."""
        return self.found[0].words if self.subject_kind == DOMAIN and self.found else ""

    @property
    def id(self) -> str:
        """Its stable id: `group:network-1a2b3c` or `domain:example.com`."""
        return f"{self.subject_kind}:{self.subject}"

    @property
    def mark(self) -> str:
        """A short mark of its nature, for files that come back."""
        return mark_of(self.nature)


@dataclass(frozen=True)
class Review:
    """What needs a human eye, worst first.

    Attributes:
        site: whose links.
        made_on: the day.
        websites: referring domains in all.
        links: links in all.
        flagged_links: links of websites that some tool calls spam.
        subjects: what to decide.
    """

    site: str
    made_on: date
    websites: int
    links: int
    flagged_links: int
    subjects: tuple[Subject, ...]

    @property
    def open(self) -> tuple[Subject, ...]:
        """Subjects without a decision that holds."""
        return tuple(each for each in self.subjects if each.earlier is None or not each.earlier.holds)


def mark_of(nature: str) -> str:
    """Twelve hex digits that stand for a group's nature, which is a text from outside; empty for no nature."""
    return hashlib.sha256(nature.encode()).hexdigest()[:12] if nature else ""
