"""What goes into a crawl and what comes out: requests, answers, failures, and the limits we keep."""

import ipaddress
import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from linkwright.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Request:
    """A page to fetch. A crawl fetches each address once, however often it is asked for.

    Attributes:
        url: absolute http(s) address. A fragment, a user name and a password in it are not sent.
        etag: `ETag` of the copy the caller has, sent as `If-None-Match`; the answer may then be 304.
        last_modified: `Last-Modified` of that copy, sent as `If-Modified-Since`.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None


class HopKind(StrEnum):
    """How an address sent us on."""

    HTTP = "http"  # 301, 302, 303, 307, 308
    META_REFRESH = "meta refresh"  # found by who reads the page; this room never follows one


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect: the address asked, what it said, and where it pointed (absolute, in WHATWG form)."""

    url: str
    status: int
    kind: HopKind
    location: str
    ip: str | None


class Robots(StrEnum):
    """What the robots.txt of the last address asked says to our user agent."""

    ALLOWED = "allowed"
    DISALLOWED = "disallowed"
    UNREACHABLE = "unreachable"  # it could not be read, which counts as disallowed for now (RFC 9309, 2.3.1.4)
    UNKNOWN = "unknown"  # it was not asked: no address, or `respect_robots` is off


class Failure(StrEnum):
    """Why there is no whole answer. None of these says that a page or a link is gone."""

    BAD_ADDRESS = "bad address"
    BAD_SCHEME = "bad scheme"
    BAD_PORT = "bad port"
    PRIVATE_ADDRESS = "private address"
    DNS_NOT_FOUND = "dns name not found"
    DNS_FAILED = "dns failed"
    REFUSED = "connection refused"
    UNREACHABLE = "host unreachable"
    RESET = "connection reset"
    TLS = "tls failed"
    TIMEOUT = "timeout"
    BAD_HTTP = "not http"
    HEADER_TOO_LARGE = "header too large"
    INCOMPLETE = "incomplete body"
    TOO_LARGE = "too large"
    BAD_ENCODING = "bad content encoding"
    DECOMPRESSION_BOMB = "decompression bomb"
    BAD_REDIRECT = "bad redirect"
    TOO_MANY_REDIRECTS = "too many redirects"
    REDIRECT_LOOP = "redirect loop"
    DISALLOWED = "disallowed by robots"
    ROBOTS_UNREACHABLE = "robots unreachable"
    ASKED_TO_WAIT = "asked to wait"
    HOST_GIVEN_UP = "host given up"
    BUDGET_SPENT = "budget spent"

    @property
    def reason(self) -> str:
        """One plain sentence for a person."""
        return _REASONS[self]


