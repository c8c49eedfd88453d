"""`python -m benchmarks.reviews`: a review of very many owner groups, written and read back."""

import argparse
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from benchmarks.measuring import Stage, print_table, stage
from linkwright.cleanup.review_answers import Named, answers
from linkwright.cleanup.review_model import Example, Found, Member, Review, Subject, Suggestion, Urgency
from linkwright.cleanup.review_reading import read_returned_file
from linkwright.report.review_files import review_csv, review_lines
from linkwright.report.review_workbook import write_review_workbook
from linkwright.vocabulary.terms import Verdict

GROUPS = 50_000
_DAY = date(2026, 1, 31)


def made_up(number: int) -> Subject:
    """A network of three websites with as much evidence as real ones have."""
    title = f"The most visited pages of the year, part {number}"
    shared = f"the path /most-visited/{number}.html and the title “{title}”"
    names = [f"{place}.network{number}.example" for place in "abc"]
    found = [
        Found(name, name.capitalize(), family, f"3 domains are one automatic network: {shared}", 1, 3, rows)
        for name, family, rows in (
            ("template-network", "content", tuple(f"backlinks.csv:{number + place}" for place in range(3))),
            ("spam-vocabulary", "anchor", (f"backlinks.csv:{number}",)),
            ("vendor-spam-flags", "vendor", (f"backlinks.csv:{number}",)),
        )
    ]
    return Subject(
        subject_kind="group",
        subject=f"network-{number:012x}",
        kind="network",
        what=f"one automatic network: 3 websites that share {shared}",
        nature=f"network: {shared}",
        urgency=Urgency.LIKELY,
        tier="low",
        websites=3,
        links=9,
        claimed_links=0,
        live_links=9,
        followed_links=9,
        nofollow_links=0,
        flagged_links=6,
        risks=(0.38, 0.61, 0.88),
        families=("content", "anchor", "vendor"),
        found=tuple(found),
        examples=tuple(
            Example(f"https://{name}/most-visited/{number}.html", title, f"backlinks.csv:{number}") for name in names
        ),
        anchors=((title, 6), ("example.com", 3)),
        value=12.3,
        visits=0.0,
        conversions=0.0,
        in_search_console=False,
        looks=None,
        first_seen=_DAY,
        last_seen=_DAY,
        suggestion=Suggestion(Verdict.KEEP, "One automatic network: search engines set such networks aside."),
        earlier=None,
        members=tuple(Member(name, 3, 12.3) for name in names),
    )


def main(arguments: Sequence[str] | None = None) -> list[Stage]:
    """Measure and print the table; return what was measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reviews", description=__doc__)
    parser.add_argument("--groups", type=int, default=GROUPS, help=f"owner groups; {GROUPS:,}")
    options = parser.parse_args(arguments)
    subjects = tuple(made_up(number) for number in range(options.groups))
    review = Review("example.com", _DAY, 3 * options.groups, 9 * options.groups, 6 * options.groups, subjects)
    named = {each.id: Named(each.subject_kind, each.subject, each.nature) for each in subjects}
    stages = []
    with tempfile.TemporaryDirectory(prefix="linkwright-benchmark-") as name:
        folder = Path(name)
        with stage("workbook written") as measured:
            write_review_workbook(review, folder / "review.xlsx")
            measured.note = f"{(folder / 'review.xlsx').stat().st_size / 1e6:.0f} MB"
        stages.append(measured)
        with stage("csv written") as measured:
            (folder / "review.csv").write_text(review_csv(review), "utf-8", newline="")
        stages.append(measured)
        with stage("JSON lines written") as measured:
            (folder / "review.jsonl").write_text("".join(review_lines(review)), "utf-8")
        stages.append(measured)
        for kind in ("xlsx", "csv", "jsonl"):
            with stage(f"{kind} read back") as measured:
                rows = read_returned_file(folder / f"review.{kind}").rows
                measured.rows = answers(rows, named).undecided
            stages.append(measured)
    table = [(each.name, f"{each.seconds:.1f}", f"{each.cpu_seconds:.1f}", f"{each.peak_mb:,.0f}") for each in stages]
    print_table(f"A review of {options.groups:,} owner groups", ("stage", "seconds", "CPU s", "peak MB"), table)
    return stages


if __name__ == "__main__":
    main()
