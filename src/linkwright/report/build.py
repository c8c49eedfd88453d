"""Build the one object a screen may show, from the profile, the signals and the judgement."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from linkwright._version import __version__
from linkwright.ledger.batch import Batch
from linkwright.ledger.runs import whole_runs
from linkwright.report import counts
from linkwright.report.decisions import read_decisions
from linkwright.report.findings import Tables, collect_findings, silent_signals
from linkwright.report.listings import GROUPS, SHEETS, read_listing, read_rejected, with_verdicts
from linkwright.report.model import FileRead, Listing, Report
from linkwright.report.reading import Known, read_out
from linkwright.report.verification import VERIFIED_SHEETS, read_verification
from linkwright.rubric.model import Rubric
from linkwright.rubric.stability import Shaken
from linkwright.signals import SignalResult
from linkwright.sources import ImportResult
from linkwright.vocabulary.site import Site


class Profile(Tables, Protocol):
    """The part of a profile a report is built from."""

    @property
    def site(self) -> Site:
        """The site under study."""


class Judged(Protocol):
    """The part of a judgement a report is built from; its scores are tables in the profile's engine."""

    @property
    def rubric(self) -> Rubric:
        """The weights it was made with."""


def build_report(
    profile: Profile,
    results: Mapping[str, SignalResult],
    judgement: Judged,
    batches: Sequence[Batch],
    import_results: Sequence[ImportResult] = (),
    *,
    rejected_files: Sequence[Path],
    firmness: Sequence[Shaken] = (),
    made_at: datetime | None = None,
) -> Report:
    """Build the report. Only bounded queries leave the engine, so ten million links are as good as ten.

    Args:
        profile: the site's profile, its tables in the engine.
        results: what each signal found, by id.
        judgement: the rubric's verdict; its tables `link_scores`, `domain_scores`, `group_scores` are in the engine.
        batches: every import of the workspace.
        import_results: this run's files, with those that could not be used; empty for a report on a workspace.
        rejected_files: the ledger's Parquet files of rows that could not be read, to show the first of them.
        firmness: what becomes of the tiers when something is missing.
        made_at: the date the report carries; now by default.
    """
    verification = read_verification(profile)
    decisions = read_decisions(profile, judgement.rubric)
    sheets = (*map(with_verdicts, SHEETS),) if decisions else SHEETS
    sheets = (*sheets, *VERIFIED_SHEETS) if verification else sheets
    listings = (
        *(read_listing(profile, sheet) for sheet in sheets),
        read_rejected(profile, rejected_files),
    )
    sources = counts.sources(profile)
    best, misses = counts.best_source(sources)
    known = Known(
        site=profile.site.name,
        names_money_keywords=bool(profile.site.money_keywords),
        files=files_read(batches, import_results),
        headline=counts.headline(profile),
        sources=sources,
        best_source=best,
        best_source_misses=misses,
        tiers=counts.tiers(profile),
        findings=collect_findings(profile, results, batches, judgement.rubric),
        silent=silent_signals(results),
        anchor_classes=counts.anchor_classes(profile),
        set_aside=counts.set_aside(profile),
        flagged=counts.flagged(profile, results),
        competitors=counts.competitor_shares(profile),
        firmness=tuple(firmness),
        verification=verification,
        groups=_named(listings, GROUPS.id),
    )
    return Report(
        site=profile.site,
        made_at=(made_at or datetime.now(UTC)).replace(microsecond=0),
        tool_version=__version__,
        rubric_version=judgement.rubric.version,
        files=known.files,
        headline=known.headline,
        sources=sources,
        overlap=counts.overlap(profile),
        best_source=best,
        best_source_misses=misses,
        tiers=known.tiers,
        findings=known.findings,
        silent=known.silent,
        months=counts.months(profile),
        anchor_classes=known.anchor_classes,
        source_types=counts.source_types(profile),
        set_aside=known.set_aside,
        firmness=known.firmness,
        verification=verification,
        reading=read_out(known),
        listings=listings,
        decisions=decisions,
    )


def _named(listings: Sequence[Listing], name: str) -> Listing:
    return next(listing for listing in listings if listing.id == name)


def files_read(batches: Sequence[Batch], import_results: Sequence[ImportResult]) -> tuple[FileRead, ...]:
    """List this run's files in their order, then the other imports and the own checks of the workspace."""
    now = {result.batch.id for result in import_results if result.batch}
    others = whole_runs(batch for batch in batches if batch.id not in now)
    earlier = [_file(batch.file_name, "in the workspace", batch, "") for batch in others]
    return (
        *(
            _file(result.file, result.outcome, result.batch, result.error.what if result.error else "")
            for result in import_results
        ),
        *earlier,
    )


def _file(name: str, outcome: str, batch: Batch | None, error: str) -> FileRead:
    if batch is None:
        return FileRead(name, "", "", outcome, 0, 0, 0, 0, {}, (), None, None, None, "", "", error)
    return FileRead(
        file=name,
        title=batch.full_title,
        source=batch.source,
        outcome=outcome,
        read=batch.read,
        stored=batch.stored,
        rejected=batch.rejected,
        declared=batch.declared,
        declared_reasons=dict(batch.declared_reasons),
        notes=batch.notes,
        period_start=batch.period_start,
        period_end=batch.period_end,
        observed_at=batch.observed_at,
        batch=batch.id,
        sha256=batch.file_sha256,
        error=error,
    )
