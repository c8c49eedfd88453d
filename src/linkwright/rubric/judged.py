"""The whole way from the facts of a ledger to a judged profile, in an engine of its own."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from linkwright.engine.duck import DEFAULT_MEMORY
from linkwright.engine.opening import EMBEDDED, open_engine
from linkwright.ledger import Ledger
from linkwright.profile import Profile, build_profile
from linkwright.profile.scope import Scope, scope_of
from linkwright.profile.semantic import load_embedding
from linkwright.rubric.judging import Judgement, judge
from linkwright.rubric.loading import load_rubric
from linkwright.signals import SignalResult, all_signals, run_signals
from linkwright.vocabulary.site import Site

Stage = Callable[[str], None]  # told in plain words what is being worked on


def silent(_stage: str) -> None:
    """Tell nobody."""


@contextmanager
def judged(
    ledger: Ledger,
    site: Site,
    *,
    scope: Scope | None = None,
    rubric_file: Path | None = None,
    signals_folder: Path | None = None,
    semantic_model: Path | None = None,
    engine_name: str = EMBEDDED,
    memory: str = DEFAULT_MEMORY,
    stage: Stage = silent,
) -> Iterator[tuple[Profile, Mapping[str, SignalResult], Judgement]]:
    """Derive the profile of a site, run the signals, and judge. Valid inside the block: the tables live in an engine.

    Args:
        ledger: where the facts are.
        site: whose backlinks.
        scope: which rows count; by default all but those about others, for the site the ledger belongs to.
        rubric_file: the user's own weights, laid over the built-in ones.
        signals_folder: where the user's own `<id>.sql` signals are.
        semantic_model: a folder with a model2vec model, to compare topics by meaning.
        engine_name: where the SQL runs, see `open_engine`.
        memory: how much memory the engine may take before it spills to disk, such as `4GB`.
        stage: told what is being worked on.
    """
    with open_engine(engine_name, memory) as engine:
        stage("Merging what the sources say")
        embed = load_embedding(semantic_model) if semantic_model else None
        profile = build_profile(engine, ledger, site, embed, scope or scope_of(ledger.batches(), site, site))
        rubric = load_rubric(rubric_file)
        stage("Looking for patterns")
        results = run_signals(profile, all_signals(signals_folder), rubric.signal_parameters)
        stage("Judging every link")
        yield profile, results, judge(profile, results, rubric)
