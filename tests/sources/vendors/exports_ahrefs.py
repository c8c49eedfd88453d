"""Synthetic Ahrefs exports."""

import json

from .exports import COMMA, UTF16_TABS, WITH_MARK, Export, Row, cells, document, table

BACKLINKS = cells(
    "Referring page title|Referring page URL|Language|Platform|Referring page HTTP code|Domain rating|UR|"
    "Domain traffic|Referring domains|Linked domains|External links|Page traffic|Keywords|Target URL|"
    "Left context|Anchor|Right context|Redirect Chain URLs|Redirect Chain status codes|Type|Is spam|"
    "Content|Nofollow|UGC|Sponsored|Rendered|Raw|Lost status|Drop reason|Discovered status|First seen|"
    "Last seen|Lost|Author|Page type|Page category|Links in group"
)
_ROWS: tuple[dict[str, str], ...] = (
    {
        "Referring page title": "Ten quiet valleys — a walker's list",
        "Referring page URL": "https://fernwood-journal.example/walks/quiet-valleys",
        "Language": "en, uk",
        "Platform": "wordpress",
        "Referring page HTTP code": "200",
        "Domain rating": "71",
        "UR": "4.5",
        "Domain traffic": "1456241",
        "Target URL": "https://www.meadowlark.example/en/",
        "Left context": "end the day at",
        "Anchor": 'Meadowlark, "the" spa',
        "Right context": "in the old mill",
        "Type": "text",
        "Content": "true",
        "Rendered": "false",
        "Raw": "true",
        "Discovered status": "linkfound",
        "Author": "Ada Fern",
        "Page type": "Article > Story",
        "Page category": "Travel > Spas; Sports > Hiking",
        "External links": "10",
    },
    {
        "Referring page URL": "http://petalpress.example/?p=2",
        "Referring page HTTP code": "404",
        "Domain rating": "0.9",
        "Target URL": "https://www.meadowlark.example/",
        "Type": "image",
        "Nofollow": "true",
        "Rendered": "true",
        "Raw": "false",
        "Lost status": "notfound",
        "Lost": "2026-01-20 10:00:00",
        "Is spam": "true",
    },
    {
        "Referring page URL": "https://oldindex.example/list",
        "Referring page HTTP code": "0",
        "Target URL": "https://meadowlark.example/old",
        "Anchor": "meadowlark.example",
        "Redirect Chain URLs": "https://meadowlark.example/old\nhttps://meadowlark.example/",
        "Redirect Chain status codes": "301",
        "Type": "redirect",
        "Drop reason": "tooold",
        "Lost": "2026-02-01 00:30:00",
        "UGC": "true",
        "Links in group": "263010",
    },
)
_USUAL = {
    **dict.fromkeys(cells("Is spam|Content|Nofollow|UGC|Sponsored|Rendered|Raw"), "false"),
    "First seen": "2021-09-11 11:40:43",
    "Last seen": "2026-02-06 04:08:05",
    "Links in group": "1",
}


def _backlinks() -> list[Row]:
    return [[{**_USUAL, **row}.get(name, "") for name in BACKLINKS] for row in _ROWS]


def _through_sheets() -> Export:
    """As in December 2025, opened and saved in Google Sheets: a row number, TRUE and FALSE, three columns fewer."""
    kept = [at for at, name in enumerate(BACKLINKS) if name not in ("Is spam", "Page type", "Page category")]
    header = ["#", *(BACKLINKS[at] for at in kept)]
    rows = [[str(number), *(_sheets(row[at]) for at in kept)] for number, row in enumerate(_backlinks(), 1)]
    return table("ahrefs", "backlinks", "meadowlark backlinks - Sheet1.csv", header, rows, dialect="google-sheets")


def _sheets(cell: str) -> str:
    return cell.upper() if cell in ("true", "false") else cell


