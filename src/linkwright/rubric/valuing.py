"""Why a link has its points, and what would change them: the scoring run again for one link and its variants."""

import math

import pyarrow as pa

from linkwright.rubric.explanation import Point
from linkwright.rubric.judging import SCORE_COLUMNS, Judgement, scores_sql
from linkwright.rubric.lookup import Row, word
from linkwright.rubric.model import ADDING, FACTORS, Rubric

_ONE = """
select l.*
from links l
join asked_links a on l.link_id = a.link_id
"""
_DOMAIN_METRICS = """
select d.metrics
from domains d
join asked_links a on d.referring_domain = a.referring_domain
"""
_SHARED_WORDS = """
select t.shared
from domain_topics t
join asked_links a on t.referring_domain = a.referring_domain
"""
_LOOKS = """
select k.*
from link_looks k
join asked_links a on k.link_id = a.link_id
"""
_STATES = """
select c.state
from check_states c
join asked_links a on c.link_id = a.link_id
order by c.state
"""
_DETAILS = (
    *SCORE_COLUMNS,
    "status",
    "placement",
    "visibility",
    "relevance",
    "crowding",
    "topicality",
    *(f"{factor}_{part}" for factor in FACTORS for part in ("low", "high", "known")),
)
# What else could be true of a link; facts that our own looks tell have the names of `link_looks`.
_VARIANTS: tuple[tuple[str, dict[str, object]], ...] = (
    ("the link were back", {"status": "live", "status_reason": None}),
    ("the referring page answered without an error", {"http_code": 200}),
    ("the page let search engines list it as the original", {"status_reason": None, "not_indexed": False}),
    (
        "the link were followed",
        {"followed": True, "nofollow": False, "ugc": False, "sponsored": False, "not_followed": False},
    ),
    ("the link were marked nofollow", {"followed": False, "nofollow": True}),
    (
        "the link stood in the main text",
        {"in_content": True, "sitewide": False, "placement": None, "not_in_page": False},
    ),
    ("the link stood in a footer or menu", {"placement": "footer", "sitewide": False, "not_in_page": False}),
    ("the page had no more than 30 links to other sites", {"external_links": 30}),
)
_LEAST_CHANGE = 0.05  # points; a smaller change is not worth a line


def link_row(judgement: Judgement, link_id: str) -> Row:
    """The link as the profile has it."""
    judgement.engine.register("asked_links", pa.table({"link_id": [link_id]}))
    row: Row = judgement.engine.query(_ONE).to_pylist()[0]
    return row


def scored(judgement: Judgement, row: Row) -> Row:
    """One link's points with everything between."""
    found: Row = _scores(judgement, [{**row, **_looks(judgement, row)}])[0]
    return found


def _looks(judgement: Judgement, row: Row) -> dict[str, object]:
    """What our own looks tell of a link; nothing where there was none."""
    judgement.engine.register("asked_links", pa.table({"link_id": [row["link_id"]]}))
    found: list[dict[str, object]] = judgement.engine.query(_LOOKS).to_pylist()
    return found[0] if found else {}


def _scores(judgement: Judgement, rows: list[dict[str, object]]) -> list[dict[str, object]]:
    for name, like in (("explained_links", "links"), ("explained_looks", "link_looks")):
        schema = judgement.engine.query(f"select * from {like} limit 0").schema
        judgement.engine.register(name, pa.Table.from_pylist(rows, schema=schema))
    columns = ",\n".join(f"  {name}" for name in _DETAILS)
    found: list[dict[str, object]] = judgement.engine.query(
        scores_sql(judgement.numbers, "explained_links", columns, looks="explained_looks")
    ).to_pylist()
    return found


def changes(judgement: Judgement, row: Row, now: Row) -> tuple[str, ...]:
    """What other facts about the link would do to its value and tier, largest gain first."""
    told = _looks(judgement, row)
    variants = {name: {**row, **told, **facts, "link_id": name} for name, facts in _VARIANTS}
    found = []
    for scores in _scores(judgement, list(variants.values())):
        gain = float(str(scores["value"])) - float(str(now["value"]))
        if abs(gain) < _LEAST_CHANGE:
            continue
        tier = f", and its tier {scores['tier']}" if scores["tier"] != now["tier"] else ""
        found.append((gain, f"If {scores['link_id']}: {gain:+.1f} points{tier}."))
    return tuple(text for _, text in sorted(found, key=lambda each: (-each[0], each[1])))


