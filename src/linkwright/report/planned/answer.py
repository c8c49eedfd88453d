"""The plan in plain words: what was asked, the numbers on top, the doubts; and one page of it for a client."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linkwright.plan.model import PageNeed, Plan, Request
from linkwright.report.neutral import plain, shortened
from linkwright.report.planned.listings import alike
from linkwright.report.planned.need_charts import short_name
from linkwright.report.ranges import amount, ends
from linkwright.report.reading import count_of, percent

SEARCHES, KINDS, PAGES, CHANNELS, DATES, DOUBTS = 5, 3, 3, 3, 4, 3  # lines each part of the client's page may take
LINE = 190  # characters of one such line


@dataclass(frozen=True)
class Tile:
    """One number on top, with what it is and what belongs beside it."""

    label: str
    gloss: str
    number: str
    under: str


@dataclass(frozen=True)
class Search:
    """One line of the table of a client's page."""

    keyword: str
    now: str
    without: str
    reached: str


@dataclass(frozen=True)
class Part:
    """One part of the client's page: a heading and sentences."""

    title: str
    lines: tuple[str, ...]


def asked(request: Request) -> str:
    """Say what was asked for."""
    pages = count_of(len(request.pages), "page") if request.pages else "all pages whose rank is known"
    searches = count_of(len(request.keywords), "search", "searches") if request.keywords else "all their searches"
    money = f"{amount(request.budget, 0)} to spend" if request.budget is not None else "no limit of money"
    hours = f"{amount(request.hours, 0)} hours" if request.hours is not None else "no limit of hours"
    return (
        f"For {pages} and {searches}: to be among the first {request.top} results within "
        f"{count_of(request.months, 'month')}, as sure as {percent(request.confidence)}, with {money} and {hours}."
    )


def tiles(plan: Plan) -> tuple[Tile, ...]:
    """The numbers on top of the page, as far as there are any."""
    made = [_links(plan), _quality(plan), _pace(plan), _searches(plan)]
    return tuple(tile for tile in made if tile)


def _links(plan: Plan) -> Tile | None:
    if plan.links is None:
        return None
    return Tile("Links to win", "P10, P50, P90", amount(plan.links.middle, 0), f"likely {ends(plan.links, 0)}")


def _quality(plan: Plan) -> Tile | None:
    if plan.quality is None:
        return None
    return Tile("Quality they bring (Q)", "Q", amount(plan.quality.middle), f"likely {ends(plan.quality)}")


def _pace(plan: Plan) -> Tile | None:
    counts = [links for _, links in plan.pace.months if links]
    if not counts:
        return None
    low, high = min(counts), max(counts)
    number = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return Tile("Links a month", "", number, f"for {count_of(len(counts), 'month')}")


def _searches(plan: Plan) -> Tile | None:
    if not plan.needs:
        return None
    hard = sum(need.links_alone_unlikely for need in plan.needs)
    under = f"for {hard:,} of them links alone are unlikely to do it" if hard else "each with its own range below"
    return Tile("Searches", "first results", f"{len(plan.needs):,}", under)


def doubts(plan: Plan) -> tuple[str, ...]:
    """Every doubt once, with the searches it is about."""
    about: dict[str, list[str]] = {}
    for need in plan.needs:
        for doubt in need.doubts:
            about.setdefault(doubt, []).append(need.keyword)
    return tuple(f"{_quoted(keywords)}: {doubt}" for doubt, keywords in about.items())


def _quoted(keywords: list[str]) -> str:
    named = ", ".join(f"“{shortened(keyword, 60)}”" for keyword in keywords[:3])
    return f"{named} and {count_of(len(keywords) - 3, 'more search', 'more searches')}" if len(keywords) > 3 else named


def not_answered(plan: Plan) -> tuple[str, ...]:
    """What the plan does not answer, and what is missing; questions that lack the same in one sentence."""
    return tuple(
        f"{_question(questions)}: not answered. Missing: {missing}."
        for (missing, _), questions in alike(plan.refusals).items()
    )


def _question(questions: Sequence[str]) -> str:
    first = questions[0][:1].upper() + questions[0][1:].rstrip("?.")
    return f"{first} and {len(questions) - 1:,} more like it" if len(questions) > 1 else first


