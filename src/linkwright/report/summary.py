"""The one-screen summary of a terminal: about 45 lines of 100 columns."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from linkwright.report.model import Headline, Report
from linkwright.report.neutral import plain, shortened
from linkwright.report.reading import count_of, percent

WIDTH = 100
FILES, SOURCES, FINDINGS = 8, 5, 6  # lines each part may take
_TIER_STYLES = {"high": "green", "medium": "cyan", "low": "default", "suspect": "yellow", "unknown": "dim"}


def render_summary(report: Report, console: Console) -> None:
    """Print what was read, what there is, and what to look at first. Outside texts are neutralised."""
    for block in (_title, _files, _headline, _sources, _tiers, _findings, _unknown):
        for line in block(report):
            fixed = not isinstance(line, Padding)  # a padded text is a sentence and may take a second line
            console.print(line, width=min(WIDTH, console.width), crop=True, overflow="ellipsis", no_wrap=fixed)


def _title(report: Report) -> Iterator[Text]:
    yield Text(f"Who links to {plain(report.site.name)}", style="bold")


def _files(report: Report) -> Iterator[Text | Table]:
    if not report.files:
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    table.add_column("Rows of each file", max_width=36, no_wrap=True, overflow="ellipsis")
    for name in ("read", "= stored", "+ rejected", "+ declared"):
        table.add_column(name, justify="right", no_wrap=True, min_width=len(name))
    table.add_column("", max_width=20, no_wrap=True, overflow="ellipsis", style="dim")
    for file in report.files[:FILES]:
        counts = (file.read, file.stored, file.rejected, file.declared)
        note = file.error or (file.outcome if file.outcome != "stored" else file.title)
        table.add_row(Text(plain(file.file.rsplit("/", 1)[-1])), *(f"{count:,}" for count in counts), Text(plain(note)))
    more = report.files[FILES:]
    if more:
        sums = (
            sum(each)
            for each in zip(*((file.read, file.stored, file.rejected, file.declared) for file in more), strict=True)
        )
        table.add_row(f"and {count_of(len(more), 'more file')}", *(f"{count:,}" for count in sums))
    yield table


def _headline(report: Report) -> Iterator[Text]:
    head = report.headline
    yield Text()
    yield Text.assemble(
        *_counted(head.referring_domains, "referring domain"),
        f" ({head.icann_domains:,} by registry suffixes) of ",
        *_counted(head.owner_groups, "owner group"),
    )
    yield Text.assemble(
        *_counted(head.links, "link"),
        " on ",
        *_counted(head.referring_pages, "referring page"),
        f": {_states(head)}",
    )
    share = head.followed_share
    if share is not None:
        known = head.followed + head.not_followed
        yield Text(f"{percent(share)} followed ({head.followed:,} of the {known:,} for which a source says)")


def _counted(number: int, word: str) -> tuple[tuple[str, str], str]:
    return (f"{number:,}", "bold"), f" {word}" if number == 1 else f" {word}s"


def _states(head: Headline) -> str:
    return f"{head.live:,} live, {head.lost:,} lost, {head.dropped:,} dropped, {head.unknown:,} unknown"


def _sources(report: Report) -> Iterator[Text | Table]:
    if not report.sources:
        return
    yield Text()
    shown = report.sources[:SOURCES]
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    table.add_column("Referring domains by source", max_width=30, no_wrap=True, overflow="ellipsis")
    for name in ("knows", "only here", "misses"):
        table.add_column(name, justify="right", no_wrap=True)
    pairs = {(pair.source, pair.other_source): pair.shared_domains for pair in report.overlap}
    columns = shown if len(shown) > 1 else ()
    for place, _ in enumerate(columns, start=1):
        table.add_column(f"in {place}", justify="right", no_wrap=True)
    for place, one in enumerate(shown, start=1):
        shared = (
            "·"
            if one is other
            else f"{pairs.get((one.source, other.source), pairs.get((other.source, one.source), 0)):,}"
            for other in columns
        )
        label = Text(f"{place} {plain(one.source)}")
        table.add_row(label, f"{one.referring_domains:,}", f"{one.only_here:,}", percent(one.missed_share), *shared)
    yield table
    if len(report.sources) > 1 and report.best_source_misses is not None:
        yield Text(f"The best single source misses {percent(report.best_source_misses)} of your referring domains.")


def _tiers(report: Report) -> Iterator[Text | Table]:
    if not any(tier.domains for tier in report.tiers):
        return
    yield Text()
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    table.add_column("Tiers", no_wrap=True)
    for tier in report.tiers:
        table.add_column(Text(tier.tier, style=_TIER_STYLES[tier.tier]), justify="right", no_wrap=True)
    for name, counts in (
        ("owner groups", [tier.groups for tier in report.tiers]),
        ("referring domains", [tier.domains for tier in report.tiers]),
        ("links", [tier.links for tier in report.tiers]),
    ):
        table.add_row(name, *(f"{count:,}" for count in counts))
    yield table


def _findings(report: Report) -> Iterator[Text | Padding]:
    yield Text()
    if not report.findings:
        yield Text("No signal found anything to look at.")
        return
    yield Text("What to look at first", style="bold")
    for place, finding in enumerate(report.findings[:FINDINGS], start=1):
        behind = f"{count_of(finding.rows, 'row')} behind {count_of(finding.count, 'finding')}"
        yield Text.assemble(f"{place} {plain(finding.title)}", (f"  {finding.signal}: {behind}", "dim"))
        if finding.items:
            yield Padding(Text(shortened(plain(finding.items[0].message), 2 * WIDTH - 20)), (0, 0, 0, 2))
    if len(report.findings) > FINDINGS:
        yield Text(f"and {_names([finding.signal for finding in report.findings[FINDINGS:]])}", style="dim")


def _unknown(report: Report) -> Iterator[Text]:
    blind = [silent.signal for silent in report.silent if silent.outcome == "no data"]
    if blind:
        yield Text(f"Had no data to look at: {_names(blind)}", style="dim")


def _names(names: Sequence[str]) -> str:
    return shortened(", ".join(names), WIDTH - 30)
