"""Phrases of many languages as one pattern."""

import re
from collections.abc import Iterable, Sequence

# Up to here scripts put spaces between words; Thai, Lao, Khmer and the scripts of East Asia behind it do not.
_SPACED_UP_TO = "\u0e00"


def phrase_pattern(phrases: Iterable[str], *, whole_words: bool) -> re.Pattern[str]:
    """Return a pattern that finds any of the phrases in a lower-case text, the longest first.

    With `whole_words` a phrase counts only between word borders, except in scripts that have none. Linear: it tries
    each phrase once at each place, and only those with the right first letter.
    """
    distinct = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    spaced = [phrase for phrase in distinct if phrase[0] < _SPACED_UP_TO]
    unspaced = [phrase for phrase in distinct if phrase[0] >= _SPACED_UP_TO]
    if not whole_words:
        return re.compile(_any_of(distinct))
    patterns = [rf"(?<!\w)(?:{_any_of(spaced)})(?!\w)"] if spaced else []
    return re.compile("|".join([*patterns, *map(re.escape, unspaced)]))


def _any_of(phrases: Sequence[str]) -> str:
    """Group by first letter, so that most letters of a text are passed over after one look."""
    letters = dict.fromkeys(phrase[0] for phrase in phrases)
    return "|".join(
        re.escape(letter) + "(?:" + "|".join(re.escape(each[1:]) for each in phrases if each[0] == letter) + ")"
        for letter in letters
    )
