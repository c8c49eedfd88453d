"""Ways to reach the owner of a page: what stands on it is found, what does not is not, whatever is thrown at it."""

from __future__ import annotations

import pytest

from linkwright.page.analysis import analyse
from linkwright.page.contacts import MOST_OF_A_KIND, Contact
from linkwright.vocabulary.terms import ContactKind

URL = "https://blog.test/2026/bread"
PROSE = "<p>Good bread takes its time, and so does a good text about bread, as every baker knows.</p>"


def contacts_of(body: str, url: str = URL) -> list[Contact]:
    html = f"<!doctype html><html lang=en><body><main>{PROSE}</main>{body}</body></html>"
    return list(analyse(html.encode(), url, content_type="text/html; charset=utf-8").contacts)


def addresses_in(body: str, url: str = URL) -> list[str]:
    return [each.value for each in contacts_of(body, url) if each.kind is ContactKind.ADDRESS]


def pages_in(body: str) -> list[str]:
    return [each.value for each in contacts_of(body) if each.kind is ContactKind.PAGE]


@pytest.mark.parametrize(
    ("body", "address"),
    [
        ('<a href="mailto:ann@blog.test?subject=Hello">Ann</a>', "ann@blog.test"),
        ('<a href="MAILTO:ann%40blog.test">Ann</a>', "ann@blog.test"),
        ('<a href="&#109;ailto:ann&#64;blog.test">Ann</a>', "ann@blog.test"),
        ("<p>Write to ann@Blog.TEST.</p>", "ann@blog.test"),
        ("<p>ann [at] blog.test</p>", "ann@blog.test"),
        ("<p>ann(at)blog(dot)test</p>", "ann@blog.test"),
        ("<p>ann.lee {ät} mail [punkt] blog [punkt] test</p>", "ann.lee@mail.blog.test"),
        ("<p>ann [arroba] blog [punto] test</p>", "ann@blog.test"),
        ("<p>お問い合わせ：info＠blog.test</p>", "info@blog.test"),
        ('<p>Contact: <a href="mailto:ann@freemail.test">mail me</a></p>', "ann@freemail.test"),
        ("<p>Kontakt: ann@freemail.test</p>", "ann@freemail.test"),
        ('<h3>Contact</h3><p><a href="mailto:ann@freemail.test">Ann</a></p>', "ann@freemail.test"),
        ("<p>ann@bücher.test</p>", None),
        ('<p>Contact <a href="mailto:ann@bücher.test">Ann</a></p>', "ann@xn--bcher-kva.test"),
    ],
)
def test_an_address_that_is_given_is_found(body: str, address: str | None) -> None:
    assert addresses_in(body) == ([address] if address else [])


@pytest.mark.parametrize(
    "body",
    [
        '<p>As Bob says (<a href="mailto:bob@elsewhere.test">bob</a>), rye is best.</p>',
        "<p>Ask bob@elsewhere.test about rye.</p>",
        '<div class="comments"><p>Contact me: eve@freemail.test or eve@blog.test</p></div>',
        '<p style="display:none">Contact: trap@blog.test</p>',
        '<p hidden><a href="mailto:trap@blog.test">x</a></p>',
        "<!-- contact: trap@blog.test <a href='mailto:trap@blog.test'>x</a> -->",
        '<a href="mailto:?subject=Read%20this&body=https://blog.test/">Share by e-mail</a>',
        '<a href="mailto:name@example.com">Contact</a>',
        "<p>Contact: see logo@2x.png</p>",
        "<p>Meet us at blog.test at noon, or @blog.test elsewhere; write to ann at blog.test</p>",
        '<a href="mailto:ann@blog.test%0d%0aBcc:all@freemail.test">Contact</a>',
        '<a href="mailto:ann@blog.test%0ABcc: x">Contact</a>',
        '<a href="mailto:ann..lee@blog.test">Contact</a>',
        '<a href="mailto:ann@10.0.0.1">Contact</a>',
        '<a href="mailto:&quot;ann&quot;@blog.test">Contact</a>',
        "<p>Contact: ann\u202e@blog.test</p>",
        f"<p>Contact: {'a' * 65}@blog.test</p>",
        f"<p>Contact: ann@{'b' * 64}.test</p>",
    ],
)
def test_what_is_not_the_owners_address_is_none(body: str) -> None:
    assert addresses_in(body) == []


