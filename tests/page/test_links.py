"""What is read of each link."""

import pytest

from linkwright.page.links import PageLink, links
from linkwright.page.reading import read
from linkwright.vocabulary.terms import LinkOrigin, LinkType, Placement

URL = "http://site.example/a/b"


def found(html: str, url: str = URL) -> list[PageLink]:
    return list(links(read(html.encode()), url))


def only(html: str) -> PageLink:
    (link,) = found(html)
    return link


def test_words_of_a_link_and_around_it() -> None:
    before = "<h2>Good <i>reads</i></h2><p>Before it,\n a <b>few</b>, words "
    link = only(f"{before}<a href=x>the <em>best</em>\n one</a>, and after.</p><p>Elsewhere.")
    assert (link.anchor, link.heading) == ("the best one", "Good reads")
    assert link.left_context == "Before it, a few, words"
    assert link.right_context == ", and after."
    assert link.position == 1


def test_contexts_end_at_whole_words() -> None:
    link = only(f"<p>{'left ' * 60}<a href=x>y</a>{' right' * 60}</p>")
    assert len(link.left_context) <= 100
    assert set(link.left_context.split()) == {"left"}
    assert set(link.right_context.split()) == {"right"}


def test_blocks_within_a_link_are_apart() -> None:
    assert only("<a href=x><h3>Title</h3><p>Text</p></a>").anchor == "Title Text"


def test_an_image_speaks_by_its_alternative_text() -> None:
    link = only("<a href=x><img src=y alt='A  red\nboat'></a>")
    assert (link.anchor, link.link_type) == ("A red boat", LinkType.IMAGE)
    assert only("<a href=x>Boat <img src=y alt=no></a>").link_type is LinkType.TEXT


def test_rel_and_entities() -> None:
    link = only("<a href='/?a=1&amp;b=2' rel=' NoFollow  UGC '>Caf&eacute; &lt;b&gt;</a>")
    assert link.rel == ("nofollow", "ugc")
    assert (link.url, link.anchor) == ("http://site.example/?a=1&b=2", "Café <b>")


def test_base_is_honoured() -> None:
    assert only("<base href=/c/><a href=x>y</a>").url == "http://site.example/c/x"
    assert only("<base href='http://[bad'><a href=x>y</a>").url == "http://site.example/a/x"


def test_what_is_no_address_is_no_link() -> None:
    assert found("<a>y</a><a name=x>y</a><a href='http://'>y</a>") == []


@pytest.mark.parametrize(
    ("html", "where"),
    [
        ("<noscript><a href=x>y</a></noscript>", LinkOrigin.NOSCRIPT),
        ("<template><a href=x>y</a></template>", LinkOrigin.TEMPLATE),
        ("<!-- <a href=x>y</a> -->", LinkOrigin.COMMENT),
        ("<iframe srcdoc='<a href=x>y</a>'></iframe>", LinkOrigin.IFRAME),
        ("<div hidden><p><a href=x>y</a></div>", LinkOrigin.HIDDEN),
        ("<a href=x style='color:red;DISPLAY : none'>y</a>", LinkOrigin.HIDDEN),
        ("<div style='visibility:hidden'><a href=x>y</a></div>", LinkOrigin.HIDDEN),
        ("<div aria-hidden=true><a href=x>y</a></div>", LinkOrigin.DOCUMENT),
        ("<div style='display:block'><a href=x>y</a></div>", LinkOrigin.DOCUMENT),
    ],
)
def test_in_what_a_link_exists(html: str, where: LinkOrigin) -> None:
    link = only(f"<body><p>Words</p>{html}")
    assert (link.url, link.anchor, link.where) == ("http://site.example/a/x", "y", where)
    unseen = where in (LinkOrigin.TEMPLATE, LinkOrigin.COMMENT, LinkOrigin.HIDDEN)
    assert (link.placement is Placement.HIDDEN) is unseen


def test_text_of_scripts_is_no_link() -> None:
    assert found("<script>var a = '<!-- <a href=x>y</a> -->'</script><style>/*<a href=x>*/</style>") == []


@pytest.mark.parametrize(
    ("html", "link_type"),
    [
        ("<iframe src=x></iframe>", LinkType.FRAME),
        ("<form action=x><input></form>", LinkType.FORM),
        ("<map><area href=x alt=z></map>", LinkType.IMAGE),
        ("<link rel=canonical href=x>", LinkType.CANONICAL),
        ("<link rel=alternate hreflang=de href=x>", LinkType.ALTERNATE),
        ("<link rel=alternate type='application/rss+xml' href=x>", LinkType.RSS),
    ],
)
def test_kinds_of_links(html: str, link_type: LinkType) -> None:
    link = only(html)
    assert (link.url, link.link_type) == ("http://site.example/a/x", link_type)
    assert (link.where is LinkOrigin.IFRAME) is (link_type is LinkType.FRAME)


@pytest.mark.parametrize(
    "html",
    [
        "<a href=x>one<a href=z>two",
        "<table><a href=x>one</a><tr><td><a href=z>two",
        "<p><a href=x>one</p><p><a href=z>two</div></span>",
        "<A HREF=x>one</A><a href=z href=w>two</a>",
    ],
)
def test_broken_markup(html: str) -> None:
    by_anchor = {link.anchor: link.url for link in found(html)}
    assert by_anchor["one"] == "http://site.example/a/x"
    assert by_anchor["two"] == "http://site.example/a/z"


def test_positions_count_from_one() -> None:
    html = "<link rel=canonical href=c><a href=1>a</a><p><a href=2>b</a><template><a href=3>c</a></template>"
    assert [(link.position, link.href) for link in found(html)] == [(1, "1"), (2, "2"), (3, "c"), (4, "3")]
