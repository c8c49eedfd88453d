"""Where an address of the site leads: looked up once a run, used by every link that points to it."""

from dataclasses import dataclass

from linkwright.fetch.model import Answer, Hop
from linkwright.urls import canonical_url, page_key

TEMPORARY = (302, 303, 307)
BROKEN = 400  # this status and above


@dataclass(frozen=True)
class Target:
    """What an address answered.

    Attributes:
        status: HTTP status at the end of its redirects; None when nothing answered: then nothing is claimed.
        final_url: where the redirects end.
        hops: the redirects in order, each as `301 https://there.example/`.
        temporary: one of them is temporary.
        same_page: the redirects only change scheme, `www.` or a trailing slash.
    """

    status: int | None
    final_url: str
    hops: tuple[str, ...] = ()
    temporary: bool = False
    same_page: bool = True

    @property
    def broken(self) -> bool:
        """The address answers with an error."""
        return self.status is not None and self.status >= BROKEN


def target_of(answer: Answer) -> Target:
    """Read the answer to a request for a page of the site."""
    return Target(
        answer.status,
        answer.final_url,
        tuple(written(hop) for hop in answer.hops),
        any(hop.status in TEMPORARY for hop in answer.hops),
        same_page(answer.url, answer.final_url),
    )


def written(hop: Hop) -> str:
    """Write one redirect as a person reads it."""
    return f"{hop.status} {hop.location}"


def same_page(one: str, other: str) -> bool:
    """Tell whether two addresses fold into one page key."""
    first, second = canonical_url(one), canonical_url(other)
    return first is not None and second is not None and page_key(first) == page_key(second)
