"""The link gap: who links to competitors and not to us, and how likely they can be won."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from linkwright.compare.model import Prospect
from linkwright.compare.owners import best_by_owner, owners_of_sites, starts
from linkwright.compare.side import Side
from linkwright.rubric.priors import Priors
from linkwright.vocabulary.numbers import Interval
from linkwright.vocabulary.terms import Placement, SourceType, Tier

MOST_PROSPECTS = 2_000
_RECENT, _OLD = np.timedelta64(365, "D"), np.timedelta64(3 * 365, "D")
_NETWORK = r"^network-[^.]+$"  # how `profile/groups.py` names them; a domain has a dot
_BOILERPLATE = (Placement.NAVIGATION, Placement.HEADER, Placement.FOOTER, Placement.SIDEBAR)
_Numbers = NDArray[np.int64]
_Flags = NDArray[np.bool_]
_Reals = NDArray[np.float64]


@dataclass(frozen=True)
class LinkGap:
    """Who may be won.

    Attributes:
        prospects: the best ones first, at most 2,000.
        total: how many there are.
        suspect: owners left out as one of their domains is suspect on some side.
        networks: owners left out as they are a network of sites of one template: nobody to write to.
    """

    prospects: tuple[Prospect, ...]
    total: int
    suspect: int
    networks: int


def link_gap(sides: Sequence[Side], owners: Sequence[_Numbers], today: date, priors: Priors) -> LinkGap:
    """Find the owners that link to at least one competitor and not to us, ranked by expected value times likelihood.

    An owner is one prospect, whatever it owns; its best link stands for it. Whoever is owned by one of the sites
    compared, or has its name under another suffix, is none. The expected value is the mean over the competitors it
    links to; the likelihood is `prospect.start` as odds, times the ratios of `priors.toml` that hold.

    Args:
        sides: all of them; those that are not own are the competitors.
        owners: the numbers of their owners, as `owners.joint_owners` gives them.
        today: what recent is measured from.
        priors: with the part `prospect`.
    """
    theirs = [place for place, side in enumerate(sides) if not side.own]
    if not theirs:
        return LinkGap((), 0, 0, 0)
    numbers = np.concatenate([owners[place] for place in theirs])
    rows = pa.concat_tables([_links_to(sides[place]) for place in theirs])
    rows = rows.append_column("owner", pa.array(numbers)).combine_chunks()
    ours = np.concatenate([owners[place] for place, side in enumerate(sides) if side.own])
    taken = np.union1d(ours, owners_of_sites(sides, owners))
    open_still = ~(np.isin(numbers, taken) | np.isin(numbers, numbers[_named_like(sides, rows)]))
    suspect = _owners_where(pc.equal(rows["tier"], Tier.SUSPECT), numbers, open_still)
    open_still &= ~np.isin(numbers, suspect)
    networks = _owners_where(pc.match_substring_regex(rows["owner_group"], _NETWORK), numbers, open_still)
    open_still &= ~np.isin(numbers, networks)
    links = _best_links(rows.filter(pa.array(open_still)))
    first = np.flatnonzero(starts(links, ("owner",)))
    return LinkGap(_ranked(links, first, len(theirs), today, priors), len(first), len(suspect), len(networks))


def _links_to(rival: Side) -> pa.Table:
    return rival.domains.append_column("site", pa.array([rival.site] * rival.domains.num_rows, pa.string()))


def _named_like(sides: Sequence[Side], rows: pa.Table) -> _Flags:
    """Domains with the name of a site under another suffix, as rival.de beside rival.com."""
    names = pc.replace_substring_regex(rows["referring_domain"], r"\..*$", "")
    found: _Flags = pc.is_in(names, pa.array(sorted({side.site.partition(".")[0] for side in sides}))).to_numpy()
    return found


def _owners_where(condition: pa.ChunkedArray, numbers: _Numbers, open_still: _Flags) -> _Numbers:
    return np.unique(numbers[_flags(condition) & open_still])


def _best_links(rows: pa.Table) -> pa.Table:
    """One row an owner and competitor, each owner's best first."""
    owner = pc.cast(rows["owner"], pa.string())
    best = best_by_owner(rows.set_column(rows.schema.get_field_index("owner_group"), "owner_group", owner), "site")
    order = [("quality", "descending"), ("referring_domain", "ascending"), ("site", "ascending")]
    return best.sort_by([("owner", "ascending"), *order]).combine_chunks()


