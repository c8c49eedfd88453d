"""Closed sets of words. One word per thing, the same in code, columns, command line and documents."""

from enum import StrEnum

OWN_CRAWL = "own-crawl"  # the source of what we saw ourselves; every other source is a vendor's short name


class LinkStatus(StrEnum):
    """What one observer said about a link. `dropped` and `unknown` are never `lost`."""

    LIVE = "live"
    LOST = "lost"  # the observer looked and the link, or its page, was gone
    DROPPED = "dropped"  # the observer stopped looking
    UNKNOWN = "unknown"  # the observer did not say


class LinkType(StrEnum):
    """How the link is made in the referring page."""

    TEXT = "text"
    IMAGE = "image"
    REDIRECT = "redirect"
    FRAME = "frame"
    FORM = "form"
    CANONICAL = "canonical"
    ALTERNATE = "alternate"
    RSS = "rss"
    MENTION = "mention"
    META = "meta"


class Placement(StrEnum):
    """Which part of its page a link stands in."""

    CONTENT = "content"  # what the page is about, as its author wrote it
    NAVIGATION = "navigation"
    HEADER = "header"
    FOOTER = "footer"
    SIDEBAR = "sidebar"
    COMMENT = "comment"
    AUTHOR_BOX = "author box"
    RELATED = "related"  # teasers of other pages
    BREADCRUMB = "breadcrumb"
    LINK_LIST = "link list"  # a list of links to other sites with hardly a word between them
    HIDDEN = "hidden"  # visitors do not see it


class LinkOrigin(StrEnum):
    """In what the link exists. All but `document` may be seen by some visitors and crawlers and not by others."""

    DOCUMENT = "document"
    NOSCRIPT = "noscript"
    TEMPLATE = "template"
    COMMENT = "comment"  # an HTML comment, not one that visitors write
    IFRAME = "iframe"  # the address of a frame, or a link of the document written into it
    HIDDEN = "hidden"  # an element with `hidden`, or `display: none` or `visibility: hidden` in its style


class Subject(StrEnum):
    """What a signal speaks about."""

    LINK = "link"
    REFERRING_PAGE = "referring page"
    REFERRING_DOMAIN = "referring domain"
    ANCHOR = "anchor"
    TARGET_PAGE = "target page"
    PROFILE = "profile"


class Family(StrEnum):
    """Kinds of evidence. Several signals of one family are one vote (SCIENCE section 3)."""

    CONTENT = "content"
    GRAPH = "graph"
    OWNERSHIP = "ownership"
    ANCHOR = "anchor"
    TIME = "time"
    PLACEMENT = "placement"
    TECHNICAL = "technical"
    VENDOR = "vendor"  # another tool's opinion, which we can repeat but not explain


class FindingKind(StrEnum):
    """How a finding is to be read. The rubric says which, as it is a judgement."""

    STRENGTH = "strength"  # good news: keep it
    CHANCE = "chance"  # something to win back, or to mend on one's own site
    CONCERN = "concern"  # worth a look; the only kind that may be evidence of a scheme
    CONTEXT = "context"  # good to know when reading the rest


class Outcome(StrEnum):
    """How one signal ended. Only FOUND has rows; an error ends that signal, never the run."""

    FOUND = "found"
    CLEAR = "clear"
    NO_DATA = "no data"
    NOT_APPLICABLE = "not applicable"
    ERROR = "error"


class Tier(StrEnum):
    """The one-word reading of a link or a domain."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    SUSPECT = "suspect"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """What a person decides about a domain, a URL or an owner group."""

    KEEP = "keep"  # looked at and fine
    WATCH = "watch"  # look again later
    ASK_REMOVAL = "ask removal"
    DISAVOW = "disavow"
    NOT_OURS = "not ours"  # not a link of this site: another brand, a mistake of the source
    RECLASSIFY = "reclassify"  # it is something else than we say: another source type or placement


class ContactKind(StrEnum):
    """A way to reach the owner of a website, as it stands on a page of it."""

    ADDRESS = "address"  # of e-mail
    PAGE = "page"  # contact, imprint, about or privacy page
    FORM = "form"  # the page has a form to write to its owner


class RemovalStep(StrEnum):
    """One step of asking for a link to be taken away."""

    SENT = "sent"
    FOLLOWED_UP = "followed up"
    ANSWERED = "answered"
    REFUSED = "refused"
    ASKED_MONEY = "asked for money"  # never pay: it buys the next request
    REMOVED = "removed"  # says the owner; our own look confirms it


class SourceType(StrEnum):
    """What kind of site a referring domain is."""

    EDITORIAL = "editorial"
    NEWS = "news"
    FORUM = "forum"
    RESOURCE = "resource page"
    DIRECTORY = "directory"
    SOCIAL = "social"
    ECOMMERCE = "e-commerce"
    PLATFORM = "platform"
    UNKNOWN = "unknown"


class AnchorClass(StrEnum):
    """What an anchor text says."""

    BRAND = "brand"
    URL = "url"
    EXACT = "exact"  # a phrase the site would like to rank for, and nothing else
    PARTIAL = "partial"  # such a phrase among other words
    GENERIC = "generic"
    TOPICAL = "topical"  # a topic word of the site
    OTHER_SCRIPT = "other script"  # letters none of the audience's languages is written in
    IMAGE = "image"
    EMPTY = "empty"
    UNKNOWN = "unknown"  # no source gives the anchor
    OTHER = "other"


class KeyKind(StrEnum):
    """What kind of key ties a domain to its owner."""

    ANALYTICS = "analytics"
    ADS = "ads"
    TAG_MANAGER = "tag manager"
    PIXEL = "pixel"
    VERIFICATION = "verification"
    REGISTRANT = "registrant"
    NAME_SERVER = "name server"
    CERTIFICATE = "certificate"
    AFFILIATE = "affiliate"


class Aspect(StrEnum):
    """In what a profile is mixed: each referring domain has one value of each (table `mixes`)."""

    ANCHOR = "anchor"  # an `AnchorClass`
    REL = "rel"  # followed, nofollow, ugc, sponsored or unknown
    LANGUAGE = "language"  # two letters
    COUNTRY = "country"  # two letters
