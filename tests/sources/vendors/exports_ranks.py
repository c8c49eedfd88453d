"""Synthetic exports of results pages and rankings."""

from .exports import CRLF, UTF16_TABS, Export, cells, document, table

_OURS, _THEIRS = "https://meadowlark.example/sheets", "https://petalpress.example/guide"
_TASK: dict[str, object] = {
    "keyword": "linen sheets",
    "type": "organic",
    "datetime": "2026-02-03 04:05:06 +00:00",
    "item_types": ["ai_overview", "organic"],
    "items": [
        {"type": "ai_overview", "rank_group": 1, "rank_absolute": 1, "position": "left"},
        {
            "type": "organic",
            "rank_group": 1,
            "rank_absolute": 2,
            "domain": "petalpress.example",
            "title": "A guide",
            "url": _THEIRS,
            "backlinks_info": {"referring_domains": 41, "backlinks": 90},
        },
        {"type": "organic", "rank_group": 2, "rank_absolute": 3, "domain": "meadowlark.example", "url": _OURS},
    ],
}
_ITEMS: list[dict[str, object]] = [
    {"keyword": "", "datetime": "", "type": "", "rank_group": 0, "rank_absolute": 0, "url": "", "position": ""}
]


def exports() -> list[Export]:
    """All of them."""
    return [
        table(
            "ahrefs",
            "organic-keywords",
            "meadowlark.example-organic-keywords-subdomains_2026-02-06_10-11-12.csv",
            cells(
                "Keyword|Country|SERP features|Volume|KD|CPC|Current organic traffic|Previous position|"
                "Current position|Current URL|Branded"
            ),
            [cells(f"linen sheets|US|Sitelinks, People also ask|5400|23|1.2|310|4|3|{_OURS}|false")],
            UTF16_TABS,
        ),
        table(
            "ahrefs",
            "serp-overview",
            "linen-sheets_us_serp-overview_2026-02-06.csv",
            cells(
                "Keyword|Country|Position|Type|Title|URL|Domain rating|UR|Backlinks|Referring domains|Traffic|Keywords"
            ),
            [
                cells(f"linen sheets|us|1|Organic|A guide|{_THEIRS}|61|24|90|41|1200|88"),
                cells(f"linen sheets|us|2|Organic|Sheets|{_OURS}|33|9|12|7|410|30"),
            ],
            UTF16_TABS,
        ),
        table(
            "semrush",
            "serp-analysis",
            "linen sheets_serp.csv",
            cells("Keyword|Position|URL|Page AS|Ref. Domains|Backlinks|Search Traffic|URL Keywords"),
            [cells(f"linen sheets|1|{_THEIRS}|44|39|80|1100|70"), cells(f"linen sheets|2|{_OURS}|20|6|9|390|21")],
        ),
        table(
            "moz",
            "serp-analysis",
            "moz-serp.csv",
            cells("Keyword|Rank|Title|URL|PA|DA|Linking Domains to Page|Linking Domains to Domain"),
            [cells(f"linen sheets|1|A guide|{_THEIRS}|40|55|33|1200")],
            CRLF,
        ),
        table(
            "mangools",
            "serp",
            "serpchecker.csv",
            cells("Keyword|Rank|URL|DA|PA|CF|TF|Links"),
            [cells(f"linen sheets|1|{_THEIRS}|55|40|31|22|80")],
        ),
        table(
            "seranking",
            "serp",
            "serp-analysis.csv",
            cells("Keyword|Position|URL|Domain Trust|Page Trust|Referring domains|Backlinks|Search vol."),
            [cells(f"linen sheets|1|{_THEIRS}|60|35|38|77|5400")],
        ),
        table(
            "linkwright",
            "rankings",
            "serp.csv",
            cells("keyword|position|url|volume|referring_domains|domain_rating"),
            [cells(f"linen sheets|1|{_THEIRS}|5400|41|61"), cells(f"linen sheets|2|{_OURS}|5400||")],
        ),
        document(
            "dataforseo",
            "results-page",
            "serp-live-advanced.json",
            {"status_code": 20000, "tasks": [{"status_code": 20000, "result": [_TASK]}]},
            _ITEMS,
        ),
    ]
