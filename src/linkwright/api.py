"""The whole way from files to a report, in one call. The command line and Python users both come in here."""

import dataclasses
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from linkwright.compare.gathering import Sides, gather_sides
from linkwright.compare.model import Comparison
from linkwright.engine.duck import DEFAULT_MEMORY
from linkwright.engine.opening import EMBEDDED
from linkwright.errors import UnreadableInputError
from linkwright.ledger import Ledger
from linkwright.ledger.workspace import Workspace
from linkwright.profile import Profile
from linkwright.profile.schema import TABLES
from linkwright.report import Report, build_report, write_report
from linkwright.rubric import Judgement, stability
from linkwright.rubric.judged import Stage, judged, silent
from linkwright.signals import SignalResult
from linkwright.sources import ImportResult, Progress, import_inputs
from linkwright.sources.competitors import import_competitors
from linkwright.vocabulary.site import Site

if TYPE_CHECKING:
    from linkwright.cleanup.review_model import Review
    from linkwright.cleanup.review_reading import Returned
    from linkwright.cleanup.review_recording import Recorded
    from linkwright.plan.model import Request
    from linkwright.plan.progress import Progress as PlanProgress
    from linkwright.plan.running import Planned
    from linkwright.verify.choosing import Only
    from linkwright.verify.running import Means, Watch
    from linkwright.verify.session import Verification


@dataclass(frozen=True)
class Analysis:
    """Everything known about one site at one moment. Valid inside `analyse()` only: its tables live in an engine."""

    profile: Profile
    results: Mapping[str, SignalResult]
    judgement: Judgement
    report: Report

    def write(self, folder: Path) -> tuple[Path, ...]:
        """Write report.html, .xlsx, .json, .md, links.parquet and links.csv into a folder; return their paths."""
        return write_report(self.report, self.profile, self.judgement, folder)


@contextmanager
def analyse(
    ledger: Ledger,
    site: Site,
    *,
    imports: Sequence[ImportResult] = (),
    rubric_file: Path | None = None,
    signals_folder: Path | None = None,
    semantic_model: Path | None = None,
    engine_name: str = EMBEDDED,
    memory: str = DEFAULT_MEMORY,
    stage: Stage = silent,
) -> Iterator[Analysis]:
    """Derive the profile, run the signals, judge, and build the report of one site.

    Args:
        ledger: where the facts are.
        site: whose backlinks.
        imports: what the files of this run gave, to be shown; the ledger's batches are always shown.
        rubric_file: the user's own weights, laid over the built-in ones.
        signals_folder: where the user's own `<id>.sql` signals are.
        semantic_model: a folder with a model2vec model, to compare topics by meaning.
        engine_name: where the SQL runs, see `open_engine`.
        memory: how much memory the engine may take before it spills to disk, such as `4GB`.
        stage: told what is being worked on.
    """
    with judged(
        ledger,
        site,
        rubric_file=rubric_file,
        signals_folder=signals_folder,
        semantic_model=semantic_model,
        engine_name=engine_name,
        memory=memory,
        stage=stage,
    ) as (profile, results, judgement):
        stage("Building the report")
        report = build_report(
            profile,
            results,
            judgement,
            ledger.batches(),
            imports,
            rejected_files=ledger.rejected_files(),
            firmness=stability(judgement),
            made_at=datetime.now(UTC).replace(microsecond=0),
        )
        yield Analysis(profile, results, judgement, report)


@contextmanager
def analyse_files(
    files: Sequence[str | Path],
    site: Site,
    *,
    lists: Sequence[str | Path] = (),
    vendor: str | None = None,
    mapping: Mapping[str, str] | None = None,
    semantic_model: Path | None = None,
    engine_name: str = EMBEDDED,
    progress: Progress | None = None,
    stage: Stage = silent,
) -> Iterator[Analysis]:
    """Import files into a ledger that is thrown away afterwards, and analyse it.

    Raises:
        UnreadableInputError: not one of the files could be used.
    """
    with tempfile.TemporaryDirectory(prefix="linkwright-") as folder:
        ledger = Ledger(Path(folder) / "ledger")
        imports = import_inputs(files, ledger, site=site, vendor=vendor, mapping=mapping, progress=progress)
        require_usable(imports)
        imports += import_inputs(lists, ledger, progress=progress, as_lists=True)
        with analyse(
            ledger, site, imports=imports, semantic_model=semantic_model, engine_name=engine_name, stage=stage
        ) as analysis:
            yield analysis


