"""Whom to ask for the removal of which links, how to reach them, and how each request stands.

Only what a person decided (verdict "ask removal") is asked for, never what a score says. There is one request for each
owner: a person who runs forty domains gets one letter.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from linkwright.cleanup.removal_log import Step
from linkwright.cleanup.removal_state import AskedLink, Progress, RequestState, progress_of, sight_of
from linkwright.engine import Engine
from linkwright.page.contacts import usefulness
from linkwright.vocabulary.terms import ContactKind, Verdict

MOST_CONTACTS = 5  # shown of one owner
_LINKS = f"""
select
  d.owner_group,
  l.referring_domain,
  l.referring_page,
  l.target_page,
  l.anchor,
  l.status,
  lower(substr(coalesce(r.language, l.language), 1, 2)) as language,
  coalesce(p.reason, v.reason) as reason,
  coalesce(p.who, v.who) as who,
  coalesce(p.decided_at, v.decided_at) as decided_at,
  c.state,
  c.checked_at,
  c.gone_since
from links l
inner join domains d on l.referring_domain = d.referring_domain
left join domain_verdicts v on l.referring_domain = v.referring_domain
left join page_verdicts p on l.page_key = p.page_key
left join documents r on l.page_key = r.page_key
left join checks c on l.link_id = c.link_id
where coalesce(p.verdict, v.verdict) = '{Verdict.ASK_REMOVAL}'
order by
  d.owner_group,
  l.referring_page,
  l.target_page
"""
_DOMAINS = f"""
select
  d.owner_group,
  d.referring_domain,
  v.reason,
  v.who,
  v.decided_at
from domains d
inner join domain_verdicts v on d.referring_domain = v.referring_domain
where v.verdict = '{Verdict.ASK_REMOVAL}'
order by d.referring_domain
"""
_CONTACTS = f"""
with asked as (
  select referring_domain
  from domain_verdicts
  where verdict = '{Verdict.ASK_REMOVAL}'
  union
  select referring_domain
  from page_verdicts
  where verdict = '{Verdict.ASK_REMOVAL}'
)
select
  d.owner_group,
  c.kind,
  c.value,
  min(c.words) as words,
  min(c.page) as page,
  count(*) as domains,
  cast(sum(c.looks) as bigint) as looks
from contacts c
inner join asked a on c.referring_domain = a.referring_domain
inner join domains d on c.referring_domain = d.referring_domain
group by
  d.owner_group,
  c.kind,
  c.value
