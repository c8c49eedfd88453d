"""The chain of a dossier: whatever is done to its lines shows, and where; what was handed over stays its beginning."""

import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwright.cleanup.chain import START, Change, Finding, canonical, chain_findings, chained, entry_of, head_of

RECORDS = st.lists(
    st.fixed_dictionaries({"id": st.text(max_size=8), "words": st.text(max_size=20), "evidence": st.lists(st.text())}),
    min_size=1,
    max_size=7,
)
STORY = chained([{"id": name, "words": f"{name} happened"} for name in ("found", "decided", "asked", "gone", "closed")])


def findings(lines: Sequence[str], before: Sequence[str] = STORY) -> list[tuple[str, str]]:
    return [(found.change, found.what) for found in chain_findings(lines, len(before), head_of(before))]


@given(RECORDS)
def test_a_chain_nobody_touched_is_as_it_was(records: list[dict[str, object]]) -> None:
    lines = chained(records)
    assert findings(lines, lines) == []
    assert [
        {name: entry_of(line)[name] for name in record} for record, line in zip(records, lines, strict=True)
    ] == records


@given(RECORDS, st.data())
def test_any_changed_character_is_found(records: list[dict[str, object]], data: st.DataObject) -> None:
    lines = list(chained(records))
    place = data.draw(st.integers(0, len(lines) - 1))
    at = data.draw(st.integers(0, len(lines[place]) - 1))
    other = data.draw(st.characters(codec="ascii").filter(lambda letter: letter != lines[place][at]))
    changed = lines[place][:at] + other + lines[place][at + 1 :]
    assert findings([*lines[:place], changed, *lines[place + 1 :]], lines)


@given(RECORDS, st.data())
def test_any_set_of_lines_but_the_right_one_is_found(records: list[dict[str, object]], data: st.DataObject) -> None:
    """Taken out, put in twice, moved, or all of it at once."""
    lines = chained(records)
    other = data.draw(st.lists(st.sampled_from(lines), max_size=len(lines) + 2))
    assert (findings(other, lines) == []) == (tuple(other) == lines)


@given(RECORDS, st.data())
def test_an_entry_made_anew_with_a_right_hash_of_its_own_is_found(
    records: list[dict[str, object]], data: st.DataObject
) -> None:
    lines = chained(records)
    place = data.draw(st.integers(0, len(lines) - 1))
    forged = chained([*records[:place], {**records[place], "words": "something else, at great length"}])[place]
    assert findings([*lines[:place], forged, *lines[place + 1 :]], lines)


@given(RECORDS, RECORDS, RECORDS)
def test_a_whole_other_chain_is_found_by_its_head(
    first: list[dict[str, object]], second: list[dict[str, object]], third: list[dict[str, object]]
) -> None:
    lines, other = chained([*first, *second]), chained([*first, *third])
    assert (findings(other, lines) == []) == (other == lines)


@given(RECORDS, RECORDS)
def test_what_is_added_later_leaves_all_before_as_it_was(
    first: list[dict[str, object]], second: list[dict[str, object]]
) -> None:
    earlier = chained(first)
    later = chained(second, earlier)
    assert later[: len(earlier)] == earlier
    assert later == chained([*first, *second])
    assert findings(later[: len(earlier)], earlier) == []


def forged(number: int) -> str:
    """An entry that says something else and agrees with itself."""
    body = {**entry_of(STORY[number - 1]), "words": "nothing happened"}
    before = [{name: each for name, each in body.items() if name not in ("hash", "number", "previous")}]
    return chained(before, STORY[: number - 1])[-1]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([*STORY[:2], *STORY[3:]], [(Change.MISSING, "entry 3")]),
        (STORY[:3], [(Change.MISSING, "entries 4 to 5")]),
        ([], [(Change.MISSING, "entries 1 to 5")]),
        ([STORY[0], STORY[2], STORY[1], *STORY[3:]], [(Change.MOVED, "entry 2")]),
        ([*STORY, STORY[1]], [(Change.ADDED, "entry 2")]),
        (chained([{"id": "later"}], STORY), [(Change.ADDED, "entry 6")]),
        ([STORY[0], STORY[1].replace("decided", "dreamed"), *STORY[2:]], [(Change.ALTERED, "entry 2")]),
        ([STORY[0], STORY[1] + " ", *STORY[2:]], [(Change.ALTERED, "line 2")]),
        ([STORY[0], "", *STORY[1:]], [(Change.ALTERED, "line 2")]),
        ([*STORY[:2], forged(3), *STORY[3:]], [(Change.ALTERED, "entry 4")]),
        ([*STORY[:4], forged(5)], [(Change.ALTERED, "entry 5")]),
    ],
)
def test_it_says_which_entry_and_what_was_done(lines: Sequence[str], expected: list[tuple[str, str]]) -> None:
    assert findings(lines) == expected


@pytest.mark.parametrize(
    "line",
    [
        "[" * 100_000,
        "{}",
        "null",
        '{"number":true,"previous":"","hash":""}',
        '{"number":1e999}',
        "9" * 5_000,
        '{"number":1,"number":2,"previous":"","hash":""}',
        "\udce4",
        "\x00",
    ],
)
def test_lines_that_are_no_entries_are_told_and_nothing_more(line: str) -> None:
    assert findings([line, *STORY[1:]]) == [(Change.ALTERED, "line 1")]


def test_a_line_is_ascii_and_written_one_way_only() -> None:
    (line,) = chained([{"b": "Bäckerei \u202e", "a": 1}])
    assert line.isascii()
    assert canonical(json.loads(line)) == line
    assert entry_of(line)["previous"] == START


def test_an_empty_chain_has_nothing_to_find() -> None:
    assert chain_findings([], 0, START) == ()
    assert chain_findings([], 0, "f" * 64) == (
        Finding(Change.ALTERED, "the head", "Its hash is not the one the dossier was closed with."),
    )