_AWT_HEADER = cells(
    "src_link_id|src_url|src_title|src_domain_dr|src_domain_traffic|src_page_traffic|src_page_refdomains|"
    "src_page_ext_links|src_page_linked_domains|src_page_ur|root_name|is_root|is_spam_domain|link_type|is_dofollow|"
    "is_nofollow|is_ugc|is_sponsored|is_content|anchor|left_snippet|right_snippet|first_seen|last_seen|last_visited|"
    "http_code|redirect_code|lost_reason|target_url"
)
_API_LINK: dict[str, object] = {
    "url_from": "https://fernwood-journal.example/walks/quiet-valleys",
    "url_to": "https://www.meadowlark.example/en/",
    "anchor": "",
    "alt": "The mill at dusk",
    "link_type": "image",
    "is_nofollow": False,
    "is_ugc": False,
    "is_sponsored": True,
    "is_content": True,
    "is_lost": False,
    "http_code": 200,
    "first_seen": "2015-01-01T00:00:00Z",
    "first_seen_link": "2021-09-11T11:40:43Z",
    "last_visited": "2026-02-06T04:08:05Z",
    "last_seen": None,
    "lost_reason": None,
    "drop_reason": None,
    "languages": ["en", "uk"],
    "powered_by": ["WordPress"],
    "domain_rating_source": 71.0,
    "url_rating_source": 4.5,
    "link_group_count": 3,
    "js_crawl": True,
    "http_crawl": False,
}
_API_LINKS = (
    _API_LINK,
    {**_API_LINK, "is_lost": True, "last_seen": "2026-02-09T00:00:00Z", "lost_reason": "removedfromhtml"},
    {**_API_LINK, "is_lost": None, "http_code": 0, "drop_reason": "disallowed", "last_seen": "2026-02-10T00:00:00Z"},
    {"url_from": "https://petalpress.example/a", "url_to": "https://meadowlark.example/", "is_dofollow": True},
)
_API_DOMAINS: tuple[dict[str, object], ...] = (
    {
        "domain": "fernwood-journal.example",
        "domain_rating": 71.0,
        "links_to_target": 12,
        "dofollow_links": 9,
        "first_seen": "2021-09-11T11:40:43Z",
        "last_seen": None,
        "is_spam": False,
        "ip_source": "192.0.2.10",
    },
    {
        "domain": "petalpress.example",
        "domain_rating": 0.9,
        "links_to_target": 1,
        "dofollow_links": 0,
        "first_seen": "2024-01-01T00:00:00Z",
        "last_seen": "2026-01-20T10:00:00Z",
        "is_spam": True,
        "ip_source": None,
    },
)
_API_ANCHORS: tuple[dict[str, object], ...] = (
    {
        "anchor": "Meadowlark",
        "refdomains": 31,
        "refpages": 80,
        "links_to_target": 95,
        "dofollow_links": 70,
        "first_seen": "2019-04-21T14:42:08Z",
        "last_seen": None,
        "top_domain_rating": 71.0,
    },
)


