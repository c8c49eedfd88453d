"""What is true now of one site, derived from all observations: the only place where rows are merged.

The rules stand as SQL in `sql/`, one file a table, run in the order of `build.py`; `schema.py` documents the tables.
"""

from linkwright.profile.build import build_profile
from linkwright.profile.tables import Profile

__all__ = ["Profile", "build_profile"]
