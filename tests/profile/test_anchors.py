from linkwright.vocabulary.site import Site

from .making import by, link, profile_of, rows_of

SITE = Site(
    ("mysite.example.com", "mysite.example.jp"),
    brands=("Spark Shark", "温泉", "Citroën"),
    money_keywords=("blue widgets", "青い部品"),
    topics=("widget", "gear boxes"),
    languages=("en", "ja"),
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
    "sparkshark gear": "brand",
    "a citroen of 1934": "brand",
    "mysites": "brand",
    "Blue  Widgets!": "exact",
    "bluewidgets": "exact",
    "buy Blue Widgets now": "partial",
    "widgets in blue": "partial",
    "青い部品": "exact",
    "安い青い部品です": "partial",
    "blue widgetsy": "other",
    "a widget I made": "topical",
    "boxes for gear": "topical",
    "gear": "other",
    "отличная история": "other script",
    "история of rome": "other",
    "良い話": "other",
    "좋은 이야기": "other script",
    "здесь": "generic",
    "2024": "other",
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


def test_letters_count_only_where_languages_are_named() -> None:
    site = Site(("mysite.example.com",))
    with profile_of([link("https://a.test/", anchor="отличная история")], site=site) as profile:
        assert [row["anchor_class"] for row in rows_of(profile, "links")] == ["other"]


def test_a_slip_of_the_pen_is_the_name_and_a_word_of_its_own_is_not() -> None:
    site = Site(("caldea.example",), brands=("Spark Shark",), money_keywords=("caldera",), competitors=("candea.test",))
    names = ["Caldea"] * 12 + ["spark shark"] * 12
    expected = {
        "calde": "brand",
        "visit Calddea": "brand",
        "sparcshark": "brand",
        "Sparck Shark": "brand",
        "caldera": "exact",  # a keyword of the site
        "candea": "other",  # another firm's name
        "baldea": "other",  # the first letter is wrong
        "calddeas": "other",  # two letters in six
        "the caldra of an old volcano": "other",  # one word of a long text
    }
    often = ["Caldes"] * 3  # a fifth as often as the name: a word of its own
    rows = [
        link(f"https://a.test/{n}", "https://caldea.example/", anchor=text)
        for n, text in enumerate([*names, *expected, *often])
    ]
    with profile_of(rows, site=site) as profile:
        found = {row["anchor"]: row["anchor_class"] for row in rows_of(profile, "anchors")}
    assert {text: found[text] for text in expected} == expected
    assert found["Caldes"] == "other"


def test_a_name_that_is_a_keyword_counts_as_the_name() -> None:
    site = Site(("bluewidgets.example",), money_keywords=("blue widgets",))
    rows = [link("https://a.test/", "https://bluewidgets.example/", anchor="Blue widgets")]
    with profile_of(rows, site=site) as profile:
        assert [row["anchor_class"] for row in rows_of(profile, "links")] == ["brand"]


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
    assert (widgets["followed_links"], widgets["anchor_class"]) == (1, "exact")
