"""Small worlds of several sites as exports on disk, and what is made of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from linkwright.compare.gathering import Sides, gather_sides
from linkwright.ledger import Ledger
from linkwright.sources import import_inputs
from linkwright.sources.competitors import import_competitors
from linkwright.vocabulary.site import Site

OWNER = Site(("mine.example",), topics=("gardening",))
RIVAL = "rival.example"
OTHER = "other.example"

BACKLINKS = (
    "Page ascore,Source title,Source url,Target url,Anchor,External links,Internal links,Nofollow,Sponsored,Ugc,"
    "Text,Frame,Form,Image,Sitewide,First seen,Last seen,New link,Lost link"
)
DOMAINS = "Domain ascore,Domain,Backlinks,IP Address,Country,First seen,Last seen"


def backlinks(pairs: Sequence[tuple[str, str]], score: int = 30, lost: bool = False) -> str:
    """A Semrush backlinks export: pages and what they link to, all first seen in one month."""
    rows = [
        f"{score},Title of {place},{page},{target},words,5,10,false,false,false,true,false,false,false,false,"
        f"2025-03-0{place % 9 + 1},2025-11-02,false,{str(lost).lower()}"
        for place, (page, target) in enumerate(pairs)
    ]
    return "\n".join([BACKLINKS, *rows]) + "\n"


def referring_domains(names: Sequence[str], score: int = 30) -> str:
    """A Semrush referring domains export: it names no target at all."""
    rows = [f"{score},{name},3,192.0.2.{place},US,2025-03-04,2025-11-02" for place, name in enumerate(names)]
    return "\n".join([DOMAINS, *rows]) + "\n"


def links_to(site: str, names: Sequence[str]) -> list[tuple[str, str]]:
    """One page of each of these domains links to the site."""
    return [(f"https://{name}/post", f"https://{site}/") for name in names]


def names(prefix: str, count: int) -> list[str]:
    """Different domains that have nothing in common but a syllable."""
    words = ("alder", "birch", "cedar", "dogwood", "elm", "fir", "gorse", "hazel", "ivy", "juniper", "kapok", "larch")
    return [f"{words[place]}-{prefix}.test" for place in range(count)]


def ledger_of(
    folder: Path, own: Mapping[str, str], rivals: Mapping[tuple[str, str], str], owner: Site = OWNER, first: str = "own"
) -> Ledger:
    """Import files: own ones by name, rivals' by domain and name."""
    ledger = Ledger(folder / "ledger")
    for turn in ("own", "rivals") if first == "own" else ("rivals", "own"):
        if turn == "own":
            paths = [_written(folder, name, text) for name, text in own.items()]
            results = import_inputs(paths, ledger, site=owner)
        else:
            pairs = [(domain, str(_written(folder, name, text))) for (domain, name), text in rivals.items()]
            results = import_competitors(pairs, ledger, owner)
        assert all(result.error is None for result in results), [result.error for result in results]
    return ledger


def sides_of(
    folder: Path, own: Mapping[str, str], rivals: Mapping[tuple[str, str], str], owner: Site = OWNER, first: str = "own"
) -> Sides:
    """Import files and gather the sides."""
    return gather_sides(ledger_of(folder, own, rivals, owner, first), owner, memory="500MB")


def linking(domains: pa.Table) -> set[str]:
    """The referring domains of a side."""
    return set(domains["referring_domain"].to_pylist())


def _written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
