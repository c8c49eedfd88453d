"""The one-screen summary of a terminal: about 45 lines of 100 columns."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from linkwright.report.decisions import decisions_in_words
from linkwright.report.findings import grouped
from linkwright.report.model import FileRead, FindingGroup, Headline, Report
from linkwright.report.neutral import plain, shortened
from linkwright.report.reading import count_of, percent
from linkwright.vocabulary.terms import OWN_CRAWL, FindingKind

WIDTH = 100
FILES, NOTES, SOURCES = 8, 4, 5  # lines each part may take
# How many findings of each kind get a text; the others are named.
FINDINGS = {FindingKind.STRENGTH: 2, FindingKind.CHANCE: 2, FindingKind.CONCERN: 3, FindingKind.CONTEXT: 0}
_PREAMBLES = ("above the table:", "exported with:")  # notes that quote the file: they give way to notes about it
_TIER_STYLES = {"high": "green", "medium": "cyan", "low": "default", "suspect": "yellow", "unknown": "dim"}


def render_summary(report: Report, console: Console) -> None:
    """Print what was read, what there is, and what to look at first. Outside texts are neutralised."""
    for block in (
        _title,
        _files,
        _not_used,
        _rejected,
        _aside,
        _notes,
        _headline,
        _verified,
        _sources,
        _tiers,
        _decided,
        _findings,
        _unknown,
    ):
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
    shown, more = _shown_files(report.files)
    for file in shown:
        counts = (file.read, file.stored, file.rejected, file.declared)
        note = file.outcome if file.outcome != "stored" else file.title
        table.add_row(Text(_name(file)), *(f"{count:,}" for count in counts), Text(plain(note)))
    if more:
        sums = (
            sum(each)
            for each in zip(*((file.read, file.stored, file.rejected, file.declared) for file in more), strict=True)
        )
        table.add_row(f"and {count_of(len(more), 'more file')}", *(f"{count:,}" for count in sums))
    yield table


def _shown_files(files: Sequence[FileRead]) -> tuple[list[FileRead], list[FileRead]]:
    """Part the files into those with a line of their own, the unusable ones among them, and the others."""
    by_need = sorted(range(len(files)), key=lambda place: (not files[place].error, place))
    chosen = set(by_need[:FILES])
    return (
        [file for place, file in enumerate(files) if place in chosen],
        [file for place, file in enumerate(files) if place not in chosen],
    )


def _name(file: FileRead) -> str:
    return plain(file.file.rsplit("/", 1)[-1])


def _not_used(report: Report) -> Iterator[Padding]:
    failed = [file for file in report.files if file.error]
    for file in failed[:FILES]:
        yield _sentence(f"{_name(file)}: {plain(file.error)}")
    if len(failed) > FILES:
        yield _sentence(
            f"and {count_of(len(failed) - FILES, 'more file')} that could not be used, listed in the report"
        )


def _rejected(report: Report) -> Iterator[Padding]:
    rows = sum(file.rejected for file in report.files)
    if rows:
        yield _sentence(f"{count_of(rows, 'row')} could not be read: see Rejected in the report.")


def _aside(report: Report) -> Iterator[Padding]:
    for reason, say in _ASIDE.items():
        rows = [row for row in report.set_aside if row.reason == reason and row.source != OWN_CRAWL]
        if rows:
            most = max(rows, key=lambda row: row.observations)
            yield _sentence(say(sum(row.observations for row in rows), shortened(plain(most.example), 60)))


def _other_sites(rows: int, example: str) -> str:
    such = f" (such as {example})" if example else ""
    points = "points at another site" if rows == 1 else "point at other sites"
    return f"{count_of(rows, 'row')} {points}{such}: is --site right?"


def _own_pages(rows: int, _example: str) -> str:
    return f"{count_of(rows, 'row')} {'is a link' if rows == 1 else 'are links'} from your own pages."


def _no_address(rows: int, example: str) -> str:
    such = f" (such as {example})" if example else ""
    return f"{count_of(rows, 'row')} {'holds' if rows == 1 else 'hold'} no address where one should be{such}."


# reason in the profile's table set_aside -> the sentence
_ASIDE: Mapping[str, Callable[[int, str], str]] = {
    "other target": _other_sites,
    "own site": _own_pages,
    "not an address": _no_address,
}


def _notes(report: Report) -> Iterator[Padding]:
    notes = [(file, note) for file in report.files for note in file.notes]
    notes.sort(key=lambda each: each[1].startswith(_PREAMBLES))
    for file, note in notes[:NOTES]:
        yield _sentence(shortened(f"note: {_name(file)}: {plain(note)}", 2 * WIDTH - 20))
    if len(notes) > NOTES:
        yield _sentence(f"and {count_of(len(notes) - NOTES, 'more note')} in the report")


def _sentence(text: str) -> Padding:
    return Padding(Text(text), 0)


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


def _verified(report: Report) -> Iterator[Padding]:
    found = report.verification
    if found is None:
        return
    yield _sentence(
        f"Own check, until {found.last_day}, of {count_of(found.checked, 'link')}: {found.stands:,} still there, "
        f"{found.gone:,} gone ({found.confirmed:,} confirmed), {found.unseen:,} not seen"
    )
    if found.reclaim:
        yield _sentence("To win back: " + ", ".join(f"{each.what} {each.links:,}" for each in found.reclaim))


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


def _decided(report: Report) -> Iterator[Padding]:
    if report.decisions:
        yield from map(_sentence, decisions_in_words(report.decisions))


def _findings(report: Report) -> Iterator[Text | Padding]:
    yield Text()
    if not report.findings:
        yield Text("No signal found anything to look at.")
        return
    for group in grouped(report.findings):
        yield from _group(group)


def _group(group: FindingGroup) -> Iterator[Text | Padding]:
    told, named = group.findings[: FINDINGS[group.kind]], group.findings[FINDINGS[group.kind] :]
    heading = Text(group.title, style="bold")
    if named:
        heading.append(f"  {'and ' if told else ''}{_names([finding.signal for finding in named])}", style="dim")
    yield heading
    for place, finding in enumerate(told, start=1):
        behind = f"{count_of(finding.rows, 'row')} behind {count_of(finding.count, 'finding')}"
        yield Text.assemble(f"{place} {plain(finding.title)}", (f"  {finding.signal}: {behind}", "dim"))
        if finding.items:
            limit = 2 * WIDTH - 20 if group.kind is FindingKind.CONCERN else WIDTH - 2
            yield Padding(Text(shortened(plain(finding.items[0].message), limit)), (0, 0, 0, 2))


def _unknown(report: Report) -> Iterator[Text]:
    blind = [silent.signal for silent in report.silent if silent.outcome == "no data"]
    if blind:
        yield Text(f"Had no data to look at: {_names(blind)}", style="dim")


def _names(names: Sequence[str]) -> str:
    return shortened(", ".join(names), WIDTH - 32)
