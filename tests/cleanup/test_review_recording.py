"""Decisions of a file in the ledger: what is new, changed or unchanged, by the profile of today."""

from datetime import timedelta

from linkwright.cleanup.deciding import Decision
from linkwright.cleanup.review_answers import Filled
from linkwright.cleanup.review_model import mark_of
from linkwright.cleanup.review_reading import Returned
from linkwright.cleanup.review_recording import Recorded, record_returned
from linkwright.vocabulary.terms import Verdict
from tests.cleanup.deciding import ANNA, BEN, START, Decided, about_domain, decided, network
from tests.profile.making import link, rows_of

MEMBERS = [f"net{number}.test" for number in range(12)]
LINKS = [*network(MEMBERS), link("https://blog.test/a"), link("https://shop.test/b?x=1")]


def record(facts: Decided, *rows: Filled, who: str = ANNA) -> Recorded:
    with facts.profile() as profile:
        return record_returned(profile.engine, facts.ledger, Returned(rows), who, START + timedelta(days=1))


def holding(facts: Decided, table: str) -> dict[object, tuple[object, object, object]]:
    with facts.profile() as profile:
        rows = rows_of(profile, table)
    return {next(iter(row.values())): (row["verdict"], row["reason"], row["who"]) for row in rows}


def test_a_group_a_domain_and_a_page_are_recorded_and_hold() -> None:
    with decided(LINKS) as facts:
        with facts.profile() as profile:
            (group,) = rows_of(profile, "groups")
        rows = (
            Filled("row 2", f"group:{group['owner_group']}", "Keep", "ignored", mark=mark_of(str(group["nature"]))),
            Filled("row 3", "domain:blog.test", "ask removal", "bought in 2019"),
            Filled("row 4", "url:http://www.shop.test/b?x=1", "watch"),
            Filled("row 5", "domain:net3.test", "disavow"),
            Filled("row 6", "domain:nobody.test", "keep"),
            Filled("row 7", "domain:shop.test", ""),
        )
        told = record(facts, *rows)
        assert (told.new, told.changed, told.unchanged, told.undecided) == (4, 0, 0, 1)
        assert [refused.place for refused in told.refused] == ["row 6"]
        held = holding(facts, "domain_verdicts")
        assert held.pop("blog.test") == ("ask removal", "bought in 2019", ANNA)
        assert held.pop("net3.test") == ("disavow", None, ANNA), "a website's own verdict comes before its group's"
        assert held == dict.fromkeys(set(MEMBERS) - {"net3.test"}, ("keep", "ignored", ANNA))
        assert list(holding(facts, "page_verdicts").values()) == [("watch", None, ANNA)]


def test_what_held_already_stays_with_who_decided_it_and_a_change_counts_as_one() -> None:
    with decided(LINKS) as facts:
        facts.decide(about_domain("blog.test", Verdict.WATCH, "new here"), about_domain("shop.test"))
        again = (
            Filled("row 2", "domain:blog.test", "watch", "new here"),
            Filled("row 3", "domain:shop.test", "not ours"),
        )
        told = record(facts, *again, who=BEN)
        assert (told.new, told.changed, told.unchanged) == (0, 1, 1)
        assert holding(facts, "domain_verdicts") == {
            "blog.test": ("watch", "new here", ANNA),
            "shop.test": ("not ours", None, BEN),
        }


def test_a_decision_on_a_group_that_has_changed_since_is_refused() -> None:
    with decided(LINKS) as facts:
        with facts.profile() as profile:
            (group,) = rows_of(profile, "groups")
        told = record(
            facts, Filled("row 2", f"group:{group['owner_group']}", "disavow", mark=mark_of("network: other"))
        )
        assert (told.new, len(told.refused)) == (0, 1)
        assert holding(facts, "group_verdicts") == {}


def test_a_decision_on_a_group_that_held_for_another_nature_is_new() -> None:
    with decided(LINKS) as facts:
        with facts.profile() as profile:
            (group,) = rows_of(profile, "groups")
        name = str(group["owner_group"])
        facts.decide(Decision("group", name, Verdict.DISAVOW, nature="network: as it was"))
        told = record(facts, Filled("row 2", f"group:{name}", "disavow"))
        assert (told.new, told.changed, told.unchanged) == (1, 0, 0)