"""
_NAMES = (  # the id of a group may change as it grows; a name of today comes before one of then
    "select subject, owner_group from group_verdicts",
    "select referring_domain, owner_group from domains",
    "select distinct owner_group as name, owner_group from domains",
)
Row = Mapping[str, object]


@dataclass(frozen=True)
class Reach:
    """One way to reach an owner, as it stands on a page."""

    kind: ContactKind
    value: str
    page: str


@dataclass(frozen=True)
class Request:
    """What one owner is asked for.

    Attributes:
        owner: owner group, or the referring domain that stands alone.
        domains: domains of it that are asked about.
        links: every link to be taken away, gone ones too.
        contacts: how to reach the owner, the best first, at most five; none where our crawler saw none.
        language: two letters, that of most of the pages; empty where not known.
        reason: why, in the words of whoever decided last.
        who: who that was.
        decided_on: the day of that.
        steps: what was done so far, the oldest first.
        progress: how it stands.
    """

    owner: str
    domains: tuple[str, ...]
    links: tuple[AskedLink, ...]
    contacts: tuple[Reach, ...]
    language: str
    reason: str
    who: str
    decided_on: date | None
    steps: tuple[Step, ...]
    progress: Progress

    @property
    def open_links(self) -> tuple[AskedLink, ...]:
        """The links that may still be there."""
        return tuple(link for link in self.links if link.open)

    @property
    def address(self) -> str:
        """The e-mail address to write to; empty where none was seen."""
        return next((each.value for each in self.contacts if each.kind is ContactKind.ADDRESS), "")

    @property
    def to_open(self) -> str:
        """The page to open by hand where there is no address: with a form, a contact page, or else one that links."""
        others = [each.value for each in self.contacts if each.kind is not ContactKind.ADDRESS]
        return next(iter(others), self.links[0].page if self.links else "")

    @property
    def reach(self) -> str:
        """How to reach the owner, in words."""
        if self.address:
            return self.address
        if self.contacts:
            return f"by hand: {self.to_open}"
        return f"no contact seen: open {self.to_open}" if self.to_open else "no contact seen"


def removal_requests(engine: Engine, log: Sequence[Step], today: date) -> tuple[Request, ...]:
    """Return one request for each owner a person decided to ask: what is to be done first, then by number of links.

    Args:
        engine: holds a profile.
        log: every step so far (see `removal_log.read_log`).
        today: what is due is due by this day.
    """
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in engine.query(_LINKS).to_pylist():
        rows[str(row["owner_group"])].append(row)
    named: dict[str, list[Row]] = defaultdict(list)
    for row in engine.query(_DOMAINS).to_pylist():
        named[str(row["owner_group"])].append(row)
    contacts = _contacts(engine.query(_CONTACTS).to_pylist())
    steps = _steps_by_owner(log, engine)
    made = [
        _request(owner, rows[owner], named[owner], contacts.get(owner, ()), steps.get(owner, ()), today)
        for owner in sorted({*rows, *named})
    ]
    return tuple(sorted(made, key=lambda request: (_urgency(request), -len(request.links), request.owner)))


def owner_names(engine: Engine) -> dict[str, str]:
    """Return for every referring domain and owner group the owner it means; also by the id a group once had."""
    names: dict[str, str] = {}
    for select in _NAMES:
        found = engine.query(select)
        names |= dict(zip(found.column(0).to_pylist(), found.column(1).to_pylist(), strict=True))
    return names


def _steps_by_owner(log: Sequence[Step], engine: Engine) -> Mapping[str, Sequence[Step]]:
    """Steps are found again by the owner they name, or by the domain, where it has become part of a group since."""
    names = owner_names(engine) if log else {}
    steps: dict[str, list[Step]] = defaultdict(list)
    for step in log:
        steps[names.get(step.owner, step.owner)].append(step)
    return steps


def _request(
    owner: str, rows: Sequence[Row], named: Sequence[Row], contacts: Sequence[Reach], steps: Sequence[Step], today: date
) -> Request:
    links = tuple(map(_link, rows))
    domains = {str(row["referring_domain"]) for row in (*rows, *named)}
    newest = max((*rows, *named), key=lambda row: (str(row["decided_at"] or ""), str(row["who"]), str(row["reason"])))
    decided = newest["decided_at"]
    return Request(
        owner=owner,
        domains=tuple(sorted(domains)),
        links=links,
        contacts=tuple(contacts),
        language=_language(links),
        reason=str(newest["reason"] or ""),
        who=str(newest["who"] or ""),
        decided_on=decided.date() if isinstance(decided, datetime) else None,
        steps=tuple(steps),
        progress=progress_of(links, steps, today),
    )


def _link(row: Row) -> AskedLink:
    state, status = row["state"], row["status"]
    checked, gone = (_moment(row[name]) for name in ("checked_at", "gone_since"))
    return AskedLink(
        page=str(row["referring_page"]),
        target=str(row["target_page"] or ""),
        anchor=str(row["anchor"] or ""),
        domain=str(row["referring_domain"]),
        language=str(row["language"] or ""),
        sight=sight_of(str(state) if state else None, checked, gone, str(status)),
        looked_at=checked,
    )


def _moment(value: object) -> datetime | None:
    return value if isinstance(value, datetime) else None


def _language(links: Iterable[AskedLink]) -> str:
    counts = Counter(link.language for link in links if link.language)
    return min(counts, key=lambda language: (-counts[language], language), default="")


def _contacts(rows: Sequence[Row]) -> Mapping[str, tuple[Reach, ...]]:
    """The best ways first: addresses, then forms and contact pages; of each what most domains and pages show."""
    owners: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        owners[str(row["owner_group"])].append(row)
    return {
        owner: tuple(map(_reach, sorted(found, key=_best_first)[:MOST_CONTACTS])) for owner, found in owners.items()
    }


def _best_first(row: Row) -> tuple[object, ...]:
    value, is_page = str(row["value"]), row["kind"] == ContactKind.PAGE
    useful = usefulness(value, str(row["words"] or "")) if is_page else 0
    return (row["kind"] != ContactKind.ADDRESS, useful, -int(str(row["domains"])), -int(str(row["looks"])), value)


def _reach(row: Row) -> Reach:
    return Reach(ContactKind(str(row["kind"])), str(row["value"]), str(row["page"]))


_URGENCY = {
    RequestState.NOT_REMOVED: 0,
    RequestState.PARTLY: 0,
    RequestState.FOLLOW_UP_DUE: 1,
    RequestState.NOT_ASKED: 2,
    RequestState.SAID_REMOVED: 3,
    RequestState.ANSWERED: 3,
    RequestState.SILENT: 4,
}


def _urgency(request: Request) -> int:
    return _URGENCY.get(request.progress.state, 5)
