"""Synthetic exports of Google: Search Console in 14 languages, Analytics in four dialects."""

from .exports import COMMA, CRLF, OPEN_END, Export, Row, Style, cells, encoded, table, text_of

_PROPERTY = "https___www.meadowlark.example_"
_METRICS = cells("Clicks|Impressions|CTR|Position")
# Language of the account -> header of the query table.
QUERY_HEADERS: dict[str, tuple[str, ...]] = {
    "en": cells("Top queries|Clicks|Impressions|CTR|Position"),
    "de": cells("Häufigste Suchanfragen|Klicks|Impressionen|Klickrate|Durchschnittliche Position"),
    "fr": cells("Requêtes les plus fréquentes|Clics|Impressions|CTR|Position moyenne"),
    "es": cells("Consultas principales|Clics|Impresiones|CTR|Posición media"),
    "it": cells("Query principali|Clic|Impressioni|CTR|Posizione media"),
    "nl": cells("Populairste zoekopdrachten|Klikken|Vertoningen|CTR|Positie"),
    "pl": cells("Najpopularniejsze zapytania|Kliknięcia|Wyświetlenia|CTR|Pozycja"),
    "tr": cells("En popüler sorgular|Tıklama|Görüntüleme|CTR|Ortalama konum"),
    "cs": cells("Nejčastější dotazy|Kliknutí|Zobrazení|CTR|Průměrná pozice"),
    "sv": cells("Vanligaste sökfrågorna|Klick|Visningar|Klickfrekvens|Genomsnittlig position"),
    "ja": cells("上位のクエリ|クリック数|表示回数|CTR|掲載順位"),
    "ko": cells("인기 검색어|클릭수|노출수|클릭률|평균 게재순위"),
    "zh": cells("热门查询|点击次数|展示次数|点击率|平均排名"),
    "ru": cells("Поисковый запрос|Клики|Показы|CTR|Позиция"),
}
_POINT_FOR_THOUSANDS, _SPACE_FOR_THOUSANDS = {"de", "es", "it", "nl", "tr"}, {"fr", "pl", "cs", "sv", "ru"}
_THIN_SPACE, _HARD_SPACE = "\u202f", "\u00a0"


def _numbers(language: str) -> tuple[str, ...]:
    """1,234 clicks, 20,568 impressions, 6 %, place 12.5, in the language's own way."""
    if language in _POINT_FOR_THOUSANDS:
        return cells("1.234|20.568|6,0 %|12,5")
    if language in _SPACE_FOR_THOUSANDS:
        space = _THIN_SPACE if language == "fr" else _HARD_SPACE
        return f"1{space}234", f"20{space}568", "6,0%", "12,5"
    return cells("1234|20568|6%|12.5")


def _queries(language: str) -> Export:
    rows = [("meadowlark spa", *_numbers(language)), ("quiet\nvalleys", "0", "7", "0%", "3")]
    return table("gsc", "performance-queries", "Queries.csv", QUERY_HEADERS[language], rows, OPEN_END, language)


def _dimension(report: str, file_name: str, name: str, rows: list[Row]) -> Export:
    return table("gsc", report, file_name, (name, *_METRICS), rows, OPEN_END)


def _search_console() -> list[Export]:
    numbers = cells("158|6973|2.27%|28.35")
    return [
        table(
            "gsc",
            "latest-links",
            f"{_PROPERTY}-Latest links-2026-05-10.csv",
            ("Linking page", "Last crawled"),
            [
                ("https://fernwood-journal.example/walks", "2026-04-19"),
                ("https://petalpress.example/City/Flooring Supply", "2025-12-31"),
            ],
            OPEN_END,
        ),
        table(
            "gsc",
            "sample-links",
            f"{_PROPERTY}-More sample links-2026-05-10.csv",
            ("Linking page",),
            [("https://fernwood-journal.example/walks",), ("https://petalpress.example/x",)],
            OPEN_END,
        ),
        table(
            "gsc",
            "sample-links",
            f"{_PROPERTY}-Your pages linking to this page-2026-05-10.csv",
            ("Linking page",),
            [("https://www.meadowlark.example/blog/",), ("https://www.meadowlark.example/about/",)],
            OPEN_END,
            "internal",
        ),
        table(
            "gsc",
            "linking-sites",
            f"{_PROPERTY}-Top linking sites-2026-05-10.csv",
            ("Site", "Linking pages", "Target pages"),
            [("fernwood-journal.example", "10", "1"), ("petalpress.example", "2", "1")],
            OPEN_END,
        ),
        table(
            "gsc",
            "linking-sites",
            "Top linking sites.csv",
            ("Site", "Incoming links"),
            [("fernwood-journal.example", "1,204")],
            OPEN_END,
            "as-on-screen",
        ),
        table(
            "gsc",
            "linking-text",
            f"{_PROPERTY}-Top linking text-2026-05-10.csv",
            ("Rank", "Link text"),
            [("1", "https www meadowlark example"), ("2", "meadowlark")],
            OPEN_END,
        ),
        table(
            "gsc",
            "target-pages",
            f"{_PROPERTY}-Top target pages-2026-05-10.csv",
            ("Target page", "Incoming links", "Linking sites"),
            [("https://www.meadowlark.example/", "46", "17")],
            OPEN_END,
        ),
        table(
            "gsc",
            "target-pages",
            "Top linked pages.csv",
            ("Top linked pages", "Incoming links"),
            [("https://www.meadowlark.example/", "46")],
            OPEN_END,
            "as-on-screen",
        ),
        table(
            "gsc",
            "target-pages-internal",
            f"{_PROPERTY}-Top target pages-2026-05-10 (1).csv",
            ("Target page", "Internal links"),
            [("https://www.meadowlark.example/", "481"), ("https://www.meadowlark.example/pool/", "342")],
            OPEN_END,
        ),
        *(_queries(language) for language in QUERY_HEADERS),
        table(
            "gsc",
            "performance-queries-pages",
            "queries by page.csv",
            ("Query", "Page", *_METRICS),
            [
                cells("la petite source|https://meadowlark.example/fr/|24 541|34 260|71,6%|1,0"),
                cells("source chaude|https://meadowlark.example/fr/bains/|653|7 394|8,8%|1,4"),
            ],
        ),
        _dimension("performance-pages", "Pages.csv", "Top pages", [("https://www.meadowlark.example/", *numbers)]),
        table(
            "gsc",
            "performance-pages",
            "Seiten.csv",
            cells("Häufigste Seiten|Klicks|Impressionen|Klickrate|Position"),
            [cells("https://www.meadowlark.example/|1.234|20.568|6,0 %|8,5")],
            OPEN_END,
            "de",
        ),
        _dimension("performance-dates", "Chart.csv", "Date", [cells("2025-05-09|0|0||"), cells("2025-05-13|0|1|0%|1")]),
        _dimension("performance-countries", "Countries.csv", "Country", [("United States", *numbers)]),
        _dimension("performance-devices", "Devices.csv", "Device", [("Mobile", *numbers)]),
        _dimension(
            "performance-appearance", "Search appearance.csv", "Search Appearance", [("Translated results", *numbers)]
        ),
        table(
            "gsc",
            "performance-filters",
            "Filters.csv",
            ("Filter", "Value"),
            [("Search type", "Web"), ("Date", "Last 12 months")],
            OPEN_END,
        ),
    ]


