"""Owner groups: planted ones are found whole, and strangers who look alike are left alone."""

from linkwright.profile.groups import connected

from .making import Row, by, domain, link, profile_of, rows_of


def _network(number: int, path: str = "/social/315305", title: str = "Backlinks for mysite.example.com") -> list[Row]:
    return [link(f"https://{word}.farm{at}.test{path}", title=title) for at in range(number) for word in ("de", "fr")]


def test_a_planted_network_is_one_group() -> None:
    others = [link(f"https://stranger{at}.test/story-{at}", title=f"Story {at}") for at in range(20)]
    with profile_of(_network(12) + others) as profile:
        groups = rows_of(profile, "groups")
        domains = by(profile, "domains", "referring_domain")
    assert len(groups) == 1
    group = groups[0]
    assert (group["kind"], group["domains"], group["icann_domains"]) == ("network", 12, 12)
    assert (group["links"], group["observations"]) == (24, 24)
    assert (group["path"], group["title"]) == ("/social/315305", "Backlinks for mysite.example.com")
    assert str(group["owner_group"]).startswith("network-")
    assert len(group["evidence"]) == 12  # type: ignore[arg-type]
    assert len(group["example_domains"]) == 10  # type: ignore[arg-type]
    assert domains["farm3.test"]["owner_group"] == group["owner_group"]
    assert domains["stranger3.test"]["owner_group"] == "stranger3.test"
    assert domains["stranger3.test"]["group_kind"] == "single"


def test_several_templates_on_the_same_domains_are_one_network() -> None:
    rows = _network(12) + _network(12, "/links-to-you-7/12345.html", "Who links to you")
    with profile_of(rows) as profile:
        groups = rows_of(profile, "groups")
    assert [(group["domains"], group["observations"]) for group in groups] == [(12, 48)]


def test_two_networks_stay_two() -> None:
    other = [link(f"https://ring{at}.test/best-spas-of-the-year", title="Best spas") for at in range(11)]
    with profile_of(_network(12) + other) as profile:
        assert sorted(group["domains"] for group in rows_of(profile, "groups")) == [11, 12]  # type: ignore[type-var]


EVERYWHERE: list[tuple[str, str | None]] = [
    ("/", "Home"),
    ("/links", "Links"),
    ("/links.html", "Partner sites"),
    ("/hello-world", "Hello world!"),
    ("/2024/05/hello-world", "Hello world!"),
    ("/about-us", "About us"),
    ("/terms-and-conditions", "Terms and conditions"),
    ("/", "My Site"),
    ("/a/story-about-somebody-else-99999", None),
    ("/category/news", "Our travel stories"),
]


def test_what_every_site_has_makes_no_network() -> None:
    rows = [
        link(f"https://site{at}of{case}.test{path}", title=title)
        for case, (path, title) in enumerate(EVERYWHERE)
        for at in range(12)
    ]
    with profile_of(rows) as profile:
        assert rows_of(profile, "groups") == []


def test_nine_domains_or_one_platform_are_no_network() -> None:
    blogs = [link(f"https://user{at}.blogspot.com/p/315305.html", title="Spas we like") for at in range(20)]
    with profile_of(_network(9) + blogs) as profile:
        assert rows_of(profile, "groups") == []


def test_a_paper_that_printed_one_shared_article_is_no_member() -> None:
    shared = [link(f"https://paper{at}.test/new-spa-opens-in-town", title="New spa opens") for at in range(12)]
    own = [link(f"https://paper0.test/own-{at}", title=f"Own {at}") for at in range(5)]
    with profile_of(shared + own) as profile:
        groups = rows_of(profile, "groups")
        assert [group["domains"] for group in groups] == [11]
        assert by(profile, "domains", "referring_domain")["paper0.test"]["group_kind"] == "single"


SHARED = {
    "path": {"path": "/promo/77"},
    "title": {"title": "Spot prices"},
    "anchor": {"anchor": "widget price today"},
    "subnet": {"ip": "203.0.113.7"},
}


def test_one_name_on_several_suffixes_with_something_in_common_is_a_mirror() -> None:
    rows = [
        link(
            f"https://{kind}well.{suffix}{shared.get('path', f'/page-{kind}-{suffix}')}",
            title=shared.get("title", f"Page {kind} {suffix}"),
            anchor=shared.get("anchor", "My Site"),
            ip=shared.get("ip"),
        )
        for kind, shared in SHARED.items()
        for suffix in ("com", "co", "blogspot.com")
    ]
    with profile_of(rows) as profile:
        groups = by(profile, "groups", "owner_group")
    assert len(groups) == len(SHARED)
    for kind in SHARED:
        group = groups[f"{kind}well.blogspot.com"]
        assert (group["kind"], group["domains"]) == ("mirror", 3)
        assert group["shared"] == f"the name “{kind}well” and the same {kind}"


NAMES: list[tuple[str, dict[str, str]]] = [
    ("delta", {"title": "Home"}),
    ("gamma", {"anchor": "My Site"}),
    ("omega", {"anchor": "click here"}),
    ("sigma", {"ip": "104.21.3.4"}),
    ("blog", {"title": "The very same title"}),
    ("abc", {"title": "The very same title"}),
]


def test_a_name_alone_is_no_mirror() -> None:
    rows = [
        link(f"https://{label}.{suffix}/page-{label}-{suffix}", **row)
        for label, row in NAMES
        for suffix in ("com", "de")
    ]
    with profile_of(rows) as profile:
        assert rows_of(profile, "groups") == []


def test_mirrors_known_only_by_counts_share_an_address_block() -> None:
    counts = [domain("twinname.com", ip="203.0.113.5", links=2), domain("twinname.net", ip="203.0.113.9", links=3)]
    with profile_of((), counts) as profile:
        group = rows_of(profile, "groups")[0]
    assert (group["owner_group"], group["links"]) == ("twinname.com", 0)
    assert group["evidence"] == ["dddddddddddddddd:1", "dddddddddddddddd:2"]


def test_connected_names() -> None:
    assert connected([("b", "c"), ("d", "c"), ("x", "y"), ("a", "a")]) == {
        "a": "a", "b": "b", "c": "b", "d": "b", "x": "x", "y": "x",
    }  # fmt: skip
