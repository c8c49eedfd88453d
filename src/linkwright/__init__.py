"""Linkwright: backlink intelligence from any export.

`linkwright.audit(files, site="example.com")` returns a `Report`. Names are loaded when first used, so that
`import linkwright` stays fast.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from linkwright._version import __version__

if TYPE_CHECKING:
    from linkwright.api import audit
    from linkwright.report import Report
    from linkwright.vocabulary.site import Site

__all__ = ["Report", "Site", "__version__", "audit"]

_HOMES = {"audit": "linkwright.api", "Report": "linkwright.report", "Site": "linkwright.vocabulary.site"}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'linkwright' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