def client_answer(plan: Plan) -> str:
    """The answer in one sentence."""
    if plan.links is None:
        return _line(plan.answer[0]) if plan.answer else "This plan names no number yet."
    return (
        f"About {amount(plan.links.middle, 0)} new links within {count_of(plan.request.months, 'month')}, "
        f"likely {ends(plan.links, 0)}."
    )


def client_searches(plan: Plan) -> tuple[Search, ...]:
    """The searches with their chances."""
    return tuple(
        Search(
            shortened(plain(need.keyword), 40),
            "not seen" if need.position is None else amount(need.position, 0),
            _chance(need, with_plan=False),
            _chance(need, with_plan=True),
        )
        for need in helped_first(plan.needs)[:SEARCHES]
    )


def helped_first(needs: Sequence[PageNeed]) -> list[PageNeed]:
    """The needs whose chance the plan raises most first; those it raises alike stay in their order."""
    return sorted(needs, key=_raised, reverse=True)


def _raised(need: PageNeed) -> float:
    if need.reached is None or need.reached_without is None:
        return 0.0
    return round(need.reached.middle - need.reached_without.middle, 2)


def _chance(need: PageNeed, *, with_plan: bool) -> str:
    found = need.reached if with_plan else need.reached_without
    return "not known" if found is None else percent(found.middle)


def client_parts(plan: Plan) -> tuple[Part, ...]:
    """The parts of the client's page that have something to say."""
    parts = (
        Part("What kind of links", tuple(_kinds(plan))),
        Part("Where they should lead", tuple(_pages(plan))),
        Part("How fast", tuple(_line(text) for text in plan.pace.words[:2])),
        Part("What it takes", tuple(_channels(plan))),
        Part("What should show by when", tuple(_dates(plan))),
        Part("If nothing is done", (_line(plan.nothing.words),) if plan.nothing and plan.nothing.words else ()),
        Part("What we do not know", tuple(_open(plan))),
    )
    return tuple(part for part in parts if part.lines)


def _kinds(plan: Plan) -> Iterator[str]:
    if len(plan.trades) > 1:
        best, weakest = plan.trades[0], plan.trades[-1]
        yield (
            f"{amount(best.links.middle, 0)} links of {best.tier} value bring as much as "
            f"{amount(weakest.links.middle, 0)} of {weakest.tier} value."
        )
    kinds = sorted((each for each in plan.mix if each.aspect == "source type" and each.links), key=lambda x: -x.links)
    for each in kinds[: KINDS - 1]:
        yield _line(
            f"{each.links:,} from websites of type {shortened(each.value, 40)}: they are {percent(each.own)} of yours "
            f"now, {percent(each.rivals_median)} of those who rank."
        )


def _pages(plan: Plan) -> Iterator[str]:
    for each in sorted(plan.shares, key=lambda share: -share.links)[:PAGES]:
        clicks = f": {ends(each.clicks, 0)} more visits a month" if each.clicks else ""
        yield _line(f"{count_of(each.links, 'link')} to {short_name(each.page)}{clicks}.")


def _channels(plan: Plan) -> Iterator[str]:
    for each in plan.channels[:CHANNELS]:
        yield _line(
            f"{shortened(each.channel, 40)}: {_links_said(each.links.middle)}, {ends(each.hours, 0)} hours, cost "
            f"{ends(each.cost, 0)}."
        )


def _links_said(number: float) -> str:
    said = amount(number, 0)
    return f"{said} link" if said == "1" else f"{said} links"


def _dates(plan: Plan) -> Iterator[str]:
    for each in plan.milestones[:DATES]:
        expected = f", {ends(each.expected, 0)} expected" if each.expected else ""
        kind = "look again at " if each.kind == "review" else ""
        yield _line(f"{each.day:%B %Y}: {kind}{shortened(each.measure, 60)}{expected}.")


def _open(plan: Plan) -> Iterator[str]:
    found = [
        *not_answered(plan),
        *doubts(plan),
        "No source knows all links, and search engines do not publish how they rank.",
    ]
    yield from (_line(text) for text in (*found[: DOUBTS - 1], found[-1]))


def _line(text: str) -> str:
    return shortened(plain(text), LINE)
