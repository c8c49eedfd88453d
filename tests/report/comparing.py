"""Invented comparisons: an ordinary one with any number of competitors, a bare one, and one of hostile texts."""

import dataclasses
from datetime import date

from linkwright.compare.model import (
    AssetType,
    Comparison,
    Diversity,
    Fairness,
    MixShare,
    PageSummary,
    Prospect,
    Shared,
    SideSummary,
    Velocity,
)
from linkwright.vocabulary.numbers import Interval
from tests.report.hostile import HOSTILE

DAY = date(2026, 11, 20)
OWN = "bakery.example"
RIVALS = (
    "flour-power.example",
    "oven-fresh-breads-of-the-north.example",
    "crumb.example",
    "daily-loaf.example",
    "rye-and-shine.example",
    "dough.example",
)
MIX = {
    "tier": ("high", "medium", "low", "suspect", "unknown"),
    "source type": ("editorial", "news", "blog", "directory", "forum", "social"),
    "topic": ("Food and drink", "Home", "Travel", "Business"),
    "anchor class": ("brand", "url", "generic", "exact", "topical", "image"),
    "rel": ("followed", "nofollow", "ugc", "sponsored"),
}


def around(middle: float, spread: float = 0.2) -> Interval:
    return Interval(middle * (1 - spread), middle, middle * (1 + spread))


