"""Whom to ask for the removal of which links, and how to reach them."""

from linkwright.cleanup.letter_writing import Sender, make_letters
from linkwright.cleanup.removal_state import RequestState, Sight
from linkwright.vocabulary.terms import RemovalStep, Verdict
from tests.cleanup.deciding import about_domain, about_group, about_page, decided, network
from tests.cleanup.removing import HOME, add_contacts, add_looks, requests_of, step
from tests.profile.making import link, rows_of

ASK = Verdict.ASK_REMOVAL
MEMBERS = [f"net{number}.test" for number in range(12)]
LINKS = [
    link("https://blog.test/a", language="de-DE"),
    link("https://blog.test/b", language="de"),
    link("https://blog.test/c", language="en"),
    link("https://shop.test/x"),
    link("https://good.test/x"),
]


def test_only_what_a_person_decided_is_asked_for() -> None:
    with decided(LINKS) as facts:
        assert requests_of(facts) == {}
        facts.decide(about_domain("blog.test", ASK, "bought"), about_domain("shop.test", Verdict.DISAVOW))
        (request,) = requests_of(facts).values()
    assert request.owner == "blog.test"
    assert [each.page for each in request.links] == [
        "https://blog.test/a",
        "https://blog.test/b",
        "https://blog.test/c",
    ]
    assert {each.target for each in request.links} == {HOME}
    assert (request.reason, request.who, str(request.decided_on)) == ("bought", "Anna", "2026-02-01")
    assert request.language == "de", "that of most of its pages"
    assert request.progress.state is RequestState.NOT_ASKED


def test_a_verdict_on_a_page_is_about_that_page_and_comes_before_its_domains() -> None:
    with decided(LINKS) as facts:
        facts.decide(about_domain("blog.test", ASK), about_page("https://blog.test/b", Verdict.KEEP))
        facts.decide(about_page("https://shop.test/x", ASK))
        found = requests_of(facts)
    assert [each.page for each in found["blog.test"].links] == ["https://blog.test/a", "https://blog.test/c"]
    assert [each.page for each in found["shop.test"].links] == ["https://shop.test/x"]


def test_one_letter_for_an_owner_of_many_domains() -> None:
    with decided([*network(MEMBERS), *LINKS]) as facts:
        with facts.profile() as profile:
            (group,) = rows_of(profile, "groups")
        facts.decide(about_group(group, ASK), about_domain("shop.test", ASK))
        found = requests_of(facts)
    assert set(found) == {group["owner_group"], "shop.test"}
    request = found[str(group["owner_group"])]
    assert request.domains == tuple(sorted(MEMBERS))
    letters = make_letters(tuple(found.values()), "mysite.example.com", Sender("Ann", "ann@mysite.example.com"))
    assert len(letters) == len(found)
    letter = next(each for each in letters if each.owner == request.owner)
    assert all(f"https://{name}/best-spas-of-the-year\n" in letter.body for name in MEMBERS)


def test_steps_are_found_again_when_a_domain_has_become_part_of_a_group() -> None:
    with decided(network(MEMBERS)) as facts:
        facts.decide(*(about_domain(name, ASK) for name in MEMBERS))
        (request,) = requests_of(facts, [step(RemovalStep.SENT, 20, "net3.test")]).values()
    assert request.progress.state is RequestState.WAITING


def test_the_best_way_to_reach_an_owner_comes_first_and_nothing_is_guessed() -> None:
    with decided(LINKS) as facts:
        facts.decide(about_domain("blog.test", ASK), about_domain("shop.test", ASK), about_domain("good.test", ASK))
        add_contacts(
            facts,
            ("blog.test", "page", "https://blog.test/privacy"),
            ("blog.test", "page", "https://blog.test/impressum"),
            ("blog.test", "address", "ann@blog.test"),
            ("shop.test", "page", "https://shop.test/privacy"),
            ("shop.test", "page", "https://shop.test/contact"),
        )
        found = requests_of(facts)
    assert [each.value for each in found["blog.test"].contacts] == [
        "ann@blog.test",
        "https://blog.test/impressum",
        "https://blog.test/privacy",
    ]
    assert found["blog.test"].reach == "ann@blog.test"
    assert found["shop.test"].reach == "by hand: https://shop.test/contact"
    assert found["good.test"].reach == "no contact seen: open https://good.test/x"


def test_the_crawler_says_of_each_link_whether_it_is_gone() -> None:
    with decided(LINKS) as facts:
        facts.decide(about_domain("blog.test", ASK), about_domain("shop.test", ASK))
        add_looks(
            facts,
            ("https://blog.test/a", 10, "page gone"),
            ("https://blog.test/b", 10, "link removed"),
            ("https://blog.test/c", 10, "blocked"),
            ("https://shop.test/x", 10, "link removed"),
            ("https://shop.test/x", 12, "link removed"),
        )
        found = requests_of(facts, [step(RemovalStep.SENT, 5), step(RemovalStep.SENT, 5, "shop.test")])
    assert [each.sight for each in found["blog.test"].links] == [Sight.GONE, Sight.MISSED, Sight.UNSEEN]
    assert [each.page for each in found["blog.test"].open_links] == ["https://blog.test/c"]
    assert found["shop.test"].progress.state is RequestState.CONFIRMED
    assert found["shop.test"].progress.words == "Removed, confirmed by our look of 2026-01-12."


def test_what_needs_doing_comes_first() -> None:
    with decided(LINKS) as facts:
        facts.decide(*(about_domain(name, ASK) for name in ("blog.test", "shop.test", "good.test")))
        steps = [step(RemovalStep.REFUSED, 5, "blog.test"), step(RemovalStep.SENT, 5, "shop.test")]
        found = requests_of(facts, steps)
    assert list(found) == ["shop.test", "good.test", "blog.test"]
