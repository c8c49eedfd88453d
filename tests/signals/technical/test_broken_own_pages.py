import pytest

from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of


def _target(code: int) -> dict[str, list[Row]]:
    key = "example.test/old"
    target: Row = {"target_key": key, "target_page": f"https://{key}", "referring_domains": 2, "owner_groups": 2}
    links: list[Row] = [{"target_key": key, "referring_domain": name} for name in ("a.test", "a.test", "b.test")]
    return {"targets": [{**target, "http_code": code}], "links": links}


@pytest.mark.parametrize("code", [404, 410, 500])
def test_finds_pages_that_answer_with_an_error(mini: Mini, code: int) -> None:
    (found,) = findings_of(mini(**_target(code)), "broken-own-pages")
    assert (found["subject"], found["http_code"], found["rows"]) == ("example.test/old", code, 3)
    assert found["domains"] == ["a.test", "b.test"]


@pytest.mark.parametrize("code", [200, 301, 403, 429])
def test_ignores_pages_that_work_or_only_turn_robots_away(mini: Mini, code: int) -> None:
    assert findings_of(mini(**_target(code)), "broken-own-pages") == []
