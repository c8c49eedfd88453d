import pytest

from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of, result_of

DOMAINS: list[Row] = [{"referring_domain": f"d{n}.test"} for n in range(40)]


def _target(path: str, owners: int = 10, **values: object) -> Row:
    page: Row = {"target_key": f"example.test{path}", "target_page": f"https://example.test{path}"}
    return {**page, "owner_groups": owners, "links": owners, "live_links": 0, **values}


def test_names_inner_pages_with_their_share_of_owners_most_first(mini: Mini) -> None:
    targets = [_target("", 30), _target("/guide", 4), _target("/study", 10)]
    result = result_of(mini(targets=targets, domains=DOMAINS), "linkable-assets")
    assert result.messages(9) == (
        "10 owners (25.0 % of all) link or linked to https://example.test/study",
        "4 owners (10.0 % of all) link or linked to https://example.test/guide",
    )


@pytest.mark.parametrize("path", ["", "/", "/es", "/pt-br/", "/index.html", "/en/index.php"])
def test_a_home_page_in_any_language_is_no_asset(mini: Mini, path: str) -> None:
    assert findings_of(mini(targets=[_target(path)], domains=DOMAINS), "linkable-assets") == []


def test_neither_is_a_page_that_is_gone_or_that_only_friends_link_to(mini: Mini) -> None:
    targets = [_target("/gone", http_code=404), _target("/friends", 2)]
    assert findings_of(mini(targets=targets, domains=DOMAINS), "linkable-assets") == []
