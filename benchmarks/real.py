"""Real exports beside the project, where there are some: months and anchor mixes to resample. Nothing is copied."""

import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from benchmarks.measuring import talk
from benchmarks.startup import CALDEA
from linkwright.engine.duck import duck_engine
from linkwright.ledger import Ledger
from linkwright.profile import build_profile
from linkwright.sources import import_inputs
from linkwright.vocabulary.site import Site

SHARED = Path(os.environ.get("LINKWRIGHT_DATA", Path(__file__).parents[2] / "shared"))
CLASSES = ("brand", "url", "other", "generic")  # the last one is rare and stands in for sales phrases
LEAST_DOMAINS = 25
_MONTHS = "select new_groups from months order by month"
_COUNTS = ",\n  ".join(
    f"count(distinct case when anchor_class = '{name}' then domain end) as {name}" for name in CLASSES
)
# Half-years in which domains were first seen stand in for competitors: one trade, and as different from each other as
# competitors are taken to be in our simulation (Dirichlet sum 32, there 25). Groups by the ending of names follow the
# networks among them (sum 4), random groups hardly differ (sum 240).
_MIXES = f"""
with alone as (
  select
    links.referring_domain as domain,
    cast(year(domains.first_seen) as text) || case when month(domains.first_seen) <= 6 then ' I' else ' II' end as half,
    links.anchor_class
  from links
  join domains on links.referring_domain = domains.referring_domain
  where domains.group_kind <> 'network'
    and domains.first_seen is not null
)
select
  half,
  {_COUNTS}
from alone
group by half
having count(distinct domain) >= {LEAST_DOMAINS}
order by half
"""


@dataclass(frozen=True)
class RealProfile:
    """What is resampled of one real profile.

    Attributes:
        months: new owners a month, oldest first, without the last month, which is not over.
        mixes: referring domains by anchor class (columns `CLASSES`) for each half-year in which
            they were first seen (rows).
    """

    months: NDArray[np.float64]
    mixes: NDArray[np.int64]


def real_profile(data: Path) -> RealProfile | None:
    """Read the real exports of a folder or of its `samples`; None, saying so, where they are not there."""
    folder = data / "samples" if (data / "samples").is_dir() else data
    files = [folder / name for name in CALDEA]
    missing = [str(file) for file in files if not file.exists()]
    if missing:
        talk(f"skipped the real series: no {', '.join(missing)}; name their folder with --data")
        return None
    site = Site(domains=("caldea.com",), brands=("Caldea", "Inúu"))
    with TemporaryDirectory(prefix="linkwright-benchmark-") as ledger, duck_engine() as engine:
        store = Ledger(Path(ledger))
        import_inputs(files, store, site=site)
        profile = build_profile(engine, store, site)
        months = profile.query(_MONTHS)["new_groups"].to_pylist()[:-1]
        mixes = profile.query(_MIXES).select(list(CLASSES)).to_pylist()
    return RealProfile(
        np.asarray(months, dtype=np.float64),
        np.array([[row[name] for name in CLASSES] for row in mixes], dtype=np.int64),
    )
