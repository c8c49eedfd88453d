import random

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from linkwright.signals.alike import labels_of
from tests.signals.own_crawl import text_print


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 5), min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_pages_are_together_exactly_when_their_texts_are_copies(texts: list[int], chance: random.Random) -> None:
    prints = [text_print(seed, chance.randrange(4)) for seed in texts]
    cut = chance.randrange(len(prints) + 1)
    labels = labels_of(pa.chunked_array([prints[:cut], prints[cut:]], pa.string()), 0.4)
    same = np.equal.outer(labels, labels)
    assert np.array_equal(same, np.equal.outer(texts, texts))