@contextmanager
def analyse_workspace(
    folder: Path, *, semantic_model: Path | None = None, engine_name: str = EMBEDDED, stage: Stage = silent
) -> Iterator[Analysis]:
    """Analyse what a workspace holds, with its own rubric and signals.

    Raises:
        ConfigError: the folder is no workspace, or its configuration is wrong.
        UnreadableInputError: nothing has been imported yet.
    """
    workspace = Workspace.with_data(folder)
    with analyse(
        workspace.ledger,
        workspace.site,
        rubric_file=workspace.rubric_file,
        signals_folder=workspace.signals_folder,
        semantic_model=semantic_model,
        engine_name=engine_name,
        stage=stage,
    ) as analysis:
        yield analysis


def verify(
    folder: str | Path,
    *,
    means: "Means",
    only: "Only | None" = None,
    limit: int | None = None,
    pages: str | Path | None = None,
    resume: bool = False,
    watch: "Watch | None" = None,
    stage: Stage = silent,
) -> "Verification":
    """Check the links of a workspace ourselves and keep what was seen in its ledger.

    Args:
        folder: the workspace.
        means: the politeness and the tools of the run.
        only: which links; None for all.
        limit: at most so many, those of highest value first.
        pages: a list of pages, or of pages and targets, instead of the links of the workspace.
        resume: go on with the run that was interrupted.
        watch: told how far it is.
        stage: told what is being worked on.

    Raises:
        ConfigError: the folder is no workspace, there is nothing to resume, or another check is running in it.
        UnreadableInputError: there are no links to check, or the list cannot be read.
        StorageError: the workspace cannot be written.
    """
    from linkwright.verify.choosing import Chosen, choose, read_list
    from linkwright.verify.session import run_check

    workspace = Workspace.open(Path(folder))

    def links() -> Chosen:
        if pages is not None:
            return read_list(Path(pages))
        workspace.require_data()
        with judged(
            workspace.ledger,
            workspace.site,
            rubric_file=workspace.rubric_file,
            signals_folder=workspace.signals_folder,
            stage=stage,
        ) as (profile, _, _):
            return choose(profile.engine, only, limit)

    scope = f"the list {Path(pages).name}" if pages else f"{only or 'all'} links"
    return run_check(workspace, links, scope, means, resume=resume, watch=watch)


def review(folder: str | Path, *, stage: Stage = silent) -> "Review":
    """Gather what of a workspace needs a human eye: grouped, worst first, with evidence and a suggested verdict.

    Raises:
        ConfigError: the folder is no workspace, or its configuration is wrong.
        UnreadableInputError: nothing has been imported yet.
    """
    from linkwright.cleanup.review_session import review_workspace

    return review_workspace(Workspace.with_data(Path(folder)), stage)


def record_review(folder: str | Path, returned: "Returned", who: str, *, stage: Stage = silent) -> "Recorded":
    """Record the decisions of a review that came back; rows that are not clear are told and left out.

    Args:
        folder: the workspace.
        returned: the file, as `read_returned` gives it.
        who: who decided, as they call themselves.
        stage: told what is being worked on.

    Raises:
        ConfigError: the folder is no workspace, or its configuration is wrong.
        UnreadableInputError: nothing has been imported yet.
        StorageError: the ledger cannot be written.
    """
    from linkwright.cleanup.review_session import record_in_workspace

    return record_in_workspace(Workspace.with_data(Path(folder)), returned, who, stage)


