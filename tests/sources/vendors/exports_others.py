"""Synthetic exports of Majestic, Moz, Bing, DataForSEO, the smaller vendors, and our own interchange table."""

from .exports import COMMA, CRLF, WITH_MARK, Export, Style, cells, document, table

_FERN, _PETAL = "https://fernwood-journal.example/walks", "https://petalpress.example/p?id=1"
_HOME = "https://meadowlark.example/"
_MAJESTIC = cells(
    "Target URL|Source URL|Anchor Text|Source Crawl Date|Source First Found Date|FlagNoFollow|FlagImageLink|"
    "FlagRedirect|FlagFrame|FlagOldCrawl|FlagAltText|FlagMention|SourceCitationFlow|SourceTrustFlow|TargetCitationFlow|"
    "TargetTrustFlow|SourceTopicalTrustFlow_Topic_0|SourceTopicalTrustFlow_Value_0|RefDomainTopicalTrustFlow_Topic_0|"
    "RefDomainTopicalTrustFlow_Value_0"
)
_MAJESTIC_API = cells(
    "SourceURL|ACRank|AnchorText|Date|FlagRedirect|FlagFrame|FlagNoFollow|FlagImages|FlagDeleted|FlagAltText|FlagMention|"
    "TargetURL|DomainID|FirstIndexedDate|LastSeenDate|DateLost|ReasonLost|LinkType|LinkSubType|TargetCitationFlow|"
    "TargetTrustFlow|TargetTopicalTrustFlow_Topic_0|TargetTopicalTrustFlow_Value_0|SourceCitationFlow|SourceTrustFlow|"
    "SourceTopicalTrustFlow_Topic_0|SourceTopicalTrustFlow_Value_0"
)
_MAJESTIC_API_ROWS = (
    cells(
        f"{_FERN}|4|Meadowlark|2026-01-20|0|0|0|0|0|0|0|{_HOME}|1|2020-02-03|2026-01-21|||"
        "TextLink||30|28|Recreation/Travel|25|22|19|Recreation/Outdoors|18"
    ),
    cells(
        f"{_PETAL}|-1||2025-01-20|0|0|1|1|1|1|0|{_HOME}|2|2021-02-03|2025-01-21|2025-02-01|"
        "Removed|ImageLink||30|28|||2|0||"
    ),
)
_MOZ = cells(
    "URL|Title|Anchor Text|Spam Score|PA|DA|Linking Domains to Page|Target URL|Link Type|Link State|Date First Seen|"
    "Date Last Seen|Date Lost|HTTP Status Code|Links to Page|Outbound Domains from Page|Outbound Links from Page"
)
_MOZ_RULE = "-" * 60 + "\r\n"
_MOZ_PREAMBLE = (
    f"{_MOZ_RULE}Inbound Links for,meadowlark.example\r\nScope,fqdn\r\nSorted by,Page Authority\r\nFilters:,\r\n"
    f"Anchor text,\r\nSource PLD,\r\n{_MOZ_RULE}\r\n"
)
_OSE_PREAMBLE = (
    "Open Site Explorer\nInbound links for,http://meadowlark.example\nShowing,all links\nfrom,external pages\n"
    "to,pages on this root domain\n\n"
)
_DFS_LINK: dict[str, object] = {
    "type": "backlink",
    "domain_from": "petalpress.io",
    "url_from": "https://petalpress.io/sheets",
    "url_from_https": True,
    "domain_to": "meadowlark.example",
    "url_to": _HOME,
    "tld_from": "io",
    "is_new": True,
    "is_lost": False,
    "backlink_spam_score": 12,
    "rank": 128,
    "page_from_rank": 270,
    "domain_from_rank": 347,
    "domain_from_platform_type": ["blogs", "cms"],
    "domain_from_ip": "192.0.2.9",
    "domain_from_country": "IO",
    "page_from_external_links": 10,
    "page_from_internal_links": 43,
    "page_from_language": "en",
    "page_from_title": "Sheets, step by step",
    "page_from_status_code": 200,
    "first_seen": "2024-03-26 02:46:50 +00:00",
    "prev_seen": None,
    "last_seen": "2025-03-26 02:46:50 +00:00",
    "item_type": "image",
    "attributes": ["noopener", "noreferrer"],
    "dofollow": True,
    "alt": "Stars",
    "anchor": None,
    "text_pre": "rated",
    "semantic_location": "article",
    "links_count": 2,
    "group_count": 0,
    "url_to_status_code": None,
    "ranked_keywords_info": {
        "page_from_keywords_count_top_3": 88,
        "page_from_keywords_count_top_10": 216,
        "page_from_keywords_count_top_100": 1605,
    },
    "is_indirect_link": False,
    "indirect_link_path": None,
}
_DFS_LINKS = (
    _DFS_LINK,
    {
        **_DFS_LINK,
        "url_from": "https://oldindex.example/a",
        "domain_from": "oldindex.example",
        "tld_from": "example",
        "domain_from_country": "FR",
        "is_lost": True,
        "dofollow": False,
        "attributes": ["ugc", "nofollow"],
        "item_type": "anchor",
        "anchor": "spa",
        "backlink_spam_score": 60,
        "group_count": 7,
    },
)
_DFS_DOMAINS: tuple[dict[str, object], ...] = (
    {
        "type": "backlinks_referring_domain",
        "domain": "fernwood-journal.example",
        "rank": 300,
        "backlinks": 12,
        "first_seen": "2020-01-01 00:00:00 +00:00",
        "lost_date": None,
        "backlinks_spam_score": 3,
        "referring_pages": 9,
    },
    {
        "type": "backlinks_referring_domain",
        "domain": "petalpress.example",
        "rank": 1,
        "backlinks": 0,
        "first_seen": "2020-01-01 00:00:00 +00:00",
        "lost_date": "2025-06-01 10:00:00 +00:00",
        "backlinks_spam_score": 71,
        "referring_pages": 0,
    },
)
_DFS_ANCHORS: tuple[dict[str, object], ...] = (
    {
        "type": "backlinks_anchor",
        "anchor": "meadowlark",
        "rank": 200,
        "backlinks": 95,
        "lost_date": None,
        "first_seen": "2020-01-01 00:00:00 +00:00",
        "backlinks_spam_score": 3,
        "referring_domains": 33,
        "referring_main_domains": 31,
        "referring_pages": 80,
    },
)
_SE_RANKING: tuple[dict[str, object], ...] = (
    {
        "url_from": _FERN,
        "url_to": _HOME,
        "title": "Walks",
        "anchor": "",
        "alt": "The mill",
        "nofollow": False,
        "image": True,
        "image_source": "https://fernwood-journal.example/m.png",
        "inlink_rank": 12,
        "domain_inlink_rank": 55,
        "first_seen": "2024-01-02",
        "last_visited": "2026-01-02",
    },
)
_BING_LINKS: tuple[dict[str, object], ...] = ({"AnchorText": "Meadowlark", "Url": _FERN},)
_BING_COUNTS: tuple[dict[str, object], ...] = ({"Count": 46, "Url": _HOME},)


