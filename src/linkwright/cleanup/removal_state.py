"""How a removal request stands: what was said, and what our own looks at the pages say of it. Pure, and order-free."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from linkwright.cleanup.removal_log import Step, in_order
from linkwright.vocabulary.states import CONFIRMED_AFTER, STATES, LinkState, Standing
from linkwright.vocabulary.terms import RemovalStep

VERIFY = "look at the pages: linkwright verify --only asked"
_REPLIES = (RemovalStep.ANSWERED, RemovalStep.REFUSED, RemovalStep.ASKED_MONEY)
_LETTERS = (RemovalStep.SENT, RemovalStep.FOLLOWED_UP)


class Sight(StrEnum):
    """What our newest look says of one link."""

    STANDS = "stands"
    GONE = "gone"  # confirmed: one definite look, or two at least a day apart
    MISSED = "missed once"
    SAID_LOST = "lost, as a source says"  # not looked at by us
    UNSEEN = "not looked at"


class RequestState(StrEnum):
    """How a request stands."""

    NO_PAGES = "no page known"
    NOT_ASKED = "not asked"
    WAITING = "waiting"
    FOLLOW_UP_DUE = "follow-up due"
    SILENT = "no answer"
    ANSWERED = "answered"
    REFUSED = "refused"
    ASKED_MONEY = "asked for money"
    SAID_REMOVED = "says removed"
    NOT_REMOVED = "says removed, still there"
    PARTLY = "partly removed"
    CONFIRMED = "removed, confirmed"
    GONE = "gone without asking"


class LetterKind(StrEnum):
    """Which letter is due."""

    FIRST = "first"
    FOLLOW_UP = "follow-up"


_OF_REPLY = {
    RemovalStep.ANSWERED: (RequestState.ANSWERED, VERIFY),
    RemovalStep.REFUSED: (RequestState.REFUSED, "leave it; note it for the dossier"),
    RemovalStep.ASKED_MONEY: (
        RequestState.ASKED_MONEY,
        "do not pay: it buys the next request; note it for the dossier",
    ),
}


@dataclass(frozen=True)
class AskedLink:
    """One link to be taken away.

    Attributes:
        page: address of the referring page.
        target: address it links to; empty where only the site is known.
        anchor: its text.
        domain: referring domain.
        language: two letters, of the page; empty where not known.
        sight: what our newest look says.
        looked_at: when that was, UTC.
    """

    page: str
    target: str
    anchor: str = ""
    domain: str = ""
    language: str = ""
    sight: Sight = Sight.UNSEEN
    looked_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether it may still be there, as far as anybody knows."""
        return self.sight in (Sight.STANDS, Sight.UNSEEN)


@dataclass(frozen=True)
class Progress:
    """How one request stands.

    Attributes:
        state: in one word.
        words: what was said and seen, with the days.
        todo: what to do next; empty for nothing.
        due: by when; None when there is no day to it.
        letter: which letter is due; None for none.
    """

    state: RequestState
    words: str
    todo: str = ""
    due: date | None = None
    letter: LetterKind | None = None


def sight_of(state: str | None, checked_at: datetime | None, gone_since: datetime | None, status: str | None) -> Sight:
    """Read our newest look at a link.

    Args:
        state: its `LinkState`; None when we never looked.
        checked_at: when we looked.
        gone_since: first look that missed it since the last that saw it.
        status: what all sources together say of the link.
    """
    if state is None or checked_at is None:
        return Sight.SAID_LOST if status == "lost" else Sight.UNSEEN
    told = STATES[LinkState(state)]
    if told.standing is Standing.STANDS:
        return Sight.STANDS
    if told.standing is Standing.UNSEEN:
        return Sight.UNSEEN
    twice = gone_since is not None and checked_at - gone_since >= CONFIRMED_AFTER
    return Sight.GONE if told.definite or twice else Sight.MISSED


