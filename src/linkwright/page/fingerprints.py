"""Fingerprints by which near-equal texts and templates are found among millions.

A *fingerprint* is a MinHash of a set of shingles: 128 values of 16 bits, 256 bytes. The share of places in which two
fingerprints agree estimates how much the two sets have in common (Jaccard resemblance: shared shingles / all shingles);
its standard error is at most 0.045. Computed by one-permutation hashing (Li, Owen and Zhang 2012) with empty bins
filled from occupied ones in a fixed random order (after Shrivastava 2017): one hash per shingle instead of 128.

Constants are part of the stored format: changing any of them makes old and new fingerprints incomparable, so `VERSION`
must change with them.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

VERSION = 1
BINS = 128
# Four words: with 4 % of words changed in each copy a pair still shares 57 % of its shingles, strangers next to none
# (SCIENCE 3.4).
SHINGLE = 4
MIN_WORDS = 40  # shorter texts are captions and notices that strangers share; our choice
MAX_CHARACTERS = 100_000
# Three values a band: a pair that shares 57 % meets in some band with probability .9998, one that shares 5 % with .005.
BAND = 3
BANDS = BINS // BAND
# In a band that more pages share than this, each is compared with the first only: enough to join a cluster.
MAX_BUCKET = 100
# Pairs below share phrases, not a template; SCIENCE 3.4 measured 0.3 to 0.4.
ALIKE = 0.3

Hashes = NDArray[np.uint64]
# A word is a run of letters and digits. Chinese, Japanese, Thai, Lao, Khmer and Burmese are written without spaces:
# there each character is a word, as four of them are about as telling as four words.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_SPACED_WORD = re.compile(r"\w+")
_ANY_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_HAS_UNSPACED = re.compile(rf"[{_UNSPACED}]")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # 2**64 / golden ratio, odd: the multiplier of splitmix64


def words(text: str) -> list[str]:
    """Split a text into lower-case words, in any script."""
    folded = text if text.isascii() else unicodedata.normalize("NFC", text)
    pattern = _ANY_WORD if not folded.isascii() and _HAS_UNSPACED.search(folded) else _SPACED_WORD
    return pattern.findall(folded.lower())


def text_fingerprint(text_words: Sequence[str]) -> bytes | None:
    """Return the fingerprint of a text's words, or None when it is too short to have one."""
    if len(text_words) < MIN_WORDS:
        return None
    hashes = _hashes(text_words)
    count = len(hashes) - SHINGLE + 1
    shingles = np.zeros(count, dtype=np.uint64)
    for place in range(SHINGLE):
        shingles = _mixed(shingles) + hashes[place : place + count]
    return _fingerprint(_mixed(shingles))


def set_fingerprint(members: Iterable[str]) -> bytes | None:
    """Return the fingerprint of a set of texts, such as the class names of a template; None when it is empty."""
    distinct = sorted({member.replace("\0", "") for member in members})
    return _fingerprint(_mixed(_hashes(distinct))) if distinct else None


def resemblance(one: bytes, other: bytes) -> float:
    """Estimate the share of shingles that two fingerprints' texts have in common, 0 to 1."""
    return float(np.mean(np.frombuffer(one, dtype="<u2") == np.frombuffer(other, dtype="<u2")))


def band_keys(fingerprint: bytes) -> tuple[int, ...]:
    """Return `BANDS` keys; near-equal fingerprints share at least one, strangers hardly ever.

    A table of (key, page) joined with itself gives the candidates without comparing all pairs.
    """
    return tuple(int(key) for key in _bands(np.frombuffer(fingerprint, dtype="<u2").reshape(1, BINS))[0])


