import pytest

from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of


def _target(code: int) -> dict[str, list[Row]]:
    key = "example.test/old"
    target: Row = {"target_key": key, "target_page": f"https://{key}", "referring_domains": 3, "owner_groups": 3}
    links: list[Row] = [{"target_key": key, "referring_domain": name} for name in ("a.test", "a.test", "b.test")]
    links.append({"target_key": key, "referring_domain": "gone.test", "status": "lost"})
    domains: list[Row] = [{"referring_domain": name} for name in ("a.test", "b.test", "gone.test")]
    return {"targets": [{**target, "http_code": code}], "links": links, "domains": domains}


@pytest.mark.parametrize("code", [404, 410, 500])
def test_finds_pages_that_answer_with_an_error_and_counts_no_lost_links(mini: Mini, code: int) -> None:
    (found,) = findings_of(mini(**_target(code)), "broken-own-pages")
    assert (found["subject"], found["http_code"], found["rows"]) == ("example.test/old", code, 3)
    assert (found["domains"], found["referring_domains"], found["measure"]) == (["a.test", "b.test"], 2, 2)


@pytest.mark.parametrize("code", [200, 301, 403, 429])
def test_ignores_pages_that_work_or_only_turn_robots_away(mini: Mini, code: int) -> None:
    assert findings_of(mini(**_target(code)), "broken-own-pages") == []


def test_ignores_pages_to_which_every_link_is_lost(mini: Mini) -> None:
    tables = _target(404)
    tables["links"] = [{**row, "status": "lost"} for row in tables["links"]]
    assert findings_of(mini(**tables), "broken-own-pages") == []
