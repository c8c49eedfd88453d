"""Which pages earn links, and what kind of content they are."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from linkwright.compare.content_types import UNKNOWN, content_types
from linkwright.compare.model import AssetType, PageSummary
from linkwright.compare.owners import best_by_owner, starts
from linkwright.compare.qualities import page_qualities
from linkwright.compare.side import Side
from linkwright.rubric.priors import Priors
from linkwright.vocabulary.numbers import Interval

MOST_PAGES = 2_000
EXAMPLES = 3


def page_table(side: Side, priors: Priors) -> tuple[pa.Table, pa.Table]:
    """Put every page of a side in numbers.

    Returns:
        One row a page, the largest Q first: target_key, target_page, quality, low, high, referring_domains (owners),
        content_type, reason; and one row a page and owner: the columns of `PAGE_DOMAINS` and `content_type`.
    """
    rows = best_by_owner(side.page_domains, "target_key")
    another = starts(rows, ("target_key",))
    page = np.cumsum(another) - 1
    first = rows.filter(pa.array(another))
    low, middle, high = page_qualities(rows, page, first.num_rows, priors)
    links = best_by_owner(side.domains.filter(pc.is_valid(side.domains["target_page"])), "target_page")
    types, reasons = content_types(first["target_key"], first["target_page"], links)
    columns = {
        "target_key": first["target_key"],
        "target_page": pc.coalesce(first["target_page"], first["target_key"]),
        "low": low,
        "quality": middle,
        "high": high,
        "referring_domains": np.bincount(page, minlength=first.num_rows),
        "content_type": types,
        "reason": reasons,
    }
    pages = pa.table(columns).sort_by([("quality", "descending"), ("target_key", "ascending")])
    return pages, rows.append_column("content_type", types.take(pa.array(page)))


def page_summaries(side: Side, pages: pa.Table) -> tuple[PageSummary, ...]:
    """Return the pages of a side with the most Q, as `page_table` has them; at most 2,000."""
    return tuple(
        PageSummary(
            site=side.site,
            own=side.own,
            page=row["target_page"],
            quality=Interval(row["low"], row["quality"], row["high"]),
            referring_domains=row["referring_domains"],
            content_type=row["content_type"],
            content_type_reason=row["reason"],
        )
        for row in pages.slice(0, MOST_PAGES).to_pylist()
    )


def asset_types(tables: Sequence[tuple[pa.Table, pa.Table]]) -> tuple[AssetType, ...]:
    """Add up the competitors' pages by type of content, the most Q first and the unknown ones last.

    An owner that links to two pages of a type counts once for it and each competitor, by its better link. `per_page` is
    what pages of the type differ in: a tenth of those that are linked to at all have less than its `low`.

    Args:
        tables: of each competitor, as `page_table` returns them.
    """
    if not tables:
        return ()
    pages = pa.concat_tables([pages for pages, _ in tables])
    pages = pages.sort_by([("quality", "descending"), ("target_key", "ascending")])
    owners = pa.concat_tables([best_by_owner(rows, "content_type") for _, rows in tables])
    found = [_asset_type(name, pages, owners) for name in pc.unique(pages["content_type"]).to_pylist()]
    return tuple(sorted(found, key=lambda each: (each.content_type == UNKNOWN, -each.quality, each.content_type)))


def _asset_type(name: str, pages: pa.Table, owners: pa.Table) -> AssetType:
    of_type = pages.filter(pc.equal(pages["content_type"], name))
    won = owners.filter(pc.equal(owners["content_type"], name))
    low, middle, high = np.quantile(of_type["quality"].to_numpy(), (0.1, 0.5, 0.9))
    return AssetType(
        content_type=name,
        pages=of_type.num_rows,
        referring_domains=won.num_rows,
        quality=float(np.sort(won["quality"].to_numpy()).sum()),
        per_page=Interval(float(low), float(middle), float(high)),
        examples=tuple(of_type["target_page"].slice(0, EXAMPLES).to_pylist()),
    )