def test_on_a_contact_page_any_address_is_meant() -> None:
    assert addresses_in("<p>ann@freemail.test</p>", "https://blog.test/impressum.html") == ["ann@freemail.test"]


def test_addresses_of_the_own_domain_come_first_and_none_twice() -> None:
    body = "<p>Contact: z@freemail.test</p><p>a@blog.test</p><a href='mailto:A@blog.test'>Mail</a>"
    assert addresses_in(body) == ["A@blog.test", "z@freemail.test"]


@pytest.mark.parametrize(
    "anchor",
    ["Contact", "» Contact us", "Kontakt", "Nous contacter", "Contáctanos", "Contatti", "Fale conosco", "お問い合わせ"],
)
def test_contact_pages_are_known_by_their_name_in_many_languages(anchor: str) -> None:
    assert pages_in(f'<a href="/p/77">{anchor}</a>') == ["https://blog.test/p/77"]


def test_pages_are_known_by_their_path_too_and_the_most_useful_comes_first() -> None:
    body = (
        '<a href="/datenschutz">§</a><a href="/about/">Us</a><a href="/de/impressum.html#top">Wer</a>'
        '<a href="https://www.blog.test/contact-us/">Hi</a>'
    )
    assert pages_in(body) == [
        "https://www.blog.test/contact-us/",
        "https://blog.test/de/impressum.html",
        "https://blog.test/about/",
    ]


@pytest.mark.parametrize(
    "body",
    [
        '<a href="https://elsewhere.test/contact">Contact</a>',
        '<a href="/2026/contact-lenses">Contact lenses, and what to know about them</a>',
        '<a href="javascript:void(0)">Contact</a>',
        '<a href="/a">The film Contact</a>',
    ],
)
def test_other_pages_are_no_contact_pages(body: str) -> None:
    assert pages_in(body) == []


def test_a_form_to_write_to_the_owner() -> None:
    asked = '<form id="{}" action="/send"><input name=email><textarea name=t></textarea></form>'
    assert contacts_of(asked.format("contact-form")) == [Contact(ContactKind.FORM, URL, "")]
    assert contacts_of(asked.format("commentform")) == []
    assert contacts_of(asked.format("search")) == []
    on_contact_page = contacts_of(asked.format("f1"), "https://blog.test/kontakt/")
    assert [each.kind for each in on_contact_page] == [ContactKind.FORM]


HOSTILE = {
    "100,000 mailtos": "".join(f'<a href="mailto:u{n}@blog.test">Contact {n}</a>' for n in range(100_000)),
    "100,000 addresses": "<p>" + " ".join(f"u{n}@blog.test" for n in range(100_000)),
    "a name without end": f"<p>Contact: {'a' * 3_000_000}@blog.test",
    "signs without names": "<p>" + "@" * 2_000_000,
    "brackets": "<p>" + "[at](at" * 300_000,
    "a host without end": "<p>ann@" + "blog." * 500_000 + "test",
    "dots in brackets": "<p>ann@b" + "[dot]b" * 300_000,
    "a huge mailto": f'<a href="mailto:{"a" * 2_000_000}@blog.test">Contact</a>',
    "textareas": "<form id=contact>" + "<textarea></textarea>" * 50_000,
    "deep": "<div class=x>" * 5_000 + "ann@blog.test",
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_hostile_pages_give_few_contacts_and_an_end(name: str) -> None:
    found = contacts_of(HOSTILE[name])
    assert len(found) <= 3 * MOST_OF_A_KIND
    for each in found:
        assert each.value.isascii()
        assert each.value.isprintable()
        assert len(each.value) < 400
