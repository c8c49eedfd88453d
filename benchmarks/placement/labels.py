"""The labelled sets of pages: `placement_*` in the folder of real data. Nothing of them is kept in the project."""

import gzip
import json
import tarfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SETS = ("articles_and_pages", "readability", "portals")
DATA = Path(__file__).parents[3] / "shared" / "data"
_NOWHERE = "http://page.invalid/"  # pages whose address is not known


@dataclass(frozen=True)
class Label:
    """What is known of one `<a href>`.

    Attributes:
        index: its number among those of the page, by the labeller's parser.
        href: its address as written.
        content: whether it stands in the content; None where that is not known.
        external: whether it leads to another site, as the labeller counts.
        part: landmark it stands in, from tags and class names; empty for none.
    """

    index: int
    href: str
    content: bool | None
    external: bool
    part: str


@dataclass(frozen=True)
class LabelledPage:
    """A page with its labels.

    Attributes:
        name: set and page.
        source: the set.
        group: pages of one group are of one site, never learned from and measured on at once.
        kind: type of the page, where the set says it.
    """

    name: str
    source: str
    group: str
    kind: str
    url: str
    body: bytes
    labels: tuple[Label, ...]


def labelled_pages(data: Path, source: str) -> Iterator[LabelledPage]:
    """Read one set, in the order of its archive."""
    folder = data / f"placement_{source}"
    known = _by_page(folder / "links.jsonl.gz")
    parts = _by_page(folder / "weak_landmarks.jsonl.gz")
    for page, body in _bodies(folder / "pages.tar.xz", source):
        rows, weak = known.get(page, {}), parts.get(page, {})
        if not rows and not weak:
            continue
        labels = tuple(_label(index, rows.get(index), weak.get(index)) for index in sorted({*rows, *weak}))
        first = next(iter(rows.values()), {})
        url = str(first.get("page_url") or _NOWHERE)
        group = page.split("_")[0] if source == "portals" else url.split("/")[2].removeprefix("www.")
        yield LabelledPage(
            f"{source}/{page}",
            source,
            page if url == _NOWHERE else group,
            str(first.get("page_type") or ""),
            url,
            body,
            labels,
        )


def _label(index: int, row: dict[str, object] | None, weak: dict[str, object] | None) -> Label:
    told = row or weak or {}
    content = {"content": True, "boilerplate": False}.get(str(told.get("label"))) if row else None
    part = str(weak["label"]) if weak else ""
    return Label(index, str(told["href"]).strip(), content, bool(told.get("external")), part)


def _by_page(file: Path) -> dict[str, dict[int, dict[str, object]]]:
    pages: dict[str, dict[int, dict[str, object]]] = defaultdict(dict)
    if file.exists():
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                pages[row["page"]][row["a_index"]] = row
    return pages


def _bodies(archive: Path, source: str) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(archive) as files:
        for member in files:
            place = Path(member.name)
            name = {
                "articles_and_pages": place.stem if place.parent.name == "html" else "",
                "readability": place.parent.name if place.name == "source.html" else "",
                "portals": place.name.removesuffix(".html") if place.parent.name == "input" else "",
            }[source]
            body = files.extractfile(member) if name and member.isfile() else None
            if body is not None:
                yield name, body.read()
