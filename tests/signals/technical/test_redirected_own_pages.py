import pytest

from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of


def _tables(code: int) -> dict[str, list[Row]]:
    pages = {"example.test/old": ("a.test", "b.test"), "example.test/older": ("a.test",)}
    return {
        "targets": [{"target_key": key, "target_page": f"https://{key}", "http_code": code} for key in pages],
        "links": [{"target_key": key, "referring_domain": name} for key, names in pages.items() for name in names],
        "domains": [{"referring_domain": "a.test"}, {"referring_domain": "b.test"}],
    }


@pytest.mark.parametrize("code", [301, 302, 308])
def test_finds_pages_that_redirect_most_owners_first(mini: Mini, code: int) -> None:
    first, second = findings_of(mini(**_tables(code)), "redirected-own-pages")
    assert (first["subject"], first["referring_domains"], first["http_code"]) == ("example.test/old", 2, code)
    assert second["subject"] == "example.test/older"


@pytest.mark.parametrize("code", [200, 304, 404])
def test_ignores_pages_that_answer_otherwise(mini: Mini, code: int) -> None:
    assert findings_of(mini(**_tables(code)), "redirected-own-pages") == []
