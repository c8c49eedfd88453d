"""Which texts are web addresses. Nearly all are told by a pattern; only the odd ones go through the parser."""

import pyarrow as pa
import pyarrow.compute as pc

from linkwright.urls import canonical_urls

# A plain host and nothing that a parser could refuse before the path. It only says that there is an address; the
# canonical form is the profile's matter. RE2 stops at the end of the host: about 0.2 us a row.
_PLAIN_HOST = r"^https?://([a-wyz0-9][a-z0-9-]*\.|x[a-mo-z0-9][a-z0-9-]*\.|x\.)+[a-wyz][a-z]+(/|$)"


def usable(texts: pa.Array) -> pa.Array:
    """True where a text surely is an address, false where only the parser knows, null for null."""
    return pc.match_substring_regex(texts, _PLAIN_HOST)


def are_addresses(texts: pa.Array) -> pa.Array:
    """Tell for each text whether it is an address, by the parser. Meant for the few odd ones."""
    parsed = canonical_urls(pc.unique(texts.drop_null()))
    good = parsed.filter(pc.is_valid(parsed["canonical"]))["raw"]
    return pc.is_in(texts, value_set=good.combine_chunks())
