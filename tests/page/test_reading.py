"""Encoding by the order of the standards, and bounds against hostile pages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkwright.page.analysis import analyse
from linkwright.page.links import MOST_FRAMES, MOST_INNER, links
from linkwright.page.nesting import DEEPEST, laid_flat
from linkwright.page.reading import MOST_BYTES, read
from linkwright.page.walk import MOST_LINKS

LABELS = {
    "utf-8": ("utf_8", "Grüße"),
    "ibm866": ("cp866", "Привет"),
    "iso-8859-2": ("iso8859_2", "Łódź"),
    "latin3": ("iso8859_3", "Ĉu"),
    "iso-8859-4": ("iso8859_4", "Ķēde"),
    "cyrillic": ("iso8859_5", "Привет"),
    "arabic": ("iso8859_6", "مرحبا"),
    "greek": ("iso8859_7", "Γειά"),
    "hebrew": ("iso8859_8", "שלום"),
    "iso-8859-10": ("iso8859_10", "Þór"),
    "iso-8859-13": ("iso8859_13", "Šįų"),
    "iso-8859-14": ("iso8859_14", "Ŵy"),
    "iso-8859-15": ("iso8859_15", "5 €"),
    "iso-8859-16": ("iso8859_16", "Ștefan"),
    "koi8-r": ("koi8_r", "Привет"),
    "koi8-u": ("koi8_u", "Їжак"),
    "macintosh": ("mac_roman", "Café"),
    "tis-620": ("cp874", "สวัสดี"),
    "windows-1250": ("cp1250", "Žluť"),
    "windows-1251": ("cp1251", "Привет"),
    "latin1": ("cp1252", "“Café” €"),
    "us-ascii": ("cp1252", "Café"),
    "windows-1253": ("cp1253", "Γειά"),
    "iso-8859-9": ("cp1254", "Şişli"),
    "windows-1255": ("cp1255", "שלום"),
    "windows-1256": ("cp1256", "مرحبا"),
    "windows-1257": ("cp1257", "Ąžuolas"),
    "windows-1258": ("cp1258", "Đà"),
    "x-mac-cyrillic": ("mac_cyrillic", "Привет"),
    "gb2312": ("gb18030", "你好"),
    "big5": ("big5hkscs", "你好"),
    "euc-jp": ("euc_jp", "こんにちは"),
    "iso-2022-jp": ("iso2022_jp", "こんにちは"),
    "x-sjis": ("cp932", "こんにちは"),
    "ks_c_5601-1987": ("cp949", "안녕"),
}


@pytest.mark.parametrize("label", LABELS)
def test_declared_encodings_are_read(label: str) -> None:
    codec, text = LABELS[label]
    page = f"<meta charset={label}><p>{text}".encode(codec)
    by_header = f"<p>{text}".encode(codec)
    for reading in (read(page), read(by_header, f'text/html; charset="{label.upper()}"')):
        assert reading.encoding == codec
        paragraph = reading.tree.css_first("p")
        assert paragraph is not None
        assert paragraph.text() == text


@pytest.mark.parametrize(
    ("body", "header", "encoding"),
    [
        ("\ufeffé".encode("utf-16-le"), "text/html; charset=koi8-r", "utf_16_le"),
        (b"\xef\xbb\xbfx", "text/html; charset=koi8-r", "utf_8"),
        (b"<meta charset=koi8-r>", "text/html; charset=windows-1251", "cp1251"),
        (b"<meta charset=koi8-r>", "text/html; charset=nonsense", "koi8_r"),
        (b"<!-- <meta charset=koi8-r> --><meta charset=greek>", None, "iso8859_7"),
        (b"<meta http-equiv=content-type content='text/html; charset=greek'>", None, "iso8859_7"),
        (b"<meta charset=utf-16>", None, "utf_8"),
        (b" " * 1024 + b"<meta charset=koi8-r>", None, "utf_8"),
        (b"caf\xe9", None, "cp1252"),
        ("café".encode(), None, "utf_8"),
        ("éé".encode()[:-1], None, "utf_8"),
        (b"", None, "utf_8"),
    ],
)
def test_order_of_declarations(body: bytes, header: str | None, encoding: str) -> None:
    assert read(body, header).encoding == encoding


HOSTILE = {
    "nested": b"<div>" * 1_000_000,
    "lists": b"<ul><li>" * 300_000,
    "formats opened anew": b"".join(b"<p><font size=%d>x" % number for number in range(20_000)),
    "formats closed late": b"".join(b"<b id=%d><p>" % number for number in range(20_000)) + b"</b>" * 20_000,
    "attributes": b"<a " + b"".join(b" x%d=1" % number for number in range(200_000)),
    "foreign": b"<svg>" + b"<g>" * 200_000,
    "unclosed comments": b"<!--" * 200_000,
    "comments with links": b"<!--<a href=x>-->" * 100_000,
    "nested in a comment": b"<!-- href " + b"<div>" * 200_000 + b"-->",
    "links within links": b"<svg>" + b"<a href=x>" * 400 + b"<p>x" * 20_000,
    "brackets": b"<" * 1_000_000,
    "links": b"<p><a href=x>y</a>" * 30_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read_in_bounded_time(name: str) -> None:
    found = links(read(HOSTILE[name] + b"<p><a href=/x>y</a>"), "http://site.example/")
    assert len(found) <= MOST_LINKS  # and it ends: without bounds most of these take minutes or all memory
    assert sum(len(link.anchor) for link in found) < 10_000_000


def test_what_was_cut_is_said() -> None:
    assert read(b"<p>x").cut == ()
    assert "bytes" in read(b"x" * (MOST_BYTES + 1)).cut[0]
    assert "nested too deep" in read(b"<div>" * 20_000).cut[0]


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (b"<p><a href=x>y</a>" * (MOST_LINKS + 7), "all links after the first 20,000 (7 more)"),
        (b"<p><a href=x>y</a>" * MOST_LINKS, ""),
        (b"<!--<a href=x>-->" * (MOST_INNER + 1), "all but the first 1,000 of the comments that hold links"),
        (
            b"<template><a href=x>y</a></template>" * (MOST_INNER + 1),
            "all but the first 1,000 of the templates that hold links",
        ),
        (b"<iframe srcdoc='<a href=x>y</a>'></iframe>" * (MOST_FRAMES + 1), "all but the first 20 of the frames"),
        (
            (b"<!--" + b"<a href=x>" * 50 + b"-->") * 500,
            "all links of templates, comments and frames after the first 20,000",
        ),
        (b"<iframe></iframe>" * 50 + b"<iframe srcdoc='<a href=x>y</a>'></iframe>", ""),
    ],
)
def test_links_left_out_are_said_to_be(page: bytes, said: str) -> None:
    document = analyse(page, "http://site.example/")
    assert ", ".join(document.cut) == said


def test_a_large_ordinary_page_is_left_as_it_is() -> None:
    page = b"<ul>" + b"<li><p>A <b>line</b> with <a href=/x>a link</a><br>\n" * 10_000 + b"</ul>"
    assert laid_flat(page) == (page, 0)


def test_depth_is_bounded_and_text_is_kept() -> None:
    page, removed = laid_flat(b"<div><i>" * 20_000 + b"end")
    assert removed
    assert page.count(b"<div>") <= DEEPEST
    assert page.endswith(b"end")


@settings(max_examples=50)
@given(st.binary(max_size=400))
def test_any_bytes_are_a_page(body: bytes) -> None:
    reading = read(body)
    assert isinstance(reading.text, str)
    links(reading, "http://site.example/")
