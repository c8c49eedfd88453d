"""The tables of a comparison."""

from collections.abc import Sequence

from linkwright.compare.model import Comparison, Prospect, SideSummary
from linkwright.report.model import Column, Kind, Listing
from linkwright.report.neutral import plain, shortened
from linkwright.report.ranges import cells, spread
from linkwright.report.reading import rounded

NAME = 24  # characters of a site's name in a heading


def comparison_listings(comparison: Comparison) -> tuple[Listing, ...]:
    """Return all of them, in the order of the page."""
    return (
        left_out_listing(comparison),
        site_listing(comparison),
        mix_listing(comparison),
        diversity_listing(comparison),
        prospect_listing(comparison.prospects, comparison.prospects_total),
        asset_listing(comparison),
        page_listing(comparison),
        overlap_listing(comparison),
    )


def heading(site: str) -> str:
    """A site's name as it may stand in a heading or beside a bar."""
    return shortened(plain(site), NAME)


def sayings(comparison: Comparison) -> tuple[str, ...]:
    """The sentences of a comparison that its fairness has not said already."""
    return tuple(text for text in comparison.words if text not in comparison.fairness.words)


def left_out_listing(comparison: Comparison) -> Listing:
    """Sources that do not cover all sites."""
    return Listing.whole(
        "left-out",
        "Sources left out",
        "A source that knows only some of the sites tells them apart by itself, whatever their links are.",
        (Column("source", "Source", Kind.OUTSIDE, "source"), Column("lacks", "Does not cover", Kind.OUTSIDE)),
        ((source, ", ".join(lacks)) for source, lacks in comparison.fairness.left_out),
    )


def site_listing(comparison: Comparison) -> Listing:
    """Each site in numbers."""
    return Listing.whole(
        "sites",
        "Sites",
        "One row is one site, judged by the same rules.",
        (
            Column("site", "Site", Kind.OUTSIDE),
            Column("own", "Yours", Kind.FLAG),
            *spread("quality", "Q", gloss="Q"),
            Column("referring_domains", "Referring domains", Kind.NUMBER, "referring domain"),
            Column("seen", "Owner groups", Kind.NUMBER, "owner group"),
            Column("at_least", "At least", Kind.NUMBER, "at least"),
            Column("links_followed", "Followed", Kind.SHARE, "followed"),
            Column("months", "Months counted", Kind.NUMBER),
            *spread("new", "New a month"),
            *spread("lost", "Lost a month"),
            *spread("net", "Net a month", gloss="net"),
            *spread("survival", "Stand after a year", Kind.SHARE, "survival"),
        ),
        (
            (
                each.site,
                each.own,
                *cells(each.quality),
                each.referring_domains,
                each.seen,
                each.at_least,
                each.links_followed,
                each.velocity.months if each.velocity else None,
                *cells(each.velocity.new if each.velocity else None),
                *cells(each.velocity.lost if each.velocity else None),
                *cells(each.velocity.net if each.velocity else None),
                *cells(each.survival, 4),
            )
            for each in comparison.sides
        ),
    )


def shares(side: SideSummary, aspect: str) -> dict[str, float]:
    """Each value of an aspect with its share of a site's websites, in the site's own order."""
    return {one.value: one.domains / one.of if one.of else 0.0 for one in side.mix if one.aspect == aspect}


def aspects(sides: Sequence[SideSummary]) -> tuple[str, ...]:
    """The aspects any site has numbers for."""
    return tuple(dict.fromkeys(one.aspect for side in sides for one in side.mix))


def mix_listing(comparison: Comparison) -> Listing:
    """What kind of links each has, side by side."""
    sides = comparison.sides
    by_site = [{aspect: shares(side, aspect) for aspect in aspects(sides)} for side in sides]
    return Listing.whole(
        "mix",
        "What kind of links, in shares",
        "Of all websites that link to a site, the share with this tier, type, topic, words or mark. Empty: none known.",
        (
            Column("aspect", "Aspect", choice=True),
            Column("value", "Value", Kind.OUTSIDE),
            *(Column(f"share_{place}", heading(side.site), Kind.SHARE) for place, side in enumerate(sides)),
        ),
        (
            (aspect, value, *(known[aspect].get(value, 0.0) if known[aspect] else None for known in by_site))
            for aspect in aspects(sides)
            for value in dict.fromkeys(value for known in by_site for value in known[aspect])
        ),
    )


