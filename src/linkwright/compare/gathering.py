"""The sides of a comparison, from the facts of a ledger."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from linkwright.compare.fairness import coverage, weigh
from linkwright.compare.model import Fairness
from linkwright.compare.reading import read_side
from linkwright.compare.side import Side
from linkwright.engine.duck import DEFAULT_MEMORY
from linkwright.engine.opening import EMBEDDED, open_engine
from linkwright.errors import UnreadableInputError
from linkwright.ledger import Batch, Ledger
from linkwright.profile.scope import registrable_domains, scope_of
from linkwright.rubric.judged import Stage, judged, silent
from linkwright.vocabulary.site import Site

_IMPORT = "Import your own exports, and those of competitors with --competitor rival.com=rival.csv"


@dataclass(frozen=True)
class Sides:
    """The sites of a comparison, each judged by the same rules over the sources that cover all of them.

    Attributes:
        sides: the site under study first, then the competitors that something is known of.
        fairness: which sources these are.
        without_data: competitors nothing is known of.
    """

    sides: tuple[Side, ...]
    fairness: Fairness
    without_data: tuple[str, ...]


def gather_sides(
    ledger: Ledger,
    owner: Site,
    *,
    alone: bool = False,
    rubric_file: Path | None = None,
    signals_folder: Path | None = None,
    semantic_model: Path | None = None,
    engine_name: str = EMBEDDED,
    memory: str = DEFAULT_MEMORY,
    stage: Stage = silent,
) -> Sides:
    """Judge the site and its competitors one after another, each in an engine that is closed before the next opens.

    Args:
        ledger: where the facts of all of them are.
        owner: the site under study; compared with the competitors it names and those files are about.
        alone: where nothing is known of any competitor, return the site's own side.
        rubric_file: the user's own weights, laid over the built-in ones.
        signals_folder: where the user's own `<id>.sql` signals are.
        semantic_model: a folder with a model2vec model, to compare topics by meaning.
        engine_name: where the SQL runs, see `open_engine`.
        memory: how much memory an engine may take before it spills to disk, such as `4GB`.
        stage: told what is being worked on.

    Raises:
        UnreadableInputError: no backlinks of the site were imported; or, unless it may stand alone, there are no
            competitors, or no backlinks of any of them.
    """
    batches = ledger.batches()
    competitors = competitors_of(owner, batches)
    if not competitors and not alone:
        raise UnreadableInputError("There is nobody to compare with.", todo=_IMPORT)
    stage("Looking which sources cover every site")
    with open_engine(engine_name, memory) as engine:
        seen = coverage(engine, ledger, batches, owner, competitors)
    told = {site for _, site in seen}
    known = [site for site in (owner.name, *competitors) if site in told]
    if owner.name not in told or (len(known) == 1 and not alone):
        missing = " or ".join(competitors) if owner.name in told else owner.name
        raise UnreadableInputError(f"No backlinks of {missing} were imported.", todo=_IMPORT)
    fairness = weigh(seen, known)
    sides = []
    for name in known:
        own = name == owner.name
        site = owner if own else rival_of(owner, name, known)
        with judged(
            ledger,
            site,
            scope=scope_of(batches, owner, site, fairness.used or None),
            rubric_file=rubric_file,
            signals_folder=signals_folder,
            semantic_model=semantic_model,
            engine_name=engine_name,
            memory=memory,
            stage=_of(name, stage),
        ) as (profile, _, _):
            sides.append(read_side(profile, own=own))
    return Sides(tuple(sides), fairness, tuple(each for each in competitors if each not in told))


def competitors_of(owner: Site, batches: Iterable[Batch]) -> tuple[str, ...]:
    """Return the registrable domains of the competitors the owner names, then of those files are about."""
    own = registrable_domains(owner.domains)
    about = sorted({batch.about for batch in batches if batch.about})
    named = dict.fromkeys((*registrable_domains(owner.competitors), *about))
    return tuple(name for name in named if name not in own)


def rival_of(owner: Site, name: str, sites: Sequence[str]) -> Site:
    """Describe a competitor as the owner is: the same readers, topics and phrases, or their links' worth would differ.

    Its own name stands for its brand; everybody else is its competitor.
    """
    return Site(
        domains=(name,),
        money_keywords=owner.money_keywords,
        languages=owner.languages,
        countries=owner.countries,
        topics=owner.topics,
        competitors=tuple(site for site in sites if site != name),
    )


def _of(name: str, stage: Stage) -> Stage:
    return lambda words: stage(f"{name}: {words[0].lower()}{words[1:]}")
