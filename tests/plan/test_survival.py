"""How long links stand: properties of the curve, a planted truth, and what studies and own links weigh."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import numpy as np
import pyarrow as pa
import pytest
from benchmarks.plans.survival import TODAY, WORLDS, lives_of
from hypothesis import given, settings
from hypothesis import strategies as st

from linkwright.compare.side import LIVES
from linkwright.plan.chance import Chance, interval
from linkwright.plan.survival import GUEST_POSTS, fit_survival
from linkwright.rubric.priors import built_in_priors, load_priors

CHANCE = Chance(draws=500)
PRIORS = built_in_priors()
NOBODY = LIVES.empty_table()
BORN = datetime(2023, 1, 1)

# Months: unknown or known age at first sight, how long followed, lost then or not.
LIFE = st.tuples(st.none() | st.floats(0, 40), st.floats(0, 60), st.booleans())


def lives(rows: Sequence[tuple[float | None, float, bool]], domain: str | None = None, **kind: str) -> pa.Table:
    """Lives of links made on one day, each of a domain of its own where none is named."""

    def day(months: float) -> datetime:
        return BORN + timedelta(days=months * 30.4375)

    table = [
        {
            "link_id": str(place),
            "referring_domain": domain or f"{place}.example",
            "source_type": "blog",
            "rel": "followed",
            "placement": "body",
            **kind,
            "born": None if entry is None else BORN,
            "first_seen": day(entry or 0),
            "last_seen": day((entry or 0) + followed),
            "lost_at": day((entry or 0) + followed) if lost else None,
        }
        for place, (entry, followed, lost) in enumerate(rows)
    ]
    return pa.Table.from_pylist(table, schema=LIVES)


@settings(max_examples=20, deadline=None)
@given(st.lists(LIFE, max_size=30), st.lists(st.floats(0, 120), min_size=2, max_size=6))
def test_no_link_comes_back_and_all_stand_at_first(
    rows: list[tuple[float | None, float, bool]], ages: list[float]
) -> None:
    survival = fit_survival(lives(rows), PRIORS, TODAY)
    shares = np.array([survival.share(months, CHANCE) for months in sorted(ages)])
    assert (np.diff(shares, axis=0) <= 1e-12).all()
    assert ((shares >= 0) & (shares <= 1)).all()
    assert (survival.share(0, CHANCE) == 1).all()


@settings(max_examples=10, deadline=None)
@given(st.lists(LIFE, max_size=20), st.floats(0, 48), st.floats(0, 48))
def test_a_life_is_its_two_parts(rows: list[tuple[float | None, float, bool]], age: float, months: float) -> None:
    survival = fit_survival(lives(rows), PRIORS, TODAY)
    whole = survival.share(age, CHANCE) * survival.kept(age, months, CHANCE)
    np.testing.assert_allclose(whole, survival.share(age + months, CHANCE), rtol=1e-9)


def test_without_own_links_the_studies_speak_and_it_is_said() -> None:
    survival = fit_survival(NOBODY, PRIORS, TODAY)
    year = interval(survival.share(12, Chance()))
    prior = PRIORS["survival.year"]
    assert (year.low, year.middle, year.high) == pytest.approx((prior.low, prior.value, prior.high), abs=0.03)
    assert survival.own_deaths == survival.assumptions[0].own_data == 0
    assert survival.assumptions[0].source == prior.source
    assert "published studies" in survival.words[0]


def test_old_links_are_lost_more_slowly_than_new_ones() -> None:
    survival = fit_survival(NOBODY, PRIORS, TODAY)
    assert (survival.kept(36, 12, CHANCE) > survival.share(12, CHANCE)).mean() > 0.9


def test_guest_contributions_are_lost_sooner_as_the_study_found() -> None:
    survival = fit_survival(NOBODY, PRIORS, TODAY)
    assert interval(survival.share(12, Chance(), GUEST_POSTS)).middle == pytest.approx(0.74, abs=0.02)


@pytest.mark.parametrize(("links", "within"), [(3_000, 0.03), (300, 0.06)])
def test_a_planted_curve_is_found_again(links: int, within: float) -> None:
    world = WORLDS["as assumed"][0](np.random.default_rng(7), links)
    survival = fit_survival(lives_of(world), PRIORS, TODAY)
    assert interval(survival.share(12, CHANCE)).middle == pytest.approx(world.true, abs=within)


def test_few_own_links_change_little_and_many_decide() -> None:
    """Half of the own links are lost within a year; studies say a fifth."""

    def found(links: int) -> float:
        rows = [(0.0, 1 + 11 * (place + 0.5) / links, True) for place in range(links)] + [(0.0, 12.0, False)] * links
        return interval(fit_survival(lives(rows), PRIORS, TODAY).share(12, CHANCE)).middle

    studies, few, many = found(0), found(3), found(500)
    assert studies == pytest.approx(0.8, abs=0.02)
    assert 0.65 < few < studies
    assert many == pytest.approx(0.5, abs=0.03)


def test_when_a_link_was_seen_counts() -> None:
    """The same losses, but seen only from the second year on, say nothing about the first."""
    early = fit_survival(lives([(0.0, 6.0, True)] * 40 + [(0.0, 12.0, False)] * 40), PRIORS, TODAY)
    late = fit_survival(lives([(20.0, 6.0, True)] * 40 + [(20.0, 12.0, False)] * 40), PRIORS, TODAY)
    assert interval(early.share(12, CHANCE)).middle < interval(late.share(12, CHANCE)).middle - 0.1


def test_links_of_one_domain_count_once() -> None:
    many = fit_survival(lives([(0.0, 2.0, True)] * 200, domain="one.example"), PRIORS, TODAY)
    one = fit_survival(lives([(0.0, 2.0, True)]), PRIORS, TODAY)
    assert many.own_deaths == 1
    assert interval(many.share(12, CHANCE)) == interval(one.share(12, CHANCE))


def test_kinds_are_told_apart_only_with_a_hundred_losses() -> None:
    long, short = [(0.0, 30.0, True)] * 120, [(0.0, 2.0, True)] * 99
    blogs = lives(long, source_type="news")
    table = pa.concat_tables([blogs, _renamed(lives(short, source_type="forum"))])
    survival = fit_survival(table, PRIORS, date(2027, 1, 1))
    assert {kind for kind in survival.curves if kind.startswith("source_type")} == {"source_type:news"}
    news = interval(survival.share(12, CHANCE, "source_type:news")).middle
    assert news > interval(survival.share(12, CHANCE)).middle + 0.1
    unknown = survival.share(12, CHANCE, "source_type:forum")
    np.testing.assert_array_equal(unknown, survival.share(12, CHANCE))


def test_what_is_later_than_today_is_not_known() -> None:
    rows = [(0.0, 30.0, True)] * 50
    assert fit_survival(lives(rows), PRIORS, date(2024, 1, 1)).own_deaths == 0


def test_doubled_losses_in_studies_leave_less_in_every_draw() -> None:
    usual = fit_survival(NOBODY, PRIORS, TODAY).share(12, CHANCE)
    doubled = fit_survival(NOBODY, load_priors({"survival.year": {"value": 0.64}}), TODAY)
    assert (doubled.share(12, CHANCE) < usual).mean() > 0.97


def test_a_curve_unlike_most_is_said() -> None:
    """Nobody is lost for ten months, then most at once: a curve smears that, the count without a curve does not."""
    at_once = [(0.0, 10.0 + place / 200, True) for place in range(200)] + [(0.0, 24.0, False)] * 60
    usual = [(0.0, 12 * (place + 1) / 60, True) for place in range(60)] + [(0.0, 24.0, False)] * 200
    assert "Counted directly, 23% of your links" in fit_survival(lives(at_once), PRIORS, TODAY).words[-1]
    assert not any("Counted directly" in each for each in fit_survival(lives(usual), PRIORS, TODAY).words)


def _renamed(table: pa.Table) -> pa.Table:
    names = [f"other-{name}" for name in table["referring_domain"].to_pylist()]
    return table.set_column(table.schema.get_field_index("referring_domain"), "referring_domain", pa.array(names))
