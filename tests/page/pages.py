"""Pages made up for tests: an article with everything around it, from seeded random words."""

from dataclasses import dataclass, field
from random import Random

WORDS = tuple(
    "water stone river market garden window letter mountain story travel engine signal bridge winter summer paper "  # noqa: SIM905
    "history music school doctor village harbour kitchen forest camera pattern number colour morning evening".split()
)
LITTLE = ("the", "of", "and", "a", "in", "to", "with", "for", "was", "on")
LINK = '<a href="https://target.example/page">useful notes</a>'


@dataclass
class Draft:
    """Parts of a page, as HTML."""

    paragraphs: list[str]
    menu: list[str]
    footer: list[str]
    aside: list[str] = field(default_factory=list)
    named: bool = True

    def html(self) -> bytes:
        nav, article, aside, foot = ("nav", "article", "aside", "footer") if self.named else ("div",) * 4
        paragraphs = "".join(f"<p>{text}</p>" for text in self.paragraphs)
        return (
            f"<!doctype html><title>t</title><body><{nav}><ul>{_items(self.menu)}</ul></{nav}>"
            f"<div><{article}><h1>About a river</h1>{paragraphs}</{article}>"
            f"<{aside}><h3>Latest</h3><ul>{_items(self.aside)}</ul></{aside}></div>"
            f"<{foot}><ul>{_items(self.footer)}</ul><p>All rights reserved 2026</p></{foot}>"
        ).encode()


def draft(seed: int, named: bool = True) -> Draft:
    """A page with 4 to 12 paragraphs and links to its own site all around."""
    draw = Random(seed)  # noqa: S311  pages, not secrets
    own = [f'<a href="/{draw.choice(WORDS)}-{number}">{_title(draw, 2)}</a>' for number in range(60)]
    return Draft(
        paragraphs=[sentence(draw) for _ in range(draw.randint(4, 12))],
        menu=own[: draw.randint(5, 15)],
        footer=own[20 : 20 + draw.randint(6, 18)],
        aside=own[40 : 40 + draw.randint(4, 10)],
        named=named,
    )


def sentence(draw: Random, words: int = 0) -> str:
    """Words with little words between them and a full stop."""
    count = words or draw.randint(30, 90)
    return " ".join(draw.choice(LITTLE if number % 2 else WORDS) for number in range(count)).capitalize() + "."


def with_link(paragraph: str, link: str = LINK) -> str:
    """Put a link into the middle of a paragraph."""
    words = paragraph.split()
    half = len(words) // 2
    return " ".join([*words[:half], link, *words[half:]])


def _title(draw: Random, words: int) -> str:
    return " ".join(draw.choice(WORDS).capitalize() for _ in range(words))


def _items(links: list[str]) -> str:
    return "".join(f"<li>{link}</li>" for link in links)
