"""What our own check of a link can end in. A link that could not be looked at is unknown, never lost."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

# Between the first look that missed a link and the one that calls it lost: what fails today is often back tomorrow.
CONFIRMED_AFTER = timedelta(days=1)


class Standing(StrEnum):
    """What a state says about the link itself."""

    STANDS = "stands"  # the link is there, for readers at least
    GONE = "gone"  # we looked and it was not there; lost only once that is certain
    UNSEEN = "unseen"  # we could not look


class LinkState(StrEnum):
    """The outcome of one check. Where several are true, the first of this list that is true names the check."""

    OUTSIDE_PAGE = "not in the page"
    RENDERED_ONLY = "only after JavaScript"
    CLOAKED = "differs for a browser"
    TARGET_BROKEN = "target broken"
    NOINDEX = "page noindexed"
    CANONICALISED = "canonicalised elsewhere"
    NOFOLLOW = "nofollow"
    CHANGED = "changed"
    TARGET_REDIRECTED = "target redirected"
    FOUND = "found"

    PAGE_GONE = "page gone"
    SOFT_404 = "soft 404"
    PAGE_REDIRECTED = "page redirected away"
    REMOVED = "link removed"

    ROBOTS_BLOCKED = "robots-blocked"
    WALL = "login or consent wall"
    BLOCKED = "blocked"
    NOT_HTML = "not HTML"
    TOO_LARGE = "too large"
    NAME_NOT_FOUND = "no such name"
    NAME_FAILED = "name look-up failed"
    TLS_FAILED = "TLS failed"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    SERVER_ERROR = "server error"


@dataclass(frozen=True)
class StateMeaning:
    """How to read a state.

    Attributes:
        standing: what it says about the link.
        meaning: one sentence in plain English.
        todo: what an owner can do; empty where nothing.
        definite: one look is enough to call the link lost. Only for `gone`.
    """

    standing: Standing
    meaning: str
    todo: str = ""
    definite: bool = False


_ASK = "If the link matters to you, write to the site; most such links go by accident."
_LATER = "Nothing now. Check again later."

STATES: dict[LinkState, StateMeaning] = {
    LinkState.OUTSIDE_PAGE: StateMeaning(
        Standing.STANDS,
        "The link is in the code, but not in the page a reader sees: in a frame, in noscript, in a template, in a "
        "comment of the code or in a hidden element.",
        "If it was promised as a link in the text, ask for it.",
    ),
    LinkState.RENDERED_ONLY: StateMeaning(
        Standing.STANDS,
        "The link appears only after scripts have run. Search engines that draw pages see it later, others never.",
    ),
    LinkState.CLOAKED: StateMeaning(
        Standing.STANDS,
        "A browser is sent the link, a robot that says its name is not.",
        "Do not count on it: search engines may be sent the page without the link too.",
    ),
    LinkState.TARGET_BROKEN: StateMeaning(
        Standing.STANDS,
        "The link stands, but the page it points to answers with an error.",
        "Mend the page or redirect it: that wins the link back without asking anybody.",
    ),
    LinkState.NOINDEX: StateMeaning(
        Standing.STANDS,
        "The link stands on a page that asks search engines not to list it.",
        "Nothing in most cases. For a link you care about, tell the owner: it is often a mistake.",
    ),
    LinkState.CANONICALISED: StateMeaning(
        Standing.STANDS,
        "The link stands on a page that names another page as the original.",
        "Look whether the original carries the link as well.",
    ),
    LinkState.NOFOLLOW: StateMeaning(
        Standing.STANDS,
        "The link stands with the request not to follow it: by its rel, by the page's robots tag, or by the "
        "X-Robots-Tag header.",
    ),
    LinkState.CHANGED: StateMeaning(
        Standing.STANDS,
        "The link stands, but not as it was known: its anchor text, rel, target page or place differs.",
        "Look whether the change was meant.",
    ),
    LinkState.TARGET_REDIRECTED: StateMeaning(
        Standing.STANDS,
        "The link stands and reaches its page through redirects.",
        "Make the way one permanent redirect where it is yours.",
    ),
    LinkState.FOUND: StateMeaning(Standing.STANDS, "The link stands as it was known."),
    LinkState.PAGE_GONE: StateMeaning(
        Standing.GONE, "The server says that the page no longer exists (404 or 410).", _ASK, definite=True
    ),
    LinkState.SOFT_404: StateMeaning(
        Standing.GONE, "The server answers as if all were well, but the page says that it was not found.", _ASK
    ),
    LinkState.PAGE_REDIRECTED: StateMeaning(
        Standing.GONE, "The page leads to another one, which does not carry the link.", _ASK
    ),
    LinkState.REMOVED: StateMeaning(Standing.GONE, "The page is there, the link is not.", _ASK),
    LinkState.ROBOTS_BLOCKED: StateMeaning(
        Standing.UNSEEN, "The site's robots.txt asks us not to read the page, so we did not."
    ),
    LinkState.WALL: StateMeaning(Standing.UNSEEN, "The page shows a login or consent form instead of its text."),
    LinkState.BLOCKED: StateMeaning(
        Standing.UNSEEN, "The server refused us (403, 429 or a page that asks for proof of being human).", _LATER
    ),
    LinkState.NOT_HTML: StateMeaning(Standing.UNSEEN, "The address leads to a file that is not an HTML page."),
    LinkState.TOO_LARGE: StateMeaning(
        Standing.UNSEEN, "The page is longer than we read, and the link was not in what we read."
    ),
    LinkState.NAME_NOT_FOUND: StateMeaning(
        Standing.UNSEEN, "The name of the host does not exist in the DNS at the moment.", _LATER
    ),
    LinkState.NAME_FAILED: StateMeaning(Standing.UNSEEN, "The DNS did not answer for the host.", _LATER),
    LinkState.TLS_FAILED: StateMeaning(
        Standing.UNSEEN, "No safe connection could be made (TLS or certificate).", _LATER
    ),
    LinkState.TIMEOUT: StateMeaning(Standing.UNSEEN, "The server did not answer in time.", _LATER),
    LinkState.UNREACHABLE: StateMeaning(Standing.UNSEEN, "The server could not be reached or broke off.", _LATER),
    LinkState.SERVER_ERROR: StateMeaning(
        Standing.UNSEEN, "The server answered with an error of its own (5xx).", _LATER
    ),
}
