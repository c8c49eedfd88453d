"""An invented market: a site, its competitors and the results pages they meet in, of any size."""

from datetime import date, datetime, timedelta

import numpy as np
import pyarrow as pa

from linkwright.compare.side import DOMAINS, LIVES, MONTHS, PAGE_DOMAINS, Side
from linkwright.plan.evidence import Evidence, Result, ResultsPage
from linkwright.rubric.priors import built_in_priors
from linkwright.vocabulary.numbers import Interval

TODAY = date(2026, 3, 1)
OWN = "own.example"
_KINDS = ("news", "editorial", "resource page", "directory", "forum", "e-commerce")
_CLICKS = pa.schema(
    [
        ("keyword", pa.string()),
        ("page_url", pa.string()),
        ("position", pa.float64()),
        ("clicks", pa.float64()),
        ("impressions", pa.float64()),
    ]
)


def market(pages: int, seed: int, *, rivals: int = 4, links: int = 800, strength: float = 1.0) -> Evidence:
    """Draw a market in which the site stands at place 5 to 20 with each of its pages.

    Args:
        pages: own pages, one search phrase each.
        seed: the same seed draws the same market.
        rivals: competitors with known backlinks.
        links: referring domains of each competitor; the site has a third.
        strength: factor on Q of all other results.
    """
    stream = np.random.default_rng(seed)
    sides = [_side(stream, OWN, links // 3, pages)]
    sides += [_side(stream, f"rival{place}.example", links, pages) for place in range(rivals)]
    return Evidence(
        sides=sides,
        searches=[_search(stream, place, strength) for place in range(pages)],
        outcomes=(),
        clicks=_CLICKS.empty_table(),
        page_visits={},
        internal_links={},
        priors=built_in_priors(),
        today=TODAY,
    )


def _side(stream: np.random.Generator, site: str, links: int, pages: int) -> Side:
    now = datetime(TODAY.year, TODAY.month, TODAY.day)
    quality = stream.beta(0.8, 4, links)
    seen = [now - timedelta(days=float(days)) for days in stream.uniform(30, 1500, links)]
    shared = stream.random(links) < 0.2
    names = [f"site{n}.example" if both else f"site{n}.{site}" for n, both in enumerate(shared)]
    targets = [f"https://{site}/{n}" for n in stream.integers(0, pages, links)]
    domains = pa.Table.from_pydict(
        {
            "referring_domain": names,
            "owner_group": names,
            "quality": quality,
            "quality_low": quality * 0.8,
            "quality_high": np.minimum(quality * 1.2, 1),
            "tier": ["high" if q > 0.5 else "medium" if q > 0.2 else "low" for q in quality],
            "source_type": stream.choice(_KINDS, links).tolist(),
            "topic": ["travel"] * links,
            "anchor_class": stream.choice(("brand", "url", "topical"), links).tolist(),
            "placement": ["main body"] * links,
            "followed": (stream.random(links) < 0.85).tolist(),
            "first_seen": seen,
            "last_seen": [now] * links,
            "referring_page": [f"https://{name}/post" for name in names],
            "target_page": targets,
            **{name: [None] * links for name in ("country", "title", "anchor", "context", "sources", "observation")},
        }
    )
    domains = pa.table([domains[name].cast(DOMAINS.field(name).type) for name in DOMAINS.names], schema=DOMAINS)
    per_page = domains.append_column("target_key", pa.array([target.removeprefix("https://") for target in targets]))
    lost = stream.random(links) < 0.15
    lives = pa.Table.from_pydict(
        {
            "link_id": names,
            "referring_domain": names,
            "source_type": domains["source_type"],
            "rel": ["followed"] * links,
            "placement": ["main body"] * links,
            "born": [None] * links,
            "first_seen": seen,
            "last_seen": [now] * links,
            "lost_at": [
                day + (now - day) * float(part) if gone else None
                for day, gone, part in zip(seen, lost, stream.random(links), strict=True)
            ],
        },
        schema=LIVES,
    )
    mean = links / 50
    months = pa.Table.from_pydict(
        {
            "month": [datetime(2022 + place // 12, place % 12 + 1, 1) for place in range(50)],
            "new_domains": stream.negative_binomial(4, 4 / (4 + mean), 50).astype(float),
            "lost_domains": stream.poisson(mean / 8, 50).astype(float),
        },
        schema=MONTHS,
    )
    return Side(site, site == OWN, domains, per_page.select(PAGE_DOMAINS.names), months, lives)


def _search(stream: np.random.Generator, place: int, strength: float) -> ResultsPage:
    own_at = int(stream.integers(5, 21))
    quality = np.sort(stream.lognormal(1.0, 1.0, 20))[::-1] * np.exp(stream.normal(0, 0.6, 20))
    results = tuple(
        _result(place, at, own_at, float(quality[at - 1]) * (1.0 if at == own_at else strength)) for at in range(1, 21)
    )
    volume = float(stream.lognormal(6, 1))
    return ResultsPage(f"phrase {place}", volume, TODAY, 20, results, (), ("invented",))


def _result(place: int, at: int, own_at: int, quality: float) -> Result:
    own = at == own_at
    site = OWN if own else f"result{at}.example"
    key = f"{site}/{place}"
    return Result(
        position=float(at),
        page=f"https://{key}",
        page_key=key,
        site=site,
        own=own,
        quality=Interval(0.7 * quality, quality, 1.4 * quality),
        measured=own,
        site_quality=Interval(20.0, 40.0, 80.0),
        referring_domains=int(5 * quality),
    )
