"""One request on its way through redirects and attempts."""

import json
from dataclasses import dataclass, field

from linkwright.fetch.addresses import WebAddress, web_address
from linkwright.fetch.frontier import OpenRequest
from linkwright.fetch.model import Failure, Hop, HopKind, Robots


@dataclass(slots=True, eq=False)
class Journey:
    """A page or a robots.txt that is being fetched.

    Attributes:
        url: as requested; for a robots.txt, the origin it speaks for.
        home: the host it set out from.
        seq: its row in the frontier; None for a robots.txt.
        address: what to ask next.
        refused: why it will not be asked for at all.
        conditions: headers of a conditional request, for the first address only: they speak of no other page.
        hops: redirects so far.
        attempts: failed ones at the present address.
        robots: what robots.txt says of the present address.
    """

    url: str
    home: str
    seq: int | None
    address: WebAddress
    refused: Failure | None = None
    conditions: dict[str, str] = field(default_factory=dict)
    hops: list[Hop] = field(default_factory=list)
    attempts: int = 0
    robots: Robots = Robots.UNKNOWN

    @property
    def is_robots(self) -> bool:
        """Tell whether this fetches a robots.txt."""
        return self.seq is None

    def visited(self, target: WebAddress) -> bool:
        """Tell whether the journey has been there before."""
        return target.url in (self.address.url, *(hop.url for hop in self.hops))

    def go_on(self, status: int, target: WebAddress, ip: str | None) -> None:
        """Follow a redirect."""
        self.hops.append(Hop(self.address.url, status, HopKind.HTTP, target.url, ip))
        self.address, self.attempts, self.robots = target, 0, Robots.UNKNOWN


def page_journey(row: OpenRequest) -> Journey:
    """Start a request, or go on with one that a redirect brought to this host."""
    hops = hops_of(row.trail) if row.trail else []
    url = hops[-1].location if hops else row.url
    address = web_address(url)
    if isinstance(address, Failure):
        return Journey(row.url, "", row.seq, WebAddress(url, "", "", 0, "", ""), refused=address)
    conditions = {"If-None-Match": row.etag, "If-Modified-Since": row.last_modified}
    sent = {name: value for name, value in conditions.items() if value and value.isascii() and value.isprintable()}
    return Journey(row.url, address.host, row.seq, address, conditions=sent, hops=hops)


def robots_journey(origin: str) -> Journey:
    """Start fetching the robots.txt of an origin."""
    address = web_address(f"{origin}/robots.txt")
    if isinstance(address, Failure):
        raise ValueError(f"not an origin: {origin}")
    return Journey(origin, address.host, None, address)


def trail(hops: list[Hop]) -> str:
    """Write redirects for the frontier."""
    return json.dumps([(hop.url, hop.status, hop.kind, hop.location, hop.ip) for hop in hops])


def hops_of(text: str) -> list[Hop]:
    """Read redirects as `trail` wrote them."""
    return [Hop(url, status, HopKind(kind), location, ip) for url, status, kind, location, ip in json.loads(text)]