class FetchError(Exception):
    """A step failed, for a reason that ends up in the answer."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure = failure


_REASONS = {
    Failure.BAD_ADDRESS: "This is not an address of the web.",
    Failure.BAD_SCHEME: "Only http and https addresses are fetched.",
    Failure.BAD_PORT: "The port belongs to another service than the web (mail, databases and the like).",
    Failure.PRIVATE_ADDRESS: "The name leads into a private or reserved network, which is never contacted.",
    Failure.DNS_NOT_FOUND: "The host name does not exist (NXDOMAIN).",
    Failure.DNS_FAILED: "The name servers did not answer, or answered with an error; the host may still exist.",
    Failure.REFUSED: "The host refused the connection.",
    Failure.UNREACHABLE: "No way through the network to the host.",
    Failure.RESET: "The host closed the connection before it answered.",
    Failure.TLS: "The secure connection failed, for example because the certificate is expired or of another name.",
    Failure.TIMEOUT: "The host did not answer, or not wholly, in the time allowed.",
    Failure.BAD_HTTP: "What came back is not HTTP.",
    Failure.HEADER_TOO_LARGE: "The header of the answer is larger than we read.",
    Failure.INCOMPLETE: "The connection ended in the middle of the page.",
    Failure.TOO_LARGE: "The answer is larger than we read.",
    Failure.BAD_ENCODING: "The page is packed in a way we did not ask for, or is damaged.",
    Failure.DECOMPRESSION_BOMB: "A few bytes unpack to an absurd size; reading stopped.",
    Failure.BAD_REDIRECT: "The host redirects without saying where to, or to something that is not an address.",
    Failure.TOO_MANY_REDIRECTS: "The chain of redirects is longer than we follow.",
    Failure.REDIRECT_LOOP: "The redirects lead back to where they came from (we keep no cookies).",
    Failure.DISALLOWED: "The site's robots.txt asks us not to fetch this page, so we did not.",
    Failure.ROBOTS_UNREACHABLE: "The site's robots.txt could not be read, so the page was not fetched for now.",
    Failure.ASKED_TO_WAIT: "The host asked us to come back later than this run waits.",
    Failure.HOST_GIVEN_UP: "The host failed several times in a row and was left alone for the rest of this run.",
    Failure.BUDGET_SPENT: "This run has sent the host as many requests as it may.",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one request. Exactly one for each address.

    Attributes:
        url: the address as it was requested.
        final_url: the last address asked (or refused) after redirects, in WHATWG form.
        hops: the redirects on the way, in order.
        status: HTTP status of the last response; None where there was none.
        failure: why there is no whole answer; None when there is one, whatever its status.
        headers: of the last response, as sent, bounded (`Politeness.max_headers`, `max_header_bytes`).
        body: unpacked; empty unless the content type is HTML or missing.
        truncated: the page is longer than `max_bytes`, broke off, or was not read for its content type.
        ip: the address connected to; None where there was no connection.
        name_servers: of the host's registrable domain, sorted; empty when not known.
        fetched_at: when the last request was sent, or given up. UTC.
        seconds: the last request took, from asking for a connection to the last byte read.
        robots: what robots.txt says of `final_url`.
    """

    url: str
    final_url: str
    hops: tuple[Hop, ...]
    status: int | None
    failure: Failure | None
    headers: tuple[tuple[str, str], ...]
    body: bytes
    truncated: bool
    ip: str | None
    name_servers: tuple[str, ...]
    fetched_at: datetime
    seconds: float
    robots: Robots

    def header(self, name: str) -> str | None:
        """Return the first header of that name, whatever the letter case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    @property
    def server(self) -> str | None:
        """What the server calls itself."""
        return self.header("server")

    @property
    def subnet(self) -> str | None:
        """The /24 network of an IPv4 address, the /48 of an IPv6 one: what one hoster gives one customer."""
        if self.ip is None:
            return None
        prefix = 24 if ipaddress.ip_address(self.ip).version == 4 else 48
        return str(ipaddress.ip_network(f"{self.ip}/{prefix}", strict=False))

    @property
    def outcome(self) -> str:
        """One word or two for counting: the failure, else the status."""
        return str(self.failure or self.status)


@dataclass(frozen=True, slots=True)
class Politeness:
    """The limits of a crawl. The defaults suit hosts that never heard of us; `docs/crawling.md` gives the reasons.

    Attributes:
        user_agent: `Name/version (+contact)`; the contact is a web address or an e-mail address.
        connections_per_host: requests under way at once to one host.
        connections_per_ip: the same for one IP address, for many hosts on one server.
        delay: seconds of rest for a host after each answer. A robots.txt may ask for more.
        rest_factor: a host also rests this many times as long as its last answer took.
        longest_crawl_delay: seconds; a longer `Crawl-delay` counts as this.
        connections: requests under way at once, all hosts together.
        rate: requests a second, all hosts together; None for no limit.
        requests_per_host: a run sends one host no more than this (robots.txt and redirects count); None for no limit.
        requests_in_all: a run stops after this many; what is left waits for the next run. None for no limit.
        attempts: how often a request is tried when the failure may pass (busy, timeout, reset).
        back_off: seconds of rest after the first failure in a row; doubled with each further one.
        longest_wait: seconds; the longest back-off. A host that asks for more is left alone for this run.
        give_up_after: failures in a row after which a host is left alone for this run.
        connect_timeout: seconds for the connection, TLS included.
        timeout: seconds for the whole answer, connection included, however slowly it drips.
        max_bytes: of an unpacked page; the rest is not read.
        max_headers: number of header lines of one answer.
        max_header_bytes: length of one header line.
        max_redirects: hops that are followed.
        allow_private: also contact private and loopback addresses. For tests and intranets only.
        respect_robots: fetch robots.txt and do as it says.
        name_servers: look up the name servers of each registrable domain.
    """

    user_agent: str
    connections_per_host: int = 1
    connections_per_ip: int = 4
    delay: float = 1.0
    rest_factor: float = 1.0
    longest_crawl_delay: float = 30.0
    connections: int = 100
    rate: float | None = None
    requests_per_host: int | None = None
    requests_in_all: int | None = None
    attempts: int = 3
    back_off: float = 5.0
    longest_wait: float = 600.0
    give_up_after: int = 5
    connect_timeout: float = 10.0
    timeout: float = 30.0
    max_bytes: int = 2 * 1024 * 1024
    max_headers: int = 100
    max_header_bytes: int = 8 * 1024
    max_redirects: int = 10
    allow_private: bool = False
    respect_robots: bool = True
    name_servers: bool = True

    def __post_init__(self) -> None:
        if not _HONEST_AGENT.fullmatch(self.user_agent):
            raise ConfigError(
                f"the user agent {self.user_agent!r} does not say who we are and how to reach us",
                todo="write it as Name/1.0 (+https://your.site/about-the-bot) or Name/1.0 (+mail@your.site)",
            )

        for name, least in _LEAST.items():
            value = getattr(self, name)
            if value is not None and not value >= least:
                raise ConfigError(f"{name.replace('_', ' ')} is {value}", todo=f"give {least} or more")

    @property
    def product(self) -> str:
        """The name that robots.txt calls us by (RFC 9309, 2.2.1)."""
        return self.user_agent.split("/", 1)[0]


# RFC 9309 gives a product token letters, `-` and `_`; the contact is what a site's owner needs to complain.
_HONEST_AGENT = re.compile(
    r"[A-Za-z_-]+/[0-9A-Za-z._-]+ \([\x20-\x27\x2a-\x7e]*\+(https?://[^\s()/.]+\.[^\s()]+|[^\s()@]+@[^\s()@]+\.[^\s()@]+)\)"
)

_LEAST = {
    "connections_per_host": 1,
    "connections_per_ip": 1,
    "connections": 1,
    "delay": 0,
    "rest_factor": 0,
    "longest_crawl_delay": 0,
    "rate": 0.001,
    "requests_per_host": 0,
    "requests_in_all": 0,
    "attempts": 1,
    "back_off": 0,
    "longest_wait": 0,
    "give_up_after": 1,
    "connect_timeout": 0.01,
    "timeout": 0.01,
    "max_bytes": 1,
    "max_headers": 1,
    "max_header_bytes": 1024,
    "max_redirects": 0,
}
