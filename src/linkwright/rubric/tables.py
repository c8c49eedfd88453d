"""The rubric's numbers as tables, so that SQL reads them by name and no outside value is ever put into a statement."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pyarrow as pa

from linkwright.engine import Engine
from linkwright.rubric.model import ADDING, FACTORS, PRIORS, Metric, Rubric, Scale
from linkwright.vocabulary.site import Site

# Every number a link has, its domain has as well (the largest): the domains are far fewer rows to look through.
_PRESENT = """
select distinct unnest(map_keys(metrics)) as name
from domains
"""
_STEPS = pa.schema(
    [
        ("factor", pa.string()),
        ("step", pa.string()),
        ("share", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
    ]
)
_SEGMENTS = pa.schema(
    [
        *((name, pa.string()) for name in ("metric", "vendor", "factor", "level")),
        *((name, pa.float64()) for name in ("starts", "ends", "from_number", "from_share", "slope")),
    ]
)


@dataclass(frozen=True)
class Numbers:
    """Expressions over a link `l`, the one-row tables `rubric_scales n` and `rubric_words w`.

    Attributes:
        used: the page numbers that occur, in the order of their columns in `rubric_scales`.
        left_out: a vendor whose numbers do not count.
    """

    on_topic: str
    crowding: str
    used: tuple[Metric, ...]
    left_out: str = ""

    @property
    def page_authority(self) -> str:
        """The mean of a page's authority numbers."""
        return _mean(self.used, "authority", self.left_out)

    @property
    def page_traffic(self) -> str:
        """The mean of a page's traffic numbers."""
        return _mean(self.used, "traffic", self.left_out)

    def without(self, vendor: str) -> "Numbers":
        """The same without a vendor's numbers."""
        return replace(self, left_out=vendor)


def register_rubric(engine: Engine, site: Site, rubric: Rubric) -> Numbers:
    """Register all tables of the rubric and return the expressions that read the per-link ones."""
    engine.register("rubric_weights", _weights(rubric))
    engine.register("rubric_settings", _settings(rubric))
    engine.register("rubric_steps", _steps(rubric))
    register_segments(engine, "rubric_segments", rubric)
    engine.register("rubric_supporting", pa.table({"family": pa.array(sorted(rubric.supporting), pa.string())}))
    topics = _register_words(engine, site)
    present = set(engine.query(_PRESENT)["name"].to_pylist())
    used = tuple(each for each in rubric.metrics.values() if each.level == "page" and each.name in present)
    columns = _columns("crowding", rubric.crowding)
    for place, metric in enumerate(used):
        columns |= {f"m{place}_name": metric.name, **_columns(f"m{place}", metric.scale)}
    engine.register("rubric_scales", pa.table({name: [value] for name, value in columns.items()}))
    # greatest() and least() pass over nulls, so an unknown number must be caught before them.
    line = _line("l.external_links", "crowding", rubric.crowding)
    crowding = f"case when l.external_links is not null then {line} end"
    return Numbers(
        on_topic=" or ".join(_contains(place) for place in range(topics)) or "false",
        crowding=crowding,
        used=used,
    )


def register_segments(engine: Engine, name: str, rubric: Rubric) -> None:
    """Register the straight pieces of the rubric's metrics as a table."""
    engine.register(name, _segments(rubric.metrics.values()))


def _weights(rubric: Rubric) -> pa.Table:
    points = {factor: rubric.factors[factor].points for factor in ADDING}
    coverage = {f"{factor}_coverage": rubric.factors[factor].coverage for factor in FACTORS}
    return pa.table({name: [value] for name, value in {**points, **coverage}.items()})


def _settings(rubric: Rubric) -> pa.Table:
    values = {name: each.value for name, each in rubric.settings.items()}
    values |= {name: each.value for name, each in rubric.tiers.items()}
    values |= {f"prior_{round(prior * 100):02d}": prior for prior in PRIORS}
    return pa.table({name: [value] for name, value in values.items()})


def _steps(rubric: Rubric) -> pa.Table:
    rows = []
    for name, factor in rubric.factors.items():
        for step, each in {"neutral": factor.neutral, **factor.steps}.items():
            rows.append({"factor": name, "step": step, "share": each.share, "low": each.low, "high": each.high})
    crowd = rubric.crowding_neutral
    rows.append({"factor": "crowding", "step": "neutral", "share": crowd.share, "low": crowd.low, "high": crowd.high})
    return pa.Table.from_pylist(rows, schema=_STEPS)


