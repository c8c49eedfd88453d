"""What was seen of one page, as rows of the fact tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from linkwright.fetch.model import Answer
from linkwright.page.analysis import Document
from linkwright.page.links import PageLink
from linkwright.page.shape import outside_addresses
from linkwright.urls import canonical_url, host_of, registrable_domain
from linkwright.verify.agenda import ExpectedLink
from linkwright.verify.looks import Look, links_to
from linkwright.verify.targets import same_page, written
from linkwright.verify.unseen import unchanged
from linkwright.vocabulary.moments import utc
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.states import CONFIRMED_AFTER, STATES, LinkState, Standing
from linkwright.vocabulary.terms import OWN_CRAWL, ContactKind, KeyKind, LinkStatus, Placement

REPORT = "verify"
MAX_OTHER_DOMAINS = 100  # of a page: what else it links to is told by its first hundred domains
Row = dict[str, object]


@dataclass
class Records:
    """Rows by fact table, numbered from `first` on: one number for each link row."""

    batch: str
    next_row: int = 1
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def add_page(
        self,
        answer: Answer,
        document: Document | None,
        looks: Sequence[Look],
        site: Site,
        evidence: str | None = None,
    ) -> None:
        """Add a referring page: a row of `check_seen` and of `link_seen` for each look, and what the page tells."""
        first = self.next_row
        about_page = _page_columns(answer, document)
        for look in looks:
            row = self._origin(answer)
            self._add("check_seen", row | _check(look, answer, evidence))
            self._add("link_seen", row | about_page | _link_of_look(look, answer.fetched_at))
        if document is not None:
            self._add_document(answer, document, first, evidence)
            expected = [look.expected for look in looks]
            for link in (*_unexpected(expected, looks, document, site), *_other_links(document, site)):
                self._add("link_seen", self._origin(answer) | about_page | _link(link, answer))
            self._add_keys(answer, document)
            self._add_contacts(answer, document, site)

    def add_own_page(self, answer: Answer, document: Document, site: Site) -> None:
        """Add a page of the site itself: what it links to."""
        first = self.next_row
        about_page = _page_columns(answer, document)
        others = _other_links(document, site)
        for link in others:
            self._add("link_seen", self._origin(answer) | about_page | _link(link, answer))
        self.next_row = max(self.next_row, first + 1)  # a page without such links has a number too: it once had some
        self._add_document(answer, document, first, None)

    def _origin(self, answer: Answer) -> Row:
        row = _origin(self.batch, self.next_row, answer.fetched_at)
        self.next_row += 1
        return row

    def _add_document(self, answer: Answer, document: Document, number: int, evidence: str | None) -> None:
        row = _origin(self.batch, number, answer.fetched_at)
        self._add("document_seen", row | _document(answer, document) | {"evidence": evidence})

    def _add_keys(self, answer: Answer, document: Document) -> None:
        host = _host(answer.final_url)
        keys = [(key.kind, key.key) for key in document.owner_keys]
        keys += [(KeyKind.NAME_SERVER, server) for server in answer.name_servers]
        for kind, value in dict.fromkeys(keys):
            self._add("key_seen", self._origin(answer) | {"referring_domain": host, "kind": str(kind), "value": value})

    def _add_contacts(self, answer: Answer, document: Document, site: Site) -> None:
        """Add how to reach the owner of the page; not the site's own addresses, which its friends give too."""
        host, ours = _host(answer.final_url), {registrable_domain(name) for name in site.domains}
        for contact in document.contacts:
            if contact.kind is ContactKind.ADDRESS and registrable_domain(contact.value.rpartition("@")[2]) in ours:
                continue
            found = {"kind": str(contact.kind), "value": contact.value, "words": contact.words or None}
            page = {"referring_domain": host, "page_url": answer.final_url}
            self._add("contact_seen", self._origin(answer) | page | found)

    def _add(self, fact: str, row: Row) -> None:
        self.rows.setdefault(fact, []).append(row)


def _origin(batch: str, row: int, moment: datetime) -> Row:
    return {"source": OWN_CRAWL, "report": REPORT, "batch": batch, "row": row, "observed_at": utc(moment)}


def _check(look: Look, answer: Answer, evidence: str | None) -> Row:
    return {
        "referring_page_url": look.expected.page,
        "target_url": look.expected.target,
        "state": str(look.state),
        "reason": look.reason,
        "remarks": list(look.remarks),
        "final_page_url": answer.final_url if answer.status is not None else None,
        "http_code": answer.status,
        "page_hops": ", ".join(written(hop) for hop in answer.hops) or None,
        "target_http_code": look.target.status if look.target else None,
        "target_hops": ", ".join(look.target.hops) if look.target and look.target.hops else None,
        "links_found": look.links_found,
        "rendered": look.rendered,
        "evidence": evidence,
    }


def _link_of_look(look: Look, moment: datetime) -> Row:
    row: Row = {"target_url": look.expected.target or None, **_status(look, moment)}
    if look.target is not None:
        row |= {"target_http_code": look.target.status, **_target_way(look)}
    if look.link is not None and _same_target(look):
        row |= _link_columns(look.link)
    row["rendered_only"] = look.state is LinkState.RENDERED_ONLY if look.link else None
    return row


