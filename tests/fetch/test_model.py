from datetime import UTC, datetime

import pytest

from linkwright.errors import ConfigError
from linkwright.fetch.model import Answer, Failure, Politeness, Robots

HONEST = "Linkwright/0.1 (+https://linkwright.example/bot)"


def answer(ip: str | None) -> Answer:
    headers = (("Server", "nginx"), ("X-Robots-Tag", "noindex"))
    now = datetime.now(UTC)
    return Answer(
        "http://a.example/", "http://a.example/", (), 200, None, headers, b"", False, ip, (), now, 0.1, Robots.ALLOWED
    )


@pytest.mark.parametrize("agent", [HONEST, "My-Bot/2 (research; +mail@my.site)", "A_b/1.2.3 (+http://x.example)"])
def test_a_user_agent_with_a_contact_is_accepted(agent: str) -> None:
    assert Politeness(agent).product == agent.split("/")[0]


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Linkwright",
        "Linkwright/0.1",
        "Mozilla/5.0 (Windows NT 10.0)",
        "Bot/1 (+nowhere)",
        "Bot/1 (+https://x.example)\r\nX: y",
    ],
)
def test_a_user_agent_that_hides_is_refused(agent: str) -> None:
    with pytest.raises(ConfigError, match="how to reach us"):
        Politeness(agent)


@pytest.mark.parametrize(
    ("limit", "value"), [("connections", 0), ("delay", -1.0), ("rate", 0.0), ("timeout", float("nan")), ("attempts", 0)]
)
def test_limits_that_would_stop_or_unleash_a_crawl_are_refused(limit: str, value: float) -> None:
    with pytest.raises(ConfigError, match=limit):
        Politeness(HONEST, **{limit: value})  # type: ignore[arg-type]


def test_every_failure_has_a_sentence_of_its_own() -> None:
    reasons = [failure.reason for failure in Failure]
    assert len(set(reasons)) == len(Failure)
    assert all(reason.endswith(".") for reason in reasons)


@pytest.mark.parametrize(
    ("ip", "subnet"), [("203.0.113.77", "203.0.113.0/24"), ("2001:db8:1:2::3", "2001:db8:1::/48"), (None, None)]
)
def test_subnet(ip: str | None, subnet: str | None) -> None:
    assert answer(ip).subnet == subnet


def test_headers_are_found_whatever_their_case() -> None:
    assert answer(None).server == "nginx"
    assert answer(None).header("x-robots-tag") == "noindex"
    assert answer(None).header("etag") is None
