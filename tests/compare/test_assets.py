import pytest

from tests.compare.worlds import Row, compared, domain, side


def page(site: str, path: str) -> Row:
    return {"target_key": f"{site}{path}", "target_page": f"https://{site}{path}"}


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("/", "home page"),
        ("/es/", "home page"),
        ("/index.html", "home page"),
        ("/es/es.html", "home page"),
        ("/de/rechner/kredit", "tools"),
        ("/bread-calculator.html", "tools"),
        ("/blog/how-to-bake", "guides and help"),
        ("/blog/2024-survey-of-bakers/", "studies and data"),
        ("/estudio-de-mercado", "studies and data"),
        ("/blog/10-best-flours", "lists"),
        ("/was-ist-sauerteig", "glossaries"),
        ("/webinars/baking", "videos"),
        ("/plantillas/menu", "templates and downloads"),
        ("/product/top-10-guide", "products and shop"),
        ("/blog/our-new-oven", "blog and articles"),
        ("/presse/2024/oven", "news"),
        ("/zzz?tools=1", "unknown"),
        ("/guidelines-of-baking", "unknown"),
    ],
)
def test_what_an_address_says(path: str, content_type: str) -> None:
    found = compared(side("us.test", [domain("x.test")], own=True, pages=[page("us.test", path)]))
    assert found.pages[0].content_type == content_type
    assert found.pages[0].content_type_reason


def test_two_owners_who_call_it_so_tell_what_an_address_does_not() -> None:
    target = page("us.test", "/q1w2")
    called = {"anchor": "Étude 2024", "target_page": target["target_page"]}
    one = domain("a.test", owner_group="same", **called)
    sister = domain("b.test", owner_group="same", **called)
    other = domain("c.test", **called)
    for rows, content_type in (([one, sister], "unknown"), ([one, other], "studies and data")):
        found = compared(side("us.test", rows, own=True, pages=[target] * 2))
        assert found.pages[0].content_type == content_type


def test_types_add_up_over_competitors_owners_once_each() -> None:
    tool, second, strange = (page("a.com", path) for path in ("/tools/one", "/tools/two", "/xyz"))
    first = side(
        "a.com",
        [domain("x.test", quality=0.4), domain("x.test", quality=0.6), domain("y.test", quality=0.1), domain("z.test")],
        pages=[tool, second, tool, strange],
    )
    other = side("b.com", [domain("x.test", quality=0.4)], pages=[page("b.com", "/tools/three")])
    tools, unknown = compared(side("us.test", [], own=True), first, other).assets
    assert (tools.content_type, tools.pages, tools.referring_domains) == ("tools", 3, 3)
    assert tools.quality == pytest.approx(0.6 + 0.1 + 0.4)
    assert tools.per_page.middle == pytest.approx(0.5)
    assert tools.examples == ("https://a.com/tools/two", "https://a.com/tools/one", "https://b.com/tools/three")
    assert unknown.content_type == "unknown"


def test_pages_have_their_own_quality_the_best_first() -> None:
    rows = [domain("x.test", quality=0.4), domain("y.test", quality=0.3), domain("z.test", quality=0.6)]
    pages = [page("us.test", "/guide"), page("us.test", "/guide"), page("us.test", "/")]
    guide, home = compared(side("us.test", rows, own=True, pages=pages)).pages
    assert (guide.page, guide.referring_domains, home.referring_domains) == ("https://us.test/guide", 2, 1)
    assert guide.quality.middle == pytest.approx(0.7)
    assert home.quality.low == pytest.approx(0.36), "one link alone keeps its own interval"
    assert guide.quality.low < 0.7 < guide.quality.high