def _target_way(look: Look) -> Row:
    hops = look.target.hops if look.target else ()
    if not hops:
        return {}
    return {
        "redirect_codes": " ".join(hop.split(" ", 1)[0] for hop in hops),
        "redirect_urls": " ".join(hop.split(" ", 1)[1] for hop in hops),
    }


def _same_target(look: Look) -> bool:
    target = look.expected.target
    return not target or look.link is None or same_page(target, look.link.url)


def _status(look: Look, moment: datetime) -> Row:
    """What this look says of the link as a whole. A link that was missed once only may be back tomorrow."""
    standing = STATES[look.state].standing
    reason = None if look.state is LinkState.FOUND else str(look.state)
    if standing is Standing.STANDS and _same_target(look):
        return {"status": str(LinkStatus.LIVE), "status_reason": reason, "last_seen": utc(moment)}
    if standing is Standing.GONE and _is_certain(look, moment):
        # A first look finds all old losses on one day; when they happened we only know of links we saw before.
        since = utc(look.expected.gone_since or moment) if look.expected.stood else None
        return {"status": str(LinkStatus.LOST), "status_reason": reason, "lost_at": since}
    unconfirmed = f"{look.state} (unconfirmed)" if standing is Standing.GONE else reason
    return {"status": str(LinkStatus.UNKNOWN), "status_reason": unconfirmed}


def _is_certain(look: Look, moment: datetime) -> bool:
    since = look.expected.gone_since
    missed_before = since is not None and utc(moment) - utc(since) >= CONFIRMED_AFTER
    return STATES[look.state].definite or missed_before


def _unexpected(
    expected: Sequence[ExpectedLink], looks: Sequence[Look], document: Document, site: Site
) -> Iterator[PageLink]:
    """Links to the site nobody knew of, one for each page of it."""
    known = [link.target for link in expected if link.target]
    known += [look.link.url for look in looks if look.link and _same_target(look)]
    for link in links_to(site, document):
        if not any(same_page(link.url, address) for address in known):
            known.append(link.url)
            yield link


def _other_links(document: Document, site: Site) -> tuple[PageLink, ...]:
    """The first link to each other registrable domain."""
    ours = {registrable_domain(name) for name in site.domains}
    domains = outside_addresses(document.clickable, document.url)
    first: dict[str, PageLink] = {}
    for link in document.clickable:
        domain = domains.get(link.url)
        if domain and domain not in ours and len(first) < MAX_OTHER_DOMAINS:
            first.setdefault(domain, link)
    return tuple(first.values())


def _link(link: PageLink, answer: Answer) -> Row:
    live = {"status": str(LinkStatus.LIVE), "last_seen": utc(answer.fetched_at)}
    return {"target_url": link.url, **live, **_link_columns(link)}


def _link_columns(link: PageLink) -> Row:
    return {
        "target_url": link.url,
        "anchor": link.anchor,
        "link_type": str(link.link_type),
        "nofollow": "nofollow" in link.rel,
        "ugc": "ugc" in link.rel,
        "sponsored": "sponsored" in link.rel,
        "left_context": link.left_context or None,
        "right_context": link.right_context or None,
        "in_content": link.placement is Placement.CONTENT,
        "placement": str(link.placement),
    }


def _page_columns(answer: Answer, document: Document | None) -> Row:
    status = None if unchanged(answer) else answer.status  # 304 speaks of our copy, not of the page
    row: Row = {"referring_page_url": answer.url, "ip": answer.ip, "http_code": status}
    if document is not None:
        row |= {
            "title": document.title,
            "language": document.language.code if document.language else None,
            "author": document.author,
            "page_type": str(document.page_type.type),
            "platform": document.platform,
            "external_links": document.external_links,
            "internal_links": document.internal_links,
        }
    return row


def _document(answer: Answer, document: Document) -> Row:
    rules = dict.fromkeys(rule.name for rule in (*document.meta_robots, *document.header_robots))
    return {
        "page_url": answer.url,
        "final_url": answer.final_url,
        "http_code": answer.status,
        "title": document.title,
        "language": document.language.code if document.language else None,
        "canonical_url": document.canonical,
        "robots": ", ".join(rules) or None,
        "author": document.author,
        "published": utc(document.published) if document.published else None,
        "modified": utc(document.modified) if document.modified else None,
        "main_words": document.main_words,
        "internal_links": document.internal_links,
        "external_links": document.external_links,
        "page_type": str(document.page_type.type),
        "paid_markers": [f"{mark.kind} ({mark.where}): {mark.evidence}" for mark in document.paid],
        "platform": document.platform,
        "template_print": document.template.hex() if document.template else None,
        "text_print": document.text_fingerprint.hex() if document.text_fingerprint else None,
        "ip": answer.ip,
        "server": answer.server,
        "etag": answer.header("etag"),
        "last_modified": answer.header("last-modified"),
    }


def _host(address: str) -> str:
    canonical = canonical_url(address)
    return host_of(canonical) if canonical else ""
