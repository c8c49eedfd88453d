"""How many clicks a place in the results brings: the curve of clicks by place, and how often a phrase is searched.

`click_fit.py` fits the curve. What own Search Console rows can and cannot say:

- Phrases that name the site are clicked far more than others at the same place; they stay out of the curve.
- Places beyond the tenth stay out: an impression counts there only for the few who turn the page.
- Search Console leaves rare phrases out, which may be clicked more than those it shows.
- All rows are of one period and so of one set of phrases; the curve compares phrases at different places, not one
  phrase that moved. Phrases that rank well may also be clicked more for other reasons.
- The rows of one phrase say how that phrase differs from the curve: gamma posterior of its factor.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from linkwright.plan.chance import TENTHS, Chance, Draws, interval
from linkwright.plan.click_fit import FIRST_PAGE, Numbers, Shown, draw_first_page, whole_places
from linkwright.plan.evidence import ResultsPage
from linkwright.plan.model import Assumption
from linkwright.rubric.priors import Prior, Priors
from linkwright.vocabulary.numbers import Interval

PLACES: Final = FIRST_PAGE + 1  # the last stands for everything beyond the first page
_WHOLE_WORD = 4  # a name of up to so many letters has to stand as a word of its own
_ANSWERS = ("ai overview", "ai answer", "ai mode")


@dataclass(frozen=True)
class OwnRows:
    """Own rows of one phrase on the first page: clicks, clicks by the curve, searches in which a page was shown."""

    clicks: float
    by_curve: float
    impressions: float


@dataclass(frozen=True)
class Searches:
    """How often a phrase is searched a month; `estimated` by a vendor, else counted by Search Console."""

    a_month: float
    estimated: bool


@dataclass(frozen=True)
class ClickCurve:
    """Clicks by place, in draws.

    Attributes:
        rates: (draws, `PLACES`), never rising: share of searches that click the result at place 1 to 10, and beyond.
        answered: (draws,) share of the clicks left where the search engine answers by itself.
        scatter: variance of the clicks of one phrase around the curve.
        months: how many months the own rows cover.
        own: phrase -> its own rows.
        phrases: how many own phrases speak in the curve.
        volume: searches in truth against a vendor's estimate.
        assumptions: what it rests on.
        words: what the reader has to know, sentences.
    """

    rates: Draws
    answered: Draws
    scatter: float
    months: float
    own: Mapping[str, OwnRows]
    phrases: int
    volume: Prior
    assumptions: tuple[Assumption, ...]
    words: tuple[str, ...]

    def searches(self, search: ResultsPage) -> Searches | None:
        """Return how often a phrase is searched: as a vendor says, else as often as an own page was shown for it.

        None where nobody says, or own pages were shown beyond the first page only, which few see.
        """
        if search.volume is not None:
            return Searches(search.volume, estimated=True)
        own = self.own.get(_key(search.keyword))
        return Searches(own.impressions / self.months, estimated=False) if own else None

    def expected(self, search: ResultsPage, rank_chances: Numbers, chance: Chance) -> Draws | None:
        """Return the clicks a month of one phrase, `searches x sum over places of P(place) x clicks at the place`.

        Args:
            search: the phrase; `volume` and `features` are read.
            rank_chances: (points, `PLACES`) probability of each place.
            chance: with as many draws as the curve has; the same phrase has the same luck at all points and times.

        Returns:
            (draws, points), clicks a month; None where nobody knows how often it is searched.
        """
        searches = self.searches(search)
        if searches is None:
            return None
        stream = chance.stream(f"clicks of {_key(search.keyword)}")
        factor = searches.a_month * self._of_phrase(search.keyword, stream, chance.draws)
        error = _positive(self.volume, stream, chance.draws)
        if searches.estimated:
            factor = factor * error
        if has_answer(search.features):
            factor = factor * self.answered
        clicked: Draws = self.rates @ rank_chances.T
        return clicked * factor[:, None]

    def _of_phrase(self, keyword: str, stream: np.random.Generator, draws: int) -> Draws:
        """How much more or less one phrase is clicked than the curve says: the scatter, corrected by its own rows."""
        own = self.own.get(_key(keyword), OwnRows(0.0, 0.0, 0.0))
        weight = 1 / self.scatter
        return stream.gamma(weight + own.clicks, 1 / (weight + own.by_curve), draws)


def fit_clicks(
    rows: pa.Table,
    priors: Priors,
    chance: Chance,
    *,
    brands: Sequence[str] = (),
    searches: Sequence[ResultsPage] = (),
    months: float | None = None,
) -> ClickCurve:
    """Fit the curve to own rows, on top of the published one.

    Args:
        rows: `keyword` (text), `position`, `clicks`, `impressions` (reals), one row a phrase and page, one period. Rows
            without phrase, place or impressions say nothing and are left out.
        priors: the part `clicks`.
        chance: its stream `clicks`.
        brands: names the site is searched by.
        searches: results pages known; those with an answer by the search engine say less about places.
        months: how many months the rows cover; None where nobody says.
    """
    read = _first_page_rows(rows)
    named = _names(read["keyword"], brands)
    left = np.where(_under_answer(read["keyword"], searches), priors["clicks.answered"].value, 1.0)
    impressions = _numbers(read, "impressions")
    clicks = np.minimum(_numbers(read, "clicks"), impressions)
    shown = Shown(_numbers(read, "position"), impressions * left, clicks)
    stream = chance.stream("clicks")
    first_page, scatter = draw_first_page(shown.part(~named), priors, stream, chance.draws)
    beyond = first_page[:, -1] * np.minimum(_positive(priors["clicks.beyond"], stream, chance.draws), 1.0)
    rates = np.column_stack([first_page, beyond])
    places = whole_places(shown.position, priors["clicks.wander"].value)
    phrases = len(pc.unique(read["keyword"].filter(pa.array(~named))))
    own = _by_phrase(read, clicks, shown.impressions * (places @ first_page.mean(axis=0)))
    counted = [search.keyword for search in searches if search.volume is None and _key(search.keyword) in own]
    return ClickCurve(
        rates=rates,
        answered=np.minimum(_positive(priors["clicks.answered"], stream, chance.draws), 1.0),
        scatter=scatter,
        months=months or priors["clicks.period"].value,
        own=own,
        phrases=phrases,
        volume=priors["clicks.volume"],
        assumptions=_assumptions(rates, scatter, phrases, priors, months),
        words=(*_words(phrases, int(named.sum()), brands), *_counted_words(counted)),
    )


def has_answer(features: Iterable[str]) -> bool:
    """Whether the results show an answer written by the search engine, by the vendor's words for what they show."""
    return any(answer in feature.lower().replace("_", " ") for feature in features for answer in _ANSWERS)


