"""How often people agree with us, overall and by signal, and which weights that speaks against.

A case is one owner and one side: the referring domains of an owner group that people judged alike count once, so that a
network of 11,000 domains is one opinion. Against: `disavow` and `ask removal`. For: `keep`. The other verdicts say
nothing about schemes (`watch` is undecided, `not ours` and `reclassify` are about something else) and are only counted.
Verdicts on single pages are left out, since signals speak about referring domains. We are against where the tier
without any verdict (`scored_tier`) is `suspect`.

People look at what we show them, the worst first, and have read our reasons: these shares are of the cases they
decided, not of all. Weights are suggested, never changed.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from scipy import special

from linkwright.engine import Engine
from linkwright.rubric.model import Rubric
from linkwright.vocabulary.numbers import Interval

FEWEST = 20  # cases; of fewer no share is told: 9 of 10 may as well be 7 of 10
FEWEST_OF_A_SIDE = 5  # cases against and cases for, before a weight is looked at
TENTH, SURE = 1.2816, 2.5758  # standard deviations: an 80 % interval; one wrong suggestion in a hundred looked at
_COUNTED = """
with decided as (
  select
    v.referring_domain,
    s.owner_group,
    v.verdict in ('disavow', 'ask removal') as against,
    s.scored_tier = 'suspect' as suspect
  from domain_verdicts v
  join domain_scores s on v.referring_domain = s.referring_domain
  where v.verdict in ('disavow', 'ask removal', 'keep')
),
cases as (
  select
    owner_group,
    against,
    count(*) as domains,
    count(case when suspect then 1 end) * 2 >= count(*) as suspect
  from decided
  group by owner_group, against
),
found as (
  select
    d.owner_group,
    d.against,
    f.signal,
    count(distinct f.referring_domain) as domains
  from decided d
  join risk_found f on d.referring_domain = f.referring_domain
  group by d.owner_group, d.against, f.signal
),
told as (
  select
    cast(null as text) as signal,
    against,
    suspect
  from cases
  union all
  select
    f.signal,
    c.against,
    c.suspect
  from cases c
  join found f on c.owner_group = f.owner_group and c.against = f.against
  cross join rubric_settings r
  where f.domains >= r.group_share * c.domains
)
select
  signal,
  against,
  suspect,
  count(*) as cases
from told
group by signal, against, suspect
"""
_LEFT_OUT = """
select
  count(case when verdict = 'watch' then 1 end) as watched,
  count(case when verdict in ('not ours', 'reclassify') then 1 end) as other