def _envelope(items: object) -> dict[str, object]:
    result = {"target": "meadowlark.example", "total_count": 2, "items_count": 2, "items": items}
    task = {"id": "1", "status_code": 20000, "data": {"target": "meadowlark.example"}, "result": [result]}
    failed = {"id": "2", "status_code": 40501, "data": {}, "result": None}
    return {"version": "0.1", "status_code": 20000, "tasks_error": 1, "tasks": [task, failed]}


def _majestic() -> list[Export]:
    api_json = [dict(zip(_MAJESTIC_API, row, strict=True)) for row in _MAJESTIC_API_ROWS]
    records: list[dict[str, object]] = [dict(record) for record in api_json]
    return [
        table(
            "majestic",
            "backlinks",
            "meadowlark.example_backlinks.csv",
            _MAJESTIC,
            [
                cells(
                    f"{_HOME}|{_FERN}|Meadowlark|2026-01-20|2020-02-03||||||||22|19|30|28|Recreation/Travel|"
                    "18|Recreation/Outdoors|20"
                ),
                cells(f"{_HOME}|{_PETAL}|The mill|2015-01-20|2014-02-03|+|+|||+|+||2|0|30|28||||"),
                cells(f"{_HOME}|http://oldindex.example/list of @all||2025-01-20|2024-02-03|||+|||||2|0|30|28||||"),
            ],
        ),
        table("majestic", "api-backlinks", "GetBackLinkData.csv", _MAJESTIC_API, _MAJESTIC_API_ROWS),
        document(
            "majestic",
            "api-backlinks-json",
            "GetBackLinkData.json",
            {"Code": "OK", "DataTables": {"BackLinks": {"RowsCount": 2, "Data": api_json}}},
            records,
        ),
        table(
            "majestic",
            "backlinks-2012",
            "meadowlark-2012.csv",
            cells("SourceURL|ACRank|AnchorText|Date|TargetURL|FlagNoFollow"),
            [cells(f"{_FERN}|4|spa|2012-01-20|{_HOME}|"), cells(f"{_PETAL}|0||2011-01-20|{_HOME}|+")],
            WITH_MARK,
        ),
    ]


