import re

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkwright import urls

HOSTS = st.from_regex(r"(?:[a-z0-9_x][a-z0-9xn_-]{0,6}\.){1,3}[a-zx][a-z0-9xn-]{0,5}", fullmatch=True)
PATHS = st.text(alphabet="abcXYZ019._~!$&()*+,;=:@-%/2eEfF'| ", max_size=20)


@settings(max_examples=500)
@given(st.sampled_from(["http", "https"]), HOSTS, PATHS, st.none() | PATHS)
def test_a_simple_address_is_already_canonical(scheme: str, host: str, path: str, query: str | None) -> None:
    raw = f"{scheme}://{host}" + (f"/{path}" if path else "") + ("" if query is None else f"?{query}")
    if re.fullmatch(urls.SIMPLE_URL, raw):
        assert urls.canonical_url(raw) == re.sub(r"^(https?://[^/?]+)(\?|$)", r"\1/\2", raw)


@settings(max_examples=150)
@given(st.from_regex(urls.SIMPLE_URL, fullmatch=True))
def test_every_simple_address_is_canonical(raw: str) -> None:
    assert urls.canonical_url(raw) == re.sub(r"^(https?://[^/?]+)(\?|$)", r"\1/\2", raw)


@pytest.mark.parametrize(
    "ordinary",
    [
        "https://example.com",
        "https://www.example.xyz/a-b/c.html?x=1&y=%20",
        "http://blog.example.co.uk/2024/05/title%20of%20it/",
        "https://x.com/somebody/status/1",
    ],
)
def test_ordinary_addresses_take_the_fast_path(ordinary: str) -> None:
    assert re.fullmatch(urls.SIMPLE_URL, ordinary)


@pytest.mark.parametrize(
    ("raw", "canonical"),
    [
        ("www.Example.com/x", "http://www.example.com/x"),
        ("  https://example.com:443/a#b ", "https://example.com/a"),
        ("https://user:secret@example.com/", "https://example.com/"),
        ("example.com:8080/x", "http://example.com:8080/x"),
        ("https://müller.de/ä", "https://xn--mller-kva.de/%C3%A4"),
        ("https://example.com/a/../b", "https://example.com/b"),
        ("mailto:me@example.com", None),
        ("javascript:alert(1)", None),
        ("ftp://example.com/", None),
        ("localhost/x", None),
        ("not an address", None),
        ("http://\ud800.example/", None),
        ("", None),
    ],
)
def test_canonical_url(raw: str, canonical: str | None) -> None:
    assert urls.canonical_url(raw) == canonical


@pytest.mark.parametrize(
    ("canonical", "key"),
    [
        ("https://www.example.com/", "example.com"),
        ("http://example.com/a/b/", "example.com/a/b"),
        ("https://example.com/A?b=1&utm_source=x&a=2", "example.com/A?b=1&a=2"),
        ("https://example.com/?utm_source=x&GCLID=1", "example.com"),
        ("https://example.com/?gclidish=1", "example.com?gclidish=1"),
        ("http://www.com/", "www.com"),
        ("http://example.com:8080/", "example.com:8080"),
    ],
)
def test_page_key(canonical: str, key: str) -> None:
    assert urls.page_key(canonical) == key


@pytest.mark.parametrize(
    ("host", "private", "icann"),
    [
        ("a.b.example.co.uk", "example.co.uk", "example.co.uk"),
        ("alice.blogspot.com", "alice.blogspot.com", "blogspot.com"),
        ("blogspot.com", "blogspot.com", "blogspot.com"),
        ("co.uk", "co.uk", "co.uk"),
        ("192.0.2.1", "192.0.2.1", "192.0.2.1"),
        ("xn--mller-kva.de", "xn--mller-kva.de", "xn--mller-kva.de"),
    ],
)
def test_registrable_domain(host: str, private: str, icann: str) -> None:
    assert urls.registrable_domain(host) == private
    assert urls.registrable_domain(host, private_suffixes=False) == icann


def test_tables_of_addresses_and_hosts() -> None:
    addresses = urls.canonical_urls(pa.array(["https://www.example.com/a/", "nothing"]))
    assert addresses.to_pylist()[0] == {
        "raw": "https://www.example.com/a/",
        "canonical": "https://www.example.com/a/",
        "page_key": "example.com/a",
        "key_host": "example.com",
    }
    assert addresses.to_pylist()[1]["canonical"] is None
    (host,) = urls.domains_of_hosts(pa.array(["alice.blogspot.com"])).to_pylist()
    assert (host["registrable_domain"], host["icann_domain"]) == ("alice.blogspot.com", "blogspot.com")