def progress_of(links: Sequence[AskedLink], steps: Sequence[Step], today: date) -> Progress:
    """Say how a request stands.

    Looks and steps are compared by their days: of a link seen on the day of the owner's answer nobody knows which came
    first.

    Args:
        links: those to be taken away.
        steps: of this owner, in any order.
        today: what is due is due by this day.
    """
    ordered = in_order(steps)
    if not ordered:
        return _before(links)
    gone = [link for link in links if link.sight is Sight.GONE]
    if links and len(gone) == len(links):
        day = _newest_look(gone)
        if day is not None and day >= ordered[0].at.date():
            return Progress(RequestState.CONFIRMED, f"Removed, confirmed by our look of {day}.")
        return Progress(RequestState.GONE, f"Gone before anybody was asked, by our look of {day}.")
    removed = [step for step in ordered if step.step is RemovalStep.REMOVED]
    if removed:
        return _said_removed(links, gone, removed[-1].at.date())
    replies = [step for step in ordered if step.step in _REPLIES]
    if replies:
        state, todo = _OF_REPLY[RemovalStep(replies[-1].step)]
        said = f"{str(state).capitalize()} on {replies[-1].at.date()}."
        return Progress(state, _with_gone(said, links, gone), todo)
    return _unanswered(links, gone, [step for step in ordered if step.step in _LETTERS], today)


def _before(links: Sequence[AskedLink]) -> Progress:
    if not links:
        return Progress(
            RequestState.NO_PAGES,
            "No page of it is known one by one, so there is nothing to point at.",
            "import an export that lists its pages",
        )
    if any(link.open for link in links):
        return Progress(
            RequestState.NOT_ASKED,
            "Nobody was asked yet.",
            "write: linkwright cleanup letters",
            letter=LetterKind.FIRST,
        )
    if all(link.sight is Sight.GONE for link in links):
        return Progress(RequestState.GONE, f"Gone without asking, by our look of {_newest_look(links)}.")
    return Progress(RequestState.NOT_ASKED, "Its links seem to be gone, which is not confirmed.", VERIFY)


def _said_removed(links: Sequence[AskedLink], gone: Sequence[AskedLink], said_on: date) -> Progress:
    said = f"Says removed on {said_on}"
    seen = [link for link in links if link.sight is Sight.STANDS and link.looked_at and link.looked_at.date() > said_on]
    if seen:
        day, what = _newest_look(seen), "it" if len(links) == 1 else f"{len(seen):,} of {len(links):,} links"
        state = RequestState.PARTLY if gone else RequestState.NOT_REMOVED
        return Progress(
            state,
            _with_gone(f"{said}, but our look of {day} saw {what}.", links, gone),
            "write back with the pages left",
        )
    if gone:
        return Progress(RequestState.PARTLY, _with_gone(f"{said}.", links, gone), VERIFY)
    return Progress(RequestState.SAID_REMOVED, f"{said}; we have not looked since.", VERIFY)


def _unanswered(
    links: Sequence[AskedLink], gone: Sequence[AskedLink], letters: Sequence[Step], today: date
) -> Progress:
    if not letters:
        return _before(links)
    last = letters[-1]
    due = last.due.date() if last.due else None
    said = _with_gone(f"{str(last.step).capitalize()} on {last.at.date()}, no answer yet.", links, gone)
    if not any(link.open for link in links):
        return Progress(RequestState.WAITING, f"{said} Its links seem to be gone, which is not confirmed.", VERIFY)
    if due is None or due > today:
        return Progress(RequestState.WAITING, said, "wait", due)
    if any(step.step is RemovalStep.FOLLOWED_UP for step in letters):
        return Progress(RequestState.SILENT, said, f"leave it, or {VERIFY}", due)
    return Progress(
        RequestState.FOLLOW_UP_DUE, said, "write once more: linkwright cleanup letters", due, LetterKind.FOLLOW_UP
    )


def _with_gone(words: str, links: Sequence[AskedLink], gone: Sequence[AskedLink]) -> str:
    if not gone:
        return words
    return f"{words} {len(gone):,} of {len(links):,} links are gone, confirmed by our look of {_newest_look(gone)}."


def _newest_look(links: Sequence[AskedLink]) -> date | None:
    return max((link.looked_at.date() for link in links if link.looked_at), default=None)
