"""How near the words of each referring domain are to the site's: a place among random pairs, never a raw cosine.

Cosines of different measures, languages and profiles do not compare. What compares is the place of a domain's cosine
among those of random pairs of referring domains of the same profile: 0.9 means nearer to the site than nine of ten
pairs of strangers are to each other.
"""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy import sparse

from linkwright.engine import Engine
from linkwright.profile.schema import DOMAIN_TOPICS
from linkwright.profile.semantic import Embed

Vector = NDArray[np.float64]
FEWEST_WORDS = 3  # of the site: two words are met by chance
FEWEST_DOMAINS = 20  # fewer strangers make no background
PAIRS = 20_000  # random pairs looked at; their quantiles are then known to about half a percent
MOST_SHARED = 8  # words shown

_PAIRS_OF_WORDS = """
select referring_domain, word
from topic_words
order by word, referring_domain
"""
_SITE_WORDS = """
select word, weight
from site_words
order by word
"""
_TEXTS = """
select referring_domain, words, observation
from topic_texts
order by referring_domain
"""


def measure_topics(engine: Engine, embed: Embed | None = None) -> None:
    """Register `domain_topics`.

    By words, only domains that have one in common with the site get a row: none in common tells nothing where a text
    has few words or another language. By meaning (`embed`), every domain with a known word does. There are no rows at
    all where the site has fewer than `FEWEST_WORDS` words or the profile fewer than `FEWEST_DOMAINS`. Words weigh by
    rarity (TF-IDF without counts: a word stands in a text or not). The random pairs are drawn with a fixed seed over
    domains in alphabetical order, so the same facts give the same places.
    """
    words, site, texts = engine.query(_PAIRS_OF_WORDS), engine.query(_SITE_WORDS), engine.query(_TEXTS)
    domains = texts.column("referring_domain")
    found = DOMAIN_TOPICS.schema.empty_table()
    if site.num_rows >= FEWEST_WORDS and len(domains) >= FEWEST_DOMAINS and words.num_rows:
        coded = words.column("word").combine_chunks().dictionary_encode()
        rows = pc.index_in(words.column("referring_domain"), value_set=domains).to_numpy()
        columns = coded.indices.to_numpy(zero_copy_only=False)
        rarity = np.log(len(domains) / np.bincount(columns))
        matrix = unit_rows(sparse.csr_matrix((rarity[columns], (rows, columns)), shape=(len(domains), len(rarity))))
        direction = _weights(site, coded.dictionary) * rarity
        shared = _shared(matrix, coded.dictionary, direction)
        if embed is None:
            similar = near(matrix, direction)
            places = places_among(similar, lambda one, other: _rowwise(matrix, one, other))
        else:
            similar, places = _by_meaning(embed, texts.column("words"), _said_of_site(engine, site))
        found = _table(texts, similar, places, shared)
    engine.register("domain_topics", found)


def _weights(site: pa.Table, vocabulary: pa.Array) -> Vector:
    places = pc.index_in(vocabulary, value_set=site.column("word").combine_chunks())
    weights: Vector = pc.fill_null(site.column("weight").combine_chunks().take(places), 0.0).to_numpy()
    return weights


def _said_of_site(engine: Engine, site: pa.Table) -> list[str]:
    """What the owner calls the site's topics, or else its words as one text."""
    phrases: list[str] = engine.query("select phrase from site_topics").column("phrase").to_pylist()
    return phrases or [" ".join(site.column("word").to_pylist())]


def _by_meaning(embed: Embed, texts: pa.ChunkedArray, site: list[str]) -> tuple[Vector, Vector]:
    vectors = embed(texts.to_pylist())
    direction = embed(site).mean(axis=0)
    similar: Vector = vectors @ (direction / max(float(np.linalg.norm(direction)), 1e-12))
    places = places_among(similar, lambda one, other: np.einsum("ij,ij->i", vectors[one], vectors[other]))
    silent = ~vectors.any(axis=1)
    return np.where(silent, 0.0, similar), np.where(silent, 0.0, places)


def _table(texts: pa.Table, similar: Vector, places: Vector, shared: pa.Array) -> pa.Table:
    columns = [texts.column("referring_domain"), pa.array(similar), pa.array(places), shared]
    table = pa.table([*columns, texts.column("observation")], schema=DOMAIN_TOPICS.schema)
    return table.filter(pc.not_equal(table.column("similarity"), 0.0))


def unit_rows(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """The rows, each of length one."""
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.diags(1 / np.maximum(lengths, 1e-12)) @ matrix


def near(matrix: sparse.csr_matrix, direction: Vector) -> Vector:
    """Cosine of each row with one direction."""
    length = float(np.sqrt(direction @ direction))
    return np.asarray(matrix @ (direction / max(length, 1e-12))).ravel()


def places_among(values: Vector, pair_values: Callable[[NDArray[np.int64], NDArray[np.int64]], Vector]) -> Vector:
    """Place (0 to 1) of each value among those of random pairs of different rows; equal ones count half.

    Args:
        values: one for each row.
        pair_values: gives the values of pairs of rows.
    """
    size = len(values)
    draw = np.random.default_rng(20261124)
    one = draw.integers(0, size, PAIRS)
    other = (one + draw.integers(1, size, PAIRS)) % size
    null = np.sort(pair_values(one, other))
    below = np.searchsorted(null, values, side="left")
    upto = np.searchsorted(null, values, side="right")
    return (below + upto) / (2 * PAIRS)


def _rowwise(matrix: sparse.csr_matrix, one: NDArray[np.int64], other: NDArray[np.int64]) -> Vector:
    return np.asarray(matrix[one].multiply(matrix[other]).sum(axis=1)).ravel()


def _shared(matrix: sparse.csr_matrix, vocabulary: pa.Array, direction: Vector) -> pa.Array:
    """The words each text has in common with the site, the weightiest first, at most `MOST_SHARED`."""
    common = (matrix @ sparse.diags(direction)).tocsr()
    common.eliminate_zeros()
    owner = np.repeat(np.arange(common.shape[0]), np.diff(common.indptr))
    order = np.lexsort((common.indices, -common.data, owner))
    counts = np.diff(common.indptr)
    place = np.arange(len(owner)) - np.repeat(common.indptr[:-1], counts)
    kept = order[place < MOST_SHARED]
    offsets = np.concatenate([[0], np.cumsum(np.minimum(counts, MOST_SHARED))])
    return pa.ListArray.from_arrays(
        pa.array(offsets, pa.int32()), vocabulary.take(pa.array(common.indices[kept])).cast(pa.string())
    )