def _ranked(links: pa.Table, first: _Numbers, competitors: int, today: date, priors: Priors) -> tuple[Prospect, ...]:
    """The best prospects.

    Args:
        links: as `_best_links` returns them.
        first: where each owner begins.
        competitors: how many there are.
        today: what recent is measured from.
        priors: with the part `prospect`.
    """
    best, linked = links.take(pa.array(first)), np.diff(first, append=links.num_rows)
    owner = np.repeat(np.arange(len(first)), linked)
    low, middle, high = (
        np.bincount(owner, links[name].to_numpy(), len(first)) / linked
        for name in ("quality_low", "quality", "quality_high")
    )
    holds = _what_holds(best, linked, today)
    likely = _likely(holds, priors)
    score = best.select(["referring_domain"]).append_column("score", pa.array(middle * likely))
    top = pc.sort_indices(score, [("score", "descending"), ("referring_domain", "ascending")]).slice(0, MOST_PROSPECTS)
    found = []
    for place, row in zip(top.to_pylist(), best.take(top).to_pylist(), strict=True):
        reasons = [priors[f"prospect.{name}"].reason for name, times in holds.items() if times[place]]
        count = (
            f"links to {linked[place]} of {competitors} competitors" if competitors > 1 else "links to your competitor"
        )
        found.append(
            Prospect(
                referring_domain=row["referring_domain"],
                source_type=row["source_type"] or SourceType.UNKNOWN,
                links_to=tuple(sorted(links["site"].slice(first[place], linked[place]).to_pylist())),
                expected=Interval(float(low[place]), float(middle[place]), float(high[place])),
                likely=float(likely[place]),
                chance_words="; ".join([count, *reasons]),
                page=row["referring_page"] or "",
                title=row["title"] or "",
                anchor=row["anchor"] or "",
                context=row["context"] or "",
                target=row["target_page"] or "",
                first_seen=row["first_seen"].date() if row["first_seen"] else None,
                observation=row["observation"] or "",
            )
        )
    return tuple(found)


def _what_holds(best: pa.Table, linked: _Numbers, today: date) -> Mapping[str, _Flags | _Reals]:
    """Which ratios of `priors.toml`, part `prospect`, hold for each prospect's best link, and how many times each."""
    age = np.datetime64(today) - best["first_seen"].to_numpy()  # an unknown age is neither recent nor old
    kind, placement = best["source_type"], best["placement"]
    return {
        "another_competitor": np.log2(linked),
        "resource_page": _flags(pc.equal(kind, SourceType.RESOURCE)),
        "directory": _flags(pc.equal(kind, SourceType.DIRECTORY)),
        "news": _flags(pc.equal(kind, SourceType.NEWS)),
        "e_commerce": _flags(pc.equal(kind, SourceType.ECOMMERCE)),
        "not_followed": _flags(pc.invert(best["followed"])),
        "recent": age < _RECENT,
        "old": age > _OLD,
        "in_text": _flags(pc.equal(placement, Placement.CONTENT)),
        "boilerplate": _flags(pc.is_in(placement, pa.array(_BOILERPLATE))),
    }


def _likely(holds: Mapping[str, _Flags | _Reals], priors: Priors) -> _Reals:
    start = priors["prospect.start"].value
    ratios = [priors[f"prospect.{name}"].value ** times.astype(np.float64) for name, times in holds.items()]
    odds = start / (1 - start) * np.prod(ratios, axis=0)
    return np.asarray(odds / (1 + odds), dtype=np.float64)


def _flags(condition: pa.ChunkedArray | pa.Array) -> _Flags:
    flags: _Flags = np.asarray(pc.fill_null(condition, fill_value=False)).astype(bool)
    return flags
