from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of


def _target(path: str, owners: int, **values: object) -> Row:
    page: Row = {"target_key": f"example.test{path}", "target_page": f"https://example.test{path}"}
    return {**page, "owner_groups": owners, "links": owners, "live_links": 0, **values}


def test_adds_up_the_owners_by_kind_of_page_whatever_the_language(mini: Mini) -> None:
    targets = [
        _target("", 80),
        _target("/blog/one", 9),
        _target("/es/blog/dos", 3),
        _target("/pt-br/blog/tres", 2),
        _target("/tools/rate", 6),
    ]
    blog, tools = findings_of(mini(targets=targets), "earning-content-types")
    assert (blog["kind"], blog["choices"], blog["share"]) == ("blog and articles", 14, 14.0)
    assert (tools["kind"], tools["best_page"]) == ("tools", "https://example.test/tools/rate")


def test_leaves_out_what_earns_nothing_or_does_not_tell(mini: Mini) -> None:
    targets = [
        _target("/xyz", 50),
        _target("/blog/new", 2),
        _target("/guides/gone", 9, http_code=404),
    ]
    assert findings_of(mini(targets=targets), "earning-content-types") == []
