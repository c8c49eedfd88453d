from datetime import datetime

import pytest

from linkwright.vocabulary.site import Site
from linkwright.vocabulary.terms import Outcome
from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of, result_of

SPANISH = Site(domains=("example.test",), languages=("es", "ca"), countries=("ES",))


def _tables(languages: dict[str, int], **values: object) -> dict[str, list[Row]]:
    names = [(f"{language}{n}.test", language) for language, many in languages.items() for n in range(many)]
    return {
        "links": [{"referring_domain": name, "language": language} for name, language in names],
        "domains": [{"referring_domain": name, "first_seen": datetime(2025, 1, 1), **values} for name, _ in names],
    }


def _rivals(foreign: int, of: int, aspect: str = "language", home: str = "es", other: str = "ru") -> list[Row]:
    return [
        {"site": f"rival{n}.test", "own": False, "aspect": aspect, "value": value, "referring_domains": many}
        for n in range(6)
        for value, many in ((home, of - foreign - n), (other, foreign + n))
    ]


def test_finds_a_profile_swamped_by_languages_the_audience_does_not_read(mini: Mini) -> None:
    (found,) = findings_of(mini(SPANISH, **_tables({"es": 10, "ru": 90, "zh": 20})), "audience-mismatch")
    assert (found["foreign"], found["of"], found["most"]) == (110, 120, "ru, zh")
    assert len(found["domains"]) == 110  # type: ignore[arg-type]
    assert 1 < float(str(found["likelihood_ratio"])) <= 3


def test_competitors_say_what_is_usual(mini: Mini) -> None:
    tables = _tables({"es": 60, "ru": 40})
    assert findings_of(mini(SPANISH, **tables), "audience-mismatch") == []
    (found,) = findings_of(mini(SPANISH, **tables, mixes=_rivals(4, 200)), "audience-mismatch")
    assert found["foreign"] == 40
    assert findings_of(mini(SPANISH, **tables, mixes=_rivals(80, 200)), "audience-mismatch") == []


@pytest.mark.parametrize(
    "languages",
    [{"es": 60, "ru": 40}, {"es": 2, "en": 200}, {"ru": 14}, {"es": 30, "fr": 30, "de": 20}],
    ids=["two fifths", "english", "few", "neighbours"],
)
def test_leaves_ordinary_foreign_links_alone(mini: Mini, languages: dict[str, int]) -> None:
    assert findings_of(mini(SPANISH, **_tables(languages)), "audience-mismatch") == []


def test_an_owner_with_one_page_for_the_audience_is_not_foreign_and_a_network_counts_once(mini: Mini) -> None:
    tables = _tables({"es": 10, "ru": 90})
    tables["links"] += [{"referring_domain": f"ru{n}.test", "language": "es"} for n in range(60)]
    assert findings_of(mini(SPANISH, **tables), "audience-mismatch") == []
    network = _tables({"ru": 90}, owner_group="network-1")
    home = _tables({"es": 30})
    joined = {name: network[name] + home[name] for name in network}
    assert findings_of(mini(SPANISH, **joined), "audience-mismatch") == []


def test_countries_are_compared_with_competitors_only(mini: Mini) -> None:
    domains: list[Row] = [{"referring_domain": f"d{n}.test", "country": "RU" if n < 95 else "ES"} for n in range(100)]
    assert findings_of(mini(SPANISH, domains=domains), "audience-mismatch") == []
    mixes = _rivals(5, 100, "country", "ES", "RU")
    (found,) = findings_of(mini(SPANISH, domains=domains, mixes=mixes), "audience-mismatch")
    assert (found["what"], found["foreign"]) == ("country", 95)


def test_says_so_when_the_audience_is_not_known(mini: Mini) -> None:
    result = result_of(mini(**_tables({"ru": 90})), "audience-mismatch")
    assert (result.outcome, "not set" in str(result.error)) == (Outcome.NOT_APPLICABLE, True)
