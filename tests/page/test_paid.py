"""Labels of paid pages in several languages, affiliate links, and what only looks like them."""

from __future__ import annotations

import pytest

from linkwright.page.elements import Elements
from linkwright.page.metadata import title
from linkwright.page.paid import PaidKind, PaidMarker, paid_markers
from linkwright.urls import host_of, registrable_domain

URL = "https://example.org/bread/sourdough"
from tests.page.parsed import elements_of


def marks(html: str, main_text: str = "", url: str = URL, links: tuple[str, ...] = ()) -> set[tuple[str, str, str]]:
    found = elements_of(html)
    outside = {link: registrable_domain(host_of(link)) for link in links}
    return {
        (mark.kind.value, mark.evidence, mark.where)
        for mark in paid_markers(found, title(found), main_text, url, outside)
    }


@pytest.mark.parametrize(
    ("label", "evidence"),
    [
        ("Sponsored post by Acme", "sponsored post"),
        ("Paid partnership with Acme", "paid partnership"),
        ("Gesponserter Beitrag", "gesponserter beitrag"),
        ("Article sponsorisé par Acme", "article sponsorisé"),
        ("Contenido patrocinado", "contenido patrocinado"),
        ("Contenuto sponsorizzato", "contenuto sponsorizzato"),
        ("Artykuł sponsorowany", "artykuł sponsorowany"),
        ("На правах рекламы", "на правах рекламы"),
        ("この記事はタイアップ記事です", "タイアップ記事"),
    ],
)
def test_labels_at_the_headline_in_many_languages(label: str, evidence: str) -> None:
    page = f"<body><header><span>{label}</span><h1>Bread</h1></header><p>Text.</p>"
    assert ("wording", evidence, "headline") in marks(page)
    assert ("wording", evidence, "start") in marks("<h1>Bread</h1>", f"{label}. Then the text.")
    assert ("wording", evidence, "end") in marks("<h1>Bread</h1>", "word " * 300 + label)
    assert marks("<h1>Bread</h1>", "word " * 300 + label + " word" * 300) == set()


def test_single_words_count_only_as_labels_of_the_text() -> None:
    assert ("wording", "anzeige", "headline") in marks("<div><p class=kicker>Anzeige</p><h1>Brot</h1></div>")
    assert ("wording", "anzeige", "title") in marks("<title>Anzeige: Brot backen</title>")
    assert marks('<div><div class="ad-slot top">Anzeige</div><h1>Brot</h1></div>') == set()
    assert marks("<h1>Die Anzeige bei der Polizei</h1>", "Eine Anzeige wurde erstattet.") == set()
    assert marks("<title>Anzeige bei der Polizei</title>") == set()


def test_the_sites_own_filing() -> None:
    assert marks("", url="https://example.org/advertorial/bread") == {("section", "advertorial", "path")}
    assert marks('<meta property="article:section" content="Food, Partner content">') == {
        ("section", "Partner content", "section")
    }
    assert marks("", url="https://example.org/how-to-spot-an-advertorial") == set()


def test_affiliate_links() -> None:
    found = marks(
        "",
        links=(
            "https://www.awin1.com/cread.php?awinmid=1",
            "https://shop.example/bread?aff_id=77",
            "https://shop.example/bread?affair=1&taff=2",
            "https://myawin1.com/",
            "https://www.anrdoezrs.net/click-1-2",
        ),
    )
    assert found == {
        ("affiliate network", "https://www.awin1.com/cread.php?awinmid=1", "link"),
        ("affiliate parameter", "https://shop.example/bread?aff_id=77", "link"),
        ("affiliate network", "https://www.anrdoezrs.net/click-1-2", "link"),
    }


def test_markers_are_bounded() -> None:
    links = {f"https://www.awin1.com/{number}": "awin1.com" for number in range(1_000)}
    found = paid_markers(Elements(), None, "", URL, links)
    assert len(found) == 50
    assert found[0] == PaidMarker(PaidKind.AFFILIATE_NETWORK, "https://www.awin1.com/0", "link")
