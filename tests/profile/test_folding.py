"""The fast path in SQL folds addresses exactly as `linkwright.urls` does."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from linkwright import urls

from .making import link, profile_of

LABEL = st.sampled_from(["a", "www", "blog", "x", "xn", "x-1", "xyz", "example", "9gag", "a_b", "xn--bcher-kva"])
SUFFIX = st.sampled_from(["com", "co.uk", "xyz", "xn--p1ai", "blogspot.com", "x1"])
PART = st.sampled_from(
    ["", "a", "a.html", ".", "..", "%2e", "%20", "%2F", "A-b_c", "~x", "a b", "ä", "2024", "a;b=c", "'"]
)
PAIR = st.sampled_from(
    ["", "a=1", "utm_source=x", "GCLID=2", "gclid", "utm_x=%C3", "b", "ref_src=&", "fbclidx=1", "?", "a='"]
)


@st.composite
def addresses(draw: st.DrawFn) -> str:
    scheme = draw(st.sampled_from(["http://", "https://", "", "HTTP://", "//"]))
    host = ".".join([*draw(st.lists(LABEL, max_size=3)), draw(SUFFIX)])
    port = draw(st.sampled_from(["", "", "", ":80", ":8080"]))
    path = "".join("/" + part for part in draw(st.lists(PART, max_size=3)))
    query = draw(st.none() | st.lists(PAIR, max_size=4).map("&".join))
    return scheme + host + port + path + ("" if query is None else "?" + query) + draw(st.sampled_from(["", "", "#x"]))


@settings(max_examples=4)
@given(st.lists(addresses(), min_size=150, max_size=300, unique=True))
def test_sql_folds_as_python_does(raw: list[str]) -> None:
    with profile_of([link(address) for address in raw]) as profile:
        found = profile.query(
            "select s.referring_page_url as raw, r.page_key, r.referring_host, r.referring_page, r.referring_domain"
            " from link_seen as s inner join link_rows as r"
            " on r.observation = s.batch || ':' || cast(s.row as varchar)"
        ).to_pylist()
    assert len(found) == len(raw)
    for row in found:
        canonical = urls.canonical_url(row["raw"])
        assert row["page_key"] == (urls.page_key(canonical) if canonical else None), row["raw"]
        if canonical:
            host = urls.without_www(urls.host_of(canonical))
            assert row["referring_host"] == host
            assert row["referring_domain"] == urls.registrable_domain(host)
            assert canonical in (row["referring_page"], row["referring_page"] + "/", _rooted(row["referring_page"]))


def _rooted(address: str) -> str:
    return re.sub(r"^(https?://[^/?]+)\?", r"\1/?", address)
