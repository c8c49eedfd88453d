"""Decisions of a person in the ledger: written once, never changed; and what the profile says holds."""

import random
from datetime import datetime

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from linkwright.cleanup.deciding import DECIDED_ALREADY, Decision
from linkwright.compare.reading import read_side
from linkwright.engine.duck import duck_engine
from linkwright.profile import Profile, build_profile
from linkwright.profile.scope import Scope
from linkwright.rubric import judge, load_rubric
from linkwright.signals import all_signals, run_signals
from linkwright.vocabulary.facts import VERDICT_SEEN
from linkwright.vocabulary.terms import Verdict
from tests.cleanup.deciding import ANNA, BEN, Decided, about_domain, about_group, about_page, decided, network
from tests.profile.making import SITE, Row, by, link, numbered, rows_of

LINKS = [
    link("https://blog.test/a"),
    link("https://blog.test/b"),
    link("https://shop.other.test/x"),
    link("https://bücher.test/x"),
]
MEMBERS = [f"net{number}.test" for number in range(12)]
MIRRORS = [link(f"https://brand.{suffix}/about", title="About Brand", ip="198.18.5.1") for suffix in ("de", "fr")]


def verdicts(profile: Profile) -> dict[object, object]:
    return {row["referring_domain"]: row["verdict"] for row in rows_of(profile, "domain_verdicts")}


def only_group(facts: Decided) -> Row:
    with facts.profile() as profile:
        (group,) = rows_of(profile, "groups")
    return group


def test_a_decision_is_a_fact_with_who_when_and_why() -> None:
    with decided(LINKS) as facts:
        batch = facts.decide(about_domain("blog.test", Verdict.DISAVOW, "bought in 2019"))
        with facts.profile() as profile:
            (found,) = rows_of(profile, "domain_verdicts")
    assert (batch.stored, batch.source, batch.report) == (1, "linkwright", "review")
    assert found == {
        "referring_domain": "blog.test",
        "verdict": "disavow",
        "reason": "bought in 2019",
        "who": ANNA,
        "decided_at": datetime(2026, 2, 1, 12),
        "value": None,
        "subject_kind": "domain",
        "subject": "blog.test",
        "observation": f"{batch.id}:1",
    }


def test_the_same_decisions_twice_change_nothing_and_a_mix_adds_only_what_is_new() -> None:
    first = (about_domain("blog.test"), about_page("https://blog.test/a", Verdict.WATCH))
    with decided(LINKS) as facts:
        assert facts.decide(*first).stored == 2
        for days in (0, 3):
            again = facts.decide(*reversed(first), days=days)
            assert (again.read, again.stored, again.declared_reasons) == (2, 0, {DECIDED_ALREADY: 2})
        mixed = facts.decide(*first, about_domain("other.test"), days=4)
        assert (mixed.stored, mixed.declared) == (1, 2)
        assert len(facts.ledger.batches()) == 2
        by_ben = facts.decide(about_domain("blog.test"), who=BEN, days=5)
        assert by_ben.stored == 1  # the same, but somebody else says it


def test_an_older_decision_recorded_again_does_not_come_back_to_life() -> None:
    with decided(LINKS) as facts:
        facts.decide(about_domain("blog.test", Verdict.DISAVOW))
        facts.decide(about_domain("blog.test", Verdict.KEEP), days=1)
        assert facts.decide(about_domain("blog.test", Verdict.DISAVOW)).stored == 0
        with facts.profile() as profile:
            assert verdicts(profile) == {"blog.test": "keep"}
        assert facts.decide(about_domain("blog.test", Verdict.DISAVOW), days=2).stored == 1  # a change of mind
        with facts.profile() as profile:
            assert verdicts(profile) == {"blog.test": "disavow"}
            standing = [(row["verdict"], row["standing"]) for row in rows_of(profile, "verdict_history")]
    assert sorted(standing, key=str) == [("disavow", "holds"), ("disavow", "replaced"), ("keep", "replaced")]


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (Decision("page", "blog.test", Verdict.KEEP), "nothing we know"),
        (Decision("domain", " ", Verdict.KEEP), "nothing we know"),
        (Decision("group", "network-1", Verdict.KEEP), "nature"),
        (Decision("domain", "blog.test", Verdict.KEEP, nature="mirror"), "not about a group"),
        (Decision("domain", "blog.test", Verdict.RECLASSIFY, value="newspaperish"), "what it is instead"),
        (Decision("domain", "blog.test", Verdict.KEEP, value="forum"), "which “keep” has not"),
    ],
)
def test_a_decision_that_says_nothing_clear_is_refused(decision: Decision, words: str) -> None:
    with decided(LINKS) as facts:
        with pytest.raises(ValueError, match=words):
            facts.decide(decision)
        assert not facts.ledger.batches()


