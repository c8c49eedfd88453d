"""Topics: the place of a domain's words among random pairs, in any order of rows."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from linkwright.profile.topics import near, places_among, unit_rows
from linkwright.vocabulary.site import Site
from tests.profile.making import Row, by, link, profile_of

SITE = Site(("mysite.example.com",), topics=("sourdough", "bakery"), money_keywords=("rye bread",))
SUBJECTS = ("football results", "garden roses", "used cars", "tax advice", "guitar lessons", "chess openings")
STRANGERS: list[Row] = [
    link(f"https://{subject.split()[0]}{number}.test/{subject.replace(' ', '-')}", title=f"{subject.title()} {number}")
    for subject, number in itertools.product(SUBJECTS, range(8))
]
NEAR = link("https://flour.test/best-sourdough-bakeries", title="The best sourdough bakeries in town")
NAMED = link("https://mentions.test/x", title="My Site, my site and mysite again")


def test_a_site_about_the_same_thing_stands_above_strangers_and_says_why() -> None:
    with profile_of([*STRANGERS, NEAR], site=SITE) as profile:
        found = by(profile, "domain_topics", "referring_domain")
    assert set(found) == {"flour.test"}  # no word in common tells nothing, so the others have no place
    assert float(str(found["flour.test"]["percentile"])) > 0.8
    assert sorted(str(word) for word in list(found["flour.test"]["shared"])) == ["baker", "sourd"]  # type: ignore[call-overload]


def test_the_sites_own_name_is_no_topic() -> None:
    with profile_of([*STRANGERS, NAMED], site=SITE) as profile:
        assert profile.table("domain_topics").num_rows == 0


def test_rows_in_another_order_give_the_same_places() -> None:
    rows = [*STRANGERS, NEAR]
    with profile_of(rows, site=SITE) as one, profile_of(rows[::-1], site=SITE, files=3) as other:
        columns = ["referring_domain", "similarity", "percentile", "shared"]
        assert one.table("domain_topics").select(columns).equals(other.table("domain_topics").select(columns))


def test_without_words_of_the_site_or_with_few_domains_nothing_is_said() -> None:
    with profile_of([*STRANGERS, NEAR], site=Site(("q.test",))) as profile:
        assert profile.table("domain_topics").num_rows == 0
    with profile_of([NEAR, *STRANGERS[:5]], site=SITE) as profile:
        assert profile.table("domain_topics").num_rows == 0


@given(st.permutations(range(6)))
def test_the_order_of_words_changes_nothing(order: list[int]) -> None:
    words = np.array([[1.0, 2.0, 0.0, 1.0, 0.0, 3.0], [0.0, 1.0, 1.0, 0.0, 2.0, 0.0]])
    direction = np.array([0.0, 1.0, 0.0, 2.0, 0.0, 1.0])
    plain = near(unit_rows(sparse.csr_matrix(words)), direction)
    mixed = near(unit_rows(sparse.csr_matrix(words[:, order])), direction[order])
    assert mixed == pytest.approx(plain)


def test_a_text_like_the_site_itself_has_the_highest_place() -> None:
    draw = np.random.default_rng(1)
    words = (draw.random((200, 50)) < 0.1).astype(float)
    words[0] = (np.arange(50) < 5).astype(float)
    matrix = unit_rows(sparse.csr_matrix(words))
    similar = near(matrix, words[0])
    assert similar[0] == pytest.approx(1.0)
    places = places_among(
        similar, lambda one, other: np.asarray(matrix[one].multiply(matrix[other]).sum(axis=1)).ravel()
    )
    assert places[0] > 0.99
    assert np.all((places >= 0) & (places <= 1))