def _moz() -> list[Export]:
    return [
        table(
            "moz",
            "inbound-links",
            "moz-inbound-links-for-meadowlark_example-2026-02-10_09_00_00_1Z.csv",
            _MOZ,
            [
                cells(
                    "www.fernwood-journal.example/walks|\\r\\n\\tQuiet valleys\\r\\n|Meadowlark|4%|38|61|3|"
                    "meadowlark.example/|follow|active|2020-11-05|2026-01-15|--|200|8|12|40"
                ),
                cells(
                    "petalpress.example/x|--|--|--%|1|2|0|www.meadowlark.example/|nofollow|lost|2021-11-05|"
                    "2025-01-15|2025-03-01|--|0|--|--"
                ),
                cells(
                    "oldindex.example/f|Links|spa|61%|1|2|0|meadowlark.example/|follow|active|2021-11-05|"
                    "2025-01-15|--|301|0|900|2100"
                ),
            ],
            Style(encoding="utf-8-sig", line_end="\r\n", preamble=_MOZ_PREAMBLE),
        ),
        table(
            "moz",
            "open-site-explorer",
            "inbound_links_to_meadowlark.csv",
            cells(
                "URL|Title|Anchor Text|Spam Score|Page Authority|Domain Authority|"
                "Number of Domains Linking to this Page|Number of Domains Linking to Domain|Origin|"
                "Target URL|Link Equity|No Link Equity|Only rel=nofollow|Only follow|301"
            ),
            [
                cells(f"{_FERN}|Walks|spa|1|38|61|3|410|External|{_HOME}|Yes|No|No|Yes|No"),
                cells(f"{_PETAL}|No Data||9|1|2|0|1|External|{_HOME}|No|Yes|Yes|No|Yes"),
            ],
            Style(preamble=_OSE_PREAMBLE),
        ),
    ]


def _json_vendors() -> list[Export]:
    return [
        document(
            "bing", "api-links", "GetUrlLinks.json", {"d": {"Details": _BING_LINKS, "TotalPages": 1}}, _BING_LINKS
        ),
        document(
            "bing",
            "api-link-counts",
            "GetLinkCounts.json",
            {"d": {"Links": _BING_COUNTS, "TotalPages": 1}},
            _BING_COUNTS,
        ),
        document("dataforseo", "backlinks", "backlinks-live.json", _envelope(_DFS_LINKS), _DFS_LINKS),
        document(
            "dataforseo", "backlinks", "result.json", {"target": "x", "items": _DFS_LINKS}, _DFS_LINKS, "bare-result"
        ),
        document("dataforseo", "referring-domains", "referring-domains.json", _envelope(_DFS_DOMAINS), _DFS_DOMAINS),
        document("dataforseo", "anchors", "anchors.json", _envelope(_DFS_ANCHORS), _DFS_ANCHORS),
        document("seranking", "api-backlinks", "backlinks.json", {"backlinks": _SE_RANKING}, _SE_RANKING),
    ]