def side(place: int, site: str) -> SideSummary:
    domains = 60 + 55 * place
    values = tuple(sorted((0.9 / (1 + 0.05 * number) ** 1.4 for number in range(domains)), reverse=True))
    return SideSummary(
        site=site,
        own=place == 0,
        quality=around(sum(values)),
        qualities=values,
        referring_domains=domains + 7,
        seen=domains,
        at_least=round(domains * 1.3) if place else None,
        links_followed=0.72 - 0.03 * place,
        mix=tuple(
            MixShare(aspect, value, max(0, (domains - 9 * number - 4 * place) // (number + 2)), domains)
            for aspect, values_of in MIX.items()
            for number, value in enumerate(values_of)
        ),
        diversity=(
            Diversity("source type", 6.0, 4.2 + 0.2 * place, 3.1, 0.97),
            Diversity("topic", 4.0, 2.9, 2.2 + 0.1 * place, 0.95),
        ),
        velocity=Velocity(12, around(3 + place), around(1.2), Interval(0.6 + place, 1.8 + place, 3.4 + place)),
        survival=around(0.8, 0.05) if place else None,
        not_known=() if place else ("How long links last: 12 links are known to be lost, 30 are needed.",),
    )


def prospect(number: int) -> Prospect:
    name = f"kitchen-notes-{number}.example"
    return Prospect(
        referring_domain=name,
        source_type=("editorial", "news", "blog", "directory")[number % 4],
        links_to=RIVALS[: 1 + number % 2],
        expected=around(0.62 / (1 + number / 12)),
        likely=0.4 / (1 + number / 9),
        chance_words="Links to two competitors from its list of bakeries; a list takes one more.",
        page=f"https://{name}/guides/best-bakeries",
        title="The best bakeries of the north",
        anchor="their sourdough guide",
        context="Before you start, read their sourdough guide, which explains the starter step by step.",
        target=f"https://{RIVALS[0]}/sourdough-guide",
        first_seen=date(2025, 3, 1 + number % 28) if number % 5 else None,
        observation=f"0123456789abcdef:{number + 1}",
    )


def comparison(rivals: int = 2, prospects: int = 60) -> Comparison:
    sites = (OWN, *RIVALS[:rivals])
    return Comparison(
        site=OWN,
        day=DAY,
        fairness=Fairness(
            used=("ahrefs backlinks",),
            left_out=(("Google Search Console links", sites[1:]),),
            fair=True,
            words=(
                "Only Ahrefs backlinks covers all sites, so only its links are compared.",
                "Google Search Console knows your site alone and is left out: it would make you look better.",
            ),
        ),
        sides=tuple(side(place, site) for place, site in enumerate(sites)),
        pages=tuple(
            PageSummary(
                site,
                site == OWN,
                f"https://{site}/{page}",
                around(6.5 - number - place / 4),
                24 - 4 * number,
                kind,
                reason,
            )
            for place, site in enumerate(sites)
            for number, (page, kind, reason) in enumerate(
                (
                    ("sourdough-guide", "guide", "the address says guide"),
                    ("bread-survey", "study", "the title says survey"),
                    ("", "unknown", "nothing shows it"),
                )
            )
        ),
        overlap=tuple(
            Shared(one, other, 12 + place, 0.08 + place / 50)
            for place, (one, other) in enumerate((a, b) for at, a in enumerate(sites) for b in sites[at + 1 :])
        ),
        prospects=tuple(prospect(number) for number in range(prospects)),
        prospects_total=prospects + 40 if prospects else 0,
        assets=(
            AssetType("guide", 12, 140, 38.0, around(2.4, 0.6), (f"https://{sites[-1]}/sourdough-guide",)),
            AssetType("study", 3, 66, 21.5, around(5.1, 0.6), (f"https://{sites[-1]}/bread-survey",)),
            AssetType("home page", rivals, 90, 17.0, around(6.0, 0.4), ()),
        ),
        words=(
            f"{OWN} has a quality Q of 17, {sites[1]} has 27: more than the usual error of the measure.",
            "Only Ahrefs backlinks covers all sites, so only its links are compared.",
            "Most of the difference comes from twelve strong websites, not from the number of links.",
        ),
        not_known=("Which links are paid: no source says.",),
    )


def bare_comparison() -> Comparison:
    """Nothing is fair, nothing is known, nobody links to anybody."""
    nothing = SideSummary(
        site=OWN,
        own=True,
        quality=Interval(0.0, 0.0, 0.0),
        qualities=(),
        referring_domains=0,
        seen=0,
        at_least=None,
        links_followed=None,
        mix=(),
        diversity=(),
        velocity=None,
        survival=None,
        not_known=("How fast links come: no dates are known.",),
    )
    return Comparison(
        site=OWN,
        day=DAY,
        fairness=Fairness((), (("ahrefs backlinks", (RIVALS[0],)),), False, ("No source covers all sites.",)),
        sides=(nothing, dataclasses.replace(nothing, site=RIVALS[0], own=False, not_known=())),
        pages=(),
        overlap=(),
        prospects=(),
        prospects_total=0,
        assets=(),
        words=(),
        not_known=(),
    )


def hostile_comparison() -> Comparison:
    """Every text that can come from a file is hostile."""
    usual = comparison()
    text = HOSTILE[0]
    return dataclasses.replace(
        usual,
        site=text,
        fairness=Fairness((HOSTILE[1],), ((HOSTILE[2], (HOSTILE[3],)),), True, (HOSTILE[4],)),
        sides=tuple(
            dataclasses.replace(
                each,
                site=hostile,
                mix=tuple(dataclasses.replace(one, value=hostile) for one in each.mix if one.aspect != "tier"),
                not_known=(hostile,),
            )
            for each, hostile in zip(usual.sides, HOSTILE, strict=False)
        ),
        pages=tuple(PageSummary(hostile, False, hostile, around(1), 1, hostile, hostile) for hostile in HOSTILE),
        overlap=(Shared(HOSTILE[5], HOSTILE[6], 1, 0.1),),
        prospects=tuple(
            Prospect(
                hostile,
                hostile,
                (hostile, text),
                around(0.5),
                0.1,
                hostile,
                hostile,
                hostile,
                hostile,
                hostile,
                hostile,
                DAY,
                "0123456789abcdef:1",
            )
            for hostile in HOSTILE
        ),
        prospects_total=len(HOSTILE),
        assets=(AssetType(HOSTILE[7], 1, 1, 1.0, around(1), HOSTILE),),
        words=HOSTILE,
        not_known=HOSTILE,
    )
