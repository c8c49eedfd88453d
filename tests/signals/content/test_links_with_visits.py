from tests.signals.mini import Mini
from tests.signals.running_one import result_of


def test_says_who_sends_people_most_first_and_counts_nothing_twice(mini: Mini) -> None:
    domains = [{"referring_domain": name} for name in ("blog.test", "news.test", "quiet.test")]
    visits = [
        {"referring_domain": "news.test", "sessions": 12.0},
        {"referring_domain": "blog.test", "sessions": 1200.0, "key_events": 31.0},
        {"referring_domain": "nobody-links.test", "sessions": 50.0},
        {"referring_domain": "quiet.test", "sessions": 0.0},
    ]
    result = result_of(mini(domains=domains, visits=visits), "links-with-visits")
    assert result.messages(9) == (
        "Visits from blog.test: 1,200; key events: 31",
        "Visits from news.test: 12; key events: not counted",
    )
    assert result.findings["evidence"].to_pylist()[0] == ["domains:1", "visits:2"]