def _segments(metrics: Iterable[Metric]) -> pa.Table:
    rows = [
        dict(
            zip(
                _SEGMENTS.names,
                (metric.name, metric.vendor, metric.factor, metric.level, *piece),
                strict=True,
            )
        )
        for metric in metrics
        for piece in _pieces(metric.scale)
    ]
    return pa.Table.from_pylist(rows, schema=_SEGMENTS)


def _pieces(scale: Scale) -> list[tuple[float, float, float, float, float]]:
    """Straight pieces that cover all numbers: starts, ends, then a point on the piece and its slope."""
    infinity = float("inf")
    (x_first, y_first), (x_last, y_last) = scale.points[0], scale.points[-1]
    inner = [
        (x1, x2, x1, y1, (y2 - y1) / (x2 - x1))
        for (x1, y1), (x2, y2) in zip(scale.points, scale.points[1:], strict=False)
    ]
    return [(-infinity, x_first, x_first, y_first, 0.0), *inner, (x_last, infinity, x_last, y_last, 0.0)]


def _columns(prefix: str, scale: Scale) -> dict[str, float | str]:
    found: dict[str, float | str] = {f"{prefix}_y0": scale.points[0][1], f"{prefix}_x0": scale.points[0][0]}
    for place, ((x1, y1), (x2, y2)) in enumerate(zip(scale.points, scale.points[1:], strict=False), start=1):
        found |= {f"{prefix}_x{place}": x2, f"{prefix}_s{place}": (y2 - y1) / (x2 - x1)}
    return found


def _line(number: str, prefix: str, scale: Scale) -> str:
    """A scale as an expression: the first share plus the slope of every piece as far as the number reaches into it."""
    pieces = [
        f"n.{prefix}_s{place} * greatest(0.0, least({number}, n.{prefix}_x{place}) - n.{prefix}_x{place - 1})"
        for place in range(1, len(scale.points))
    ]
    return f"(n.{prefix}_y0 + " + " + ".join(pieces) + ")"


def _mean(used: tuple[Metric, ...], factor: str, left_out: str) -> str:
    """The mean over the vendors of a factor's page numbers, null when none is known.

    A vendor speaks once, by the largest of its numbers, so that the same one under a second name changes nothing.
    """
    by_vendor: dict[str, list[str]] = {}
    for place, metric in enumerate(used):
        if metric.factor == factor and metric.vendor != left_out:
            number = f"l.metrics[n.m{place}_name]"
            share = f"case when {number} is not null then {_line(number, f'm{place}', metric.scale)} end"
            by_vendor.setdefault(metric.vendor, []).append(share)
    shares = [of[0] if len(of) == 1 else f"greatest({', '.join(of)})" for of in by_vendor.values()]
    if not shares:
        return "cast(null as double)"
    if len(shares) == 1:
        return shares[0]
    total = " + ".join(f"coalesce({share}, 0.0)" for share in shares)
    count = " + ".join(f"case when {share} is null then 0 else 1 end" for share in shares)
    return f"({total}) / nullif({count}, 0)"


def _register_words(engine: Engine, site: Site) -> int:
    topics = [topic.strip().lower() for topic in site.topics if topic.strip()]
    languages = sorted({language.strip().lower()[:2] for language in site.languages if language.strip()})
    columns = {
        "languages": pa.array([languages], pa.list_(pa.string())),
        "size_of_languages": pa.array([len(languages)], pa.int64()),
        "size_of_topics": pa.array([len(topics)], pa.int64()),
        **{f"topic_{place}": pa.array([topic], pa.string()) for place, topic in enumerate(topics)},
    }
    engine.register("rubric_words", pa.table(columns))
    return len(topics)


def _contains(place: int) -> str:
    return (
        f"contains(lower(coalesce(l.title, '')), w.topic_{place}) "
        f"or contains(lower(coalesce(l.page_category, '')), w.topic_{place}) "
        f"or contains(l.page_key, replace(w.topic_{place}, ' ', '-'))"
    )
