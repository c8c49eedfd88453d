"""What our own looks at the links came to, and what can be won back. Nothing of it where nothing was checked."""

from collections import Counter
from collections.abc import Iterable

from linkwright.report.findings import Tables
from linkwright.report.listings import Queryable, Sheet
from linkwright.report.model import Column, Kind, Reclaimable, StateChange, StateCount, Verification
from linkwright.vocabulary.states import CONFIRMED_AFTER, STATES, LinkState, Standing

STANDING_WORDS = {Standing.STANDS: "still there", Standing.GONE: "gone", Standing.UNSEEN: "could not look"}
# What can be won back, the least effort first: its name, and what to do about it.
BROKEN, LOST, UNFOLLOWED, CHANGED, OUTSIDE = (
    "broken target",
    "lost link",
    "no longer followed",
    "changed link",
    "link outside the page",
)
TODO = {
    BROKEN: "Mend your page, or redirect its address to the page that took its place. Nobody needs to be asked.",
    LOST: "Write to the site: ask for the link on its page, or on the one that took its place. Most go by accident.",
    UNFOLLOWED: "Ask whether it was meant. Where the link is paid for or written by visitors, it is right as it is.",
    CHANGED: "Look whether the change was meant. If it was not, ask for the link as it was.",
    OUTSIDE: "Readers do not see it. If it was promised as a link in the text, ask for that.",
}


def _either_of(column: str, words: dict[str, str]) -> str:
    cases = " ".join(f"when '{value}' then '{said}'" for value, said in words.items())
    return f"case {column} {cases} end"


def _one_of(states: Iterable[LinkState]) -> str:
    return ", ".join(f"'{state}'" for state in states)


_CONFIRMED = f"""
    c.standing = 'gone'
    and (
        c.state in ({_one_of(state for state, told in STATES.items() if told.definite)})
        or c.checked_at >= c.gone_since + interval '{CONFIRMED_AFTER.days}' day
    )
"""
# States that come after `nofollow` in the order in which they name a look: it was not true then.
_FOLLOWED = (LinkState.CHANGED, LinkState.TARGET_REDIRECTED, LinkState.FOUND)
# A lost link has no value any more, so what it was worth is read from its website: its authority, or how many visits it
# brings beside the website that brings most, whichever says more. That the two compare is our assumption.
_STRENGTHS = """
    select
        n.referring_domain,
        100 * greatest(n.authority, v.sessions / nullif(m.sessions, 0)) as strength,
        v.sessions as visits,
        n.suspect
    from domain_numbers n
    cross join (select max(sessions) as sessions from visits) m
    left join visits v on n.referring_domain = v.referring_domain
"""
# Websites marked suspect are left out: nobody should mend a link scheme. A lost link is worth a message when its
# website is at least as strong as half of those that link to the site, or when nothing tells how strong it is. A link
# is no longer followed when a source, or our look before, knew it as followed; one that became followed is no loss.
_RECLAIM = f"""
    select
        r.*,
        {_either_of("r.what", {name: str(place) for place, name in enumerate(TODO, start=1)})} as place,
        {_either_of("r.what", TODO)} as todo
    from (
        select
            c.link_id,
            s.strength,
            s.visits,
            case
                when c.standing = 'stands' and c.target_http_code >= 400 then '{BROKEN}'
                when {_CONFIRMED} and coalesce(s.strength >= h.strength, true) then '{LOST}'
                when
                    c.state = '{LinkState.NOFOLLOW}'
                    and (
                        array_contains(l.disagreement, 'followed')
                        or c.previous_state in ({_one_of(_FOLLOWED)})
                    )
                    then '{UNFOLLOWED}'
                when
                    c.state = '{LinkState.CHANGED}'
                    and not (
                        coalesce(l.followed, false)
                        and array_contains(l.disagreement, 'followed')
                        and not array_contains(l.disagreement, 'anchor')
                    )
                    then '{CHANGED}'
                when c.state = '{LinkState.OUTSIDE_PAGE}' then '{OUTSIDE}'
            end as what
        from checks c
        join links l on c.link_id = l.link_id
        join report_strengths s on c.referring_domain = s.referring_domain
        cross join (select median(strength) as strength from report_strengths) h
        where not s.suspect
    ) r
    where r.what is not null
"""
_OUTCOMES = f"""
    select
        c.previous_state,
        c.state,
        count(*) as links,
        count(case when {_CONFIRMED} then 1 end) as confirmed
    from checks c
    group by c.previous_state, c.state
    order by links desc, c.previous_state, c.state
"""
_DAYS = "select min(checked_at) as first_at, max(checked_at) as last_at from checks"
_LINKS = "select count(*) as links from links"
_KINDS = "select what, count(*) as links from report_reclaim group by what"
_STRONGEST = "strength desc nulls last, link_id"

