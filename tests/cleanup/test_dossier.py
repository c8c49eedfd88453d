"""What a dossier says of a planted cleanup, from its facts alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from linkwright.cleanup.chain import chain_findings, head_of
from linkwright.cleanup.deciding import Decision, record_verdicts
from linkwright.cleanup.dossier import Dossier, make_dossier
from linkwright.cleanup.sealing import Checked, Manifest
from linkwright.cleanup.timeline import Entry, Event, by_time
from linkwright.engine import Engine
from linkwright.errors import ConfigError, UnreadableInputError
from linkwright.ledger.workspace import Workspace
from linkwright.rubric.judged import judged
from linkwright.vocabulary.terms import Verdict
from tests.cleanup.stories import (
    ANNA,
    MADE_AT,
    add,
    decide,
    disavow_file,
    empty,
    links,
    looks,
    moment,
    planted,
    step,
)


@contextmanager
def engine_of(workspace: Workspace) -> Iterator[Engine]:
    with judged(workspace.ledger, workspace.site) as (profile, _, _):
        yield profile.engine


def dossier_of(workspace: Workspace, earlier: Checked | None = None) -> Dossier:
    with engine_of(workspace) as engine:
        return make_dossier(engine, workspace.site, workspace.ledger.batches(), MADE_AT, earlier)


def closed(dossier: Dossier, *, site: str = "mysite.example") -> Checked:
    """A dossier as a later one reads it."""
    manifest = Manifest(site, "", "", len(dossier.lines), head_of(dossier.lines), {})
    return Checked(manifest, "5ea1", dossier.lines, chain_findings(dossier.lines, len(dossier.lines), manifest.head))


def told(entries: tuple[Entry, ...], *events: Event) -> list[tuple[str, str, str]]:
    return [(entry.at[:10], entry.subject, entry.words) for entry in by_time(entries) if entry.event in events]


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Checked | None], Dossier]]:
    """Gathers the planted story, after an earlier dossier or from the beginning."""
    workspace = planted(tmp_path_factory.mktemp("story"))
    with engine_of(workspace) as engine:
        yield lambda earlier: make_dossier(engine, workspace.site, workspace.ledger.batches(), MADE_AT, earlier)


@pytest.fixture(scope="module")
def story(again: Callable[[Checked | None], Dossier]) -> Dossier:
    return again(None)


def test_what_was_found_is_told_for_those_it_came_to_matter_of(story: Dossier) -> None:
    found = told(story.entries, Event.DISCOVERED)
    assert {subject for _, subject, _ in found} == {"paid.test", "silent.test", "back.test"}
    assert (
        sorted(words for _, _, words in found)[0]
        == "1 link from back.test first found in ahrefs.csv, first seen 2026-01-02."
    )


def test_decisions_letters_and_answers_come_with_who_why_and_evidence(story: Dossier) -> None:
    (paid,) = [entry for entry in story.entries if entry.event == Event.DECIDED and entry.subject == "paid.test"]
    assert (paid.words, paid.why, paid.who) == ("Decided about the domain: ask removal.", "bought in 2019", ANNA)
    assert paid.evidence == (paid.id.removeprefix("decided:"),)
    assert told(story.entries, Event.ASKED, Event.ANSWERED) == [
        ("2026-01-31", "paid.test", "Asked for removal (to owner@paid.test)."),
        ("2026-01-31", "silent.test", "Asked for removal."),
        ("2026-02-03", "paid.test", "Says that it is removed."),
        ("2026-02-14", "silent.test", "Asked again."),
    ]


def test_only_our_own_looks_confirm_and_a_link_that_comes_back_is_told(story: Dossier) -> None:
    assert told(story.entries, Event.GONE, Event.BACK) == [
        ("2026-02-20", "back.test", "Our own look confirmed 1 link from back.test gone: page gone."),
        ("2026-02-22", "paid.test", "Our own look confirmed 1 link from paid.test gone: link removed."),
        ("2026-03-02", "back.test", "Our own look saw 1 link from back.test again: found."),
    ]
    (paid,) = [entry for entry in story.entries if entry.event == Event.GONE and entry.subject == "paid.test"]
    assert len(paid.kept) == 2, "the response with the link and the one without"


def test_links_and_totals_add_up(story: Dossier) -> None:
    rows = {row["referring_domain"]: row for row in story.links.to_pylist()}
    assert {name: (row["own_look"], row["disavowed"]) for name, row in rows.items()} == {
        "paid.test": ("gone, confirmed", False),
        "silent.test": ("could not look", True),
        "back.test": ("still there", True),
    }
    totals = story.totals
    assert totals.links == totals.gone + totals.missed_once + totals.still_there + totals.unseen + totals.not_looked_at
    assert (totals.letters, totals.owners_asked, totals.owners_answered, totals.owners_agreed) == (3, 2, 1, 1)


def test_before_is_the_first_decision_and_now_is_now(story: Dossier) -> None:
    assert story.since == moment(20)
    assert story.before is not None
    assert (story.before.links, story.before.domains, story.before.concerned, story.before.disavowed) == (5, 5, 3, 2)
    assert (story.now.links, story.now.domains, story.now.concerned, story.now.disavowed) == (4, 4, 2, 2)


def test_versions_of_the_disavow_file_and_their_differences(story: Dossier) -> None:
    first, second = story.versions
    assert (first.file_name, first.entries, first.added, first.taken_out) == ("disavow-012.txt", 2, 2, 0)
    assert (second.entries, second.added, second.taken_out) == (2, 1, 1)
    assert "/home/me" not in "".join(story.lines)
    assert second.text.splitlines()[2:] == ["# no answer", "domain:silent.test", "https://back.test/post"]
    changes = [(row["version"], row["change"], row["subject"]) for row in story.differences.to_pylist()]
    assert changes[2:] == [(2, "added", "https://back.test/post"), (2, "taken out", "old.test")]


def test_the_same_facts_give_the_same_dossier_and_nothing_to_add_to_it(
    story: Dossier, again: Callable[[Checked | None], Dossier]
) -> None:
    assert again(None) == story
    assert again(closed(story)).lines == story.lines


def test_a_miss_seen_once_confirms_nothing_and_unseen_pages_prove_nothing(tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    add(workspace.ledger, {"link_seen": links(["paid.test", "back.test"], 1)}, 10, "ahrefs", "backlinks", "a.csv")
    decide(workspace, 20)
    looks(workspace, 30, {"paid.test": "link removed", "back.test": "timeout"})
    dossier = dossier_of(workspace)
    assert told(dossier.entries, Event.GONE) == []
    assert (dossier.totals.gone, dossier.totals.missed_once, dossier.totals.unseen) == (0, 1, 1)


def test_a_network_is_one_discovery_not_twelve(tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    names = [f"net{number}.test" for number in range(12)]
    rows = [
        {
            "referring_page_url": f"https://{name}/best-spas-of-the-year",
            "target_url": "https://mysite.example/",
            "status": "live",
        }
        | {"title": "Best spas of the year"}
        for name in names
    ]
    add(workspace.ledger, {"link_seen": rows}, 10, "ahrefs", "backlinks", "a.csv")
    with judged(workspace.ledger, workspace.site) as (profile, _, _):
        (group,) = profile.table("groups").to_pylist()
    decision = Decision("group", group["owner_group"], Verdict.DISAVOW, "one template", nature=group["nature"])
    record_verdicts(workspace.ledger, [decision], ANNA, moment(20))
    dossier = dossier_of(workspace)
    assert len(told(dossier.entries, Event.DISCOVERED)) == len(told(dossier.entries, Event.DECIDED)) == 1
    assert told(dossier.entries, Event.DISCOVERED)[0][2].startswith("12 links from 12 websites such as net0.test")
    assert (dossier.totals.links, dossier.totals.domains) == (12, 12)


def test_a_later_dossier_goes_on_with_the_chain(tmp_path: Path) -> None:
    workspace = planted(tmp_path)
    first = dossier_of(workspace)
    add(workspace.ledger, {"removal_seen": [step("back.test", "sent", 5)]}, 90, "linkwright", "removal", "a late note")
    second = dossier_of(workspace, closed(first))
    assert second.lines[: len(first.lines)] == first.lines
    assert [entry.words for entry in second.entries[len(first.entries) :]] == ["Asked for removal."]
    assert by_time(second.entries)[0].words == "Asked for removal.", "shown where it belongs, added where it came"
    assert second.extends == "5ea1"


def test_what_became_of_interest_later_is_added_and_nothing_is_put_in_between(tmp_path: Path) -> None:
    workspace = planted(tmp_path)
    first = dossier_of(workspace)
    decision = Decision("domain", "quiet.test", Verdict.DISAVOW, "bought as well")
    record_verdicts(workspace.ledger, [decision], ANNA, moment(95))
    second = dossier_of(workspace, closed(first))
    assert second.lines[: len(first.lines)] == first.lines
    assert {entry.event for entry in second.entries[len(first.entries) :]} == {Event.DISCOVERED, Event.DECIDED}


def test_a_changed_or_foreign_earlier_dossier_is_refused(
    story: Dossier, again: Callable[[Checked | None], Dossier]
) -> None:
    lines = story.lines[1:]
    altered = Checked(closed(story).manifest, "", lines, chain_findings(lines, len(story.lines), head_of(story.lines)))
    with pytest.raises(ConfigError, match="was changed"):
        again(altered)
    with pytest.raises(ConfigError, match="about other"):
        again(closed(story, site="other.example"))


def test_nothing_to_show_is_said_kindly(tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    add(workspace.ledger, {"link_seen": links(["good.test"], 1)}, 10, "ahrefs", "backlinks", "a.csv")
    with pytest.raises(UnreadableInputError, match="nothing to show yet") as raised:
        dossier_of(workspace)
    assert "linkwright review" in raised.value.todo


def test_a_disavow_file_alone_is_shown_without_a_before(tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    disavow_file(workspace.ledger, 12, "unseen.test")
    dossier = dossier_of(workspace)
    assert (dossier.before, dossier.now.disavowed, dossier.totals.links) == (None, 1, 0)
    assert [entry.event for entry in dossier.entries] == [Event.DISAVOWED]
