"""How a request stands: the words of the owner, the looks of our crawler, in whatever order they are told."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwright.cleanup.removal_log import Step
from linkwright.cleanup.removal_state import AskedLink, LetterKind, RequestState, Sight, progress_of, sight_of
from linkwright.vocabulary.states import STATES, LinkState, Standing
from linkwright.vocabulary.terms import RemovalStep
from tests.cleanup.removing import TODAY, step

SENT, AGAIN, REMOVED = RemovalStep.SENT, RemovalStep.FOLLOWED_UP, RemovalStep.REMOVED


def seen(sight: Sight, day: int | None = None) -> AskedLink:
    return AskedLink(
        "https://blog.test/a", "https://mine.test/", sight=sight, looked_at=datetime(2026, 1, day) if day else None
    )


UNSEEN = seen(Sight.UNSEEN)


@pytest.mark.parametrize(
    ("links", "steps", "state", "words"),
    [
        ([], [], RequestState.NO_PAGES, "no page of it is known one by one"),
        ([UNSEEN], [], RequestState.NOT_ASKED, "nobody was asked yet"),
        ([seen(Sight.GONE, 9)], [], RequestState.GONE, "gone without asking, by our look of 2026-01-09"),
        ([seen(Sight.MISSED, 9)], [], RequestState.NOT_ASKED, "not confirmed"),
        ([UNSEEN], [step(SENT, 20)], RequestState.WAITING, "sent on 2026-01-20, no answer yet"),
        ([UNSEEN], [step(SENT, 10)], RequestState.FOLLOW_UP_DUE, "sent on 2026-01-10"),
        ([UNSEEN], [step(SENT, 1), step(AGAIN, 20)], RequestState.WAITING, "followed up on 2026-01-20"),
        ([UNSEEN], [step(SENT, 1), step(AGAIN, 15)], RequestState.SILENT, "followed up on 2026-01-15"),
        ([UNSEEN], [step(SENT, 1), step(RemovalStep.REFUSED, 3)], RequestState.REFUSED, "refused on 2026-01-03"),
        ([UNSEEN], [step(SENT, 1), step(RemovalStep.ASKED_MONEY, 3)], RequestState.ASKED_MONEY, "asked for money"),
        ([UNSEEN], [step(SENT, 1), step(RemovalStep.ANSWERED, 3)], RequestState.ANSWERED, "answered on 2026-01-03"),
        ([UNSEEN], [step(SENT, 1), step(REMOVED, 3)], RequestState.SAID_REMOVED, "we have not looked since"),
        (
            [seen(Sight.STANDS, 9)],
            [step(SENT, 1), step(REMOVED, 3)],
            RequestState.NOT_REMOVED,
            "says removed on 2026-01-03, but our look of 2026-01-09 saw it.",
        ),
        (
            [seen(Sight.STANDS, 3)],
            [step(SENT, 1), step(REMOVED, 3)],
            RequestState.SAID_REMOVED,
            "we have not looked since",
        ),
        (
            [seen(Sight.STANDS, 9), seen(Sight.GONE, 8), seen(Sight.GONE, 9)],
            [step(SENT, 1), step(REMOVED, 3)],
            RequestState.PARTLY,
            "saw 1 of 3 links. 2 of 3 links are gone, confirmed by our look of 2026-01-09.",
        ),
        ([UNSEEN, seen(Sight.GONE, 9)], [step(SENT, 1), step(REMOVED, 3)], RequestState.PARTLY, "1 of 2 links"),
        ([UNSEEN, seen(Sight.GONE, 9)], [step(SENT, 20)], RequestState.WAITING, "1 of 2 links are gone, confirmed"),
        (
            [seen(Sight.GONE, 9)],
            [step(SENT, 1)],
            RequestState.CONFIRMED,
            "removed, confirmed by our look of 2026-01-09",
        ),
        ([seen(Sight.GONE, 9)], [step(SENT, 20)], RequestState.GONE, "gone before anybody was asked"),
        ([seen(Sight.GONE, 9)], [step(RemovalStep.REFUSED, 1)], RequestState.CONFIRMED, "removed, confirmed"),
    ],
)
def test_how_a_request_stands(links: list[AskedLink], steps: list[Step], state: RequestState, words: str) -> None:
    found = progress_of(links, steps, TODAY)
    assert found.state is state
    assert words in found.words.lower() or words in found.words[0].lower() + found.words[1:]


def test_a_letter_is_due_at_first_and_once_more_after_two_weeks() -> None:
    def due(*steps: Step) -> LetterKind | None:
        return progress_of([UNSEEN], steps, TODAY).letter

    assert due() is LetterKind.FIRST
    assert due(step(SENT, 17)) is None
    assert due(step(SENT, 16)) is LetterKind.FOLLOW_UP
    assert due(step(SENT, 1), step(AGAIN, 15)) is None, "one reminder and no more"
    for reply in (RemovalStep.ANSWERED, RemovalStep.REFUSED, RemovalStep.ASKED_MONEY, REMOVED):
        assert due(step(SENT, 1), step(reply, 2)) is None
    assert progress_of([UNSEEN], [step(SENT, 10)], TODAY).due == date(2026, 1, 24)


def test_nobody_is_written_to_about_links_that_seem_to_be_gone() -> None:
    for sight in (Sight.MISSED, Sight.SAID_LOST, Sight.GONE):
        assert progress_of([seen(sight, 5)], [], TODAY).letter is None
        assert progress_of([seen(sight, 5)], [step(SENT, 1)], TODAY).letter is None


def test_who_asks_for_money_is_not_paid() -> None:
    assert "do not pay" in progress_of([UNSEEN], [step(RemovalStep.ASKED_MONEY, 2)], TODAY).todo


@given(st.lists(st.tuples(st.sampled_from(RemovalStep), st.integers(1, 28)), max_size=6), st.randoms())
def test_the_order_in_which_steps_are_told_changes_nothing(told: list[tuple[RemovalStep, int]], luck: object) -> None:
    steps = [step(what, day) for what, day in told]
    shuffled = list(steps)
    luck.shuffle(shuffled)  # type: ignore[attr-defined]
    links = [UNSEEN, seen(Sight.STANDS, 20), seen(Sight.GONE, 14)]
    assert progress_of(links, shuffled, TODAY) == progress_of(links, steps, TODAY)


def test_a_link_is_gone_only_once_that_is_certain() -> None:
    noon, days = datetime(2026, 1, 5, 12), [datetime(2026, 1, 4, 12), datetime(2026, 1, 4, 13)]
    for state, told in STATES.items():
        once = sight_of(str(state), noon, noon, "live")
        expected = {Standing.STANDS: Sight.STANDS, Standing.UNSEEN: Sight.UNSEEN}
        assert once is expected.get(told.standing, Sight.GONE if told.definite else Sight.MISSED)
    assert sight_of(LinkState.REMOVED, noon, days[0], "lost") is Sight.GONE
    assert sight_of(LinkState.REMOVED, noon, days[1], "unknown") is Sight.MISSED
    assert sight_of(None, None, None, "lost") is Sight.SAID_LOST
    assert sight_of(None, None, None, "live") is Sight.UNSEEN
