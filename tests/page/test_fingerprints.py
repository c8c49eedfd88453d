"""Near-equal texts resemble each other, strangers do not, and pairs are found without comparing all."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwright.page.fingerprints import (
    BINS,
    MAX_BUCKET,
    MIN_WORDS,
    alike_pairs,
    band_keys,
    resemblance,
    set_fingerprint,
    text_fingerprint,
    words,
)

VOCABULARY = [f"word{number}" for number in range(3_000)]


def prose(seed: int, length: int = 400) -> list[str]:
    draws = random.Random(seed)
    return [VOCABULARY[int(len(VOCABULARY) * draws.random() ** 3)] for _ in range(length)]


def edited(text: Sequence[str], share: float, seed: int) -> list[str]:
    draws = random.Random(seed)
    return [draws.choice(VOCABULARY) if draws.random() < share else word for word in text]


def fingerprint(text: Sequence[str]) -> bytes:
    found = text_fingerprint(text)
    assert found is not None
    return found


def shingles(text: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(text[start : start + 4]) for start in range(len(text) - 3)}


def test_the_estimate_is_the_shared_part_of_four_word_shingles() -> None:
    errors = []
    for seed in range(60):
        one, other = prose(seed), edited(prose(seed), 0.02 + seed / 600, seed)
        truth = len(shingles(one) & shingles(other)) / len(shingles(one) | shingles(other))
        errors.append(resemblance(fingerprint(one), fingerprint(other)) - truth)
    assert abs(sum(errors)) / len(errors) < 0.015  # unbiased
    assert max(map(abs, errors)) < 0.16  # three and a half standard errors of 128 values


@pytest.mark.parametrize("length", [MIN_WORDS, 60, 5_000])
def test_short_and_long_texts_resemble_only_their_copies(length: int) -> None:
    texts = [prose(seed, length) for seed in range(8)]
    assert all(resemblance(fingerprint(text), fingerprint(edited(text, 0.04, 1))) > 0.3 for text in texts)
    assert all(resemblance(fingerprint(one), fingerprint(other)) < 0.1 for one, other in combinations(texts, 2))


def test_four_percent_of_words_edited_are_found_and_nothing_else() -> None:
    copies = [edited(prose(seed), 0.04, 100 * seed + copy) for seed in range(30) for copy in range(5)]
    strangers = [prose(10_000 + seed) for seed in range(350)]
    truth = {(5 * group + one, 5 * group + other) for group in range(30) for one, other in combinations(range(5), 2)}
    said = {(one, other) for one, other, _ in alike_pairs([fingerprint(text) for text in copies + strangers])}
    assert len(said & truth) >= 0.95 * len(truth)
    assert len(said & truth) >= 0.99 * len(said)


def test_band_keys_meet_for_copies_only() -> None:
    one, copy, stranger = fingerprint(prose(1)), fingerprint(edited(prose(1), 0.04, 2)), fingerprint(prose(3))
    assert set(band_keys(one)) & set(band_keys(copy))
    assert not set(band_keys(one)) & set(band_keys(stranger))
    assert all(0 <= key < 2**63 for key in band_keys(one))


def test_a_large_cluster_is_joined_in_linear_time() -> None:
    pairs = alike_pairs([fingerprint(prose(1))] * (3 * MAX_BUCKET))
    assert {0} == {one for one, _, _ in pairs}
    assert len(pairs) == 3 * MAX_BUCKET - 1


def test_the_format_does_not_change() -> None:
    found = text_fingerprint([str(number) for number in range(100)])
    assert found is not None
    assert len(found) == 2 * BINS
    assert found[:8].hex() == "61c130a14c2a090e"


def test_too_little_has_no_fingerprint() -> None:
    assert text_fingerprint(["word"] * (MIN_WORDS - 1)) is None
    assert set_fingerprint([]) is None
    assert alike_pairs([]) == []


@given(st.lists(st.text(max_size=8), min_size=1, max_size=50), st.randoms())
def test_a_set_has_no_order_and_no_doubles(members: list[str], draws: random.Random) -> None:
    shuffled = members + members[:3]
    draws.shuffle(shuffled)
    assert set_fingerprint(members) == set_fingerprint(shuffled)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ein Satz, der groß IST!", ["ein", "satz", "der", "groß", "ist"]),
        ("Кошка спит.", ["кошка", "спит"]),
        ("我爱 Python 3", ["我", "爱", "python", "3"]),
        ("東京タワー", ["東", "京", "タ", "ワ", "ー"]),
        ("café cafe\u0301", ["café", "café"]),
        ("مرحبا بالعالم", ["مرحبا", "بالعالم"]),
    ],
)
def test_words_in_any_script(text: str, expected: list[str]) -> None:
    assert words(text) == expected
