import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwright.fetch.addresses import LONGEST_URL, WebAddress, is_public, resolve, web_address
from linkwright.fetch.model import Failure


def parsed(url: str) -> WebAddress:
    address = web_address(url)
    assert isinstance(address, WebAddress)
    return address


def test_an_address_in_parts() -> None:
    address = parsed("HTTPS://us%65r:pass@Bücher.Example:8443/a b/../c?q=é#part")
    assert address == WebAddress(
        url="https://xn--bcher-kva.example:8443/c?q=%C3%A9",
        scheme="https",
        host="xn--bcher-kva.example",
        port=8443,
        path="/c?q=%C3%A9",
        origin="https://xn--bcher-kva.example:8443",
    )
    assert address.host_header == "xn--bcher-kva.example:8443"
    assert parsed("http://a.example:80").host_header == "a.example"
    assert parsed("http://[2001:DB8::1]:81/").host == "2001:db8::1"
    assert parsed("http://a.example./x").host == "a.example"


@pytest.mark.parametrize(
    ("url", "is_ip"), [("http://1.2.3.4/", True), ("http://[::1]/", True), ("http://4.example/", False)]
)
def test_ip_addresses_need_no_name_server(url: str, is_ip: bool) -> None:
    assert parsed(url).is_ip is is_ip


@pytest.mark.parametrize(
    ("url", "failure"),
    [
        ("file:///etc/passwd", Failure.BAD_SCHEME),
        ("gopher://a.example:70/_x", Failure.BAD_SCHEME),
        ("ftp://a.example/", Failure.BAD_SCHEME),
        ("javascript:alert(1)", Failure.BAD_SCHEME),
        ("data:text/html,x", Failure.BAD_SCHEME),
        ("ws://a.example/", Failure.BAD_SCHEME),
        ("mailto:a@b.example", Failure.BAD_SCHEME),
        ("jar:http://a.example!/x", Failure.BAD_SCHEME),
        ("", Failure.BAD_ADDRESS),
        ("/path", Failure.BAD_ADDRESS),
        ("a.example", Failure.BAD_ADDRESS),
        ("http://", Failure.BAD_ADDRESS),
        ("http://a..example/", Failure.BAD_ADDRESS),
        ("http://a b.example/", Failure.BAD_ADDRESS),
        ("http://a.example:99999/", Failure.BAD_ADDRESS),
        ("http://[fe80::1%25eth0]/", Failure.BAD_ADDRESS),
        ("http://[::1%lo]/", Failure.BAD_ADDRESS),
        ("http://1.2.3.4.5/", Failure.BAD_ADDRESS),
        ("http://256.1.1.1/", Failure.BAD_ADDRESS),
        ("http://a.example\x00.b.example/", Failure.BAD_ADDRESS),
        ("http://\ud800.example/", Failure.BAD_ADDRESS),
        ("http://" + "a" * 300 + ".example/", Failure.BAD_ADDRESS),
        ("http://a.example/" + "a" * LONGEST_URL, Failure.BAD_ADDRESS),
        ("http://a.example:22/", Failure.BAD_PORT),
        ("http://a.example:25/", Failure.BAD_PORT),
        ("https://a.example:6379/", Failure.BAD_PORT),
        ("http://a.example:0/", Failure.BAD_PORT),
    ],
)
def test_what_is_not_fetched(url: str, failure: Failure) -> None:
    assert web_address(url) is failure


@given(st.text(max_size=80), st.sampled_from(["", "http://", "https://a.example/", "//", "http://[", "http:"]))
def test_any_text_is_an_address_or_a_failure(text: str, start: str) -> None:
    found = web_address(start + text)
    if isinstance(found, WebAddress):
        assert web_address(found.url) == found, "the form is stable"
        assert not any(char.isspace() or ord(char) < 32 for char in found.url)
    resolve(start + text, parsed("http://a.example/b/c?d"))


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("https://b.example/x", "https://b.example/x"),
        ("//b.example/x", "http://b.example/x"),
        ("\\\\b.example\\x", "http://b.example/x"),
        ("/x", "http://a.example:81/x"),
        ("x", "http://a.example:81/b/x"),
        ("../x", "http://a.example:81/x"),
        ("./", "http://a.example:81/b/"),
        ("?q=2", "http://a.example:81/b/c?q=2"),
        ("#part", "http://a.example:81/b/c?d=1"),
        (" \t/x\n", "http://a.example:81/x"),
        ("/x y é", "http://a.example:81/x%20y%20%C3%A9"),
        ("a:b/c", Failure.BAD_SCHEME),
        ("mailto:x@y.example", Failure.BAD_SCHEME),
        ("http://[x/", Failure.BAD_ADDRESS),
        ("http://u:p@b.example/", "http://b.example/"),
    ],
)
def test_a_location_is_resolved_as_browsers_do(location: str, expected: str | Failure) -> None:
    found = resolve(location, parsed("http://a.example:81/b/c?d=1"))
    assert (found.url if isinstance(found, WebAddress) else found) == expected


PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "93.184.215.14",
    "172.15.255.255",
    "172.32.0.1",
    "192.169.0.1",
    "100.63.0.1",
    "100.128.0.1",
]
PUBLIC_V6 = ["2606:4700:4700::1111", "2a00:1450:4001::1", "2001:4860:4860::8888", "2003::1"]
PRIVATE = [
    "0.0.0.0",  # noqa: S104
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.0.1",
    "169.254.169.254",
    "169.254.170.2",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
]
PRIVATE_V6 = [
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:8.8.8.8",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::808:808",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:10::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fd20:ce::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
]


@pytest.mark.parametrize("ip", PUBLIC + PUBLIC_V6)
def test_public(ip: str) -> None:
    assert is_public(ip)


@pytest.mark.parametrize("ip", PRIVATE + PRIVATE_V6)
def test_private(ip: str) -> None:
    assert not is_public(ip)