def points(judgement: Judgement, row: Row, now: Row) -> tuple[Point, ...]:
    """The factors of one link's value, in the order they are added."""
    return tuple(_point(judgement, row, now, factor) for factor in FACTORS)


def _point(judgement: Judgement, row: Row, now: Row, factor: str) -> Point:
    rubric = judgement.rubric
    weight = rubric.factors[factor]
    known = bool(now[f"{factor}_known"])
    step = weight.steps.get(str(now[factor])) if weight.steps else None
    if not known:
        why, source = f"not known, so it counts as usual: {weight.neutral.reason}", weight.neutral.source
    elif step is not None:
        why, source = step.reason, step.source
    else:
        why, source = weight.reason, weight.source
    if now["status"] == "lost":
        why = "the link is lost and brings nothing now"
    elif now["visibility"] == "page_error":
        why = "the referring page answers with an error, so the link brings nothing now"
    low, high = _range(rubric, now, factor)
    return Point(
        factor=factor,
        points=float(str(now[f"points_{factor}"])),
        low=low,
        high=high,
        most=weight.points,
        known=known,
        observed=observed(judgement, row, factor) if known else "nothing",
        why=why,
        source=source,
    )


def _range(rubric: Rubric, now: Row, factor: str) -> tuple[float, float]:
    """The points of a factor at both ends of what is known; what takes can take no more than authority brings."""
    low, high = (float(str(now[f"{factor}_{end}"])) for end in ("low", "high"))
    if factor in ADDING:
        most = rubric.factors[factor].points
        gone, broken = now["status"] == "lost", now["visibility"] == "page_error"
        return (0.0 if gone or broken else most * low), (0.0 if gone else most * high)
    most = rubric.factors["authority"].points
    tenfold = rubric.settings["tenfold"].value
    return -min(most, _cost(tenfold, low)), -min(most, _cost(tenfold, high))


def _cost(tenfold: float, share: float) -> float:
    return -tenfold * math.log10(share) if share > 0 else math.inf


_CELLS = {
    "placement": ("link_type", "in_content", "sitewide", "placement", "external_links"),
    "visibility": ("status", "status_reason", "http_code", "followed", "nofollow", "ugc", "sponsored"),
    "relevance": ("language", "title", "page_category"),
}


def observed(judgement: Judgement, row: Row, factor: str) -> str:
    """What the files say of one factor of a link, in words; empty when nothing."""
    judgement.engine.register(
        "asked_links", pa.table({"link_id": [row["link_id"]], "referring_domain": [row["referring_domain"]]})
    )
    if factor in _CELLS:
        cells = [(name.replace("_", " "), row[name]) for name in _CELLS[factor] if row[name] is not None]
        if factor == "visibility":
            states = judgement.engine.query(_STATES)["state"].to_pylist()
            cells += [("our look", "; ".join(states))] if states else []
        if factor == "relevance":
            cells += [("words in common", ", ".join(each)) for each in _column(judgement, _SHARED_WORDS)]
        return ", ".join(f"{name}: {word(value)}" for name, value in cells)
    of_domain = _column(judgement, _DOMAIN_METRICS)
    rubric = judgement.rubric
    numbers = {**_by_level(rubric, "domain", of_domain[0] if of_domain else None, factor)}
    numbers |= _by_level(rubric, "page", row["metrics"], factor)
    return ", ".join(f"{name}: {number:g}" for name, number in sorted(numbers.items()))


def _column(judgement: Judgement, sql: str) -> list[list[str]]:
    found: list[list[str]] = judgement.engine.query(sql).column(0).to_pylist()
    return found


def _by_level(rubric: Rubric, level: str, metrics: object, factor: str) -> dict[str, float]:
    pairs = metrics if isinstance(metrics, list) else []
    return {
        name: number
        for name, number in pairs
        if number is not None
        and name in rubric.metrics
        and (rubric.metrics[name].level, rubric.metrics[name].factor) == (level, factor)
    }