def _first_page_rows(rows: pa.Table) -> pa.Table:
    """The rows that can say something, `keyword` folded."""
    keyword = pc.utf8_trim_whitespace(pc.utf8_lower(rows["keyword"].cast(pa.string())))
    keyword = pc.replace_substring_regex(keyword, r"\s+", " ")
    read = pa.table({"keyword": keyword} | {name: rows[name] for name in ("position", "clicks", "impressions")})
    placed = pc.and_(pc.greater_equal(read["position"], 1.0), pc.less_equal(read["position"], float(FIRST_PAGE)))
    counted = pc.and_(pc.greater_equal(read["clicks"], 0.0), pc.greater(read["impressions"], 0.0))
    kept = pc.and_(pc.and_(placed, counted), pc.greater(pc.utf8_length(read["keyword"]), 0))
    return read.filter(pc.fill_null(kept, False))


def _numbers(rows: pa.Table, name: str) -> Numbers:
    return np.asarray(rows[name].cast(pa.float64()).to_numpy(), dtype=np.float64)


def _positive(prior: Prior, stream: np.random.Generator, draws: int) -> Draws:
    spread = np.log(prior.high / prior.low) / TENTHS
    return np.asarray(prior.value * np.exp(spread * stream.standard_normal(draws)), dtype=np.float64)


