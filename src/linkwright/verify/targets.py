"""Where an address of the site leads: looked up once a run, used by every link that points to it."""

from dataclasses import dataclass

from linkwright.fetch.model import Answer, Hop, HopKind
from linkwright.page.analysis import Document
from linkwright.urls import canonical_url, page_key

TEMPORARY = (302, 303, 307)
BROKEN = 400  # this status and above, but for those with which a server turns a robot away or asks it to wait
_NOT_FOR_US = (401, 403, 407, 408, 425, 429, 451, 503)


@dataclass(frozen=True)
class Target:
    """What an address answered.

    Attributes:
        status: HTTP status at the end of its redirects; None when nothing answered, or the server turned us away: then
            nothing is claimed.
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


def target_of(answer: Answer, document: Document | None) -> Target:
    """Read the answer to a request for a page of the site, and where the page itself sends its readers."""
    hops = [written(hop) for hop in answer.hops]
    temporary = any(hop.status in TEMPORARY for hop in answer.hops)
    ends_at = answer.final_url
    refresh = document.refresh if document else None
    if refresh and refresh.url and not same_page(refresh.url, ends_at):
        hops.append(f"{HopKind.META_REFRESH.replace(' ', '-')} {refresh.url}")
        temporary = temporary or refresh.seconds > 0  # Google reads an instant one as permanent, a delayed one as not
        ends_at = refresh.url
    status = None if answer.status in _NOT_FOR_US else answer.status
    return Target(status, ends_at, tuple(hops), temporary, same_page(answer.url, ends_at))


def written(hop: Hop) -> str:
    """Write one redirect as a person reads it."""
    return f"{hop.status} {hop.location}"


def same_page(one: str, other: str) -> bool:
    """Tell whether two addresses fold into one page key."""
    first, second = canonical_url(one), canonical_url(other)
    return first is not None and second is not None and page_key(first) == page_key(second)
