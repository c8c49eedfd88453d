import pytest

from tests.signals.mini import Mini, MiniProfile
from tests.signals.running_one import findings_of, result_of


def _profile(mini: Mini, urls: str | None, codes: str | None, status: str = "live") -> MiniProfile:
    names = ("a.test", "b.test")
    links = [{"link_id": n, "referring_domain": n, "target_page": "https://x.test/", "status": status} for n in names]
    details = [{"link_id": n, "referring_domain": n, "redirect_urls": urls, "redirect_codes": codes} for n in names]
    return mini(links=links, link_details=details)


@pytest.mark.parametrize(
    ("urls", "codes", "way"),
    [
        ("https://x.test/a\nhttps://x.test/b\nhttps://x.test/", "301\n301", "2 redirects (301 301)"),
        ("https://x.test/a", "302", "1 redirect (302); a temporary one among them"),
        ('["https://x.test/a","https://x.test/b"]', None, "2 redirects"),
        ("https://x.test/a", "meta refresh", "1 redirect; one is made by a page, not by the server"),
        (None, "301, 301, 308, 301, 301", "5 redirects (301 301 308 301 301); so many that a robot may stop"),
    ],
)
def test_names_each_long_or_temporary_way_once(mini: Mini, urls: str | None, codes: str | None, way: str) -> None:
    (said,) = result_of(_profile(mini, urls, codes), "redirected-links").messages(9)
    assert way in said
    assert "links: 2, referring domains: 2" in said


def test_one_permanent_step_is_ordinary(mini: Mini) -> None:
    urls = "https://x.test/old\nhttps://x.test/"
    assert findings_of(_profile(mini, urls, "301"), "redirected-links") == []
    assert findings_of(_profile(mini, "https://x.test/meta-js-guide", "308"), "redirected-links") == []


def test_lost_links_do_not_count(mini: Mini) -> None:
    assert findings_of(_profile(mini, None, "302", "lost"), "redirected-links") == []


def test_a_redirect_made_by_a_page_is_one_more_step_of_a_chain(mini: Mini) -> None:
    urls = "https://x.test/a https://x.test/b"
    (said,) = result_of(_profile(mini, urls, "301 meta-refresh"), "redirected-links").messages(9)
    assert "2 redirects (301); one is made by a page, not by the server" in said
