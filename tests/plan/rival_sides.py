"""Sides of a comparison for tests of the plan: few numbers say all."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pyarrow as pa

from linkwright.compare.side import DOMAINS, LIVES, MONTHS, PAGE_DOMAINS, Side

TODAY = datetime(2026, 3, 1)
Link = tuple[str, float, str, str]  # referring domain, quality, tier, source type


def side(
    site: str, links: Sequence[Link], *, lost: Sequence[str] = (), months: Sequence[float] = (), page: str = ""
) -> Side:
    """A side whose links all go to one page, the first page of the site unless named, first seen a year ago."""
    seen = TODAY - timedelta(days=365)
    target = page or f"https://{site}/"
    domains = [
        {
            "referring_domain": domain,
            "owner_group": domain,
            "quality": quality,
            "quality_low": quality * 0.8,
            "quality_high": min(1.0, quality * 1.2),
            "tier": tier,
            "source_type": kind,
            "followed": True,
            "first_seen": seen,
            "last_seen": TODAY,
            "referring_page": f"https://{domain}/post",
            "target_page": target,
            "anchor_class": "brand",
            "placement": "main body",
        }
        for domain, quality, tier, kind in links
    ]
    lives = [
        {
            "link_id": f"{domain} {gone}",
            "referring_domain": domain,
            "source_type": "editorial",
            "rel": "followed",
            "first_seen": seen,
            "last_seen": TODAY,
            "lost_at": TODAY - timedelta(days=60) if gone else None,
        }
        for domain, gone in [*((link[0], False) for link in links), *((domain, True) for domain in lost)]
    ]
    first = TODAY.replace(year=TODAY.year - len(months) // 12 - 1)
    calendar = [
        {
            "month": datetime(first.year + place // 12, place % 12 + 1, 1),
            "new_domains": float(count),
            "lost_domains": 0.0,
        }
        for place, count in enumerate(months)
    ]
    return Side(
        site=site,
        own=site == "own.example",
        domains=pa.Table.from_pylist(domains, schema=DOMAINS),
        page_domains=pa.Table.from_pylist([{**row, "target_key": target} for row in domains], schema=PAGE_DOMAINS),
        months=pa.Table.from_pylist(calendar, schema=MONTHS),
        lives=pa.Table.from_pylist(lives, schema=LIVES),
    )
