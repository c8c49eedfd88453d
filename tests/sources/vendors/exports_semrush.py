"""Synthetic Semrush exports."""

from .exports import COMMA, CRLF, SEMICOLON, Export, cells, table

_BACKLINKS = cells(
    "Page ascore|Source title|Source url|Target url|Anchor|External links|Internal links|Nofollow|Sponsored|Ugc|Text|"
    "Frame|Form|Image|Sitewide|First seen|Last seen|New link|Lost link"
)
_OLD = cells(
    "Page score|Page trust score|Source title|Source url|Target url|Anchor|External links|Internal links|Nofollow|"
    "Frame|Form|Image|Sitewide|First seen|Last seen"
)
_AUDIT = cells(
    "Domain Authority Score|Page Authority Score|Source URL|Source Page Title|Source Domain|Target URL|Anchor|"
    "Anchor Type|Link Type|No Follow|Toxic Score|First Seen|Last Seen|Comment"
)
_POSITIONS = cells(
    "Keyword|Position|Previous position|Search Volume|Keyword Difficulty|CPC|URL|Traffic|Traffic (%)|Traffic Cost|"
    "Competition|Number of Results|Trends|Timestamp|SERP Features by Keyword|Keyword Intents|Position Type"
)
_FERN, _PETAL = "https://fernwood-journal.example/walks", "https://petalpress.example/p?id=1"
_HOME = "https://meadowlark.example/"


def exports() -> list[Export]:
    """All of them."""
    return [
        table(
            "semrush",
            "backlinks",
            "meadowlark.example-backlinks.csv",
            _BACKLINKS,
            [
                cells(
                    f"14|Quiet, green valleys|{_FERN}|{_HOME}|Meadowlark|12|48|false|false|false|true|false|"
                    "false|false|true|2024-05-20|2026-02-05|true|false"
                ),
                cells(
                    f"0||{_PETAL}|{_HOME}||300|2|true|false|true|false|false|false|true|false|2023-01-02|"
                    "2025-12-24|false|true"
                ),
                cells(
                    f"1|Frames|http://oldindex.example/f|{_HOME}||1|0|false|true|false|false|true|false|false|"
                    "false|2023-01-02|2025-12-24|false|false"
                ),
            ],
            CRLF,
        ),
        table(
            "semrush",
            "backlinks",
            "backlinks-api.csv",
            cells(
                "page_ascore|response_code|source_url|source_title|target_url|anchor|external_num|"
                "internal_num|first_seen|last_seen|nofollow|form|frame|image|sitewide|newlink|lostlink"
            ),
            [
                cells(
                    f"80|200|{_FERN}|Quiet; green valleys|{_HOME}|Meadowlark|137|177|1578929242|1578990011|"
                    "false|false|false|false|false|true|false"
                ),
                cells(f"7|404|{_PETAL}||{_HOME}||68|558|1578902621|1578928080|true|false|false|true|false|false|true"),
            ],
            SEMICOLON,
            "api",
        ),
        table(
            "semrush",
            "backlinks-old",
            "meadowlark.example-backlinks-2017.csv",
            _OLD,
            [
                cells(f"22|9|Old walks|{_FERN}|{_HOME}|spa|12|48|false|false|false|false|false|2016-05-20|2017-02-05"),
                cells(f"0|0||{_PETAL}|{_HOME}||12|48|true|false|false|true|true|2016-05-20|2017-02-05"),
            ],
            COMMA,
        ),
        table(
            "semrush",
            "referring-domains",
            "meadowlark.example-backlinks_refdomains.csv",
            cells("Domain ascore|Domain|Backlinks|IP Address|Country|First seen|Last seen"),
            [
                cells("45|fernwood-journal.example|253|192.0.2.10|us|2024-05-20|2026-02-05"),
                cells("4|petalpress.example|886|198.51.100.7||2025-01-03|2026-02-06"),
            ],
            COMMA,
        ),
        table(
            "semrush",
            "referring-domains",
            "refdomains-api.csv",
            cells("domain_ascore|domain|backlinks_num|ip|country|first_seen|last_seen"),
            [cells("86|fernwood-journal.example|1850868|192.0.2.10|us|1495338484|1580410670")],
            SEMICOLON,
            "api",
        ),
        table(
            "semrush",
            "anchors",
            "meadowlark.example-backlinks_anchors.csv",
            cells("anchor|domains_num|backlinks_num|first_seen|last_seen"),
            [cells("meadowlark spa|8113|691263|1370650463|1580411804")],
            SEMICOLON,
            "api",
        ),
        table(
            "semrush",
            "anchors",
            "meadowlark.example-backlinks_anchors.csv",
            cells("Anchor|Domains|Backlinks|First seen|Last seen"),
            [cells("meadowlark spa|31|95|2019-04-21|2026-02-05")],
            COMMA,
        ),
        table(
            "semrush",
            "backlink-audit",
            "backlink_audit_domains_1234567_2026-02-06.csv",
            _AUDIT,
            [
                cells(
                    "0|0|https://xx.netfarm-one.example/social/77001|Backlinks for meadowlark.example|"
                    f"xx.netfarm-one.example|{_HOME}|Backlinks for meadowlark.example|compound|a|false|100|"
                    "2025-11-13|2025-11-13|"
                ),
                cells(
                    f"41|12|{_FERN}|Quiet, green valleys|fernwood-journal.example|{_HOME}||empty|img|true|59|"
                    "2024-03-15|2026-02-03|seen, fine"
                ),
                cells(
                    f"5|1|https://oldindex.example/f|Frames|oldindex.example|{_HOME}|spa|money|iframe|false|"
                    "60|2024-03-15|2026-02-03|"
                ),
            ],
            COMMA,
        ),
        table(
            "semrush",
            "organic-positions",
            "meadowlark.example-organic.Positions-us-20260206.csv",
            _POSITIONS,
            [
                cells(
                    f"meadowlark spa|1|1|720|35|0.46|{_HOME}|576|15.66|264.00|0.02|1030000|[72,88,88,48]|"
                    "2026-01-13|Sitelinks, Video|navigational|Organic"
                ),
                cells(
                    f"what is a spa|4|0|880||0.00|{_HOME}what-is-a-spa|36|0.97|0.00|0.01|694000000|[37,46]|"
                    "2026-02-05|People also ask|informational|People also ask"
                ),
            ],
            COMMA,
        ),
    ]