def test_two_decisions_about_one_subject_at_once_are_refused() -> None:
    with decided(LINKS) as facts, pytest.raises(ValueError, match="contradict"):
        facts.decide(about_domain("blog.test"), about_domain("blog.test", Verdict.DISAVOW))


def test_domains_and_pages_are_found_however_they_are_written() -> None:
    with decided(LINKS) as facts:
        facts.decide(about_domain("WWW.Blog.test"), about_domain("xn--bcher-kva.test"), about_domain("shop.other.test"))
        facts.decide(about_page("http://www.blog.test/a/?utm_source=x", Verdict.WATCH), about_page("blog.test/none"))
        with facts.profile() as profile:
            assert verdicts(profile) == {"blog.test": "keep", "xn--bcher-kva.test": "keep"}
            pages = [(row["referring_page"], row["verdict"]) for row in rows_of(profile, "page_verdicts")]
            lost = {row["subject"] for row in rows_of(profile, "verdict_history") if row["standing"] == "no link known"}
    assert pages == [("https://blog.test/a", "watch")]
    # A part of a site is not the site.
    assert lost == {"shop.other.test", "blog.test/none"}


def test_lines_of_disavow_files_and_lists_are_no_decisions_of_a_review() -> None:
    with decided(LINKS) as facts:
        lines = [
            {"source": "google", "report": "disavow", "subject_kind": "domain", "subject": "blog.test", "verdict": v}
            for v in ("disavow", "listed")
        ]
        facts.links.add(VERDICT_SEEN.name, numbered(lines, "f" * 16))
        with facts.profile() as profile:
            assert verdicts(profile) == {}
            assert rows_of(profile, "verdict_history") == []


def test_a_groups_verdict_holds_for_its_members_and_a_domains_own_comes_first() -> None:
    with decided([*LINKS, *network(MEMBERS)]) as facts:
        group = only_group(facts)
        facts.decide(about_domain(MEMBERS[0], Verdict.KEEP))
        facts.decide(about_group(group, Verdict.DISAVOW), days=1)
        with facts.profile() as profile:
            assert verdicts(profile) == {MEMBERS[0]: "keep", **dict.fromkeys(MEMBERS[1:], "disavow")}
            kinds = {row["referring_domain"]: row["subject_kind"] for row in rows_of(profile, "domain_verdicts")}
    assert (kinds[MEMBERS[0]], kinds[MEMBERS[1]]) == ("domain", "group")


def test_a_networks_verdict_holds_for_a_new_member_and_through_a_new_id() -> None:
    with decided(network(MEMBERS)) as facts:
        group = only_group(facts)
        facts.decide(about_group(group))
        facts.links.add("link_seen", numbered(network(["late.test"]), "c" * 16))
        facts.decide(Decision("group", "network-former", Verdict.KEEP, nature=str(group["nature"])), days=-1)
        with facts.profile() as profile:
            assert verdicts(profile) == dict.fromkeys([*MEMBERS, "late.test"], "disavow")
            standings = by(profile, "verdict_history", "subject")
    assert standings["network-former"]["standing"] == "replaced"


def test_mirrors_named_anew_by_an_earlier_name_keep_their_verdict() -> None:
    with decided(MIRRORS) as facts:
        group = only_group(facts)
        assert group["owner_group"] == "brand.de"
        facts.decide(about_group(group, Verdict.KEEP))
        earlier = link("https://brand.at/about", title="About Brand", ip="198.18.5.1")
        facts.links.add("link_seen", numbered([earlier], "c" * 16))
        assert only_group(facts)["owner_group"] == "brand.at"
        with facts.profile() as profile:
            assert verdicts(profile) == dict.fromkeys(["brand.at", "brand.de", "brand.fr"], "keep")


def test_a_group_that_became_something_else_is_asked_again_and_its_verdict_counts_for_nobody() -> None:
    with decided(network(MEMBERS)) as facts:
        group = dict(only_group(facts))
        changed = about_group({**group, "nature": "network: the path /old and the title “Another”"})
        facts.decide(changed, about_group({"owner_group": "gone.test", "nature": "mirror: something"}))
        with facts.profile() as profile:
            assert verdicts(profile) == {}
            (now,) = rows_of(profile, "group_verdicts")
            standings = {row["standing"] for row in rows_of(profile, "verdict_history")}
        assert (now["owner_group"], now["holds"], now["verdict"]) == (group["owner_group"], False, "disavow")
        assert standings == {"ask again"}
        facts.decide(about_group(group, Verdict.WATCH), days=1)  # asked again, and answered
        with facts.profile() as profile:
            assert set(verdicts(profile).values()) == {"watch"}


NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)  # each example builds a profile
CHOICES = st.lists(
    st.tuples(
        st.sampled_from(["blog.test", "other.test", "xn--bcher-kva.test"]),
        st.sampled_from([Verdict.KEEP, Verdict.WATCH, Verdict.DISAVOW, Verdict.NOT_OURS]),
        st.integers(0, 5),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=NO_SHRINKING)
@given(choices=CHOICES, seed=st.integers(0, 99))
def test_the_latest_wins_whatever_the_order_of_the_files(choices: list[tuple[str, Verdict, int]], seed: int) -> None:
    # One person decides about one subject at one moment only once.
    at_once = {(name, day): verdict for name, verdict, day in choices}
    in_time = sorted(at_once.items(), key=lambda item: item[0][1])
    expected = {name: str(verdict) for (name, _), verdict in in_time}
    with decided([*LINKS, link("https://other.test/")]) as facts:
        for (name, day), verdict in in_time:
            facts.decide(about_domain(name, verdict), days=day)
        files = list(facts.ledger.files(VERDICT_SEEN.name))
        random.Random(seed).shuffle(files)  # noqa: S311 (test data)
        folder = facts.links.folder / VERDICT_SEEN.name
        folder.mkdir()
        for place, file in enumerate(files):
            file.rename(folder / f"{place}.parquet")
        with duck_engine(memory="500MB") as engine:
            profile = build_profile(engine, facts.links, SITE)
            found = verdicts(profile)
            history = rows_of(profile, "verdict_history")
    assert found == expected
    assert sum(row["standing"] == "holds" for row in history) == len(expected)


def test_a_ledger_whose_files_lack_the_younger_columns_is_read_and_added_to() -> None:
    former = VERDICT_SEEN.schema.names[:9]
    with decided(LINKS) as facts:
        rows = numbered([{"source": "google", "report": "disavow", "subject": "blog.test", "verdict": "disavow"}])
        facts.links.add(VERDICT_SEEN.name, rows)
        (old,) = facts.links.files(VERDICT_SEEN.name)
        pq.write_table(pq.read_table(old, columns=former), old)
        with facts.profile() as profile:
            assert verdicts(profile) == {}
        facts.decide(about_domain("blog.test"))
        with facts.profile() as profile:
            assert verdicts(profile) == {"blog.test": "keep"}


def test_a_kind_of_site_a_person_names_is_what_the_profile_says_and_who_said_so() -> None:
    with decided(LINKS) as facts:
        facts.decide(about_domain("blog.test", Verdict.RECLASSIFY, value="news"))
        facts.decide(about_domain("other.test", Verdict.RECLASSIFY, value="footer"))
        with facts.profile() as profile:
            domains = by(profile, "domains", "referring_domain")
    assert (domains["blog.test"]["source_type"], domains["blog.test"]["source_type_reason"]) == (
        "news",
        "decided by Anna on 2026-02-01",
    )
    assert domains["other.test"]["source_type"] == "e-commerce"  # a placement is no kind of site


def test_in_another_sites_profile_only_what_something_is_counts_not_what_is_to_be_done() -> None:
    with decided([*LINKS, link("https://third.test/")]) as facts:
        ours = [facts.decide(about_domain("blog.test", Verdict.KEEP))]
        ours.append(facts.decide(about_domain("other.test", Verdict.KEEP)))
        ours.append(facts.decide(about_domain("other.test", Verdict.DISAVOW), days=1))
        ours.append(facts.decide(about_domain("third.test", Verdict.NOT_OURS)))
        scope = Scope(others={batch.id: "owner.example" for batch in ours})
        with duck_engine(memory="500MB") as engine:
            assert verdicts(build_profile(engine, facts, SITE, scope=scope)) == {"blog.test": "keep"}


def test_a_kept_website_counts_in_what_is_compared_and_one_to_be_disavowed_does_not() -> None:
    def qualities(*decisions: Decision) -> dict[str, float]:
        with decided(LINKS) as facts:
            if decisions:
                facts.decide(*decisions)
            with facts.profile() as profile:
                judge(profile, run_signals(profile, all_signals()), load_rubric())
                rows = read_side(profile, own=True).domains.to_pylist()
        return {row["referring_domain"]: row["quality"] for row in rows}

    before = qualities()
    assert before["blog.test"] > 0
    assert qualities(about_domain("blog.test")) == before
    assert qualities(about_domain("blog.test", Verdict.DISAVOW)) == {**before, "blog.test": 0.0}
    assert qualities(about_domain("blog.test", Verdict.NOT_OURS)) == {
        name: quality for name, quality in before.items() if name != "blog.test"
    }
