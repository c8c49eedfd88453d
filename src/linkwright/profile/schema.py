"""The tables of a profile: what is true now, derived from all facts. The documents are printed from here."""

from linkwright.vocabulary.facts import FLAG, INTEGER, METRICS, REAL, TEXT, TEXTS, TIME, Column, Fact

LINKS = Fact(
    "links",
    "One backlink: one referring page (folded by page key) linking to one target page, all observations merged.",
    (
        Column("link_id", TEXT, "Stable id: the first 16 hex digits of the MD5 of both page keys."),
        Column("referring_page", TEXT, "Address of the page that links: one of those seen, https preferred."),
        Column("page_key", TEXT, "Folded address; see the folding rule in `urls.py`."),
        Column("referring_host", TEXT, "Host of the page, without `www.` and port."),
        Column("referring_domain", TEXT, "Registrable domain, private suffixes counted."),
        Column("target_page", TEXT, "Address linked to; empty where every source names only the site."),
        Column("target_key", TEXT, "Folded address of it; empty likewise."),
        Column("anchor", TEXT, "Anchor text of the newest observation that has one."),
        Column("anchor_class", TEXT, "brand, url, exact, partial, ...; see `AnchorClass` and `anchor_classes.sql`."),
        Column("link_type", TEXT, "text, image, redirect, ...; newest observation that says."),
        Column("nofollow", FLAG, "Newest observation that says."),
        Column("ugc", FLAG, "Newest observation that says."),
        Column("sponsored", FLAG, "Newest observation that says."),
        Column("followed", FLAG, "None of nofollow, ugc, sponsored; empty when no source says."),
        Column("status", TEXT, "live, lost, dropped or unknown, by the rule in `links.sql`."),
        Column("status_reason", TEXT, "The deciding source's reason."),
        Column("status_source", TEXT, "The deciding source."),
        Column("first_seen", TIME, "Earliest first seen of any source."),
        Column("last_seen", TIME, "Latest last seen of any source."),
        Column("lost_at", TIME, "When the deciding source found it lost, or else last saw it; empty unless lost."),
        Column("group_size", INTEGER, "Largest number of links one row says it stands for; at least 1."),
        Column("title", TEXT, "Title of the referring page."),
        Column("language", TEXT, "Language of the referring page as a source gives it."),
        Column("country", TEXT, "Country of the referring host, ISO alpha-2."),
        Column("ip", TEXT, "One address of the referring host."),
        Column("http_code", INTEGER, "HTTP status of the referring page; empty when not known."),
        Column("target_http_code", INTEGER, "HTTP status of the target page; empty when not known."),
        Column("in_content", FLAG, "A source says: in the main content."),
        Column("sitewide", FLAG, "A source says: repeated across the site."),
        Column("placement", TEXT, "Where on the page, in the source's word."),
        Column("platform", TEXT, "Software or kind of platform, in the source's words."),
        Column("page_type", TEXT, "Kind of page, in the source's words."),
        Column("page_category", TEXT, "Topic paths, in the source's words."),
        Column("external_links", INTEGER, "Links from the page to other sites."),
        Column("vendor_spam", FLAG, "Some source calls it spam."),
        Column("metrics", METRICS, "Vendor numbers under their name, each of the newest observation that has it."),
        Column("sources", TEXTS, "Who saw it, in alphabetical order."),
        Column("observations", INTEGER, "How many rows speak of it."),
        Column("disagreement", TEXTS, "On what sources disagree: status, followed, anchor; usually empty."),
        Column("observation", TEXT, "Id `batch:row` of the row that decided; the way back to the file."),
    ),
)
LINK_SOURCES = Fact(
    "link_sources",
    "What each source says of each link that more than one source saw: the disagreement, kept.",
    (
        Column("link_id", TEXT, "The link."),
        Column("source", TEXT, "The source."),
        Column("status", TEXT, "Its newest status."),
        Column("status_reason", TEXT, "Its reason."),
        Column("followed", FLAG, "Its word on following."),
        Column("anchor", TEXT, "Its anchor text."),
        Column("first_seen", TIME, "Its first sight."),
        Column("last_seen", TIME, "Its last sight."),
        Column("observation", TEXT, "Id `batch:row` of its newest row."),
    ),
)
PAGES = Fact(
    "pages",
    "One referring page.",
    (
        Column("page_key", TEXT, "Folded address."),
        Column("referring_page", TEXT, "Address."),
        Column("referring_domain", TEXT, "Registrable domain."),
        Column("title", TEXT, "Title."),
        Column("links", INTEGER, "Links from it, to different targets."),
        Column("live_links", INTEGER, "Of these, live."),
        Column("external_links", INTEGER, "Links from it to other sites, as a source counts."),
        Column("first_seen", TIME, "Earliest."),
        Column("last_seen", TIME, "Latest."),
    ),
)
DOMAINS = Fact(
    "domains",
    "One referring domain, from link rows and from domain rows together.",
    (
        Column("referring_domain", TEXT, "Registrable domain, private suffixes counted."),
        Column("icann_domain", TEXT, "Registrable domain by registry suffixes only."),
        Column("hosts", INTEGER, "Different hosts of it seen."),
        Column("links", INTEGER, "Links known one by one; 0 when only a count is known."),
        Column("claimed_links", INTEGER, "Largest number of links any one source claims for it, groups counted."),
        Column("pages", INTEGER, "Referring pages known one by one."),
        Column("live_links", INTEGER, "Links with status live."),
        Column("lost_links", INTEGER, "Links with status lost."),
        Column("dropped_links", INTEGER, "Links with status dropped."),
        Column("followed_links", INTEGER, "Links known to be followed."),
        Column("nofollow_links", INTEGER, "Links known not to be followed."),
        Column("status", TEXT, "live if any of it is, lost if all of it is, dropped if nobody looks, else unknown."),
        Column("first_seen", TIME, "Earliest."),
        Column("last_seen", TIME, "Latest."),
        Column("lost_at", TIME, "When the last of its links was lost; empty unless the status is lost."),
        Column("country", TEXT, "Most frequent country."),
        Column("ip", TEXT, "Most frequent address."),
        Column("subnet", TEXT, "First three numbers of that address."),
        Column("source_type", TEXT, "editorial, news, forum, resource page, ...; see `SourceType`."),
        Column("source_type_reason", TEXT, "How that was decided: the rule and what it matched."),
        Column("owner_group", TEXT, "Id of the group this domain counts with; its own name when it stands alone."),
        Column("group_kind", TEXT, "mirror (one brand, several suffixes), network (one template) or single."),
        Column("vendor_spam", INTEGER, "How many sources call it spam."),
        Column("vendor_spam_asked", INTEGER, "How many sources have an opinion on spam for it."),
        Column("metrics", METRICS, "Vendor numbers, the largest of the newest rows, under the vendor's name."),
        Column("sources", TEXTS, "Who saw it, in alphabetical order."),
        Column("best_link", TEXT, "Id of one typical link, live before lost; empty when none is known."),
        Column("observation", TEXT, "Id `batch:row` of one row that proves it."),
    ),
)
GROUPS = Fact(
    "groups",
    "Owner groups of two or more referring domains, with the evidence for each.",
    (
        Column("owner_group", TEXT, "Id: the first domain by name for a mirror, `network-` and a hash for a network."),
        Column("kind", TEXT, "mirror or network."),
        Column("domains", INTEGER, "Referring domains in it, private suffixes counted."),
        Column("icann_domains", INTEGER, "Referring domains in it by registry suffixes only."),
        Column("links", INTEGER, "Links from them."),
        Column("observations", INTEGER, "Rows of the files that show the shared trait."),
        Column("shared", TEXT, "What they share, in words: the name, or the path and title."),
        Column("path", TEXT, "Shared path, for a network."),
        Column("title", TEXT, "Shared title, for a network."),
        Column("example_domains", TEXTS, "At most ten of them."),
        Column("evidence", TEXTS, "Ids `batch:row` of at most twenty rows that show it."),
        Column("nature", TEXT, "Kind and shared trait: a person's verdict on the group holds while it stays the same."),
    ),
)
ANCHORS = Fact(
    "anchors",
    "One anchor text, case and spaces folded.",
    (
        Column("anchor", TEXT, "The text in its most frequent spelling; empty text is one anchor."),
        Column("anchor_class", TEXT, "See `AnchorClass`."),
        Column("referring_domains", INTEGER, "Domains that use it."),
        Column("owner_groups", INTEGER, "Owner groups that use it."),
        Column("links", INTEGER, "Links that use it."),
        Column("live_links", INTEGER, "Of these, live."),
        Column("followed_links", INTEGER, "Of these, known to be followed."),
        Column("first_seen", TIME, "Earliest."),
        Column("observation", TEXT, "Id `batch:row` of one row."),
    ),
)
TARGETS = Fact(
    "targets",
    "One page of the site that is linked to.",
    (
        Column("target_key", TEXT, "Folded address."),
        Column("target_page", TEXT, "Address."),
        Column("referring_domains", INTEGER, "Domains that link to it."),
        Column("owner_groups", INTEGER, "Owner groups that link to it."),
        Column("links", INTEGER, "Links to it."),
        Column("live_links", INTEGER, "Of these, live."),
        Column("followed_links", INTEGER, "Of these, known to be followed."),
        Column("http_code", INTEGER, "HTTP status as the newest source that says; empty when not known."),
        Column("first_seen", TIME, "Earliest link to it."),
        Column("observation", TEXT, "Id `batch:row` of one row."),
    ),
)
MONTHS = Fact(
    "months",
    "New and lost by calendar month. A month of first sight is when a source noticed, not when a link was made.",
    (
        Column("month", TIME, "First day of the month; no month between the first and the last is left out."),
        Column("new_domains", INTEGER, "Referring domains first seen in it."),
        Column("lost_domains", INTEGER, "Referring domains whose last link was lost in it."),
        Column("new_groups", INTEGER, "Owner groups first seen in it."),
        Column("new_links", INTEGER, "Links first seen in it."),
        Column("lost_links", INTEGER, "Links lost in it."),
    ),
)
SOURCES = Fact(
    "sources",
    "What each source contributes. The row with source `all` is the union.",
    (
        Column("source", TEXT, "The source: vendor and report, such as `ahrefs backlinks`."),
        Column("observations", INTEGER, "Rows about backlinks or referring domains."),
        Column("links", INTEGER, "Links it saw one by one."),
        Column("referring_domains", INTEGER, "Referring domains it saw, private suffixes counted."),
        Column("icann_domains", INTEGER, "The same by registry suffixes only."),
        Column("only_here", INTEGER, "Referring domains no other source saw."),
        Column("missed_share", REAL, "Share of all known referring domains it does not have."),
    ),
)
OVERLAP = Fact(
    "overlap",
    "Referring domains two sources have in common.",
    (
        Column("source", TEXT, "One source."),
        Column("other_source", TEXT, "The other; both orders are listed, and each source with itself."),
        Column("shared_domains", INTEGER, "Referring domains both have."),
        Column("jaccard", REAL, "Shared divided by the union of both, 0 to 1."),
    ),
)
SET_ASIDE = Fact(
    "set_aside",
    "Link rows and domain rows that are stored but are not backlinks of this site, by reason.",
    (
        Column("reason", TEXT, "own site (internal links), other target, or not an address."),
        Column("source", TEXT, "The source."),
        Column("report", TEXT, "The report."),
        Column("observations", INTEGER, "How many rows."),
        Column("example", TEXT, "What most of them have: the other target's domain, our own domain, or the text."),
        Column("observation", TEXT, "Id `batch:row` of one of them."),
    ),
)
LINK_DETAILS = Fact(
    "link_details",
    "What the deciding row says around a link. Links of which nothing of it is known have no row.",
    (
        Column("link_id", TEXT, "The link."),
        Column("referring_domain", TEXT, "Registrable domain of its page."),
        Column("context", TEXT, "Words before and after the link, with ` … ` for the anchor between them."),
        Column("author", TEXT, "Author of the referring page."),
        Column("rendered_only", FLAG, "The link appears only after JavaScript ran."),
        Column("redirect_urls", TEXT, "Redirect chain between link and target, as written."),
        Column("redirect_codes", TEXT, "HTTP codes of that chain, as written."),
        Column("observation", TEXT, "Id `batch:row` of the row."),
    ),
)
OTHER_LINKS = Fact(
    "other_links",
    "What referring domains link to besides the site: one row a referring domain and other target domain.",
    (
        Column("referring_domain", TEXT, "Registrable domain that links; it need not link to the site."),
        Column("target_domain", TEXT, "Registrable domain linked to, neither the site nor the domain itself."),
        Column("competitor", FLAG, "The owner names the target as a competitor."),
        Column("links", INTEGER, "Rows about such links."),
        Column("lost_links", INTEGER, "Of these, lost."),
        Column("followed_links", INTEGER, "Of these, known to be followed."),
        Column("first_seen", TIME, "Earliest."),
        Column("observation", TEXT, "Id `batch:row` of one row."),
    ),
)
OWN_LINKS = Fact(
    "own_links",
    "What the site itself links to, where an export says: one row a domain.",
    (
        Column("target_domain", TEXT, "Registrable domain the site links to."),
        Column("links", INTEGER, "Rows about such links."),
        Column("followed_links", INTEGER, "Of these, known to be followed."),
        Column("pages", INTEGER, "Pages of the site that link to it."),
        Column("first_seen", TIME, "Earliest."),
        Column("example_page", TEXT, "One page of the site that links to it."),
        Column("observation", TEXT, "Id `batch:row` of one row."),
    ),
)
MIXES = Fact(
    "mixes",
    "How many referring domains have which anchors, rel, languages, countries: of the site and of each competitor. "
    "Each referring domain counts once in each aspect, with the value most of its links have.",
    (
        Column("site", TEXT, "The site's main domain, or a competitor's."),
        Column("own", FLAG, "It is the site."),
        Column("aspect", TEXT, "anchor, rel, language or country; see `Aspect`."),
        Column("value", TEXT, "The class, the rel word, the two letters."),
        Column("referring_domains", INTEGER, "How many have it. Lost links do not count."),
    ),
)
COMPETITOR_MONTHS = Fact(
    "competitor_months",
    "New referring domains of each competitor by month, from the same sources: what an index did to everybody.",
    (
        Column("competitor", TEXT, "The competitor's registrable domain."),
        Column("month", TIME, "First day of the month, over the calendar of `months`."),
        Column("new_domains", INTEGER, "Referring domains first seen in it."),
    ),
)
VISITS = Fact(
    "visits",
    "People who came from a referring domain, as web analytics counted them.",
    (
        Column("referring_domain", TEXT, "Registrable domain they came from."),
        Column("sessions", REAL, "Visits: the largest total of any one import; overlapping periods count once."),
        Column("key_events", REAL, "Conversions, likewise."),
        Column("observation", TEXT, "Id `batch:row` of the row with most visits."),
    ),
)
KEYS = Fact(
    "keys",
    "Keys that show who runs a referring domain.",
    (
        Column("referring_domain", TEXT, "Registrable domain."),
        Column("kind", TEXT, "See `KeyKind`."),
        Column("value", TEXT, "The identifier, lower-case, without spaces around it."),
        Column("first_seen", TIME, "Earliest."),
        Column("observation", TEXT, "Id `batch:row` of one row."),
    ),
)
CONTACTS = Fact(
    "contacts",
    "Ways to reach the owner of a referring domain that stand on its pages, each once: as our newest look saw it.",
    (
        Column("referring_domain", TEXT, "Registrable domain."),
        Column("kind", TEXT, "address, page or form; see `ContactKind`."),
        Column("value", TEXT, "The e-mail address, or the page's URL."),
        Column("words", TEXT, "Its anchor or the words beside it."),
        Column("page", TEXT, "The page it stands on."),
        Column("looks", INTEGER, "How often we saw it."),
        Column("seen_at", TIME, "When last."),
        Column("observation", TEXT, "Id `batch:row` of that row."),
    ),
)
LISTINGS = Fact(
    "listings",
    "Referring domains that stand in a list the owner named.",
    (
        Column("referring_domain", TEXT, "Registrable domain."),
        Column("list", TEXT, "Name of the list."),
        Column("entry", TEXT, "What the list says, as written."),
        Column("observation", TEXT, "Id `batch:row` of the list's line."),
    ),
)
DOMAIN_TOPICS = Fact(
    "domain_topics",
    "How near the words of a referring domain (titles, categories, addresses of its pages) are to the site's own.",
    (
        Column("referring_domain", TEXT, "Registrable domain."),
        Column(
            "similarity", REAL, "Cosine of the words, weighted by rarity; compares with nothing outside this profile."
        ),
        Column("percentile", REAL, "Its place among random pairs of referring domains, 0 to 1; see `topics.py`."),
        Column("shared", TEXTS, "Words in common, cut to their beginnings, the rarest first."),
        Column("observation", TEXT, "Id `batch:row` of one row the words are from."),
    ),
)
CHECKS = Fact(
    "checks",
    "Our newest look at each link we checked ourselves.",
    (
        Column("link_id", TEXT, "The link."),
        Column("referring_domain", TEXT, "Registrable domain of its page."),
        Column("state", TEXT, "Outcome; see `LinkState`."),
        Column("standing", TEXT, "What that says of the link: stands, gone or unseen."),
        Column("reason", TEXT, "What was seen, in words."),
        Column("remarks", TEXTS, "Every other state that is true of the link, each with what was seen."),
        Column("checked_at", TIME, "When."),
        Column("previous_state", TEXT, "Outcome of the look before; empty at the first."),
        Column("previous_at", TIME, "When that was."),
        Column("last_stood", TIME, "Our newest look that saw it; empty when none did."),
        Column("gone_since", TIME, "First look that missed it since the last that saw it; empty while it stands."),
        Column("looks", INTEGER, "How many there were."),
        Column("final_page_url", TEXT, "Where the page's redirects end."),
        Column("http_code", INTEGER, "HTTP status of the page at the end of its redirects."),
        Column("page_hops", TEXT, "Redirects of the page, in order."),
        Column("target_http_code", INTEGER, "HTTP status of the target at the end of its redirects."),
        Column("target_hops", TEXT, "Redirects from the link's address to the page it ends at."),
        Column("rendered", FLAG, "The page was looked at in a browser as well."),
        Column("evidence", TEXT, "The kept response: file and offset of its WARC record."),
        Column("observation", TEXT, "Id `batch:row` of the look."),
    ),
)
CHECK_STATES = Fact(
    "check_states",
    "Every state that is true of a link by our newest look at it, where that look saw the link.",
    (
        Column("link_id", TEXT, "The link."),
        Column("referring_domain", TEXT, "Registrable domain of its page."),
        Column("state", TEXT, "One state; see `LinkState`."),
        Column("words", TEXT, "What was seen, in words."),
        Column("observation", TEXT, "Id `batch:row` of the look."),
    ),
)
DOCUMENTS = Fact(
    "documents",
    "Pages as our own crawler read them last: referring pages and pages of the site.",
    (
        Column("page_key", TEXT, "Folded address."),
        Column("referring_domain", TEXT, "Registrable domain."),
        Column("links_here", FLAG, "It is a referring page; else a page of the site itself."),
        Column(
            "carries_link",
            FLAG,
            "The look made with this reading saw a link to the site; no where it missed it or something stood in the "
            "way; empty where no link was looked for.",
        ),
        Column("http_code", INTEGER, "HTTP status."),
        Column("title", TEXT, "Title."),
        Column("language", TEXT, "Language of the main text, ISO 639-1."),
        Column("canonical_url", TEXT, "The page it names as the original."),
        Column("robots", TEXT, "Directives for robots, of the page and of the header."),
        Column("author", TEXT, "Author, where stated."),
        Column("published", TIME, "Day of publication, where stated."),
        Column("modified", TIME, "Day of the last change, where stated."),
        Column("main_words", INTEGER, "Words of the main text."),
        Column("internal_links", INTEGER, "Links to its own site."),
        Column("external_links", INTEGER, "Links to other sites."),
        Column("page_type", TEXT, "article, forum thread, directory, ...; measured."),
        Column("paid_markers", TEXTS, "Words and parameters that say it was paid for."),
        Column("platform", TEXT, "Software that made it."),
        Column("template_print", TEXT, "Fingerprint of the frame around the text."),
        Column("text_print", TEXT, "Fingerprint of the main text."),
        Column("ip", TEXT, "Address it was read from."),
        Column("server", TEXT, "Server software as its header says."),
        Column("etag", TEXT, "The server's mark for this version of the page."),
        Column("last_modified", TEXT, "When the server says that this version was made, as written."),
        Column("read_at", TIME, "When."),
        Column("evidence", TEXT, "The kept response: file and offset of its WARC record."),
        Column("observation", TEXT, "Id `batch:row` of the first row written with it."),
    ),
)
_DECIDED = (
    Column("verdict", TEXT, "What is to be done; see `Verdict`."),
    Column("reason", TEXT, "Why, in the person's words; empty where none was given."),
    Column("who", TEXT, "Who decided, as they call themselves."),
    Column("decided_at", TIME, "When."),
    Column("value", TEXT, "What it is instead, for `reclassify`: a source type or a placement."),
)
_DECISION = Column("observation", TEXT, "Id `batch:row` of the decision.")
DOMAIN_VERDICTS = Fact(
    "domain_verdicts",
    "What a person decided about a referring domain: the newest decision about itself, else the one about its owner "
    "group while that holds.",
    (
        Column("referring_domain", TEXT, "Registrable domain."),
        *_DECIDED,
        Column("subject_kind", TEXT, "What was decided about: domain or group."),
        Column("subject", TEXT, "The domain or the group's id, as the decision has it."),
        _DECISION,
    ),
)
PAGE_VERDICTS = Fact(
    "page_verdicts",
    "What a person decided about one referring page.",
    (
        Column("page_key", TEXT, "Folded address."),
        Column("referring_page", TEXT, "Address."),
        Column("referring_domain", TEXT, "Registrable domain."),
        *_DECIDED,
        _DECISION,
    ),
)
GROUP_VERDICTS = Fact(
    "group_verdicts",
    "The newest decision about an owner group. One that no longer holds has to be asked again.",
    (
        Column("owner_group", TEXT, "Id of the group now."),
        *_DECIDED,
        Column("subject", TEXT, "The id it had when it was decided."),
        Column("nature", TEXT, "What it was when it was decided."),
        Column(
            "holds", FLAG, "It is the same still (see `groups`, column `nature`); else the verdict counts for nobody."
        ),
        _DECISION,
    ),
)
VERDICT_HISTORY = Fact(
    "verdict_history",
    "Every decision ever made in a review.",
    (
        Column("subject_kind", TEXT, "domain, url or group."),
        Column("subject", TEXT, "As the decision has it."),
        Column("about", TEXT, "The domain, the page key or the group's id."),
        *_DECIDED,
        Column("nature", TEXT, "What a group was when it was decided."),
        Column("standing", TEXT, "holds, replaced (by a newer one), ask again (the group changed) or no link known."),
        _DECISION,
    ),
)
TABLES = {
    table.name: table
    for table in (
        LINKS,
        LINK_SOURCES,
        PAGES,
        DOMAINS,
        GROUPS,
        ANCHORS,
        TARGETS,
        MONTHS,
        SOURCES,
        OVERLAP,
        SET_ASIDE,
        LINK_DETAILS,
        OTHER_LINKS,
        OWN_LINKS,
        MIXES,
        COMPETITOR_MONTHS,
        VISITS,
        KEYS,
        CONTACTS,
        LISTINGS,
        DOMAIN_TOPICS,
        CHECKS,
        CHECK_STATES,
        DOCUMENTS,
        DOMAIN_VERDICTS,
        PAGE_VERDICTS,
        GROUP_VERDICTS,
        VERDICT_HISTORY,
    )
}
