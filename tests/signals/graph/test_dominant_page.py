from tests.signals.mini import Mini
from tests.signals.running_one import findings_of


def _page(name: str, links: int) -> dict[str, object]:
    domain = name.split("/")[0]
    return {"page_key": name, "referring_page": f"https://{name}", "referring_domain": domain, "links": links}


def test_finds_a_page_with_a_large_share(mini: Mini) -> None:
    links = [{"page_key": "big.test/all", "referring_domain": "big.test", "observations": 2} for _ in range(30)]
    links += [{"page_key": f"s{n}.test/p"} for n in range(70)]
    pages = [_page("big.test/all", 30), *(_page(f"s{n}.test/p", 1) for n in range(70))]
    (found,) = findings_of(mini(pages=pages, links=links), "dominant-page")
    assert (found["subject"], found["share"], found["rows"]) == ("big.test/all", 0.3, 60)
    assert found["domains"] == ["big.test"]


def test_ignores_a_large_share_of_very_few_links(mini: Mini) -> None:
    links = [{"page_key": "big.test/all"} for _ in range(5)]
    pages = [_page("big.test/all", 5), _page("s.test/p", 1)]
    assert findings_of(mini(pages=pages, links=links), "dominant-page") == []


def test_lost_links_count_neither_for_the_page_nor_for_the_whole(mini: Mini) -> None:
    lost = {"page_key": "big.test/all", "status": "lost"}
    links = [{"page_key": "big.test/all", "observation": f"batch:{n}"} for n in range(10)]
    links += [lost] * 90 + [{"page_key": f"s{n}.test/p"} for n in range(30)]
    pages = [_page("big.test/all", 100), _page("gone.test/all", 90)]
    (found,) = findings_of(mini(pages=pages, links=links), "dominant-page")
    assert (found["links"], found["share"], found["rows"]) == (10, 0.25, 10)
    gone = [{**lost, "page_key": "gone.test/all"}] * 90
    assert findings_of(mini(pages=pages, links=gone), "dominant-page") == []


def test_a_row_that_proves_many_links_is_counted_and_shown_once(mini: Mini) -> None:
    """One row that names only the page speaks of each link on it."""
    links = [
        {"link_id": f"l{n:02d}", "page_key": "big.test/all", "observations": 2, "observation": "console:1"}
        for n in range(30)
    ]
    observed = [{"link_id": f"l{n:02d}", "observation": f"export:{n}"} for n in range(30)]
    observed += [{"link_id": f"l{n:02d}", "observation": "console:1"} for n in range(30)]
    pages = [_page("big.test/all", 30)]
    (found,) = findings_of(mini(pages=pages, links=links, observed=observed), "dominant-page")
    assert (found["rows"], found["evidence"]) == (31, ["console:1"])