def _small_vendors() -> list[Export]:
    ranking = _SE_RANKING[0]
    return [
        table(
            "bing",
            "backlinks",
            "Bing backlinks.csv",
            ("Source URL", "Anchor text", "Target URL"),
            [(_FERN, "Meadowlark", _HOME)],
        ),
        table("seranking", "backlinks", "seranking.csv", tuple(ranking), [[str(cell) for cell in ranking.values()]]),
        table(
            "serpstat",
            "backlinks",
            "serpstat.csv",
            cells(
                "Donor URL|Acceptor URL|Anchor|Serpstat Page Rank (SPR)|Serpstat Trust Rank (STR)|"
                "Link Type|First Indexed|Last Seen"
            ),
            [cells(f"{_FERN}|{_HOME}|Meadowlark|31|12|Text, nofollow|2024-01-02|2026-01-02")],
        ),
        table(
            "lrt",
            "backlinks",
            "BLP.csv",
            cells(
                "Favorites|From URL|To URL|Anchor Text|Link Status|Type|BLdom|DomPop|Power|Trust|"
                "Power*Trust|Alexa|IP|CNTRY"
            ),
            [
                cells(f"N|{_FERN}|{_HOME}|Meadowlark|NOFOLLOW|text|6,482|16,406|5|6|30|3,341|192.0.2.7|US"),
                cells(f"N|{_PETAL}|{_HOME}|spa|FOLLOW|image|836,482|136,406|5|6|30|3,341|192.0.2.8|DE"),
            ],
            Style(quote_all=True),
        ),
        table(
            "linkody",
            "backlinks",
            "linkody.csv",
            cells("URL|Link|Anchor|Date found|Nofollow"),
            [cells(f"{_FERN}|{_HOME}|Meadowlark|2024-01-02|No"), cells(f"{_PETAL}|{_HOME}|spa|2024-01-03|Yes")],
        ),
        table(
            "linkwright",
            "interchange",
            "links.csv",
            cells("source_url|target_url|anchor_text|rel|first_seen|last_seen|dr|note"),
            [
                cells(f"{_FERN}|{_HOME}|Meadowlark|noopener|2024-01-02|2026-01-02|71|friend of the house"),
                cells(f"{_PETAL}|{_HOME}|spa|ugc nofollow|2024-01-03|||"),
                cells(f"{_PETAL}|{_HOME}|spa|sponsored||||"),
            ],
        ),
        table(
            "linkwright",
            "interchange",
            "least.csv",
            ("source_url", "target_url", "anchor_text"),
            [(_FERN, _HOME, "Meadowlark")],
            CRLF,
            "least",
        ),
        table(
            "linkwright",
            "ownership-keys",
            "keys.csv",
            cells("domain|key_kind|key_value|first_seen|last_seen"),
            [
                cells("fernwood-journal.example|analytics|UA-1234567|2024-01-02|2026-01-02"),
                cells("www.petalpress.example|Tag_Manager|GTM-ABC12||"),
                cells("petalpress.example|favourite colour|blue||"),
                cells("petalpress.example|ads|||"),
            ],
        ),
        table(
            "linkwright",
            "outreach",
            "outreach.csv",
            cells("channel|month|contacted|replied|placed|followed|kept|hours|cost|who"),
            [
                cells("Digital PR|2025-09|120|11|4|3|4|30|900|Ann"),
                cells("resource page|2025-10-01|60||3|||1.5||"),
                cells("guest contribution||40|||||||"),
                cells("|2025-10|40||2|||||"),
            ],
        ),
    ]


def _from_memory() -> list[Export]:
    return [
        table(
            "ubersuggest",
            "backlinks",
            "ubersuggest.csv",
            cells(
                "Source Title|Source URL|Target URL|Anchor|Domain Authority|Page Authority|Spam Score|"
                "First Seen|Last Seen"
            ),
            [cells(f"Walks|{_FERN}|{_HOME}|Meadowlark|61|38|2|2024-01-02|2026-01-02")],
        ),
        table(
            "spyglass",
            "backlinks",
            "spyglass.csv",
            cells(
                "Backlink Page|Title|Linked Page|Anchor Text/Alt|Links Back|Dofollow|InLink Rank|"
                "Domain InLink Rank|Penalty Risk|IP"
            ),
            [cells(f"{_FERN}|Walks|{_HOME}|Meadowlark|Yes|No|12|55|3|192.0.2.7")],
            COMMA,
        ),
        table(
            "mangools",
            "backlinks",
            "linkminer.csv",
            cells("Source URL|Title|CF|TF|EL|Anchor|Target URL|Link type|Last seen"),
            [cells(f"{_FERN}|Walks|22|19|12|Meadowlark|{_HOME}|nofollow|2026-01-02")],
        ),
        table(
            "openlinkprofiler",
            "backlinks",
            "openlinkprofiler.csv",
            cells("URL|LIS|Title|Anchor|Type"),
            [cells(f"{_FERN}|35|Walks|Meadowlark|follow")],
        ),
        table(
            "buzzstream",
            "links",
            "buzzstream.csv",
            ("Linking From", "Linking To", "Anchor Text"),
            [(_FERN, _HOME, "Meadowlark")],
        ),
    ]


def exports() -> list[Export]:
    """All of them."""
    return [*_majestic(), *_moz(), *_json_vendors(), *_small_vendors(), *_from_memory()]
