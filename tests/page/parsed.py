"""A piece of HTML as the files of the room receive it."""

from __future__ import annotations

from linkwright.page.elements import Elements, elements
from linkwright.page.reading import read
from linkwright.page.walk import walk


def elements_of(html: str) -> Elements:
    reading = read(html.encode(), "text/html; charset=utf-8")
    return elements(reading, walk(reading.tree.root))
