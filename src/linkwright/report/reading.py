"""The report in plain words. Every sentence is built from the report's own numbers; none of them frightens."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from linkwright.report.model import (
    Compared,
    FileRead,
    Finding,
    Flagged,
    Headline,
    Listing,
    Reading,
    SetAside,
    Share,
    Silent,
    SourceShare,
    TierCount,
    Verification,
)
from linkwright.report.verification import BROKEN, CHANGED, LOST, OUTSIDE, UNFOLLOWED
from linkwright.rubric.stability import Shaken
from linkwright.vocabulary.terms import OWN_CRAWL, AnchorClass, FindingKind, Outcome, Tier

_KINDS = {
    BROKEN: (
        "link leads to a page of yours that answers with an error",
        "links lead to pages that answer with an error",
    ),
    LOST: ("lost link is worth a message", "lost links are worth a message"),
    UNFOLLOWED: ("link now asks search engines not to follow it", "links now ask search engines not to follow them"),
    CHANGED: ("link is not as it was", "links are not as they were"),
    OUTSIDE: ("link stands outside the page a reader sees", "links stand outside the pages a reader sees"),
}
FEWEST_OWNERS = 20  # owners below which a mix has no shape
LONG_TAIL = 0.9  # share of low ones above which the tail is called long; our assumption
LOOK_AT = 5  # findings named under “what to look at first”


@dataclass(frozen=True)
class Known:
    """The numbers the words are made of."""

    site: str
    names_money_keywords: bool
    files: tuple[FileRead, ...]
    headline: Headline
    sources: tuple[SourceShare, ...]
    best_source: str
    best_source_misses: float | None
    tiers: tuple[TierCount, ...]
    findings: tuple[Finding, ...]
    silent: tuple[Silent, ...]
    anchor_classes: tuple[Share, ...]
    set_aside: tuple[SetAside, ...]
    flagged: Flagged
    competitors: tuple[Compared, ...]
    firmness: tuple[Shaken, ...]
    verification: Verification | None
    groups: Listing


def read_out(known: Known) -> Reading:
    """Put a report's numbers into sentences."""
    return Reading(
        have=tuple(
            text
            for text in (
                *_size(known),
                *_state(known.headline),
                *(_own_looks(known.verification) if known.verification else ()),
                *_sources(known),
            )
            if text
        ),
        verified=verified_in_words(known.verification) if known.verification else (),
        reclaim=reclaim_in_words(known.verification) if known.verification else (),
        means=tuple(
            text
            for text in (
                _tiers(known),
                pyramid(known.tiers),
                _largest_group(known.groups),
                flagged_in_words(known.flagged),
                _anchors(known),
                beside_competitors(known.competitors),
            )
            if text
        ),
        look_first=tuple(_look_first(known.findings)),
        not_known=tuple(text for text in _not_known(known) if text),
    )