def _by_phrase(read: pa.Table, clicks: Numbers, by_curve: Numbers) -> dict[str, OwnRows]:
    """Several own pages shown for one phrase are one search: their clicks add up, their impressions do not."""
    table = pa.table(
        {"keyword": read["keyword"], "clicks": clicks, "by_curve": by_curve, "impressions": read["impressions"]}
    )
    found = table.group_by("keyword").aggregate([("clicks", "sum"), ("by_curve", "sum"), ("impressions", "max")])
    columns = (found[name].to_pylist() for name in ("clicks_sum", "by_curve_sum", "impressions_max"))
    return {phrase: OwnRows(*numbers) for phrase, *numbers in zip(found["keyword"].to_pylist(), *columns, strict=True)}


def _key(keyword: str) -> str:
    return " ".join(keyword.lower().split())


def _under_answer(keywords: pa.ChunkedArray, searches: Sequence[ResultsPage]) -> NDArray[np.bool_]:
    answered = {_key(search.keyword) for search in searches if has_answer(search.features)}
    return np.asarray(pc.is_in(keywords, pa.array(sorted(answered), pa.string())), dtype=bool)


def _names(keywords: pa.ChunkedArray, brands: Sequence[str]) -> NDArray[np.bool_]:
    """Which phrases name the site: accents, spaces and signs do not matter, save that a short name is a whole word."""
    words = _bare(keywords, " ")
    squeezed = _bare(keywords, "")
    found = np.zeros(len(keywords), dtype=bool)
    for brand in brands:
        name = str(_bare(pa.chunked_array([[brand.lower()]]), "")[0].as_py())
        if len(name) > _WHOLE_WORD:
            found |= np.asarray(pc.match_substring(squeezed, name), dtype=bool)
        elif name:
            found |= np.asarray(pc.match_substring_regex(words, rf"(^| ){name}( |$)"), dtype=bool)
    return found


def _bare(texts: pa.ChunkedArray, between: str) -> pa.ChunkedArray:
    """Letters and digits without accents, and what stands between them replaced."""
    plain = pc.replace_substring_regex(pc.utf8_normalize(texts, "NFKD"), r"\p{M}", "")
    bare: pa.ChunkedArray = pc.replace_substring_regex(plain, r"[^\p{L}\p{N}]+", between)
    return bare


def _assumptions(
    rates: Draws, scatter: float, phrases: int, priors: Priors, months: float | None
) -> tuple[Assumption, ...]:
    source = priors["clicks.first"].source
    if phrases:
        source = f"your Search Console rows, on top of {source}"
    shown = [
        Assumption(
            name=f"clicks.place {place}",
            meaning=f"share of searches that click the result at place {place}",
            value=interval(rates[:, place - 1]),
            own_data=phrases,
            source=source,
        )
        for place in (1, 3, 10)
    ]
    around = priors["clicks.keyword"]
    shown.append(Assumption(around.name, around.reason, Interval(scatter, scatter, scatter), phrases, source))
    names = ["wander", "beyond", "answered", "volume", *(["period"] if months is None and phrases else [])]
    return (*shown, *(_assumed(priors[f"clicks.{name}"]) for name in names))


def _assumed(prior: Prior) -> Assumption:
    return Assumption(prior.name, prior.reason, Interval(prior.low, prior.value, prior.high), 0, prior.source)


def _words(phrases: int, named: int, brands: Sequence[str]) -> tuple[str, ...]:
    if not phrases:
        return (
            "Clicks by place are those of published studies: no search phrases of yours are known on the first page. "
            "Import Search Console's export of queries to have your own curve.",
        )
    own = (
        f"Clicks by place follow {phrases:,} of your own search phrases, and published studies where these say little."
    )
    if not brands:
        return own, "No name of yours is known, so phrases that name you could not be kept apart; they raise the curve."
    return (f"{own} {named:,} rows that name you are kept apart.",) if named else (own,)


def _counted_words(phrases: Sequence[str]) -> tuple[str, ...]:
    if not phrases:
        return ()
    more = f" and {len(phrases) - 1:,} more phrases are" if len(phrases) > 1 else " is"
    return (
        f"No vendor says how often '{phrases[0]}'{more} searched. How often your own page was shown on the first page "
        "stands in for it, which may be less.",
    )