def require_usable(imports: Sequence[ImportResult]) -> None:
    """Raise the first file's own error when no file at all could be used."""
    errors = [result.error for result in imports if result.error]
    if len(errors) < len(imports):
        return
    if len(errors) == 1:
        raise errors[0]
    raise UnreadableInputError(
        "None of the files could be used." if errors else "No files were found.",
        todo="Name backlink exports (csv, tsv, xlsx, json, zip, gz), folders of them, or - for standard input.",
        available=tuple(f"{error.where}: {error.what}" for error in errors),
    )


def audit(
    files: Sequence[str | Path],
    site: str | Site,
    *,
    out: str | Path | None = None,
    lists: Sequence[str | Path] = (),
    vendor: str | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Report:
    """Audit backlink exports.

    Args:
        files: files, folders, globs, archives, or `-` for standard input.
        site: the main domain, or a `Site` with brand names and keywords.
        out: a folder for report.html and its companions; nothing is written without it.
        lists: files with a domain, host or address a line, to compare the referring domains with.
        vendor: read every file as this vendor's.
        mapping: our column -> their header, for files nobody knows (`{"source": "From", "target": "To"}`).

    Returns:
        The report. `report.table("links")` gives any table of the profile as Arrow.

    Raises:
        LinkwrightError: nothing could be read, or the site's name is not a domain.
    """
    described = site if isinstance(site, Site) else Site(domains=(site,))
    with analyse_files(files, described, lists=lists, vendor=vendor, mapping=mapping) as analysis:
        if out is not None:
            analysis.write(Path(out))
        return dataclasses.replace(analysis.report, tables=_tables(analysis))


def _tables(analysis: Analysis) -> Mapping[str, pa.Table]:
    profile_tables = {name: analysis.profile.table(name) for name in TABLES}
    return profile_tables | {name: analysis.judgement.table(name) for name in analysis.judgement.names}


def compare_workspace(
    folder: Path, *, semantic_model: Path | None = None, engine_name: str = EMBEDDED, stage: Stage = silent
) -> Comparison:
    """Compare the site of a workspace with the competitors it names and those that files were imported about.

    Raises:
        ConfigError: the folder is no workspace, or its configuration is wrong.
        UnreadableInputError: no backlinks of the site, or of no competitor, were imported.
    """
    workspace = Workspace.with_data(folder)
    sides = gather_sides(
        workspace.ledger,
        workspace.site,
        rubric_file=workspace.rubric_file,
        signals_folder=workspace.signals_folder,
        semantic_model=semantic_model,
        engine_name=engine_name,
        stage=stage,
    )
    return _compared(sides, stage)


def compare_files(
    files: Sequence[str | Path],
    site: Site,
    competitors: Sequence[tuple[str, str]],
    *,
    vendor: str | None = None,
    mapping: Mapping[str, str] | None = None,
    semantic_model: Path | None = None,
    engine_name: str = EMBEDDED,
    progress: Progress | None = None,
    stage: Stage = silent,
) -> tuple[Comparison, tuple[ImportResult, ...]]:
    """Import files into a ledger that is thrown away afterwards, and compare. Returns also what each file gave.

    Args:
        files: exports about the site.
        site: the site.
        competitors: a competitor's domain, and a file with exports about it.
        vendor: read every file as this vendor's.
        mapping: our column -> their header, for files nobody knows.
        semantic_model: a folder with a model2vec model, to compare topics by meaning.
        engine_name: where the SQL runs, see `open_engine`.
        progress: is told what happens.
        stage: told what is being worked on.

    Raises:
        ConfigError: a competitor's domain is none, or is the site's own.
        UnreadableInputError: no file could be used, or no backlinks of the site, or of no competitor, are in them.
    """
    with _thrown_away(files, site, competitors, vendor, mapping, progress) as (ledger, imports):
        sides = gather_sides(ledger, site, semantic_model=semantic_model, engine_name=engine_name, stage=stage)
        return _compared(sides, stage), imports


@contextmanager
def _thrown_away(
    files: Sequence[str | Path],
    site: Site,
    competitors: Sequence[tuple[str, str]],
    vendor: str | None,
    mapping: Mapping[str, str] | None,
    progress: Progress | None,
) -> Iterator[tuple[Ledger, tuple[ImportResult, ...]]]:
    """A ledger with the files of a site and of competitors, for as long as it is needed."""
    with tempfile.TemporaryDirectory(prefix="linkwright-") as folder:
        ledger = Ledger(Path(folder) / "ledger")
        imports = import_competitors(competitors, ledger, site, vendor=vendor, mapping=mapping, progress=progress)
        imports += import_inputs(files, ledger, site=site, vendor=vendor, mapping=mapping, progress=progress)
        require_usable(imports)
        yield ledger, imports


def _compared(sides: Sides, stage: Stage) -> Comparison:
    from linkwright.compare.comparing import compare

    stage("Comparing")
    comparison = compare(sides.sides, sides.fairness, datetime.now(UTC).date())
    unknown = tuple(f"{site}: no backlinks of it were imported." for site in sides.without_data)
    return dataclasses.replace(comparison, not_known=comparison.not_known + unknown)


def plan_workspace(
    folder: Path,
    request: "Request",
    *,
    semantic_model: Path | None = None,
    engine_name: str = EMBEDDED,
    stage: Stage = silent,
) -> "Planned":
    """Plan for the site of a workspace, and keep the plan in it as a new version: nothing is overwritten.

    Raises:
        ConfigError: the folder is no workspace, or its configuration is wrong.
        UnreadableInputError: no backlinks of the site were imported.
        StorageError: the workspace cannot be written.
    """
    from linkwright.plan.promises import keep_plan
    from linkwright.plan.running import plan_ledger

    workspace = Workspace.with_data(folder)
    planned = plan_ledger(
        workspace.ledger,
        workspace.site,
        request,
        rubric_file=workspace.rubric_file,
        signals_folder=workspace.signals_folder,
        semantic_model=semantic_model,
        engine_name=engine_name,
        stage=stage,
    )
    keep_plan(workspace.ledger, planned.plan, planned.plan.tool_version)
    return planned


def plan_files(
    files: Sequence[str | Path],
    site: Site,
    competitors: Sequence[tuple[str, str]],
    request: "Request",
    *,
    vendor: str | None = None,
    mapping: Mapping[str, str] | None = None,
    semantic_model: Path | None = None,
    engine_name: str = EMBEDDED,
    progress: Progress | None = None,
    stage: Stage = silent,
) -> tuple["Planned", tuple[ImportResult, ...]]:
    """Import files into a ledger that is thrown away afterwards, and plan. Returns also what each file gave.

    Args:
        files: exports about the site: backlinks, rankings and results, Search Console, own outreach.
        site: the site.
        competitors: a competitor's domain, and a file with exports about it.
        request: what is wanted.
        vendor: read every file as this vendor's.
        mapping: our column -> their header, for files nobody knows.
        semantic_model: a folder with a model2vec model, to compare topics by meaning.
        engine_name: where the SQL runs, see `open_engine`.
        progress: is told what happens.
        stage: told what is being worked on.

    Raises:
        ConfigError: a competitor's domain is none, or is the site's own.
        UnreadableInputError: no file could be used, or no backlinks of the site are in them.
    """
    from linkwright.plan.running import plan_ledger

    with _thrown_away(files, site, competitors, vendor, mapping, progress) as (ledger, imports):
        planned = plan_ledger(
            ledger, site, request, semantic_model=semantic_model, engine_name=engine_name, stage=stage
        )
        return planned, imports


def track_plan(folder: Path, *, today: date, stage: Stage = silent) -> "PlanProgress":
    """Say how the newest plan of a workspace goes.

    Raises:
        ConfigError: the folder is no workspace, or its configuration is wrong.
        UnreadableInputError: nothing has been imported yet, or no plan was made.
    """
    from linkwright.plan.running import track_ledger

    workspace = Workspace.with_data(folder)
    progress = track_ledger(
        workspace.ledger,
        workspace.site,
        today,
        rubric_file=workspace.rubric_file,
        signals_folder=workspace.signals_folder,
        stage=stage,
    )
    if progress is None:
        raise UnreadableInputError("There is no plan to follow yet.", todo="Make one first: linkwright plan")
    return progress