from domain_verdicts
"""


@dataclass(frozen=True)
class Agreement:
    """How many of some cases people see as we do.

    Attributes:
        what: which cases, in words.
        cases: how many were decided.
        agreed: in how many of them people said what we say.
        share: agreed of cases (Jeffreys' interval); None of fewer than `FEWEST`.
    """

    what: str
    cases: int
    agreed: int
    share: Interval | None


@dataclass(frozen=True)
class SignalAgreement:
    """What people decided where one signal found something.

    Attributes:
        signal: its id.
        against: cases they decided against.
        kept: cases they kept.
        share: of both together, those against (Jeffreys' interval); None of fewer than `FEWEST`.
        weight: how many times likelier under a scheme the rubric takes it to be.
        seen: the same by these decisions; None of too few.
    """

    signal: str
    against: int
    kept: int
    share: Interval | None
    weight: float
    seen: Interval | None


@dataclass(frozen=True)
class Suggestion:
    """A weight worth reconsidering.

    Attributes:
        signal: its id.
        now: the weight in force.
        suggested: the end of what the decisions allow that is nearest to it.
        seen: what they make likely.
        lines: for the user's own `rubric.toml`, to copy as they are.
    """

    signal: str
    now: float
    suggested: float
    seen: Interval
    lines: str


@dataclass(frozen=True)
class Calibration:
    """How often people agree with us.

    Attributes:
        overall: all cases.
        suspect: those we call suspect.
        others: those we do not.
        watched: referring domains people want to look at again, which count for neither.
        other: referring domains that are not ours or something else, likewise.
        signals: by signal, the most cases first.
        suggestions: weights to reconsider.
    """

    overall: Agreement
    suspect: Agreement
    others: Agreement
    watched: int
    other: int
    signals: tuple[SignalAgreement, ...]
    suggestions: tuple[Suggestion, ...]


def calibrate(engine: Engine, rubric: Rubric) -> Calibration:
    """Compare what people decided with what we say.

    Args:
        engine: holds the profile's `domain_verdicts`, and `domain_scores` and `risk_found` of its judgement.
        rubric: the weights it was judged with.
    """
    counts: dict[tuple[str | None, bool, bool], int] = {
        (row["signal"], bool(row["against"]), bool(row["suspect"])): int(row["cases"])
        for row in engine.query(_COUNTED).to_pylist()
    }
    all_cases = {key[1:]: cases for key, cases in counts.items() if key[0] is None}
    right, missed = all_cases.get((True, True), 0), all_cases.get((True, False), 0)
    wrong, fine = all_cases.get((False, True), 0), all_cases.get((False, False), 0)
    names = sorted({key[0] for key in counts if key[0] is not None})
    signals = tuple(_of_signal(name, counts, rubric, against=right + missed, kept=wrong + fine) for name in names)
    left_out = engine.query(_LEFT_OUT).to_pylist()[0]
    return Calibration(
        overall=_agreement("all that was decided", right + wrong + missed + fine, right + fine),
        suspect=_agreement("what we call suspect", right + wrong, right),
        others=_agreement("what we do not call suspect", missed + fine, fine),
        watched=int(left_out["watched"]),
        other=int(left_out["other"]),
        signals=tuple(sorted(signals, key=lambda each: (-each.against - each.kept, each.signal))),
        suggestions=tuple(
            suggested
            for each in signals
            if (suggested := _suggestion(each, rubric, right + missed, wrong + fine)) is not None
        ),
    )


def _agreement(what: str, cases: int, agreed: int) -> Agreement:
    return Agreement(what, cases, agreed, _share(agreed, cases))


def _share(agreed: int, cases: int) -> Interval | None:
    """Jeffreys' interval of a share: the quantiles of a beta distribution with half a case added to each side."""
    if cases < FEWEST:
        return None
    low, middle, high = (float(special.betaincinv(agreed + 0.5, cases - agreed + 0.5, at)) for at in (0.1, 0.5, 0.9))
    return Interval(low, middle, high)


def _of_signal(
    name: str, counts: Mapping[tuple[str | None, bool, bool], int], rubric: Rubric, against: int, kept: int
) -> SignalAgreement:
    with_it = {side: sum(counts.get((name, side, suspect), 0) for suspect in (True, False)) for side in (True, False)}
    share = _share(with_it[True], with_it[True] + with_it[False])
    enough = share is not None and min(against, kept) >= FEWEST_OF_A_SIDE
    return SignalAgreement(
        signal=name,
        against=with_it[True],
        kept=with_it[False],
        share=share,
        weight=rubric.risk[name].value,
        seen=_ratio(with_it[True], against, with_it[False], kept, TENTH) if enough else None,
    )


def _ratio(found_against: int, against: int, found_kept: int, kept: int, deviations: float) -> Interval:
    """How many times as often it is found where people are against: a ratio of shares (Katz), half a case added."""
    share_against = (found_against + 0.5) / (against + 1)
    share_kept = (found_kept + 0.5) / (kept + 1)
    spread = math.sqrt(1 / (found_against + 0.5) - 1 / (against + 1) + 1 / (found_kept + 0.5) - 1 / (kept + 1))
    middle = math.log(share_against / share_kept)
    return Interval(*(math.exp(middle + side * deviations * spread) for side in (-1, 0, 1)))


def _suggestion(each: SignalAgreement, rubric: Rubric, against: int, kept: int) -> Suggestion | None:
    """A new weight where the decisions contradict the one in force; one in a hundred looked at may be so by chance."""
    if each.seen is None:
        return None
    possible = _ratio(each.against, against, each.kept, kept, SURE)
    most = rubric.settings["cap"].value
    now = min(each.weight, most)
    suggested = round(min(most, max(1.0, possible.low, min(now, possible.high))), 1)
    if possible.low <= now <= possible.high or suggested == now:
        return None
    decided = each.against + each.kept
    lines = (
        f"[risk.{each.signal}]\nratio = {suggested:g}\n"
        f'reason = "of {decided} cases with it that people decided, they were against {each.against}"\n'
        f'source = "own decisions: {against} against, {kept} kept"'
    )
    return Suggestion(each.signal, each.weight, suggested, each.seen, lines)
