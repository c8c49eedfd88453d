"""From the facts of a ledger to a plan."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from linkwright.compare.gathering import gather_sides
from linkwright.compare.model import Prospect
from linkwright.compare.owners import joint_owners
from linkwright.compare.prospects import link_gap
from linkwright.compare.reading import read_side
from linkwright.engine.opening import EMBEDDED, open_engine
from linkwright.ledger import Ledger
from linkwright.plan.chance import Chance
from linkwright.plan.evidence import Outcome
from linkwright.plan.making import make_plan
from linkwright.plan.model import Plan, Refusal, Request
from linkwright.plan.outcomes import read_outcomes
from linkwright.plan.progress import Progress
from linkwright.plan.promises import kept_plans, versions
from linkwright.plan.reading import read_evidence
from linkwright.plan.searches import read_searches
from linkwright.plan.tracking import track
from linkwright.profile.scope import scope_of
from linkwright.rubric.judged import Stage, judged, silent
from linkwright.rubric.loading import load_rubric, plan_priors
from linkwright.vocabulary.facts import OUTCOME_SEEN
from linkwright.vocabulary.site import Site


@dataclass(frozen=True)
class Planned:
    """A plan, and whom to write to: the best of those who link to competitors and not to the site."""

    plan: Plan
    prospects: tuple[Prospect, ...]


def plan_ledger(
    ledger: Ledger,
    site: Site,
    request: Request,
    *,
    chance: Chance | None = None,
    rubric_file: Path | None = None,
    signals_folder: Path | None = None,
    semantic_model: Path | None = None,
    engine_name: str = EMBEDDED,
    stage: Stage = silent,
) -> Planned:
    """Plan for a site from what a ledger holds of it, its competitors, results pages, clicks and own outreach.

    Args:
        ledger: where the facts are; nothing is written.
        site: the site.
        request: what is wanted.
        chance: how many futures; 10,000 unless said.
        rubric_file: the user's own weights, and numbers of plans in its part `[plan]`.
        signals_folder: where the user's own signals are.
        semantic_model: a folder with a model2vec model.
        engine_name: where the SQL runs.
        stage: told what is being worked on.

    Raises:
        UnreadableInputError: no backlinks of the site were imported.
        ConfigError: the rubric is wrong.
    """
    now = datetime.now(UTC).replace(microsecond=0)
    priors = plan_priors(rubric_file)
    gathered = gather_sides(
        ledger,
        site,
        alone=True,
        rubric_file=rubric_file,
        signals_folder=signals_folder,
        semantic_model=semantic_model,
        engine_name=engine_name,
        stage=stage,
    )
    sides = gathered.sides
    stage("Reading results pages, clicks and own outreach")
    evidence = read_evidence(ledger, site, sides, priors, now.date(), outcomes=own_outcomes(ledger))
    stage("Planning")
    plan = make_plan(evidence, request, chance or Chance())
    silent_ones = tuple(
        Refusal(f"what {name} has", "no backlinks of it were imported", f"linkwright import --competitor {name}=FILE")
        for name in gathered.without_data
    )
    plan = replace(
        plan,
        made_at=now,
        version=len(versions(kept_plans(ledger))) + 1,
        rubric_version=load_rubric(rubric_file).version,
        answer=(*plan.answer, *(gathered.fairness.words if len(sides) > 1 else ())),
        refusals=(*plan.refusals, *silent_ones),
    )
    return Planned(plan, link_gap(sides, joint_owners(sides), now.date(), priors).prospects)


def track_ledger(
    ledger: Ledger,
    site: Site,
    today: date,
    *,
    rubric_file: Path | None = None,
    signals_folder: Path | None = None,
    stage: Stage = silent,
) -> Progress | None:
    """Say how the newest plan kept in a ledger goes, by everything known of the site now; None without a plan.

    Raises:
        ConfigError: the rubric is wrong.
    """
    priors = plan_priors(rubric_file)
    scope = scope_of(ledger.batches(), site, site)
    with judged(ledger, site, scope=scope, rubric_file=rubric_file, signals_folder=signals_folder, stage=stage) as (
        profile,
        _,
        _,
    ):
        own = read_side(profile, own=True)
    stage("Comparing with the plan")
    with open_engine(EMBEDDED) as engine:
        searches = read_searches(engine, ledger, site, (own,), priors)
    return track(kept_plans(ledger), own, own_outcomes(ledger), searches, priors, Chance(), today)


def own_outcomes(ledger: Ledger) -> tuple[Outcome, ...]:
    """What own outreach came to, as the ledger has it."""
    files = ledger.files(OUTCOME_SEEN.name)
    if not files:
        return ()
    with open_engine(EMBEDDED) as engine:
        engine.register(OUTCOME_SEEN.name, files)
        return read_outcomes(engine)
