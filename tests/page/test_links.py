"""What is read of each link."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    ("inside", "anchor"),
    [
        ("Blue<br>Widgets", "Blue Widgets"),
        ("Blue<BR/>Widgets<hr>now", "Blue Widgets now"),
        ("<div>Blue</div>Widgets", "Blue Widgets"),
        ("Blue<div>Widgets</div>now", "Blue Widgets now"),
        ("<span><p>Blue</p></span><b>Widgets</b>", "Blue Widgets"),
        ("<ul><li>Blue<li>Widgets</ul>now", "Blue Widgets now"),
        ("<table><tr><td>Blue<td>Widgets</table>now", "Blue Widgets now"),
        ("Blue<img src=y alt=z>Widgets", "Blue Widgets"),
        ("<b>Blue</b> <i>Widgets</i>", "Blue Widgets"),
        ("<b>Blue</b><u> </u><i>Widgets</i>", "Blue Widgets"),
        ("<b>Blue</b><i></i><i>berries</i>", "Blueberries"),
        ("un<b>believ</b>able", "unbelievable"),
        ("Blue<wbr>berries<!-- c -->", "Blueberries"),
    ],
)
def test_words_run_together_only_where_they_are_written_so(inside: str, anchor: str) -> None:
    page = "<body><p>Before</p>{}<p>After</p>"
    assert only(page.format(f"<a href=x>{inside}</a>")).anchor == anchor
    assert only(page.format(f"<template><a href=x>{inside}</a></template>")).anchor == anchor
    heading = inside if "<p>" not in inside and "<table" not in inside else anchor
    assert only(f"<h2>{heading}</h2><a href=x>y</a>").heading == anchor


_WRITTEN = st.lists(
    st.sampled_from(["Blue", "ber", "ries", " ", "\n", "<br>", "<script>x</script>", "<script> </script>", "<!--x-->"])
)
_INLINE = st.recursive(
    _WRITTEN.map("".join),
    lambda inner: st.lists(st.tuples(st.sampled_from(["b", "i", "span", "u"]), inner)).map(
        lambda parts: "".join(f"<{tag}>{text}</{tag}>" for tag, text in parts)
    ),
)


@given(st.tuples(_INLINE, _INLINE))
def test_elements_within_a_line_part_no_words_and_keep_all_space(parts: tuple[str, str]) -> None:
    inside = "<b>x</b>".join(parts)
    plain = re.sub("<[^>]*>", "", re.sub("<script>.</script>", "", inside.replace("<br>", " ")))
    assert only(f"<p>before<a href=x>{inside}</a>after").anchor == " ".join(plain.split())


def test_words_around_a_link_are_parted_likewise() -> None:
    link = only("<p>Said<br>“so”<br>(yes)<br><a href=x>y</a><br>“or<br>no”</p>")
    assert (link.left_context, link.right_context) == ("Said “so” (yes)", "“or no”")


@pytest.mark.parametrize(
    "inside",
    [
        "Blue <script>var a = 1</script>Widgets",
        "Blue <style>.a{color:red}</style>Widgets",
        "Blue <template><b>not</b></template>Widgets",
        "Blue <script src=y></script>Widgets",
        "<script src=y></script>Blue Widgets",
        "<svg><title>Icon</title><style>.b{}</style></svg>Blue Widgets",
        "Blue <noscript>Widgets</noscript>",  # as a crawler without JavaScript sees it
    ],
)
def test_what_visitors_do_not_read_is_no_word_of_a_link(inside: str) -> None:
    link = only(f"<p>Before <a href=x>{inside}</a> after.</p>")
    assert (link.anchor, link.left_context, link.right_context) == ("Blue Widgets", "Before", "after.")
    assert link.link_type is LinkType.TEXT


def test_text_after_an_empty_script_is_read() -> None:
    link = only("<p>Before <script src=y></script>it <a href=x>y</a><script src=y></script>, after <b>it</b>")
    assert (link.left_context, link.right_context) == ("Before it", ", after it")


@pytest.mark.parametrize(
    ("inside", "anchor"),
    [
        ("<img src=y alt=Boat><noscript><img src=z alt=Boat></noscript>", "Boat"),
        ("<svg><title>Boat</title><path/></svg>", "Boat"),
        ("<img alt='Red boat'><img alt=Sails><style>a{}</style>", "Red boat Sails"),
    ],
)
def test_images_without_text_speak_once(inside: str, anchor: str) -> None:
    link = only(f"<a href=x>{inside}</a>")
    assert (link.anchor, link.link_type) == (anchor, LinkType.IMAGE)


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
        ("<TempLate><a href=x>y</a></TempLate>", LinkOrigin.TEMPLATE),
        ("<!-- <a href=x>y</a> -->", LinkOrigin.COMMENT),
        ("<!-- <A HREF=x>y</A> -->", LinkOrigin.COMMENT),
        ("</body></html><!-- <a href=x>y</a>", LinkOrigin.COMMENT),
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
    assert found("<SCRIPT>var a = '<!-- <a href=x>y</a> -->'</SCRIPT>") == []
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
