from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of


def test_finds_pages_with_hundreds_of_links_to_other_sites_once_each(mini: Mini) -> None:
    page = {"page_key": "list.test/all", "referring_page": "https://list.test/all", "referring_domain": "list.test"}
    links = [{**page, "external_links": 900, "target_key": f"t{n}"} for n in range(2)]
    (found,) = findings_of(mini(links=links), "crowded-pages")
    assert (found["subject"], found["external_links"], found["rows"]) == ("list.test/all", 900, 2)


def test_ignores_pages_as_long_as_many_are(mini: Mini) -> None:
    links: list[Row] = [
        {"page_key": "a", "external_links": 300},
        {"page_key": "b", "external_links": None},
        {"page_key": "c", "external_links": 900, "status": "lost"},
    ]
    assert findings_of(mini(links=links), "crowded-pages") == []