def diversity_listing(comparison: Comparison) -> Listing:
    """How many kinds each site's links effectively are."""
    return Listing.whole(
        "diversity",
        "How varied the links are",
        "Counted as if every site had been seen as thoroughly as the least known of them, so that sizes do not matter.",
        (
            Column("aspect", "Aspect", choice=True),
            Column("site", "Site", Kind.OUTSIDE),
            Column("common", "Kinds that count", Kind.NUMBER, "effective kinds"),
            Column("dominant", "Frequent kinds", Kind.NUMBER, "effective kinds"),
            Column("kinds", "Kinds at all", Kind.NUMBER),
            Column("coverage", "Seen", Kind.SHARE, "seen share"),
        ),
        (
            (one.aspect, side.site, *(rounded(x, 1) for x in (one.common, one.dominant, one.kinds)), one.coverage)
            for aspect in dict.fromkeys(one.aspect for side in comparison.sides for one in side.diversity)
            for side in comparison.sides
            for one in side.diversity
            if one.aspect == aspect
        ),
    )


def prospect_listing(prospects: Sequence[Prospect], total: int) -> Listing:
    """Who links to competitors and not to us, with the page and the words that earned the link."""
    return Listing(
        "prospects",
        "Who links to them and not to you",
        "One row is one website, the most promising first: by what such a link brings and how likely it is. The page "
        "is the one that links to a competitor, with the words around the link and the competitor's page that earned "
        "it.",
        (
            Column("referring_domain", "Referring domain", Kind.OUTSIDE, "prospect"),
            Column("source_type", "Source type", Kind.TEXT, "source type", choice=True),
            Column("rivals", "Competitors", Kind.NUMBER),
            *spread("expected", "Brings (Q)", gloss="Q"),
            Column("likely", "Likely", Kind.SHARE, "likely"),
            Column("chance_words", "Why it may be won", Kind.SENTENCES),
            Column("page", "Page that links", Kind.OUTSIDE),
            Column("title", "Its title", Kind.OUTSIDE),
            Column("anchor", "Words of the link", Kind.OUTSIDE, "anchor"),
            Column("context", "Words around it", Kind.OUTSIDE),
            Column("target", "Page that earned it", Kind.OUTSIDE, "target page"),
            Column("links_to", "Links to", Kind.OUTSIDE),
            Column("first_seen", "First seen", Kind.DATE, "first seen"),
            Column("observation", "Row", Kind.EVIDENCE, "evidence"),
        ),
        tuple(
            (
                each.referring_domain,
                each.source_type,
                len(each.links_to),
                *cells(each.expected),
                each.likely,
                each.chance_words,
                each.page,
                each.title,
                each.anchor,
                each.context,
                each.target,
                ", ".join(each.links_to),
                each.first_seen.isoformat() if each.first_seen else None,
                each.observation,
            )
            for each in prospects
        ),
        total,
    )


def asset_listing(comparison: Comparison) -> Listing:
    """Which types of content earn links for the competitors."""
    return Listing.whole(
        "assets",
        "What kind of content earns links",
        "The competitors' pages that are linked to, by what kind of content they are.",
        (
            Column("content_type", "Content type", Kind.OUTSIDE, "content type"),
            Column("pages", "Pages", Kind.NUMBER),
            Column("referring_domains", "Referring domains", Kind.NUMBER, "referring domain"),
            Column("quality", "Q", Kind.NUMBER, "Q"),
            *spread("per_page", "Q a page", gloss="Q"),
            Column("examples", "Such as", Kind.OUTSIDE),
        ),
        (
            (
                each.content_type,
                each.pages,
                each.referring_domains,
                rounded(each.quality, 2),
                *cells(each.per_page),
                ", ".join(each.examples),
            )
            for each in comparison.assets
        ),
    )


def page_listing(comparison: Comparison) -> Listing:
    """The pages of every site that are linked to."""
    return Listing.whole(
        "pages",
        "Pages that earn links",
        "One row is one page of one site, by the quality of the links it has.",
        (
            Column("page", "Page", Kind.OUTSIDE, "target page"),
            Column("site", "Site", Kind.OUTSIDE, choice=len(comparison.sides) < 12),
            *spread("quality", "Q", gloss="Q"),
            Column("referring_domains", "Referring domains", Kind.NUMBER, "referring domain"),
            Column("content_type", "Content type", Kind.OUTSIDE, "content type", choice=True),
            Column("content_type_reason", "Why we think so", Kind.SENTENCES),
        ),
        (
            (
                each.page,
                each.site,
                *cells(each.quality),
                each.referring_domains,
                each.content_type,
                each.content_type_reason,
            )
            for each in comparison.pages
        ),
    )


def overlap_listing(comparison: Comparison) -> Listing:
    """Websites two sites have in common."""
    return Listing.whole(
        "overlap",
        "Websites that link to both",
        "For each pair of sites: how many websites link to both, and of all that link to either, which share.",
        (
            Column("site", "Site", Kind.OUTSIDE),
            Column("other", "Other site", Kind.OUTSIDE),
            Column("shared", "In both", Kind.NUMBER, "shared"),
            Column("jaccard", "Of all", Kind.SHARE, "shared"),
        ),
        ((each.site, each.other, each.shared, each.jaccard) for each in comparison.overlap),
    )
