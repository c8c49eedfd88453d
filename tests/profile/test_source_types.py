import re

from linkwright.profile import source_types
from linkwright.vocabulary.terms import SourceType

from .making import Row, by, domain, link, profile_of


def _type_of(name: str, rows: list[Row], counts: list[Row] | None = None) -> tuple[str, str]:
    with profile_of(rows, counts or []) as profile:
        found = by(profile, "domains", "referring_domain")[name]
        return str(found["source_type"]), str(found["source_type_reason"])


KINDS = [
    (link("https://m.facebook.com/x"), "social", "well-known domain facebook.*"),
    (link("https://www.amazon.de/dp/1"), "e-commerce", "well-known domain amazon.*"),
    (link("https://ann.blogspot.com/x"), "platform", "well-known domain blogspot.*"),
    (link("https://ann.gitlab.io/x"), "platform", "private section"),
    (link("https://facebook.blogspot.co.test/x"), "unknown", "nothing known"),
    (link("https://b.test/x", platform="message-boards"), "forum", "rule vendor-forum, 1 link"),
    (link("https://c.test/x", page_type="Article > News"), "news", "vendor-news-page"),
    (link("https://own1.test/x", page_type="forum thread"), "forum", "vendor-forum-page"),
    (link("https://own2.test/x", page_type="directory"), "directory", "vendor-directory-page"),
    (link("https://own3.test/x", page_type="product"), "e-commerce", "vendor-shop-page"),
    (link("https://own4.test/x", page_type="article"), "editorial", "vendor-article-page"),
    (link("https://own5.test/x", page_type="link list"), "unknown", "nothing known"),
    (link("https://forum.d.test/x"), "forum", "rule host-forum, 1 of 1 host"),
    (link("https://e.test/viewtopic.php?t=1"), "forum", "rule path-thread, 1 of 1 page"),
    (link("https://f.test/2024/05/spas"), "editorial", "path-article"),
    (link("https://www.uni.ac.uk/x"), "resource page", "host-public"),
    (link("https://h.test/x", title="Recommended links and more"), "resource page", "title-links"),
    (link("https://i.test/x", title="Anything"), "unknown", "nothing known"),
]


def test_kinds_of_sites_say_how_they_were_decided() -> None:
    with profile_of([row for row, _, _ in KINDS]) as profile:
        domains = by(profile, "domains", "referring_domain")
        pages = by(profile, "links", "referring_page")
    assert len(domains) == len(KINDS)
    for row, kind, why in KINDS:
        found = domains[pages[row["referring_page_url"]]["referring_domain"]]
        assert found["source_type"] == kind, row
        assert why in str(found["source_type_reason"]), row


def test_what_a_vendor_says_comes_before_the_shape_of_addresses() -> None:
    kind, _ = _type_of("a.test", [link("https://a.test/blog/x", platform="ecommerce")])
    assert kind == "e-commerce"


def test_a_rule_needs_half_of_the_pages() -> None:
    rows = [link(f"https://a.test/page-{at}") for at in range(3)]
    assert _type_of("a.test", [*rows, link("https://a.test/forum/x")])[0] == "unknown"
    assert _type_of("a.test", [rows[0], link("https://a.test/forum/x")])[0] == "forum"


def test_a_domain_known_by_a_count_has_only_its_name() -> None:
    assert _type_of("a.test", [], [domain("news.a.test")])[0] == "news"
    assert _type_of("a.test", [], [domain("a.test")])[0] == "unknown"


def test_rules_are_well_formed() -> None:
    rules = source_types.rules()
    assert len({rule.id for rule in rules}) == len({rule.priority for rule in rules}) == len(rules)
    assert {rule.field for rule in rules} == {"host", "path", "title", "platform", "page_type", "page_category"}
    assert all(re.compile(rule.pattern) and rule.reason for rule in rules)
    known = source_types.known_domains()
    names = known.column("domain").to_pylist()
    assert len(set(names)) == len(names)
    assert set(known.column("source_type").to_pylist()) <= {kind.value for kind in SourceType}
