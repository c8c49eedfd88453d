"""The bits of quoted cells, against reading byte by byte."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from linkwright.sources.quoting import quoting

pieces = st.lists(st.sampled_from(['"', '""', ",", "\n", "\r\n", "a", "long text " * 7]), max_size=60)


def by_hand(text: str) -> tuple[list[bool], bool]:
    """Which places lie in a quoted cell, its closing mark left out, and whether all marks are in place."""
    inside, places, in_place = False, [], True
    for at, letter in enumerate(text):
        if letter == '"':
            inside = not inside
            beside = text[at - 1 : at] if inside else text[at + 1 : at + 2]
            in_place &= beside in ("", ",", "\n", "\r", '"')
        places.append(inside)
    return [*places, inside], in_place


@settings(max_examples=300)
@given(parts=pieces)
def test_bits_say_what_reading_byte_by_byte_says(parts: list[str]) -> None:
    text = "".join(parts)
    found = quoting(np.frombuffer(text.encode(), np.uint8), ord(","))
    places, in_place = by_hand(text)
    assert found.holds(np.arange(len(text) + 1)).tolist() == places
    assert found.in_place is in_place


def test_marks_far_apart_in_a_block_of_many_pieces() -> None:
    text = b'"' + b"x" * 600_000 + b'",' + b"y" * 600_000 + b',"z"'
    found = quoting(np.frombuffer(text, np.uint8), ord(","))
    assert found.in_place
    expected = [True, True, False, False, True, False]
    places = np.array([0, 600_000, 600_001, len(text) - 5, len(text) - 2, len(text)])
    assert found.holds(places).tolist() == expected
