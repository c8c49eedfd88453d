from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from linkwright.cleanup.deciding import Decision, record_verdicts
from linkwright.cleanup.disavow_check import check_disavow
from linkwright.cleanup.disavow_file import LineKind, read_file
from linkwright.cleanup.disavow_model import DisavowCheck
from linkwright.cleanup.disavow_writing import Decided, NextFile, Reason, decided, next_file
from linkwright.errors import LinkwrightError
from linkwright.ledger import Ledger
from linkwright.profile import Profile
from linkwright.rubric.judged import judged
from linkwright.sources import import_inputs
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.terms import Verdict

SITE = Site(domains=("meadowlark.example",), topics=("spa",))
TODAY = date(2026, 11, 24)
LINKS = """source_url,target_url,anchor_text,rel,first_seen,last_seen,dr
https://strong.example/spa-guide,https://meadowlark.example/,Meadowlark,,2024-01-02,2026-11-01,88
https://blog.farm.example/a,https://meadowlark.example/,cheap spa,,2025-01-02,2026-11-01,2
https://www.farm.example/b,https://meadowlark.example/,cheap spa,,2025-01-02,2026-11-01,2
https://weak.example/list,https://meadowlark.example/,spa,,2025-01-02,2026-11-01,1
https://weak.example/list2,https://meadowlark.example/,spa,,2025-01-02,2026-11-01,1
"""
VISITS = "pageReferrer,sessionSource,sessionMedium,sessions,totalUsers,keyEvents\nhttps://strong.example/,strong.example,referral,41,40,3\n"
SEEN = "Linking page,Last crawled\nhttps://weak.example/list,2026-10-30\n"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    folder = tmp_path_factory.mktemp("disavow")
    files = {"links.csv": LINKS, "visits.csv": VISITS, "https___meadowlark.example_-Latest links-2026-11-01.csv": SEEN}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    ledger = Ledger(folder / "ledger")
    results = import_inputs([folder / name for name in files], ledger, site=SITE)
    assert all(result.batch and result.batch.stored for result in results), results
    decisions = [
        Decision("domain", "farm.example", Verdict.DISAVOW, "bought in 2019"),
        Decision("url", "https://weak.example/list2", Verdict.DISAVOW, "made by us"),
        Decision("domain", "strong.example", Verdict.KEEP, "our partner"),
    ]
    record_verdicts(ledger, decisions, "Ann", datetime(2026, 11, 20, tzinfo=UTC))
    return ledger


@contextmanager
def _profile(ledger: Ledger) -> Iterator[Profile]:
    with judged(ledger, SITE) as (profile, _, _):
        yield profile


@pytest.fixture(scope="module")
def profile(ledger: Ledger) -> Iterator[Profile]:
    with _profile(ledger) as found:
        yield found


def _check(profile: Profile, text: str) -> DisavowCheck:
    return check_disavow(read_file(text.encode(), "d.txt"), SITE, profile.engine)


def _kinds(check: DisavowCheck, line: int) -> set[str]:
    return {problem.kind for problem in check.problems if problem.line == line}


def test_what_brings_something_is_named_with_what_it_brings(profile: Profile) -> None:
    check = _check(profile, "domain:strong.example\ndomain:weak.example\ndomain:stranger.example\n")
    assert {"brings-visits", "valuable", "kept"} <= _kinds(check, 1)
    visits = next(problem for problem in check.problems if problem.kind == "brings-visits")
    assert "41 visits and 3 conversions" in visits.why
    kept = next(problem for problem in check.problems if problem.kind == "kept")
    assert "Ann decided on 2026-11-20 to keep it: our partner" in kept.why
    assert _kinds(check, 2) == {"in-search-console"}
    assert _kinds(check, 3) == {"never-seen"}


def test_the_cost_counts_each_domain_and_link_once(profile: Profile) -> None:
    one = _check(profile, "domain:strong.example\n").cost
    both = _check(profile, "domain:strong.example\nhttps://strong.example/spa-guide\n").cost
    assert one
    assert both
    assert (one.domains, one.links, one.sessions, one.key_events) == (1, 1, 41, 3)
    assert (both.domains, both.links, both.quality) == (1, 1, one.quality)
    assert one.quality > 0.3
    assert both.entries == 2


def test_a_subdomain_entry_covers_only_what_is_under_it(profile: Profile) -> None:
    part, whole = (_check(profile, f"domain:{host}\n").cost for host in ("blog.farm.example", "farm.example"))
    assert part
    assert whole
    assert (part.links, whole.links) == (1, 2)


