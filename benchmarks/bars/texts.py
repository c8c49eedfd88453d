"""Bar 13: pages whose text one program wrote with small changes, found by the fingerprints of their text."""

import time
from itertools import combinations

import numpy as np

from benchmarks.bars.reading import Reading, at_least, at_most
from linkwright.page.fingerprints import alike_pairs, text_fingerprint, words

PAGES = 10_000
TEMPLATES = 300
COPIES = 5
EDITED = 0.04
WORDS = 400
VOCABULARY = 5_000


def readings(seed: int, pages: int = PAGES, templates: int = TEMPLATES) -> list[Reading]:
    """Measure which pairs of pages are called alike: copies with words changed, among strangers of the same vocabulary."""
    texts = _texts(np.random.default_rng(seed), pages, templates)
    start = time.process_time()
    prints = [text_fingerprint(words(text)) or b"" for text in texts]
    said = {(one, other) for one, other, _ in alike_pairs(prints)}
    seconds = time.process_time() - start
    truth = {
        (COPIES * template + one, COPIES * template + other)
        for template in range(templates)
        for one, other in combinations(range(COPIES), 2)
    }
    note = f"{pages:,} texts of {WORDS} words, {len(truth):,} pairs of copies"
    return [
        at_least(13, "page texts with 4 % of words changed: pairs found", 0.95, len(said & truth) / len(truth), note),
        at_least(13, "found pairs of page texts that are copies", 0.99, len(said & truth) / max(1, len(said)), note),
        at_most(13, "near-duplicate page text, processor seconds", 60, seconds, note),
    ]


def _texts(draws: np.random.Generator, pages: int, templates: int) -> list[str]:
    """Words fall off as 1/rank, as in language; each copy has its own words changed."""
    chances = 1 / np.arange(1, VOCABULARY + 1)
    chances /= chances.sum()
    vocabulary = np.array([f"w{number}" for number in range(VOCABULARY)])
    texts: list[str] = []
    for _ in range(templates):
        original = draws.choice(VOCABULARY, WORDS, p=chances)
        for _ in range(COPIES):
            changed = draws.random(WORDS) < EDITED
            copy = np.where(changed, draws.choice(VOCABULARY, WORDS, p=chances), original)
            texts.append(" ".join(vocabulary[copy]))
    while len(texts) < pages:
        texts.append(" ".join(vocabulary[draws.choice(VOCABULARY, WORDS, p=chances)]))
    return texts
