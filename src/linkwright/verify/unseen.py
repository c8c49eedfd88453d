"""When a page could not be looked at, and why. None of this says that a link is gone."""

from linkwright.fetch.model import Answer, Failure
from linkwright.vocabulary.states import LinkState

_FAILURES = {
    Failure.DNS_NOT_FOUND: LinkState.NAME_NOT_FOUND,
    Failure.DNS_FAILED: LinkState.NAME_FAILED,
    Failure.TLS: LinkState.TLS_FAILED,
    Failure.TIMEOUT: LinkState.TIMEOUT,
    Failure.TOO_LARGE: LinkState.TOO_LARGE,
    Failure.DECOMPRESSION_BOMB: LinkState.TOO_LARGE,
    Failure.DISALLOWED: LinkState.ROBOTS_BLOCKED,
    Failure.ROBOTS_UNREACHABLE: LinkState.ROBOTS_BLOCKED,
    Failure.ASKED_TO_WAIT: LinkState.BLOCKED,
}
NOT_LOOKED = (Failure.BUDGET_SPENT, Failure.HOST_GIVEN_UP)  # the next run looks
GONE = (404, 410)
_UNAUTHORISED = 401
_CLIENT_ERROR, _SERVER_ERROR = 400, 500
_NOT_MODIFIED = 304

Outcome = tuple[LinkState, str]  # and what was seen, in words


def outcome_without_page(answer: Answer) -> Outcome | None:
    """Return why an answer carries no page that could be read, or None when it carries one."""
    if answer.failure is not None and not answer.body:
        return outcome_of(answer.failure)
    if answer.status is None:
        return LinkState.UNREACHABLE, "The server did not answer."
    if answer.status >= _CLIENT_ERROR:
        return _of_status(answer)
    if not answer.body and not is_html(answer):
        return LinkState.NOT_HTML, f"The server sends {answer.header('content-type')}."
    return None


def outcome_of(failure: Failure) -> Outcome:
    """Return what a failure means for a link that was not seen."""
    return _FAILURES.get(failure, LinkState.UNREACHABLE), failure.reason


def unchanged(answer: Answer) -> bool:
    """Tell whether the server says that the page is as we saw it last."""
    return answer.failure is None and answer.status == _NOT_MODIFIED


def is_html(answer: Answer) -> bool:
    """Tell whether the answer says that it is an HTML page, or says nothing."""
    kind = (answer.header("content-type") or "text/html").lower()
    return "html" in kind


def _of_status(answer: Answer) -> Outcome:
    status = answer.status or 0
    said = f"The server answered {status}."
    if status in GONE:
        return LinkState.PAGE_GONE, said
    if status == _UNAUTHORISED:
        return LinkState.WALL, f"{said} It asks for a password."
    if status >= _SERVER_ERROR:
        return LinkState.SERVER_ERROR, said
    wait = answer.header("retry-after")
    return LinkState.BLOCKED, said + (f" It asks us to come back later (Retry-After: {wait[:40]})." if wait else "")
