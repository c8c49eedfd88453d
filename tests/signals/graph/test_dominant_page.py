from tests.signals.mini import Mini
from tests.signals.running_one import findings_of


def _page(name: str, links: int) -> dict[str, object]:
    domain = name.split("/")[0]
    return {"page_key": name, "referring_page": f"https://{name}", "referring_domain": domain, "links": links}


def test_finds_a_page_with_a_large_share(mini: Mini) -> None:
    links = [{"page_key": "big.test/all", "observations": 2} for _ in range(30)]
    pages = [_page("big.test/all", 30), *(_page(f"s{n}.test/p", 1) for n in range(70))]
    (found,) = findings_of(mini(pages=pages, links=links), "dominant-page")
    assert (found["subject"], found["share"], found["rows"]) == ("big.test/all", 0.3, 60)
    assert found["domains"] == ["big.test"]


def test_ignores_a_large_share_of_very_few_links(mini: Mini) -> None:
    links = [{"page_key": "big.test/all"} for _ in range(5)]
    pages = [_page("big.test/all", 5), _page("s.test/p", 1)]
    assert findings_of(mini(pages=pages, links=links), "dominant-page") == []
