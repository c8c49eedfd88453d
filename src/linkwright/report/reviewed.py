"""A review on one terminal screen: what it is about, what comes first, what we suggest."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from linkwright.cleanup.review_columns import decided_words, found_words, looks_words
from linkwright.cleanup.review_model import URGENCIES, Review, Subject
from linkwright.report.neutral import plain, shortened
from linkwright.report.reading import count_of, percent
from linkwright.vocabulary.terms import Verdict

WIDTH = 100
SHOWN = 10  # subjects on one screen
_LONGEST = 300  # characters of one text from outside
NOTHING = "Nothing here needs your eye. That is the usual case: most sites need neither removal nor disavow."


def in_words(review: Review) -> tuple[str, ...]:
    """What the review is about, in a few sentences."""
    if not review.subjects:
        return (NOTHING, *_opinion(review.flagged_links))
    held = sum(subject.websites for subject in review.subjects)
    asked = sum(subject.suggestion.verdict is Verdict.ASK_REMOVAL for subject in review.subjects)
    return (
        f"{held:,} of the {count_of(review.websites, 'website')} that link to {review.site} may need a look. "
        f"Websites that belong together are one row, so there are {count_of(len(review.subjects), 'row')}, "
        f"{len(review.open):,} of them undecided.",
        *_flagged(review),
        f"For {asked:,} we suggest to ask for removal, where you are accountable for the links; for the rest keep or "
        "watch."
        if asked
        else "For none do we suggest removal or disavow. Most sites need neither.",
    )


def _flagged(review: Review) -> tuple[str, ...]:
    """What of the links a tool calls spam is one network, and what is nothing but its opinion."""
    networks = [subject for subject in review.subjects if subject.kind == "network" and subject.flagged_links]
    rest = review.flagged_links - sum(subject.flagged_links for subject in review.subjects)
    if not networks:
        return _opinion(rest)
    most = max(networks, key=lambda subject: subject.flagged_links)
    share = percent(most.flagged_links / review.flagged_links)
    return (
        f"A tool calls {count_of(review.flagged_links, 'link')} spam, going by their websites. {share} of them are "
        f"{_cut(most.what)}. That is one thing to decide, not {most.flagged_links:,}, and search engines most "
        "likely set such networks aside by themselves.",
        *_opinion(rest),
    )


def _opinion(links: int) -> tuple[str, ...]:
    if links <= 0:
        return ()
    return (
        f"{count_of(links, 'link')} that a tool calls spam {'is' if links == 1 else 'are'} not listed here: nothing we "
        "found counts beside that opinion.",
    )


def render_review(review: Review, console: Console) -> None:
    """Print what the review is about and its first subjects; websites here for one finding are told in one go."""
    width = min(WIDTH, console.width)
    for sentence in in_words(review):
        console.print(Text(plain(sentence)), width=width)
    shown = 0
    for number, subject in enumerate(_firsts(review.subjects), start=1):
        console.print()
        for line in subject_lines(subject, f"{number}. "):
            console.print(line, width=width)
        shown += subject.alike
        if number == SHOWN:
            break
    if shown < len(review.subjects):
        console.print(Text(f"\nand {len(review.subjects) - shown:,} more: linkwright review --out review.xlsx"))


def _firsts(subjects: Sequence[Subject]) -> Iterator[Subject]:
    """The first of each run of subjects that are alike."""
    at = 0
    while at < len(subjects):
        yield subjects[at]
        at += subjects[at].alike


def subject_lines(subject: Subject, before: str = "", *, evidence: bool = False) -> Iterator[Text | Padding]:
    """One subject in words; with `evidence` also the rows, pages and anchors behind it."""
    yield Text(before + _cut(subject.subject), style="bold")
    yield _line(f"{_cut(subject.what)}; {size_words(subject)}")
    yield _line(f"Why it is here: {URGENCIES[subject.urgency]}. {risk_words(subject)}")
    if subject.alike > 1:
        yield _line(f"{subject.alike - 1:,} more websites on their own are here for the same finding.")
    for found in subject.found if evidence else subject.found[:1]:
        rows = f" [{', '.join(_cut(row) for row in found.evidence)}]" if evidence else ""
        yield _line(f"- {found.title}: {_cut(found_words(found, subject))}{rows}")
    if evidence:
        yield from (
            _line(f"  {_cut(each.page)} “{_cut(each.anchor)}” [{_cut(each.evidence)}]") for each in subject.examples
        )
        yield _line(f"Our own look: {looks_words(subject)}. {stake_words(subject)}")
    if subject.earlier:
        yield _line(f"Decided before: {_cut(decided_words(subject))}")
    yield _line(f"We suggest {subject.suggestion.verdict}: {subject.suggestion.reason}", "green")


def size_words(subject: Subject) -> str:
    """How many links it has, and how many of them are followed."""
    if not subject.links:
        return f"{count_of(subject.claimed_links, 'link')} counted by a source"
    return f"{count_of(subject.links, 'link')}, {subject.followed_links:,} followed"


def risk_words(subject: Subject) -> str:
    """The chance of a scheme with its starting point, and the kinds of evidence."""
    kinds = f" ({', '.join(subject.families)} evidence)" if subject.families else ""
    return f"Chance of a scheme: {percent(subject.risks[1])} if 5 in 100 such links are one{kinds}."


def stake_words(subject: Subject) -> str:
    """What would be lost with it."""
    value = "not known" if subject.value is None else f"{subject.value:.0f} of 100"
    visits = "not known" if subject.visits is None else f"{subject.visits:,.0f}"
    listed = {None: "not known", True: "yes", False: "no"}[subject.in_search_console]
    return f"At stake: value {value}, visits {visits}; in Search Console: {listed}."


def _line(text: str, style: str = "") -> Padding:
    return Padding(Text(text, style=style), (0, 0, 0, 3), expand=False)


def _cut(text: str) -> str:
    return shortened(plain(text), _LONGEST)
