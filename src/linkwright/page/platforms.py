"""The software a page was made with, and a fingerprint of the template around its content."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from selectolax.lexbor import LexborHTMLParser, LexborNode

from linkwright.page.elements import Elements
from linkwright.page.fingerprints import set_fingerprint

# The frame of a page is made of its outermost boxes: five levels hold header, columns and footer of nearly every
# template, and hardly anything that belongs to one page only.
FRAME_DEPTH = 5
MAX_FRAME = 200
MAX_CLASSES = 8
_MAX_PATHS = 200
MIN_FRAME = 12  # tokens; a page with fewer has no template of its own
_FRAME_ENDS = frozenset({"main", "article", "p", "script", "style", "svg", "noscript", "template", "table"})
_DIGITS = re.compile(r"[0-9]+")


def platform(found: Elements) -> str | None:
    """Return the name of the software, such as `wordpress`, or None."""
    generator = (found.meta("generator") or "").lower()
    paths = "\n".join(_addresses(found)).lower()
    by_name = next((name for name, starts, _ in _platforms() if generator.startswith(starts)), None)
    return by_name or next((name for name, _, parts in _platforms() if any(part in paths for part in parts)), None)


@cache
def _platforms() -> Sequence[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    text = files("linkwright.page").joinpath("platforms.toml").read_text(encoding="utf-8")
    return [
        (entry["name"], tuple(entry["generator"]), tuple(entry["path"])) for entry in tomllib.loads(text)["platform"]
    ]


def template_fingerprint(tree: LexborHTMLParser, found: Elements) -> bytes | None:
    """Return the fingerprint of the page's frame: class and id names, nesting of its outer boxes, files it loads.

    Digits are dropped from names (`post-1234`), hosts and versions from addresses; `resemblance` compares two. None
    when there is too little to tell one template from another.
    """
    tokens = {*_frame(tree.body), *_files(found)}
    return set_fingerprint(tokens) if len(tokens) >= MIN_FRAME else None


def _frame(body: LexborNode | None) -> Iterator[str]:
    """Yield tokens of the outer boxes, outermost first, without going into the main content."""
    level = [(body, "html")] if body is not None else []
    seen = 0
    for depth in range(FRAME_DEPTH):
        deeper: list[tuple[LexborNode, str]] = []
        for node, parent in level:
            tag = node.tag or ""
            seen += 1
            if seen > MAX_FRAME:
                return
            yield f"{depth} {parent}>{tag}"
            attributes = node.attributes
            written = f"{attributes.get('class') or ''} #{attributes.get('id') or ''}"[:1_000]
            names = sorted(set(_DIGITS.sub("", written).split()))
            yield from (f"{tag}.{name}" for name in names[:MAX_CLASSES])
            if tag not in _FRAME_ENDS:
                deeper += [(child, tag) for child in _children(node)]
        level = deeper


def _children(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the first elements inside: a list of a million items says no more than its beginning."""
    child = node.first_child
    for _ in range(2 * MAX_FRAME):  # space stands between most elements
        if child is None:
            return
        if child.is_element_node:
            yield child
        child = child.next


def _files(found: Elements) -> Iterator[str]:
    """Yield the paths of stylesheets and scripts without host, query and digits."""
    for address in _addresses(found)[:_MAX_PATHS]:
        path = address.partition("?")[0].partition("#")[0]
        if "//" in path:
            path = path.partition("//")[2].partition("/")[2]
        yield "file " + _DIGITS.sub("", path)[:200].strip("/")


def _addresses(found: Elements) -> list[str]:
    sheets = [link.get("href", "") for link in found.links if "stylesheet" in link.get("rel", "").lower()]
    return [*sheets, *found.sources]
