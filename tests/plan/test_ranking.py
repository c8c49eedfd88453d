"""What is learned of the effect of links: from studies, from own results pages, and which of them says more."""

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.worlds.results import Truth, World, results

from linkwright.plan.chance import Chance
from linkwright.plan.correlations import concordance, spearman_among_shown
from linkwright.plan.evidence import ResultsPage
from linkwright.plan.intent import INTENTS, intent_of
from linkwright.plan.luck import Floats
from linkwright.plan.ranking import Ranking, fit_ranking
from linkwright.rubric.priors import Priors, built_in_priors
from tests.plan.results_pages import CHANCE, results_page, studies

PRIORS = built_in_priors()


def world(r: float, pages: int, seed: int = 7) -> list[ResultsPage]:
    truths: list[Truth] = list(results(World("planted", r), pages, np.random.default_rng(seed)))
    return [truth.search for truth in truths]


def strengths(ranking: Ranking) -> Floats:
    """Effect of a standard deviation of links where nothing is known of sites, as in these worlds."""
    return ranking.page + ranking.spreads.alike * ranking.site


def mean_strength(ranking: Ranking) -> float:
    return float(strengths(ranking).mean())


def test_published_correlations_as_pairs() -> None:
    assert concordance(np.array([0.131, 0.255, 0.33])) == pytest.approx([0.544, 0.586, 0.612], abs=0.001)


def test_a_choice_of_the_best_hides_most_of_a_correlation() -> None:
    whole, left = spearman_among_shown(100, 20)
    assert np.interp([0.5, 0.6], whole, left) == pytest.approx([0.23, 0.29], abs=0.02)


def test_without_own_results_pages_the_studies_speak() -> None:
    first = studies().assumptions[0]
    assert first.own_data == 0
    assert first.value.low < 0.586 < first.value.high
    assert "studies" in first.source


@pytest.mark.parametrize("r", [0.35, 0.7])
def test_a_planted_effect_is_recovered(r: float) -> None:
    """Within two standard errors, when every results page counts (in this world each is drawn by itself)."""
    ranking = fit_ranking(world(r, 120), _counting(), CHANCE)
    found = strengths(ranking) / ranking.spreads.page
    planted = r / np.sqrt(1 - r * r) / 1.6  # links are lognormal with a spread of 1.6
    assert found.mean() == pytest.approx(planted, abs=2 * max(found.std(), 0.02))


def test_few_own_results_pages_leave_the_studies_in_charge() -> None:
    pages = world(0.75, 40)
    few, as_many = fit_ranking(pages, PRIORS, CHANCE), fit_ranking(pages, _counting(as_studies=10), CHANCE)
    none, some, much = (mean_strength(ranking) for ranking in (studies(), few, as_many))
    assert none < some < (none + much) / 2
    assert few.assumptions[0].own_data == 40
    assert "the studies weigh more" in few.assumptions[0].source
    assert "they weigh more than the studies" in as_many.assumptions[0].source


def test_effects_are_never_negative() -> None:
    backwards = [results_page(sorted(range(1, 11)), 11, keyword=f"phrase {n}") for n in range(60)]
    ranking = fit_ranking(backwards, _counting(), CHANCE)
    assert ranking.page.min() >= 0
    assert ranking.site.min() >= 0
    assert ranking.page.mean() < studies().page.mean()


def test_results_without_any_links_do_not_make_links_all_powerful() -> None:
    bare = fit_ranking([results_page([0.0] * 10, 11, own_quality=0.0)], PRIORS, CHANCE)
    assert bare.spreads.page > 1


def test_results_pages_with_too_few_known_links_say_nothing() -> None:
    blind = results_page([None] * 8 + [3.0, 2.0], 11)
    assert fit_ranking([blind], PRIORS, CHANCE).own_pages == 0


def test_what_the_searcher_wants_changes_the_effect() -> None:
    page = results_page([5.0] * 9)
    shown = {
        "unknown": (),
        "local": ("Local pack",),
        "commercial": ("shopping_results",),
        "informational": ("People also ask",),
    }
    pages = {intent: replace(page, features=features) for intent, features in shown.items()}
    assert {intent: intent_of(search) for intent, search in pages.items()} == {intent: intent for intent in INTENTS}
    effects = {intent: studies().effect(search, CHANCE).page.mean() for intent, search in pages.items()}
    assert effects["commercial"] < effects["unknown"] < effects["informational"] < effects["local"]


def test_the_same_seed_gives_the_same_effect_and_another_does_not() -> None:
    first, again, other = (fit_ranking((), PRIORS, Chance(seed=seed)).page for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def _counting(as_studies: float = 1.0) -> Priors:
    return dict(PRIORS) | {"ranking.results_pages": replace(PRIORS["ranking.results_pages"], value=as_studies)}
