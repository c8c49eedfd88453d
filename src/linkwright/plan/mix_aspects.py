"""In what links are mixed, how much a side has of each value, and which values no new link is aimed at."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from linkwright.vocabulary.terms import AnchorClass, Tier

LEAST_DOMAINS: Final = 15  # owner groups of a side of which the value is known; below, a share says nothing
HOME: Final = "home page"
INNER: Final = "inner pages"
REST: Final = "others"

Values = Callable[[pa.Table], pa.ChunkedArray]


@dataclass(frozen=True)
class Aspect:
    """In what links are mixed.

    Attributes:
        name: as screens call it.
        values: the value of each row of `Side.domains`; null where it is not known.
        by_quality: shares are of Q, else of referring domains.
        never: values no new link is aimed at, each with the reason.
        always: values to aim at even if nobody has them.
        with_suspect: suspect domains count as well.
    """

    name: str
    values: Values
    by_quality: bool
    never: Mapping[str, str] = field(default_factory=dict)
    always: tuple[str, ...] = ()
    with_suspect: bool = False


@dataclass(frozen=True)
class Stock:
    """What one side has.

    Attributes:
        amounts: value -> owner groups, or their Q.
        known: owner groups whose value is known.
        all: owner groups.
    """

    amounts: Mapping[str, float]
    known: int
    all: int

    def share(self, value: str) -> float:
        """The share of a value in all that is known, 0 to 1."""
        return self.amounts.get(value, 0.0) / sum(self.amounts.values())

    @property
    def enough(self) -> bool:
        """Whether its shares say anything."""
        return self.known >= LEAST_DOMAINS and sum(self.amounts.values()) > 0

    def with_rest(self, shown: Sequence[str]) -> "Stock":
        """Return it with all values that are not shown as one."""
        kept = {value: self.amounts.get(value, 0.0) for value in shown if value != REST}
        rest = sum(self.amounts.values()) - sum(kept.values())
        return Stock(kept | ({REST: rest} if REST in shown else {}), self.known, self.all)


def stock(aspect: Aspect, of_owners: pa.Table) -> Stock:
    """Return what a side has of each value; `of_owners` one row an owner, as `best_by_owner` gives them."""
    suspect = pc.fill_null(pc.equal(of_owners["tier"], str(Tier.SUSPECT)), False)
    counted = of_owners if aspect.with_suspect else of_owners.filter(pc.invert(suspect))
    values = aspect.values(counted)
    known = pc.is_valid(values)
    table = pa.table({"value": values, "quality": counted["quality"]}).filter(known)
    found = table.group_by("value").aggregate([("quality", "sum"), ("quality", "count")])
    amounts = found["quality_sum" if aspect.by_quality else "quality_count"].to_pylist()
    named = dict(zip(found["value"].to_pylist(), map(float, amounts), strict=True))
    return Stock(named, len(table), len(counted))


def landing(page: str) -> str:
    """Whether a page is the home page of its host, in any language, or another."""
    path = re.split(r"[?#]", page.split("://", 1)[-1].partition("/")[2])[0].strip("/").lower()
    language = len(path) == 2 or (len(path) == 5 and path[2] in "-_")
    return HOME if not path or language or path.startswith("index.") else INNER


def _column(name: str) -> Values:
    def values(domains: pa.Table) -> pa.ChunkedArray:
        known = domains[name].cast(pa.string())
        found: pa.ChunkedArray = pc.if_else(pc.equal(known, "unknown"), pa.scalar(None, pa.string()), known)
        return found

    return values


def _follow(domains: pa.Table) -> pa.ChunkedArray:
    found: pa.ChunkedArray = pc.if_else(domains["followed"], "followed", _NOT_FOLLOWED)
    return found


def _landing(domains: pa.Table) -> pa.ChunkedArray:
    pages = domains["target_page"].cast(pa.string()).combine_chunks().dictionary_encode()
    if isinstance(pages, pa.ChunkedArray):
        pages = pages.combine_chunks()
    kinds = pa.array([None if page is None else landing(page) for page in pages.dictionary.to_pylist()], pa.string())
    return pa.chunked_array([kinds.take(pages.indices)])


_NOT_FOLLOWED = "not followed"
LANDING: Final = Aspect("landing page", _landing, by_quality=True, always=(HOME, INNER))
ASPECTS: Final = (
    Aspect(
        "tier",
        _column("tier"),
        by_quality=False,
        never={
            Tier.LOW: "Weak links come by themselves and add next to nothing: none is worth work.",
            Tier.SUSPECT: "None, however many others have: they show signs of a scheme.",
        },
        always=(Tier.HIGH, Tier.MEDIUM),
        with_suspect=True,
    ),
    Aspect("source type", _column("source_type"), by_quality=True),
    Aspect("topic", _column("topic"), by_quality=True),
    Aspect(
        "anchor class",
        _column("anchor_class"),
        by_quality=False,
        never={
            AnchorClass.EXACT: "Never ask for the exact phrase: natural words are those the author would choose.",
            AnchorClass.EMPTY: "A link without words tells nobody what it leads to: no aim.",
            AnchorClass.OTHER_SCRIPT: "Words your readers cannot read: no aim.",
        },
        always=(AnchorClass.BRAND,),
    ),
    Aspect(
        "follow",
        _follow,
        by_quality=False,
        never={_NOT_FOLLOWED: "They come by themselves and are welcome; no share of them is aimed at."},
        always=("followed",),
    ),
    LANDING,
)