def exports() -> list[Export]:
    """All of them."""
    wrapped = [{"type": "text", "text": json.dumps({"backlinks": _API_LINKS})}]
    return [
        table(
            "ahrefs",
            "backlinks",
            "meadowlark.example-backlinks-subdomains_2026-02-10_09-00-00.csv",
            BACKLINKS,
            _backlinks(),
            UTF16_TABS,
        ),
        _through_sheets(),
        table(
            "ahrefs",
            "backlinks-2018",
            "meadowlark-backlinks-2019.csv",
            cells(
                "#|Domain Rating|URL Rating (desc)|Referring Domains|Referring Page URL|"
                "Referring Page Title|Internal Links Count|External Links Count|Link URL|TextPre|"
                "Link Anchor|TextPost|Type|Backlink Status|First Seen|Last Check|Day Lost|Language|"
                "Traffic|Keywords|Js rendered|Linked Domains"
            ),
            [
                cells(
                    "1|55|21|3|https://fernwood-journal.example/old|Old walks|40|12|"
                    "http://meadowlark.example/|see|spa|now|Dofollow|Live|2018-03-01 10:00:00|"
                    "2019-02-01 11:00:00||en|10|2|false|8"
                ),
                cells(
                    "2|3|0|0|http://petalpress.example/x||1|200|http://meadowlark.example/||||"
                    "Nofollow, Image|Lost|2018-04-01 10:00:00|2019-01-01 11:00:00|2019-01-05 00:00:00||0|0|"
                    "true|190"
                ),
            ],
            UTF16_TABS,
        ),
        table(
            "ahrefs",
            "referring-domains",
            "meadowlark.example-refdomains-subdomains__2026-02-10_09-00-00.csv",
            cells(
                "Domain|Is spam|DR|Dofollow ref. domains|Dofollow linked domains|Traffic |Keywords |"
                "Links to target|New links|Lost links|Dofollow links|First seen|Lost"
            ),
            [
                cells("fernwood-journal.example|false|71|1204|88|1456241|9300|12|1|0|9|2021-09-11 11:40:43|"),
                cells("petalpress.example|true|0.9|2|40|0|0|1|0|1|0|2024-01-01 00:00:00|2026-01-20 10:00:00"),
            ],
            UTF16_TABS,
        ),
        table(
            "ahrefs",
            "anchors",
            "meadowlark.example-anchors-subdomains__2026-02-10.csv",
            cells("Anchor text|Ref. domains|Top DR|Ref. pages|Links to target|Dofollow links|First seen|Lost"),
            [cells("Meadowlark|31|71|80|95|70|2019-04-21 14:42:08|"), cells("|4|12|4|5|5|2022-05-01 00:00:00|")],
            WITH_MARK,
        ),
        table(
            "ahrefs",
            "referring-ips",
            "meadowlark.example-refips-subdomains_2026-02-10_09-00-00.csv",
            cells(
                "Subnet|Ref. domains|Top DR|Links to target|New links|Lost links|Dofollow links|"
                "First seen|Lost|IPs in subnet|Country|ISP"
            ),
            [
                cells("192.0.2.xxx|52|44|161|22|51|145|2016-03-07 20:44:20||36|DE|Example SE"),
                cells("198.51.100.xxx|1|0.5|1|0|1|0|2019-05-06 07:29:03|2026-01-01 00:00:00|1||"),
            ],
            UTF16_TABS,
        ),
        table(
            "ahrefs",
            "link-intersect",
            "meadowlark_example_link_intersect_refdomains_2026_03_13.csv",
            cells("Domain|Domain rating|Domain traffic|Intersect|rival-spa.example"),
            [cells("fernwood-journal.example|71|1456241|2|12")],
            UTF16_TABS,
        ),
        table(
            "ahrefs",
            "awt-backlinks",
            "awt-backlinks.csv",
            _AWT_HEADER,
            [
                cells(
                    "1|https://fernwood-journal.example/w|Walks|71.0|145|5|4|10|9|5.0|"
                    "fernwood-journal.example|True|False|text|True|False|False|False|True|Meadowlark|at|in|"
                    "2021-09-11T11:40:43Z||2026-03-03T01:26:04Z|200|0||https://meadowlark.example/"
                ),
                cells(
                    "2|https://petalpress.example/x||0.9|0|0|0|1|1|0.0|petalpress.example|True|True|image|"
                    "False|True|False|False|False||||2024-01-01T00:00:00Z|2026-03-01T00:00:00Z|"
                    "2026-02-01T00:00:00Z|404|0|notfound|https://meadowlark.example/"
                ),
                cells(
                    "3|https://oldindex.example/l||1.0|0|0|0|1|1|0.0|oldindex.example|True|False|text|True|"
                    "False|False|False|False|spa|||2023-01-01T00:00:00Z|2026-03-02T00:00:00Z|"
                    "2026-01-01T00:00:00Z|0|0|tooold|https://meadowlark.example/"
                ),
            ],
            COMMA,
        ),
        table(
            "ahrefs",
            "awt-referring-domains",
            "awt-refdomains.csv",
            cells(
                "root_name|backlinks_count|dofollow_links|new_links|lost_links|domain_dr|domain_traffic|"
                "domain_positions|domain_refdomains|domain_linked_domains|is_spam_grouped|first_seen|"
                "last_seen"
            ),
            [
                cells(
                    "fernwood-journal.example|12|9|1|0|71.0|145|93|1204|88|False|2021-09-11T11:40:43Z|"
                    "2026-03-03T01:26:04Z"
                )
            ],
            COMMA,
        ),
        document("ahrefs", "api-backlinks", "all-backlinks.json", {"backlinks": _API_LINKS}, _API_LINKS),
        document("ahrefs", "api-backlinks", "tool-answer.json", wrapped, _API_LINKS, "wrapped-in-text"),
        document("ahrefs", "api-referring-domains", "refdomains.json", {"refdomains": _API_DOMAINS}, _API_DOMAINS),
        document("ahrefs", "api-anchors", "anchors.json", {"anchors": _API_ANCHORS}, _API_ANCHORS),
    ]