_RULE = "# ----------------------------------------\n"
_REPORT_PREAMBLE = (
    _RULE
    + "# Pages and screens: Page path and screen class\n# Account: Meadowlark\n# Property: Meadowlark\n"
    + _RULE
    + "#\n# All Users\n# Start date: 20260101\n# End date: 20260923\n\n"
)
_EXPLORATION_PREAMBLE = _RULE + "# Meadowlark\n# Free form-Free form 1\n# 20260723-20260922\n" + _RULE + "\n"
_OVERVIEW: tuple[tuple[Row, ...], ...] = (
    (("First user source / medium", "Active users"), ("(direct) / (none)", "869"), ("google / organic", "2")),
    (("Session source / medium", "Sessions"), ("(direct) / (none)", "893"), ("chatgpt.com / (not set)", "2")),
    (("City", "Active users"), ("Little Mill", "182")),
    (("Nth day", "Active users"), ("0000", "12"), ("0001", "15")),
    (("Event name", "Event count"), ("page_view", "4000")),
)


def _analytics() -> list[Export]:
    overview = "\n".join(f"# Date range\n{text_of(lines, COMMA)}" for lines in _OVERVIEW)
    total = (cells("||211078|847833|309558|1.4665|6.888|Grand total"),)
    return [
        table(
            "ga4",
            "pages",
            "Pages_and_screens.csv",
            cells(
                "Page path and screen class|Views|Active users|Views per active user|"
                "Average engagement time per active user|Event count|Key events|Total revenue"
            ),
            [cells("/pool|6225|926|6.72|139.45|22063|3|120.5"), cells("/|1889|445|4.24|55.96|3588|0|0")],
            Style(preamble=_REPORT_PREAMBLE),
        ),
        table(
            "ga4",
            "channels",
            "Traffic_acquisition.csv",
            cells(
                "Session source / medium|Sessions|Engaged sessions|Engagement rate|Event count|Key events|Total revenue"
            ),
            [
                cells("google / organic|1200|432|0.3600|9000|7|0"),
                cells("fernwood-journal.example / referral|12|9|0.75|80|1|0"),
            ],
            Style(preamble=_REPORT_PREAMBLE),
        ),
        table(
            "ga4",
            "pages-by-day",
            "free-form.csv",
            cells(
                "Date|Page path and screen class|Active users|Event count|Views|Views per active user|"
                "Average engagement time per session"
            ),
            [*total, cells("20260826|/|44963|163565|68392|1.521|0.308"), cells("20260825|/pool|50|210|130|2.6|12.5")],
            Style(preamble=_EXPLORATION_PREAMBLE),
        ),
        Export("ga4", "channels", "overview", "Reports_snapshot.csv", encoded(overview, COMMA), tuple(_OVERVIEW[0][0])),
        table("ga4", "places", "cities.csv", ("City", "Active users"), [("Little Mill", "182"), ("", "40")]),
        table(
            "ga4",
            "days",
            "days.csv",
            ("Date", "Active users", "Sessions"),
            [("20260826", "44", "50")],
            Style(preamble=_EXPLORATION_PREAMBLE),
        ),
        table(
            "ga4",
            "referrers",
            "referrers.csv",
            cells("pageReferrer|sessionSource|sessionMedium|sessions|totalUsers"),
            [
                cells("https://fernwood-journal.example/walks|fernwood-journal.example|referral|32|26"),
                cells("|petalpress.example|referral|24|1"),
            ],
            CRLF,
        ),
        table(
            "ga4",
            "titles-and-events",
            "events.csv",
            ("Event name", "Event count", "Total users"),
            [("page_view", "4000", "100")],
            Style(preamble=_REPORT_PREAMBLE),
        ),
    ]


def exports() -> list[Export]:
    """All of them."""
    return [*_search_console(), *_analytics()]
