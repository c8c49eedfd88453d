"""The fact tables: what was seen, by whom, when. The documents are printed from these definitions.

Every table starts with the same five columns (`ORIGIN`). A fact is never edited: what is true now is derived
from all of them in `profile/`. Vendor metrics keep their vendor's name (`ahrefs.domain_rating`).
"""

from dataclasses import dataclass

import pyarrow as pa

TEXT = pa.string()
INTEGER = pa.int64()
REAL = pa.float64()
FLAG = pa.bool_()
TIME = pa.timestamp("us")  # UTC; vendors give no zone and mean UTC or do not say
TEXTS = pa.list_(TEXT)
METRICS = pa.map_(TEXT, REAL)
EXTRA = pa.map_(TEXT, TEXT)


@dataclass(frozen=True)
class Column:
    """One column: its name, its Arrow type and what it means, in one sentence."""

    name: str
    type: pa.DataType
    meaning: str


@dataclass(frozen=True)
class Fact:
    """One fact table."""

    name: str
    meaning: str
    columns: tuple[Column, ...]

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema, columns in order, all nullable."""
        return pa.schema([(column.name, column.type) for column in self.columns])


ORIGIN = (
    Column("source", TEXT, "Who saw it: the vendor's short name, `own-crawl` for our own checks."),
    Column("report", TEXT, "Which of the vendor's reports the row comes from."),
    Column("batch", TEXT, "The import this row belongs to: the first 16 hex digits of the file's SHA-256."),
    Column("row", INTEGER, "Record number in the file, from 1, the header not counted, rejected rows counted."),
    Column(
        "observed_at",
        TIME,
        "The latest moment the row speaks of: its own latest date, else the date of the file, else the import.",
    ),
)
KEPT = (
    Column("metrics", METRICS, "Vendor numbers under the vendor's name, such as `ahrefs.domain_rating`."),
    Column("extra", EXTRA, "Columns of the file that we have no place for, under their own header."),
)
SEEN = (
    Column("first_seen", TIME, "When the source first saw it."),
    Column("last_seen", TIME, "When the source last saw it."),
    Column("lost_at", TIME, "When the source found it gone."),
)

LINK_SEEN = Fact(
    "link_seen",
    "One backlink as one source saw it.",
    (
        *ORIGIN,
        Column("referring_page_url", TEXT, "Address of the page that links, as the source wrote it."),
        Column("target_url", TEXT, "Address linked to, as written; empty where the source names only the site."),
        Column(
            "anchor",
            TEXT,
            "Anchor text, or an image's alternative text; `''` where it has none, empty where nobody says.",
        ),
        Column("link_type", TEXT, "text, image, redirect, frame, form, canonical, alternate, rss, mention or meta."),
        Column("nofollow", FLAG, "rel=nofollow."),
        Column("ugc", FLAG, "rel=ugc (written by a visitor)."),
        Column("sponsored", FLAG, "rel=sponsored (paid, and says so)."),
        Column("status", TEXT, "live, lost, dropped or unknown; see `LinkStatus`."),
        Column("status_reason", TEXT, "The source's reason for lost or dropped, in its own word."),
        *SEEN,
        Column("group_size", INTEGER, "How many links this row stands for; empty means one."),
        Column("title", TEXT, "Title of the referring page."),
        Column("left_context", TEXT, "Words before the link."),
        Column("right_context", TEXT, "Words after the link."),
        Column("language", TEXT, "Language of the referring page as the source gives it."),
        Column("country", TEXT, "Country of the referring host, ISO alpha-2 upper-case."),
        Column("ip", TEXT, "Address of the referring host."),
        Column("http_code", INTEGER, "HTTP status of the referring page; empty when not known."),
        Column("target_http_code", INTEGER, "HTTP status of the target page; empty when not known."),
        Column("in_content", FLAG, "The source says the link is in the main content."),
        Column("sitewide", FLAG, "The source says the link repeats across the site."),
        Column("rendered_only", FLAG, "The link appears only after JavaScript ran."),
        Column("placement", TEXT, "Where on the page, in the source's word."),
        Column("platform", TEXT, "Software or kind of platform of the referring site, in the source's words."),
        Column("page_type", TEXT, "Kind of the referring page, in the source's words."),
        Column("page_category", TEXT, "Topic paths of the referring page, in the source's words."),
        Column("author", TEXT, "Author of the referring page."),
        Column("external_links", INTEGER, "Links from the referring page to other sites."),
        Column("internal_links", INTEGER, "Links from the referring page to its own site."),
        Column("redirect_urls", TEXT, "Redirect chain between link and target, as written."),
        Column("redirect_codes", TEXT, "HTTP codes of that chain, as written."),
        Column("vendor_spam", FLAG, "The source itself calls the page or domain spam."),
        *KEPT,
    ),
)
PAGE_SEEN = Fact(
    "page_seen",
    "Counts a source gives for one page of the site itself.",
    (
        *ORIGIN,
        Column("page_url", TEXT, "Address of the page, as written."),
        Column("links", INTEGER, "Backlinks to it."),
        Column("referring_domains", INTEGER, "Sites that link to it."),
        Column("http_code", INTEGER, "HTTP status of the page."),
        *SEEN,
        *KEPT,
    ),
)
DOMAIN_SEEN = Fact(
    "domain_seen",
    "One referring domain as one source saw it. Counts, not links: no referring page is ever made up from it.",
    (
        *ORIGIN,
        Column("referring_domain", TEXT, "Domain or host that links, as written."),
        Column("links", INTEGER, "Links from it to the site."),
        Column("followed_links", INTEGER, "Of these, without nofollow, ugc or sponsored."),
        Column("referring_pages", INTEGER, "Pages of it that link."),
        Column("target_pages", INTEGER, "Pages of the site it links to."),
        Column("status", TEXT, "live, lost, dropped or unknown; see `LinkStatus`."),
        *SEEN,
        Column("ip", TEXT, "One address of it."),
        Column("country", TEXT, "Country of that address, ISO alpha-2 upper-case."),
        Column("vendor_spam", FLAG, "The source itself calls the domain spam."),
        *KEPT,
    ),
)
ANCHOR_SEEN = Fact(
    "anchor_seen",
    "Counts a source gives for one anchor text.",
    (
        *ORIGIN,
        Column("anchor", TEXT, "Anchor text as written; some sources normalise it."),
        Column("referring_domains", INTEGER, "Sites that use it."),
        Column("referring_pages", INTEGER, "Pages that use it."),
        Column("links", INTEGER, "Links that use it."),
        Column("followed_links", INTEGER, "Of these, without nofollow, ugc or sponsored."),
        Column("rank", INTEGER, "Place in the source's list, where it gives no count."),
        *SEEN,
        *KEPT,
    ),
)
SUBNET_SEEN = Fact(
    "subnet_seen",
    "Counts a source gives for one block of 256 neighbouring IP addresses.",
    (
        *ORIGIN,
        Column("subnet", TEXT, "The block as three numbers, such as `217.160.0`."),
        Column("referring_domains", INTEGER, "Sites in it that link."),
        Column("links", INTEGER, "Links from them."),
        Column("followed_links", INTEGER, "Of these, without nofollow, ugc or sponsored."),
        Column("addresses", INTEGER, "Different addresses of the block seen."),
        Column("country", TEXT, "Country of the block, ISO alpha-2 upper-case."),
        Column("network_owner", TEXT, "Who runs the block (hosting company or provider)."),
        *SEEN,
        *KEPT,
    ),
)
RANK_SEEN = Fact(
    "rank_seen",
    "Where a page stood for a search phrase.",
    (
        *ORIGIN,
        Column("keyword", TEXT, "The search phrase."),
        Column("page_url", TEXT, "The page shown; empty where the source gives only the site."),
        Column("position", REAL, "Place in the results, 1 is the first; an average in Search Console."),
        Column("previous_position", REAL, "Place at the source's earlier date."),
        Column("position_type", TEXT, "Organic, People also ask, Image pack, ... in the source's word."),
        Column("search_volume", REAL, "Searches a month, estimated by the source."),
        Column("clicks", REAL, "Clicks in the period (Search Console)."),
        Column("impressions", REAL, "Times shown in the period (Search Console)."),
        *KEPT,
    ),
)
TRAFFIC_SEEN = Fact(
    "traffic_seen",
    "Visits or search clicks, by one dimension or a few.",
    (
        *ORIGIN,
        Column("dimension", TEXT, "What the row is split by: page, date, country, device, referrer, ..."),
        Column("value", TEXT, "The value of that dimension; several are joined with ` | `."),
        Column("page_url", TEXT, "Page of the site, where the row names one."),
        Column("referrer_url", TEXT, "Address the visit came from, where the row names one."),
        Column("channel", TEXT, "Source / medium, where the row names it."),
        Column("day", TIME, "Day, where the row names one."),
        Column("sessions", REAL, "Visits."),
        Column("users", REAL, "Visitors."),
        Column("views", REAL, "Page views."),
        Column("key_events", REAL, "Conversions, which Analytics now calls key events."),
        Column("revenue", REAL, "Revenue in the account's currency."),
        Column("clicks", REAL, "Clicks from search results."),
        Column("impressions", REAL, "Times shown in search results."),
        Column("position", REAL, "Average place in search results."),
        *KEPT,
    ),
)
VERDICT_SEEN = Fact(
    "verdict_seen",
    "What a person decided about a domain, a URL or a whole owner group, in a review or by a line of a disavow file.",
    (
        *ORIGIN,
        Column("subject_kind", TEXT, "domain, url or group."),
        Column("subject", TEXT, "The domain or URL as written; the owner group's id."),
        Column("verdict", TEXT, "See `Verdict`; `listed` in a list."),
        Column("reason", TEXT, "Why, in the person's words; the comment of a line; the name of the list for `listed`."),
        Column("who", TEXT, "Who decided, as they call themselves; empty in files that do not say."),
        Column("decided_at", TIME, "When; empty in files that do not say."),
        Column("nature", TEXT, "What the group was when it was decided; when that changes the verdict is asked again."),
        Column("value", TEXT, "What it is instead, for `reclassify`: a source type or a placement."),
    ),
)
CONTACT_SEEN = Fact(
    "contact_seen",
    "A way to reach the owner of a website, as it stands on a page of it. Never guessed, never bought.",
    (
        *ORIGIN,
        Column("referring_domain", TEXT, "Domain or host, as written."),
        Column("kind", TEXT, "address (e-mail), page (contact, imprint, about, privacy) or form; see `ContactKind`."),
        Column("value", TEXT, "The address, or the page's URL."),
        Column("page_url", TEXT, "The page it stands on."),
        Column("words", TEXT, "Its anchor or the words beside it."),
    ),
)
REMOVAL_SEEN = Fact(
    "removal_seen",
    "One step of asking for a link to be taken away: what was sent, what came back.",
    (
        *ORIGIN,
        Column("owner_group", TEXT, "Owner group asked; the domain where it stands alone."),
        Column("referring_domain", TEXT, "Domain it is about; empty for all of the owner."),
        Column("step", TEXT, "See `RemovalStep`."),
        Column("at", TIME, "When."),
        Column("due", TIME, "When to look again; empty when there is nothing to wait for."),
        Column("contact", TEXT, "Where it was sent to or came from."),
        Column("who", TEXT, "Who did it, as they call themselves."),
        Column("words", TEXT, "The letter's name, or what was answered."),
    ),
)
KEY_SEEN = Fact(
    "key_seen",
    "A key that shows who runs a domain: an identifier that only its owner can put there.",
    (
        *ORIGIN,
        Column("referring_domain", TEXT, "Domain or host it was seen on, as written."),
        Column("kind", TEXT, "analytics, ads, registrant, name server, ...; see `KeyKind`."),
        Column("value", TEXT, "The identifier, as written."),
        *SEEN,
        *KEPT,
    ),
)
CHECK_SEEN = Fact(
    "check_seen",
    "One look of our own crawler at one link. The row of `link_seen` with the same batch and row says what it saw.",
    (
        *ORIGIN,
        Column("referring_page_url", TEXT, "Address of the page that should link, as asked for."),
        Column("target_url", TEXT, "Address it should link to; empty where any page of the site will do."),
        Column("state", TEXT, "Outcome in one word; see `LinkState`."),
        Column("reason", TEXT, "What was seen, in words."),
        Column("remarks", TEXTS, "Every other state that is true of the link, each with what was seen."),
        Column("final_page_url", TEXT, "Where the page's redirects end; empty when nothing answered."),
        Column("http_code", INTEGER, "HTTP status of the page at the end of its redirects."),
        Column("page_hops", TEXT, "Redirects of the page, in order, such as `301 https://a.example/`."),
        Column("target_http_code", INTEGER, "HTTP status of the target at the end of its redirects."),
        Column("target_hops", TEXT, "Redirects from the link's address to the page it ends at, likewise."),
        Column("links_found", INTEGER, "Links to the site on the page."),
        Column("rendered", FLAG, "The page was looked at in a browser as well."),
        Column("evidence", TEXT, "The kept response: file and offset of its WARC record; empty when none was kept."),
    ),
)
DOCUMENT_SEEN = Fact(
    "document_seen",
    "One page as our own crawler read it.",
    (
        *ORIGIN,
        Column("page_url", TEXT, "Address asked for."),
        Column("final_url", TEXT, "Where its redirects end."),
        Column("http_code", INTEGER, "HTTP status."),
        Column("title", TEXT, "Title."),
        Column("language", TEXT, "Language of the main text, ISO 639-1; empty when the text is too short to tell."),
        Column("canonical_url", TEXT, "The page it names as the original."),
        Column("robots", TEXT, "Directives for robots, of the page and of the header, joined with commas."),
        Column("author", TEXT, "Author, where stated."),
        Column("published", TIME, "Day of publication, where stated."),
        Column("modified", TIME, "Day of the last change, where stated."),
        Column("main_words", INTEGER, "Words of the main text."),
        Column("internal_links", INTEGER, "Links to its own site."),
        Column("external_links", INTEGER, "Links to other sites."),
        Column("page_type", TEXT, "article, forum thread, directory, ...; measured, not stated."),
        Column("paid_markers", TEXTS, "Words and parameters that say the page or its links were paid for."),
        Column("platform", TEXT, "Software that made it, where it shows."),
        Column("template_print", TEXT, "Fingerprint of the frame around the text; near-equal templates compare."),
        Column("text_print", TEXT, "Fingerprint of the main text; near-equal texts compare."),
        Column("ip", TEXT, "Address the page was read from."),
        Column("server", TEXT, "Server software as its header says."),
        Column("etag", TEXT, "The server's mark for this version of the page."),
        Column("last_modified", TEXT, "When the server says that this version was made, as written."),
        Column("evidence", TEXT, "The kept response: file and offset of its WARC record; empty when none was kept."),
    ),
)
OUTCOME_SEEN = Fact(
    "outcome_seen",
    "What own outreach came to: one way of winning links in one month, as the user counted. Empty means not counted.",
    (
        *ORIGIN,
        Column("channel", TEXT, "The way: digital PR, guest contribution, resource page, ...; see `plan.funnel`."),
        Column("month", TIME, "First day of the month; empty when the row is about all the time."),
        Column("contacted", INTEGER, "People written to."),
        Column("replied", INTEGER, "Of these, answered."),
        Column("placed", INTEGER, "Of these, made a link."),
        Column("followed", INTEGER, "Of these links, followed ones."),
        Column("kept", INTEGER, "Of these links, those that still stand."),
        Column("hours", REAL, "Hours of work."),
        Column("cost", REAL, "Money spent, in the currency of the plan."),
        Column("extra", EXTRA, "Columns of the file that we have no place for, under their own header."),
    ),
)
PLAN_SEEN = Fact(
    "plan_seen",
    "One promise of one plan: what should be true by when. A plan is never edited; a new one stands beside it.",
    (
        *ORIGIN,
        Column("plan", TEXT, "Id of the plan."),
        Column("made_at", TIME, "When it was made."),
        Column("ends_at", TIME, "Last day of its horizon."),
        Column("day", TIME, "By when."),
        Column("measure", TEXT, "What is promised; see `Measure`."),
        Column("page_url", TEXT, "The page it is about, where it is about one."),
        Column("keyword", TEXT, "The search phrase, likewise."),
        Column("channel", TEXT, "The way of winning links, likewise."),
        Column("low", REAL, "One time in ten it is less."),
        Column("middle", REAL, "As often more as less."),
        Column("high", REAL, "One time in ten it is more."),
        Column("words", TEXT, "The promise in words, where it has some."),
    ),
)
FACTS = {
    fact.name: fact
    for fact in (
        LINK_SEEN,
        PAGE_SEEN,
        DOMAIN_SEEN,
        ANCHOR_SEEN,
        SUBNET_SEEN,
        RANK_SEEN,
        TRAFFIC_SEEN,
        VERDICT_SEEN,
        KEY_SEEN,
        CHECK_SEEN,
        DOCUMENT_SEEN,
        OUTCOME_SEEN,
        PLAN_SEEN,
        CONTACT_SEEN,
        REMOVAL_SEEN,
    )
}

REJECTED = Fact(
    "rejected",
    "A row that could not be read, kept beside the rows that could.",
    (
        Column("batch", TEXT, "The import."),
        Column("line", INTEGER, "Line in the file, from 1, preamble and header counted."),
        Column("reason", TEXT, "Why, in words."),
        Column("raw", TEXT, "The row as found, at most 4,096 characters."),
    ),
)
