"""The rubric as a page, printed from the rubric itself."""

import itertools
from pathlib import Path

from linkwright.rubric.loading import load_rubric
from linkwright.rubric.model import Factor, Metric, Rubric
from linkwright.rubric.priors import built_in_priors


def rubric_markdown(path: Path | None = None) -> str:
    """Every weight with its reason and its source as one Markdown page."""
    rubric = load_rubric(path)
    neutral = rubric.crowding_neutral
    parts = [
        f"Rubric {rubric.version}.",
        "## Value",
        _table(
            "| factor | brings at most | part of coverage | reason | source |",
            [_factor(*each) for each in rubric.factors.items()],
        ),
        *(_steps(name, factor) for name, factor in rubric.factors.items()),
        "### Vendors' numbers",
        _table("| number | factor | of the | number = share | as of | reason | source |", _metrics(rubric)),
        "### Crowded pages",
        f"{_points(rubric.crowding.points)}: {rubric.crowding.reason} ({rubric.crowding.source}).",
        f"Not known: {neutral.share:g} ({neutral.low:g} to {neutral.high:g}): {neutral.reason} ({neutral.source}).",
        "## Tiers and limits",
        _table("| name | value | reason | source |", _settings(rubric)),
        "## Risk",
        _table(
            "| signal | read as | times likelier under a scheme | reason | source |",
            [
                f"| {name} | {each.kind} | {each.value:g} | {each.reason} | {each.source} |"
                for name, each in rubric.risk.items()
            ],
        ),
        "### Families that only support",
        _table(
            "| family | reason | source |",
            [f"| {name} | {each.reason} | {each.source} |" for name, each in rubric.supporting.items()],
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _factor(name: str, factor: Factor) -> str:
    return f"| {name} | {factor.points:g} | {factor.coverage:g} | {factor.reason} | {factor.source} |"


def _steps(name: str, factor: Factor) -> str:
    steps = {**factor.steps, "nothing known": factor.neutral}
    rows = [
        f"| {step.replace('_', ' ')} | {each.share:g} | {each.low:g} to {each.high:g} | {each.reason} | {each.source} |"
        for step, each in steps.items()
    ]
    return f"### {name.capitalize()}\n\n" + _table("| what is known | share | range | reason | source |", rows)


def _metrics(rubric: Rubric) -> list[str]:
    return [_metric(metric) for metric in rubric.metrics.values()]


def _metric(metric: Metric) -> str:
    scale = metric.scale
    return (
        f"| {metric.name} | {metric.factor} | {metric.level} | {_points(scale.points)} "
        f"| {metric.as_of} | {scale.reason} | {scale.source} |"
    )


def _points(points: tuple[tuple[float, float], ...]) -> str:
    return ", ".join(f"{x:g} = {y:g}" for x, y in points)


def _settings(rubric: Rubric) -> list[str]:
    named = {**{f"tier {name} from": each for name, each in rubric.tiers.items()}, **rubric.settings}
    return [
        f"| {name.replace('_', ' ')} | {each.value:g} | {each.reason} | {each.source} |" for name, each in named.items()
    ]


def priors_markdown() -> str:
    """Every number a plan assumes, with its reason and its source, as one Markdown page."""
    parts = [
        "# What a plan assumes",
        "Until own data say otherwise. Low and high hold 80 % of what a number may be in truth; its weight says as "
        'how many own observations it counts. Change numbers in your own rubric: `[plan]`, `"survival.year" = 0.75`.',
    ]
    for part, numbers in itertools.groupby(built_in_priors().values(), lambda each: each.name.partition(".")[0]):
        rows = [
            f"| {each.name.partition('.')[2]} | {each.value:g} | {each.low:g} to {each.high:g} | "
            f"{f'{each.weight:g}' if each.weight else ''} | {each.reason} | {each.source} |"
            for each in numbers
        ]
        parts += [f"## {part}", _table("| name | value | 80 % | weight | reason | source |", rows)]
    return "\n\n".join(parts)


def _table(header: str, rows: list[str]) -> str:
    return "\n".join([header, "|---" * (header.count("|") - 1) + "|", *rows])
