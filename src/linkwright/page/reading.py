"""Bytes become a document: encoding, text and tree, with everything hostile bounded.

*Encoding*, in the order of the WHATWG standards: byte-order mark, `charset` of the Content-Type header, a `<meta>`
within the first 1,024 bytes, and without any of them UTF-8 where the bytes are UTF-8, else windows-1252. Labels are
those of the Encoding standard (`encodings.toml`), so `latin1` is windows-1252 and `gb2312` is gb18030.

*Bounds.* A page is read up to `MOST_BYTES`, and elements nested too deep are laid flat (`nesting.py`). `Reading.cut`
says what was left out.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from linkwright.page.nesting import laid_flat

MOST_BYTES = 15_000_000
"""Bytes read of one page. Google reads the first 15 MB of an HTML file
(https://developers.google.com/search/docs/crawling-indexing/googlebot)."""
_PRESCAN_BYTES = 1024
_MARKS = ((b"\xef\xbb\xbf", "utf_8"), (b"\xfe\xff", "utf_16_be"), (b"\xff\xfe", "utf_16_le"))
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_META = re.compile(rb"<meta[\s/][^>]*", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([^\s\"'/>;]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as it was read.

    Attributes:
        encoding: codec of Python that decoded it, such as `utf_8` or `cp1252`.
        tree: the document as a browser without JavaScript builds it (`<noscript>` is markup).
        cut: what was left out, in plain words; empty for ordinary pages.
    """

    encoding: str
    tree: LexborHTMLParser
    cut: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The decoded HTML. Decoded anew at each use: most readers of a page need the tree only."""
        return self.markup.decode("utf-8", "replace")

    @property
    def markup(self) -> bytes:
        """The HTML as UTF-8."""
        return self.tree.raw_html


def read(body: bytes, content_type: str | None = None) -> Reading:
    """Decode and parse a page.

    Args:
        body: the page as it came, already decompressed. Any bytes are a page.
        content_type: value of the HTTP header, if there was one.
    """
    cut = []
    if len(body) > MOST_BYTES:
        cut.append(f"all after the first {MOST_BYTES:,} of {len(body):,} bytes")
        body = body[:MOST_BYTES]
    encoding = _encoding(body, content_type)
    markup, flattened = laid_flat(_as_utf8(body, encoding))
    if flattened:
        cut.append(f"{flattened:,} elements nested too deep were laid flat")
    return Reading(encoding, LexborHTMLParser(markup, options=LexborDocumentOptions.WO_EVENTS), tuple(cut))


def _encoding(body: bytes, content_type: str | None) -> str:
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return codec
    declared = _of_label(_CHARSET.search(content_type.encode("utf-8", "replace"))) if content_type else None
    return declared or _declared_in(body[:_PRESCAN_BYTES]) or _by_trial(body)


def _declared_in(start: bytes) -> str | None:
    for meta in _META.finditer(_COMMENT.sub(b"", start)):
        codec = _of_label(_CHARSET.search(meta[0]))
        if codec:  # bytes in which an ASCII <meta> can be read are not UTF-16, whatever it says
            return "utf_8" if codec.startswith("utf_16") else codec
    return None


def _by_trial(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as fault:
        # A character cut in half at the very end does not make it another encoding.
        return "utf_8" if fault.start >= len(body) - 3 and fault.start > 0 else "cp1252"
    return "utf_8"


def _of_label(found: re.Match[bytes] | None) -> str | None:
    return _codecs().get(found[1].decode("ascii", "replace").lower()) if found else None


@cache
def _codecs() -> dict[str, str]:
    table = tomllib.loads(files("linkwright.page").joinpath("encodings.toml").read_text("utf-8"))
    return {label: codec for codec, labels in table.items() for label in labels}


def _as_utf8(body: bytes, codec: str) -> bytes:
    for mark, marked in _MARKS:
        if codec == marked and body.startswith(mark):
            body = body[len(mark) :]
    return body if codec == "utf_8" else body.decode(codec, "replace").encode("utf-8")
