from linkwright.vocabulary.site import Site

from .making import by, link, profile_of, rows_of

SITE = Site(
    ("mysite.example.com", "mysite.example.jp"), brands=("Spark Shark", "温泉"), money_keywords=("blue widgets",)
)


CLASSES = {
    "https://mysite.example.com/a": "url",
    "http://www.anything.test": "url",
    "www.mysite.example.com": "url",
    "mysite.example.com": "url",
    "shop.mysite.example.com/x": "url",
    "MySite": "brand",
    "SPARKSHARK": "brand",
    "the spark-shark shop": "brand",
    "Spark Shark blue widgets": "brand",
    "日本の温泉です": "brand",
    "mysites": "other",
    "buy Blue Widgets now": "money",
    "blue widgetsy": "other",
    "Click here!": "generic",
    "aquí": "generic",
    "こちら": "generic",
    "a nice story": "other",
    "Node.js": "other",
}


def test_classes_of_anchor_texts() -> None:
    rows = [link(f"https://a.test/{place}", anchor=anchor) for place, anchor in enumerate(CLASSES)]
    with profile_of(rows, site=SITE) as profile:
        for table in ("links", "anchors"):
            assert {row["anchor"]: row["anchor_class"] for row in rows_of(profile, table)} == CLASSES


def test_links_without_text_are_images_or_empty_and_unknown_where_nobody_says() -> None:
    rows = [
        link("https://a.test/0", anchor=None, link_type="image"),
        link("https://a.test/1", anchor="", link_type="image"),
        link("https://a.test/2", anchor=" ", link_type="text"),
        link("https://a.test/3", anchor="My photo", link_type="image"),
    ]
    with profile_of(rows) as profile:
        classes = {row["page_key"]: row["anchor_class"] for row in rows_of(profile, "links")}
    assert classes == {"a.test/0": "unknown", "a.test/1": "image", "a.test/2": "empty", "a.test/3": "other"}


def test_spellings_of_one_anchor_count_together() -> None:
    rows = [
        link("https://a.test/1", anchor="Blue Widgets"),
        link("https://b.test/2", anchor="blue  widgets"),
        link("https://b.test/3", anchor="Blue Widgets", status="lost", nofollow=False),
        link("https://c.test/3", anchor=""),
        link("https://c.test/4", anchor=None),
    ]
    with profile_of(rows) as profile:
        found = by(profile, "anchors", "anchor")
    assert set(found) == {"Blue Widgets", ""}
    widgets = found["Blue Widgets"]
    assert (widgets["links"], widgets["referring_domains"], widgets["live_links"]) == (3, 2, 2)
    assert (widgets["followed_links"], widgets["anchor_class"]) == (1, "money")
