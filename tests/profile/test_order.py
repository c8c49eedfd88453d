"""Neither the order of rows nor their spread over files may change what is true."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkwright.profile.schema import TABLES

from .making import Row, domain, link, profile_of

# Which of equal rows stands for them may differ with the order; nothing else may.
IDS = {"observation", "evidence"}
DAYS = st.integers(1, 3)
LINKS = st.builds(
    link,
    st.sampled_from(
        [
            "https://a.example.org/story-of-blue-widgets",
            "http://www.a.example.org/story-of-blue-widgets/",
            "https://mexa.test/p?id=1",
            "https://mexa.example/p?id=1&utm_source=x",
            "https://Bücher.test/x",
            "nonsense",
            "https://mysite.example.com/own",
        ]
    ),
    st.sampled_from(["https://mysite.example.com/", "http://www.mysite.example.com/b", None, "https://other.test/"]),
    source=st.sampled_from(["ahrefs", "semrush", "own-crawl"]),
    status=st.sampled_from(["live", "lost", "dropped", "unknown", None]),
    status_reason=st.sampled_from([None, "notfound", "noindex"]),
    observed_at=DAYS,
    first_seen=st.none() | DAYS,
    last_seen=st.none() | DAYS,
    lost_at=st.none() | DAYS,
    anchor=st.sampled_from([None, "", "My Site", "blue widgets", "BLUE  widgets", "here"]),
    nofollow=st.none() | st.booleans(),
    group_size=st.none() | st.integers(1, 9),
    title=st.sampled_from([None, "One title", "Another title"]),
    country=st.sampled_from([None, "DE", "FR"]),
    vendor_spam=st.none() | st.booleans(),
    metrics=st.sampled_from([None, [("v.one", 1.0)], [("v.one", 2.0), ("w.two", 3.5)]]),
)
DOMAINS = st.builds(
    domain,
    st.sampled_from(["example.org", "WWW.example.org", "a.example.org", "mexa.test", "bob.blogspot.com"]),
    links=st.none() | st.integers(0, 9),
    status=st.sampled_from(["live", "lost", None]),
    observed_at=DAYS,
    last_seen=st.none() | DAYS,
)


@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    links=st.lists(LINKS, min_size=1, max_size=14),
    domains=st.lists(DOMAINS, max_size=4),
    files=st.integers(1, 3),
    data=st.data(),
)
def test_order_and_files_do_not_matter(links: list[Row], domains: list[Row], files: int, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(links))
    assert _said(links, domains, 1) == _said(shuffled, domains[::-1], files)


def _said(links: list[Row], domains: list[Row], files: int) -> dict[str, list[str]]:
    with profile_of(links, domains, files=files) as profile:
        return {name: sorted(_plain(row) for row in profile.table(name).to_pylist()) for name in TABLES}


def _plain(row: dict[str, Any]) -> str:
    return repr({name: value for name, value in row.items() if name not in IDS})
