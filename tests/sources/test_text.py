"""Every encoding becomes the same UTF-8, and nothing is lost without a note."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwright.sources.text import TextReader

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


def decoded(data: bytes, size: int = 1 << 20) -> tuple[str, TextReader]:
    reader = TextReader([data[at : at + size] for at in range(0, len(data), size)])
    return b"".join(reader).decode(), reader


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("size", [4096, 1 << 20])
def test_encodings_are_told_by_content(encoding: str, size: int) -> None:
    text = "Referring page URL\tAnchor\nhttps://example.test/\tcafé 上位\n" * 300
    found, reader = decoded(text.encode(encoding), size)
    assert found == text
    assert reader.notes() == ()


def test_windows_1252_is_a_guess_that_is_told() -> None:
    found, reader = decoded("Anchor\ncafé – naïve\n".encode("cp1252"))
    assert found == "Anchor\ncafé – naïve\n"
    assert "Windows-1252" in reader.notes()[0]


def test_an_accent_far_into_the_file_still_decides() -> None:
    data = b"plain,ascii\n" * 1000 + "café,naïve\n".encode("cp1252")
    found, reader = decoded(data, size=500)
    assert found.endswith("café,naïve\n")
    assert reader.encoding == "cp1252"


def test_a_broken_character_among_good_ones_is_replaced_and_counted() -> None:
    found, reader = decoded("é".encode() * 50 + b"\xff" + b",x\n")
    assert found == "é" * 50 + "�,x\n"
    assert reader.notes() == ("1 bytes that are no text were replaced by �",)


def test_nul_characters_are_replaced_and_counted() -> None:
    found, reader = decoded(b"a,b\n1,\x002\n3,4\n")
    assert found == "a,b\n1,�2\n3,4\n"
    assert reader.notes() == ("1 NUL characters were replaced by �",)


@given(st.text(), st.integers(1, 9))
def test_utf8_passes_unchanged_in_any_pieces(text: str, size: int) -> None:
    clean = text.replace("\0", "").lstrip("\ufeff")
    data = ("x" * 8 + clean).encode()
    assert decoded(data, max(size, 8))[0] == "x" * 8 + clean