def test_a_page_entry_covers_that_page_only(profile: Profile) -> None:
    cost = _check(profile, "http://www.weak.example/list2/\n").cost
    assert cost
    assert cost.links == 1


def test_nothing_known_costs_nothing(profile: Profile) -> None:
    cost = _check(profile, "domain:stranger.example\n# domain:strong.example\ndomain: also wrong\n").cost
    assert cost
    assert (cost.matching, cost.links, cost.domains, cost.quality) == (0, 0, 0, 0)


def _next(profile: Profile, live: str, reason: Reason = Reason.KNOWN_PURCHASE) -> NextFile:
    return next_file(read_file(live.encode(), "live.txt"), decided(profile.engine), reason, SITE, TODAY)


def test_only_what_a_person_decided_is_added_and_each_line_says_who_and_why(profile: Profile) -> None:
    made = _next(profile, "# mine\ndomain:old.example\nsomething odd\n")
    lines = made.data.decode().splitlines()
    assert lines[:3] == ["# mine", "domain:old.example", "something odd"]
    assert "links known to be bought" in lines[3]
    assert lines[4].startswith("# Ann, 2026-11-20: bought in 2019 (evidence ")
    assert lines[5] == "domain:farm.example"
    assert lines[7] == "https://weak.example/list2"
    assert len(lines) == 8
    assert len(made.added) == 2


def test_what_was_decided_to_keep_is_taken_out_of_the_live_file(profile: Profile) -> None:
    made = _next(profile, "domain:strong.example\ndomain:old.example\n")
    assert [line.text for line, _ in made.removed] == ["domain:strong.example"]
    assert b"strong.example" not in made.data
    assert made.data.startswith(b"domain:old.example\n")


def test_the_file_it_wrote_needs_nothing_more(profile: Profile) -> None:
    first = _next(profile, "domain:old.example\n")
    again = _next(profile, first.data.decode())
    assert (again.added, again.removed) == ((), ())
    assert again.already == 2
    assert again.data == first.data


def test_a_live_file_that_covers_the_decisions_stays_byte_for_byte(profile: Profile) -> None:
    live = "domain:farm.example\r\ndomain:weak.example\r\n# no line end at the end"
    assert _next(profile, live).data == live.encode()


def _decided(subject: str, kind: LineKind = LineKind.DOMAIN, verdict: Verdict = Verdict.DISAVOW) -> Decided:
    return Decided(kind, subject, verdict, "why\nso", "Ann", TODAY, "b:1")


@pytest.mark.parametrize("subject", ["meadowlark.example", "github.io", "co.uk", "192.0.2.7", "pinterest.cl"])
def test_what_no_verdict_can_make_right_is_kept_out(subject: str) -> None:
    live = read_file(b"", "live.txt")
    made = next_file(live, [_decided(subject), _decided("spam.example")], Reason.OTHER, SITE, TODAY)
    assert [each.subject for each in made.added] == ["spam.example"]
    assert [each.subject for each, _ in made.refused] == [subject]


def test_a_file_beyond_the_limits_is_not_written() -> None:
    live = read_file(b"domain:a.example\n" * 99_999, "live.txt")
    with pytest.raises(LinkwrightError) as caught:
        next_file(live, [_decided("spam.example")], Reason.OTHER, SITE, TODAY)
    assert "100,002 lines" in caught.value.what


@settings(max_examples=60)
@given(
    subjects=some.lists(some.sampled_from(["a.example", "b.example", "sub.a.example", "c.example"]), unique=True),
    live=some.lists(some.sampled_from(["domain:a.example", "# note", "odd", "domain:c.example  ", ""]), max_size=6),
)
def test_order_of_decisions_is_irrelevant_and_every_live_line_stays(subjects: list[str], live: list[str]) -> None:
    file = read_file("\n".join(live).encode(), "live.txt")
    decisions = [_decided(subject) for subject in subjects]
    shuffled = list(reversed(decisions))
    made = next_file(file, decisions, Reason.OTHER, SITE, TODAY)
    assert made.data == next_file(file, shuffled, Reason.OTHER, SITE, TODAY).data
    assert [line.text for line in read_file(made.data, "next").lines][: len(file.lines)] == [
        line.text for line in file.lines
    ]
    added = {each.subject for each in made.added}
    assert len(made.added) + made.already == len(subjects)
    assert not {"sub.a.example"} & added or "a.example" not in subjects