CHECKS = Sheet(
    id="checks",
    title="Links we looked at ourselves",
    about=(
        "One row is one link and our newest look at it. Links from the strongest websites come first; every outcome is "
        "represented. report.xlsx has up to 100,000."
    ),
    columns=(
        Column("referring_page", "Referring page", Kind.OUTSIDE, "referring page"),
        Column("target_page", "Target page", Kind.OUTSIDE, "target page"),
        Column("anchor", "Anchor text", Kind.OUTSIDE, "anchor"),
        Column("state", "State", Kind.TEXT, "state", choice=True),
        Column("standing", "That means", Kind.TEXT, "standing", choice=True),
        Column("reason", "What we saw", Kind.OUTSIDE),
        Column("strength", "Strength", Kind.POINTS, "strength"),
        Column("checked_at", "Checked on", Kind.DATE),
        Column("previous_state", "State before", Kind.TEXT, "state", choice=True),
        Column("gone_since", "Gone since", Kind.DATE, "gone since"),
        Column("remarks", "Also true", Kind.OUTSIDE),
        Column("evidence", "Kept response", Kind.OUTSIDE, "kept response"),
        Column("referring_domain", "Referring domain", Kind.OUTSIDE, "referring domain"),
        Column("observation", "Row", Kind.EVIDENCE, "evidence"),
    ),
    table="checks",
    select=f"""
        select
            c.link_id, l.referring_page, l.target_page, l.anchor, c.state,
            {_either_of("c.standing", {str(standing): said for standing, said in STANDING_WORDS.items()})} as standing,
            c.reason, s.strength, c.checked_at, c.previous_state, c.gone_since,
            array_to_string(c.remarks, ' ') as remarks, c.evidence, c.referring_domain, c.observation
        from checks c
        join links l on c.link_id = l.link_id
        left join report_strengths s on c.referring_domain = s.referring_domain
    """,
    order=_STRONGEST,
    key="link_id",
    ranks=(
        ("true", _STRONGEST, 100),
        *((f"state = '{state}'", _STRONGEST, 16) for state in LinkState),
    ),
    ranked_by=("link_id", "strength", "state"),
)
RECLAIM = Sheet(
    id="reclaim",
    title="What can be won back",
    about=(
        "One row is one link. The least effort comes first, then links from the strongest websites. Websites marked "
        "suspect are left out, and so are lost links from websites weaker than half of those that link to you."
    ),
    columns=(
        Column("what", "What", Kind.TEXT, choice=True),
        Column("todo", "What to do"),
        Column("referring_page", "Referring page", Kind.OUTSIDE, "referring page"),
        Column("target_page", "Target page", Kind.OUTSIDE, "target page"),
        Column("reason", "What we saw", Kind.OUTSIDE),
        Column("strength", "Strength", Kind.POINTS, "strength"),
        Column("visits", "Visits", Kind.NUMBER, "visits"),
        Column("anchor", "Anchor text", Kind.OUTSIDE, "anchor"),
        Column("checked_at", "Checked on", Kind.DATE),
        Column("gone_since", "Gone since", Kind.DATE, "gone since"),
        Column("referring_domain", "Referring domain", Kind.OUTSIDE, "referring domain"),
        Column("observation", "Row", Kind.EVIDENCE, "evidence"),
    ),
    table="report_reclaim",
    select="""
        select
            r.link_id, r.what, r.place, r.todo, l.referring_page, l.target_page, c.reason, r.strength, r.visits,
            l.anchor, c.checked_at, c.gone_since, c.referring_domain, c.observation
        from report_reclaim r
        join checks c on r.link_id = c.link_id
        join links l on r.link_id = l.link_id
    """,
    order=f"place, {_STRONGEST}",
    key="link_id",
    ranks=tuple((f"what = '{name}'", _STRONGEST, 100) for name in TODO),
    ranked_by=("link_id", "what", "place", "strength"),
)
VERIFIED_SHEETS = (RECLAIM, CHECKS)


def read_verification(profile: Tables) -> Verification | None:
    """Sum up our newest looks, and work out what can be won back; None where nothing was checked.

    The engine has the tables `report_strengths` and `report_reclaim` afterwards, which `VERIFIED_SHEETS` read.
    """
    outcomes = profile.query(_OUTCOMES).to_pylist()
    if not outcomes:
        return None
    profile.engine.materialise("report_strengths", _STRENGTHS)
    profile.engine.materialise("report_reclaim", _RECLAIM)
    days = profile.query(_DAYS).to_pylist()[0]
    states: Counter[LinkState] = Counter()
    moves: Counter[tuple[LinkState, LinkState]] = Counter()
    for row in outcomes:
        states[LinkState(row["state"])] += row["links"]
        if row["previous_state"]:
            moves[LinkState(row["previous_state"]), LinkState(row["state"])] += row["links"]
    return Verification(
        links=profile.query(_LINKS).to_pylist()[0]["links"],
        first_day=days["first_at"].date(),
        last_day=days["last_at"].date(),
        states=tuple(_count(state, states[state]) for state in _in_order(states)),
        confirmed=sum(row["confirmed"] for row in outcomes),
        looked_twice=moves.total(),
        changes=tuple(
            StateChange(str(before), str(now), links) for (before, now), links in moves.most_common() if before != now
        ),
        newly_gone=_moved(moves, Standing.STANDS, Standing.GONE),
        back_again=_moved(moves, Standing.GONE, Standing.STANDS),
        reclaim=_reclaim(profile),
    )


def _in_order(states: Counter[LinkState]) -> list[LinkState]:
    standings = list(Standing)
    return sorted(states, key=lambda state: (standings.index(STATES[state].standing), -states[state], state))


def _count(state: LinkState, links: int) -> StateCount:
    told = STATES[state]
    return StateCount(str(state), str(told.standing), links, told.meaning, told.todo)


def _moved(moves: Counter[tuple[LinkState, LinkState]], before: Standing, now: Standing) -> int:
    wanted = (before, now)
    return sum(links for (old, new), links in moves.items() if (STATES[old].standing, STATES[new].standing) == wanted)


def _reclaim(profile: Queryable) -> tuple[Reclaimable, ...]:
    found = {row["what"]: row["links"] for row in profile.query(_KINDS).to_pylist()}
    return tuple(Reclaimable(what, found[what], todo) for what, todo in TODO.items() if what in found)
