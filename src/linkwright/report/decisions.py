"""What people decided in reviews, as far as it holds, and how often they agree with us."""

from collections.abc import Sequence

from linkwright.cleanup.calibration import calibrate
from linkwright.report.calibrated import calibration_in_words, signal_listing, suggestions_in_words
from linkwright.report.findings import Tables
from linkwright.report.model import Decisions, Listing, Report
from linkwright.report.reading import count_of
from linkwright.rubric.model import Rubric

_BY_VERDICT = """
    select verdict, count(*) as n
    from {table}
    group by verdict
    order by n desc, verdict
"""
_COUNTS = """
    select
        (select count(*) from verdict_history) as made,
        (select count(*) from group_verdicts where not holds) as to_ask
"""


def read_decisions(profile: Tables, rubric: Rubric) -> Decisions | None:
    """Count the decisions that hold. None where nobody ever decided anything.

    Args:
        profile: judged: the tables of its judgement are in its engine.
        rubric: the weights it was judged with.
    """
    counts = profile.query(_COUNTS).to_pylist()[0]
    if not counts["made"]:
        return None
    return Decisions(
        domains=_by_verdict(profile, "domain_verdicts"),
        pages=_by_verdict(profile, "page_verdicts"),
        to_ask=int(counts["to_ask"]),
        calibration=calibrate(profile.engine, rubric),
    )


def decisions_in_words(decisions: Decisions) -> tuple[str, ...]:
    """What was decided, and what is to be decided again."""
    told = [
        f"{count_of(sum(n for _, n in counts), one)} ({', '.join(f'{n:,} {verdict}' for verdict, n in counts)})"
        for counts, one in ((decisions.domains, "referring domain"), (decisions.pages, "page"))
        if counts
    ]
    sentences = [f"You decided about {' and '.join(told)}. These verdicts come before ours."] if told else []
    if decisions.to_ask:
        changed = "An owner group has" if decisions.to_ask == 1 else f"{decisions.to_ask:,} owner groups have"
        sentences.append(f"{changed} become something else since you decided: look again, until then ours counts.")
    return tuple(sentences) or ("Nothing of what you decided is about a link known now.",)


def told(report: Report) -> tuple[str, ...]:
    """All that a report says of decisions, in words; nothing where there are none."""
    if report.decisions is None:
        return ()
    calibration = report.decisions.calibration
    return (
        *decisions_in_words(report.decisions),
        *calibration_in_words(calibration),
        *filter(None, (suggestions_in_words(calibration),)),
    )


def agreement_listings(report: Report) -> tuple[Listing, ...]:
    """What people decided where each signal found something; none where nobody decided anything."""
    return (signal_listing(report.decisions.calibration),) if report.decisions else ()


def _by_verdict(profile: Tables, table: str) -> Sequence[tuple[str, int]]:
    return tuple((row["verdict"], int(row["n"])) for row in profile.query(_BY_VERDICT.format(table=table)).to_pylist())