def count_of(number: int, one: str, many: str = "") -> str:
    """Say a count: `1 link`, `1,234 links`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _size(known: Known) -> tuple[str, ...]:
    head = known.headline
    if not head.referring_domains:
        return (f"The files hold no backlinks of {known.site}.",)
    links = (
        f"{count_of(head.links, 'link')} on {count_of(head.referring_pages, 'page')} of "
        f"{count_of(head.referring_domains, 'website')} {_either(head.links, 'leads', 'lead')} to {known.site}. "
        f"Websites that appear to belong together count as one: that makes {count_of(head.owner_groups, 'owner')}."
    )
    if not head.claimed_only_domains:
        return (links,)
    return (
        links,
        f"Of {count_of(head.claimed_only_domains, 'website')} among these the files give only the name and a count, "
        "not the links.",
    )


def _state(head: Headline) -> tuple[str, ...]:
    if not head.links:
        return ()
    followed, told = head.followed_share, head.followed + head.not_followed
    still = _either(head.lost_in_place, "stands on its", "stand on their")
    return (
        f"{count_of(head.live, 'link')} {_either(head.live, 'was', 'were')} in place when a source last looked, "
        f"{head.lost:,} {_either(head.lost, 'was', 'were')} lost, {head.dropped:,} "
        f"{_either(head.dropped, 'is no longer checked by its', 'are no longer checked by their')} source, and for "
        f"{head.unknown:,} no source says.",
        f"Of the lost ones, {head.lost_in_place:,} still {still} page, but the page asks search engines not to list "
        "it, or to list another in its place."
        if head.lost_in_place
        else "",
        ""
        if followed is None
        else f"Sources say for {count_of(told, 'link')} whether search engines may follow "
        f"{_either(told, 'it', 'them')}: {percent(followed)} of those are followed.",
    )


def looked_at(found: Verification) -> str:
    """How many links we looked at ourselves, when, and what that came to."""
    first, last = _day(found.first_day), _day(found.last_day)
    unseen = (
        f", and {found.unseen:,} we could not look at, which says nothing about {_either(found.unseen, 'it', 'them')}"
    )
    return (
        f"We looked at {found.checked:,} of your {count_of(found.links, 'link')} ourselves "
        f"{f'on {last}' if first == last else f'between {first} and {last}'}: {found.stands:,} "
        f"{_either(found.stands, 'is', 'are')} still there, {found.gone:,} {_either(found.gone, 'is', 'are')} gone"
        f"{unseen if found.unseen else ''}."
    )


def verified_in_words(found: Verification) -> tuple[str, ...]:
    """What our own looks came to: the counts, how certain the losses are, what changed."""
    return tuple(text for text in (*_own_looks(found), _changes(found)) if text)


def _own_looks(found: Verification) -> tuple[str, ...]:
    return looked_at(found), certainty(found) if found.gone else ""


def certainty(found: Verification) -> str:
    """How many of the gone links are lost for certain, and what the others count as."""
    once = found.gone - found.confirmed
    sure = (
        f"Of the gone ones, {found.confirmed:,} {_either(found.confirmed, 'is', 'are')} confirmed lost: the server "
        "says that the page no longer exists, or looks at least a day apart missed the link."
    )
    if not once:
        return sure
    return (
        f"{sure} {count_of(once, 'other')} {_either(once, 'was', 'were')} missed once; until a second look at least a "
        f"day later decides, {_either(once, 'it counts', 'they count')} as what the other sources say."
    )


def _changes(found: Verification) -> str:
    if not found.looked_twice:
        return "This was the first look at each of them. What changes will show once they are checked again."
    changed = sum(change.links for change in found.changes)
    return (
        f"{count_of(found.looked_twice, 'link')} {_either(found.looked_twice, 'was', 'were')} looked at before: "
        f"{found.newly_gone:,} {_either(found.newly_gone, 'is', 'are')} newly gone since then, {found.back_again:,} "
        f"{_either(found.back_again, 'is', 'are')} back again, and {changed:,} in all ended in another state than the "
        "time before."
    )


def reclaim_in_words(found: Verification) -> tuple[str, ...]:
    """A sentence for each kind of links that can be won back, and what to do; in the order of `found.reclaim`."""
    return tuple(f"{count_of(each.links, *_KINDS[each.what])}. {each.todo}" for each in found.reclaim)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _sources(known: Known) -> tuple[str, ...]:
    if len(known.sources) > 1 and known.best_source_misses is not None:
        return (
            f"{len(known.sources)} sources were put together. The best single one, {known.best_source}, misses "
            f"{percent(known.best_source_misses)} of the referring domains known here.",
        )
    if known.sources:
        return (
            f"All of this comes from one source, {known.sources[0].source}. Every source misses websites that others "
            "know; a second one would show how many.",
        )
    return ()


def _tiers(known: Known) -> str:
    groups = {tier.tier: tier.groups for tier in known.tiers}
    total = sum(groups.values())
    if not total:
        return ""
    valued = ", ".join(f"{groups[tier]:,} {tier}" for tier in (Tier.HIGH, Tier.MEDIUM, Tier.LOW))
    text = (
        f"Of {count_of(total, 'owner')}{_still_standing(known, total)}, by what their links can bring: {valued}. "
        f"For {groups[Tier.UNKNOWN]:,} too little is known to say."
    )
    if not groups[Tier.SUSPECT]:
        return text + " None is marked suspect."
    return (
        f"{text} {groups[Tier.SUSPECT]:,} {_either(groups[Tier.SUSPECT], 'is', 'are')} marked suspect: at least two "
        "different kinds of evidence point to a link scheme. That is a reason to look, not a reason to act: search "
        "engines say they disregard most such links by themselves."
    )


def pyramid(tiers: Sequence[TierCount]) -> str:
    """How the mix compares with a natural one: few strong, some medium, a limited tail of weak ones."""
    groups = {tier.tier: tier.groups for tier in tiers}
    judged = sum(groups.get(tier, 0) for tier in (Tier.HIGH, Tier.MEDIUM, Tier.LOW, Tier.SUSPECT))
    if judged < FEWEST_OWNERS:
        return ""
    high, medium, low = (groups.get(tier, 0) / judged for tier in (Tier.HIGH, Tier.MEDIUM, Tier.LOW))
    text = (
        "A profile that grew by itself has few very strong links, some medium ones and a tail of weak ones. Of the "
        f"owners that can be judged here {percent(high)} are high, {percent(medium)} medium and {percent(low)} low."
    )
    if not groups.get(Tier.HIGH):
        return f"{text} None is high: one good recommendation would change more than many more weak ones."
    if low > LONG_TAIL:
        return (
            f"{text} The tail is long. That is no fault by itself, since weak sites link to everybody, but counting "
            "them makes a profile look stronger than it is: go by the high and medium ones."
        )
    if high > medium > low:
        return f"{text} That is an unusual shape: the weak ones are missing, most likely from the files."
    return text


def flagged_in_words(flagged: Flagged) -> str:
    """One sentence where one network is most of what tools call spam; else nothing."""
    if not flagged.links or flagged.kind != "network" or flagged.of_largest < flagged.links / 2:
        return ""
    share = percent(flagged.of_largest / flagged.links)
    return (
        f"Of the {count_of(flagged.links, 'link')} from websites that a tool calls spam, {share} come from one "
        f"automatic network ({flagged.largest}): one thing to know about, not {flagged.of_largest:,}."
    )


_SAID_AS = {
    ("rel", "followed"): "are followed",
    ("anchor", "exact"): "use exactly a phrase you want to be found for",
    ("anchor", "partial"): "use such a phrase among other words",
    ("anchor", "brand"): "name the site",
}


def beside_competitors(compared: Sequence[Compared]) -> str:
    """Shares outside the range of the competitors; within it nothing needs saying but that."""
    if not compared:
        return ""
    rivals = len(compared[0].competitors)
    outside = [
        f"{percent(each.own)} of your referring domains {_SAID_AS[each.aspect, each.value]}, "
        f"{percent(min(each.competitors))} to {percent(max(each.competitors))} of theirs"
        for each in compared
        if not min(each.competitors) <= each.own <= max(each.competitors)
    ]
    who = f"your {count_of(rivals, 'competitor')}"
    if not outside:
        return f"In anchors and followed links you lie within the range of {who}."
    return f"What differs from {who}: {'; '.join(outside)}. A difference is a question, not a fault."


def firmness_in_words(firmness: Sequence[Shaken]) -> str:
    """What would become of the tiers with less data."""
    if not firmness:
        return ""
    fewer, *sources = firmness
    text = (
        f"If a fifth of the links were missing, {percent(fewer.flips)} of {count_of(fewer.domains, 'website')} looked "
        "at would change their tier"
    )
    if not sources:
        return text + "."
    named = ", ".join(f"{percent(each.flips)} without {each.missing}" for each in sources[:3])
    return f"{text}; {named}."


def _still_standing(known: Known, total: int) -> str:
    gone = known.headline.owner_groups - total
    more = f"{gone:,} more {_either(gone, 'has', 'have')} only lost links"
    return f" with a link that may still stand ({more})" if gone > 0 else ""


def _largest_group(groups: Listing) -> str:
    if not groups.rows:
        return ""
    first = dict(zip((column.name for column in groups.columns), groups.rows[0], strict=True))
    domains, links = first["domains"], first["links"]
    if not isinstance(domains, int) or not isinstance(links, int):
        return ""
    what = "one network" if first["kind"] == "network" else "one brand"
    return (
        f"The largest group is {what}: {count_of(domains, 'website')} with {count_of(links, 'link')}. What they share: "
        f"{first['shared']}. However many they are, they count as one owner."
    )


def _anchors(known: Known) -> str:
    links = {share.name: share.links for share in known.anchor_classes}
    unknown = links.pop(AnchorClass.UNKNOWN, 0)
    total = sum(links.values())
    if not total:
        return ""
    which = "links whose words a source gives" if unknown else "links"
    named = f"{percent((links.get(AnchorClass.BRAND, 0) + links.get(AnchorClass.URL, 0)) / total)} of the {which} say"
    if not known.names_money_keywords:
        return (
            f"{named} your name or address. You named no phrases you want to be found for, so links that use them "
            "cannot be told from the others."
        )
    money = links.get(AnchorClass.EXACT, 0) + links.get(AnchorClass.PARTIAL, 0)
    return (
        f"{named} your name or address and {percent(money / total)} a phrase you want to be "
        "found for. There is no right number: compare with sites like yours."
    )


def _look_first(findings: Sequence[Finding]) -> list[str]:
    to_do = [each for each in findings if each.kind in (FindingKind.CONCERN, FindingKind.CHANCE)]
    if not to_do:
        return ["No signal found anything to look at."]
    to_do.sort(key=lambda each: each.kind is FindingKind.CHANCE)
    return [
        f"{finding.title}: {finding.items[0].message if finding.items else ''} "
        f"({count_of(finding.rows, 'row')} of your files behind {count_of(finding.count, 'finding')})"
        for finding in to_do[:LOOK_AT]
    ]


def _not_known(known: Known) -> tuple[str, ...]:
    head = known.headline
    sampled = [file for file in known.files if any("sample" in note for note in file.notes)]
    rejected = sum(file.rejected for file in known.files)
    unread = sum(1 for file in known.files if file.error)
    blind = [silent for silent in known.silent if silent.outcome == Outcome.NO_DATA]
    failed = [silent for silent in known.silent if silent.outcome == Outcome.ERROR]
    unsure = head.unknown + head.dropped
    aside = sum(row.observations for row in known.set_aside if row.source != OWN_CRAWL)  # what else a page links to
    return (
        *_not_looked_at(known.verification),
        f"{count_of(len(sampled), 'file')} {_either(len(sampled), 'has', 'have')} exactly as many rows as the export "
        f"allows: there are most likely more links than {_either(len(sampled), 'it shows', 'they show')}."
        if sampled
        else "",
        f"For {count_of(unsure, 'link')} nobody says whether {_either(unsure, 'it is', 'they are')} still in place."
        if unsure
        else "",
        f"For {count_of(head.following_not_known, 'link')} nobody says whether search engines may follow "
        f"{_either(head.following_not_known, 'it', 'them')}."
        if head.following_not_known
        else "",
        f"{count_of(rejected, 'row')} could not be read; {_either(rejected, 'it', 'each')} is kept with its line and "
        "the reason."
        if rejected
        else "",
        f"{count_of(unread, 'file')} could not be used; the reason stands under Files." if unread else "",
        f"{count_of(aside, 'row')} {_either(aside, 'is', 'are')} stored but set aside: not backlinks of this site."
        if aside
        else "",
        firmness_in_words(known.firmness),
        f"{count_of(len(blind), 'signal')} had no data to look at: {_titles(blind)}." if blind else "",
        f"{count_of(len(failed), 'signal')} stopped with an error: {_titles(failed)}." if failed else "",
        "When a link was made is not known. First seen is when a source noticed it.",
        "Nobody outside a search engine knows how it treats a link. Values and risks here are worked out from stated "
        "rules; each can be opened, checked and changed.",
    )


def _not_looked_at(found: Verification | None) -> tuple[str, ...]:
    if found is None:
        return (
            "No page was visited for this report: it says what the sources say, as of the dates of their files. "
            "Linkwright can look itself: linkwright verify, in a workspace.",
        )
    unchecked, once = found.links - found.checked, found.gone - found.confirmed
    return (
        f"We have not looked at {count_of(unchecked, 'link')} ourselves: for {_either(unchecked, 'it', 'them')} this "
        "report says what the sources say, as of the dates of their files."
        if unchecked
        else "We looked at every link known here. What became of the pages since then is not known.",
        f"At {count_of(found.unseen, 'link')} we tried to look and could not: robots.txt asks us not to, the server "
        f"refused or did not answer, and so on. {_either(found.unseen, 'It does', 'They do')} not count as lost."
        if found.unseen
        else "",
        f"{count_of(once, 'link')} {_either(once, 'was', 'were')} missed once. Whether "
        f"{_either(once, 'it is', 'they are')} lost is not known before a second look, at least a day later."
        if once
        else "",
    )


def _titles(silent: Sequence[Silent]) -> str:
    return ", ".join(each.title.lower() for each in silent)


def _either(number: int, one: str, many: str) -> str:
    return one if number == 1 else many


def percent(share: float) -> str:
    """Say a share: `20 %`, `0.4 %`; never 0 or 100 when it is not exactly that."""
    hundred = share * 100
    if 0 < hundred < 0.05:
        return "less than 0.1\u00a0%"
    if hundred < 10 and hundred != int(hundred):
        return f"{rounded(hundred, 1):.1f}\u00a0%"
    if 99.5 <= hundred < 100:
        return f"{int(hundred * 10) / 10:.1f}\u00a0%"
    return f"{rounded(hundred):.0f}\u00a0%"


def rounded(number: float, digits: int = 0) -> float:
    """Round halves up, as people and `report.js` do."""
    scale = 10.0**digits
    return math.floor(number * scale + 0.5) / scale
