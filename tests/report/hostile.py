"""Texts that have hurt other reports, put in every place that comes from a file."""

from linkwright.signals import SignalResult
from linkwright.vocabulary.states import LinkState
from tests.report.mini import Rows, check, found, link, network

FORMULA = "=cmd|' /C calc'!A0"
RIGHT_TO_LEFT = "\u202egpj.exe\u202c"
LONG = "x" * 100_000
HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]><svg/onload=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    'https://www.evil.example/a?b=<b>&c="d"',
    "[click](https://evil.example) ![x](https://evil.example/x.png) <https://evil.example>",
    "| table | break |\n# heading",
    "{{ 7 * 7 }}{% raw %}{$x}",
    "{subject} {0.__class__}",
    FORMULA,
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    RIGHT_TO_LEFT,
    "line\u2028break\u2029here",
    "null\x00char\x1b[31mred\x07",
    "\ufeffmark",
    "a\u0301\U0001f469\u200d\U0001f680",
    LONG,
)


def hostile_links() -> Rows:
    """A link for each hostile text, the text in every column that comes from a file; and a network of that title."""
    rows = [
        link(
            number,
            anchor=text,
            title=text,
            referring_page=text,
            target_page=text,
            target_key=f"key {number}",
            referring_domain=text[:300],
            anchor_class="image" if number % 2 else "other",
            status_reason=text,
            link_type=text[:40],
            sources=[text[:60]],
        )
        for number, text in enumerate(HOSTILE)
    ]
    return rows + [row | {"title": HOSTILE[1]} for row in network(3)]


def hostile_checks(links: Rows) -> Rows:
    """A look at each of these links, the text in every column that can hold words of a page."""
    states = list(LinkState)
    return [
        check(row, states[place % len(states)], reason=text, remarks=[text, text], evidence=text)
        for place, (text, row) in enumerate(zip(HOSTILE, links, strict=False))
    ]


def hostile_results(links: Rows) -> dict[str, SignalResult]:
    rows: Rows = [
        {"subject": text[:200], "evidence": [str(row["observation"])], "anchor": text}
        for text, row in zip(HOSTILE, links, strict=False)
    ]
    result = found("repeated-anchor", rows, title="Repeated anchor", message="“{anchor}” is repeated")
    return {result.signal.id: result}