def alike_pairs(fingerprints: Sequence[bytes], at_least: float = ALIKE) -> list[tuple[int, int, float]]:
    """Return (i, j, resemblance), i < j, of the fingerprints that resemble each other.

    Complete but for the chance of banding, except among more than `MAX_BUCKET` pages of one band, where each is
    compared with the first: the cluster is joined, not every pair of it named.
    """
    if not fingerprints:
        return []
    matrix = np.frombuffer(b"".join(fingerprints), dtype="<u2").reshape(len(fingerprints), BINS)
    candidates = _candidates(_bands(matrix))
    found: list[tuple[int, int, float]] = []
    for start in range(0, len(candidates), 100_000):  # bounded memory: 25 MB a block
        one, other = candidates[start : start + 100_000].T
        shares = np.mean(matrix[one] == matrix[other], axis=1)
        kept = shares >= at_least
        found += zip(one[kept].tolist(), other[kept].tolist(), shares[kept].tolist(), strict=True)
    return found


def _candidates(bands: Hashes) -> NDArray[np.int64]:
    """Return the distinct pairs (i < j) that share a band, sorted."""
    pages = len(bands)
    codes: list[NDArray[np.int64]] = []
    for column in bands.T:
        order = np.argsort(column, kind="stable")
        edges = np.flatnonzero(np.diff(column[order])) + 1
        for bucket in np.split(order, edges):
            if len(bucket) > MAX_BUCKET:
                codes.append(bucket[0] * pages + bucket[1:])
            elif len(bucket) > 1:
                codes.append(np.array([one * pages + other for one, other in combinations(bucket.tolist(), 2)]))
    if not codes:
        return np.empty((0, 2), dtype=np.int64)
    distinct = np.unique(np.concatenate(codes))
    return np.column_stack((distinct // pages, distinct % pages))


def _bands(matrix: NDArray[np.uint16]) -> Hashes:
    """Fold each row's values into band keys that also tell the bands apart."""
    parts = matrix[:, : BANDS * BAND].reshape(len(matrix), BANDS, BAND).astype(np.uint64)
    keys = np.broadcast_to(np.arange(1, BANDS + 1, dtype=np.uint64), parts.shape[:2])
    for place in range(BAND):
        keys = _mixed(keys) + parts[:, :, place]
    mixed: Hashes = _mixed(keys) >> np.uint64(1)  # 63 bits: fits a signed column
    return mixed


def _hashes(texts: Sequence[str]) -> Hashes:
    encoded = "\0".join(texts).encode("utf-8", "surrogatepass").split(b"\0")  # one call for all of them
    return np.fromiter(map(crc32, encoded), dtype=np.uint64, count=len(encoded))


def _mixed(values: Hashes) -> Hashes:
    """The finaliser of splitmix64: every bit of the result depends on every bit given."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9) + _FACTOR
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _fingerprint(hashes: Hashes) -> bytes:
    """The least hash of each bin (its upper 7 bits name the bin), 16 bits of it; empty bins borrow."""
    ordered = np.sort(hashes)
    starts = np.searchsorted(ordered, _BIN_STARTS)
    least = ordered[np.minimum(starts, len(ordered) - 1)]
    occupied = (least >> _SHIFT == _BIN_NUMBERS) & (starts < len(ordered))
    values = (_mixed(least) & np.uint64(0xFFFF)).astype("<u2")
    if not occupied.all():
        empty = np.flatnonzero(~occupied)
        lender = _lenders()[empty, np.argmax(occupied[_lenders()[empty]], axis=1)]
        values[empty] = values[lender]
    return values.tobytes()


_SHIFT = np.uint64(57)  # 64 bits less the 7 that name one of 128 bins
_BIN_NUMBERS = np.arange(BINS, dtype=np.uint64)
_BIN_STARTS = _BIN_NUMBERS << _SHIFT


@cache
def _lenders() -> NDArray[np.int64]:
    """For each bin the order in which it asks the others, the same on every machine and version of numpy."""
    numbers = np.arange(BINS * BINS, dtype=np.uint64) + np.uint64(VERSION << 20)
    return np.argsort(_mixed(numbers).reshape(BINS, BINS), axis=1, kind="stable")
