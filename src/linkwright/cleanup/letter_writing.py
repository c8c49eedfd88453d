"""Requests that are due become letters: plain and polite, one for each owner. Nothing is ever sent from here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import parseaddr

from linkwright.cleanup.letter_templates import FALLBACK, Template, built_in, languages, more_words
from linkwright.cleanup.removal import Request
from linkwright.cleanup.removal_log import choices
from linkwright.cleanup.removal_state import AskedLink, LetterKind
from linkwright.errors import ConfigError
from linkwright.vocabulary.terms import RemovalStep

NEVER_PAY = (
    "Never pay for the removal of a link, and do not bargain with who asks for money: it buys the next request. Note "
    "it in the log instead (--step asked-for-money); it counts in a dossier."
)
_ADDRESS = re.compile(r"[A-Za-z0-9._+&'~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
MOST_PAGES = int(choices()["letter"]["pages"])
_NAMED = 3  # domains of one owner named in a sentence


@dataclass(frozen=True)
class Sender:
    """Who writes."""

    name: str
    address: str


@dataclass(frozen=True)
class Letter:
    """One letter to one owner.

    Attributes:
        owner: as in `Request`.
        kind: first letter or follow-up.
        language: two letters.
        sender: who writes.
        to: address seen on a page; empty where none was.
        to_open: page to open by hand where there is no address.
        links: all that are to be taken away.
        template: its words.
        values: what goes in for the placeholders, but for the links.
    """

    owner: str
    kind: LetterKind
    language: str
    sender: Sender
    to: str
    to_open: str
    links: tuple[AskedLink, ...]
    template: Template
    values: Mapping[str, str]

    @property
    def subject(self) -> str:
        """One line."""
        return self.text(1)[0]

    @property
    def body(self) -> str:
        """The text, with as many pages as a reader bears."""
        return self.text(MOST_PAGES)[1]

    @property
    def pages(self) -> int:
        """How many pages have to be changed."""
        return len({link.page for link in self.links})

    @property
    def step(self) -> RemovalStep:
        """What goes into the log once it was sent."""
        return RemovalStep.SENT if self.kind is LetterKind.FIRST else RemovalStep.FOLLOWED_UP

    def text(self, most: int) -> tuple[str, str]:
        """Return subject and body with at most so many pages listed."""
        return self.template.filled({**self.values, "links": listed(self.links, self.language, most)})


def parse_sender(text: str) -> Sender:
    """Read `Name <me@example.com>`.

    Raises:
        ConfigError: it is no name and address, or holds a line break or the like.
    """
    name, address = parseaddr(text)
    if not text.isprintable() or not _ADDRESS.fullmatch(address):
        raise ConfigError(
            "--from is not a name and an e-mail address.", todo='Write it as --from "Ann Miller <ann@example.com>".'
        )
    return Sender(name.strip() or address, address)


def make_letters(
    requests: Sequence[Request],
    site: str,
    sender: Sender,
    *,
    language: str | None = None,
    own: Mapping[LetterKind, Template] | None = None,
) -> tuple[Letter, ...]:
    """Write the letters that are due, in the order of their owners.

    Args:
        requests: of all owners; those with no letter due get none.
        site: the main domain of the site the links lead to.
        sender: who writes.
        language: of all letters; None for that of each owner's pages, English where there are no letters in it.
        own: the user's own letters.

    Raises:
        ConfigError: there are no letters in the language asked for.
    """
    if language is not None and language not in languages():
        raise ConfigError(f"There are no letters in “{language}”.", available=languages())
    return tuple(
        _letter(request, request.progress.letter, site, sender, language, own or {})
        for request in sorted(requests, key=lambda request: request.owner)
        if request.progress.letter is not None
    )


def _letter(
    request: Request,
    kind: LetterKind,
    site: str,
    sender: Sender,
    language: str | None,
    own: Mapping[LetterKind, Template],
) -> Letter:
    spoken = language or (request.language if request.language in languages() else FALLBACK)
    links = request.open_links
    return Letter(
        owner=request.owner,
        kind=kind,
        language=spoken,
        sender=sender,
        to=request.address,
        to_open=request.to_open,
        links=links,
        template=own.get(kind) or built_in(spoken, kind),
        values={
            "site": site,
            "owner": ", ".join(request.domains[:_NAMED]) + (", ..." if len(request.domains) > _NAMED else ""),
            "count": f"{len(links):,}",
            "from_name": sender.name,
            "sent_on": next((str(step.at.date()) for step in request.steps if step.step is RemovalStep.SENT), ""),
        },
    )


def listed(links: Sequence[AskedLink], language: str, most: int) -> str:
    """The pages, each with what it links to, one under the other; of more than `most` the rest by number."""
    pages: dict[str, list[str]] = {}
    for link in links:
        pages.setdefault(_clean(link.page), []).append(_clean(link.target))
    lines = []
    for page, targets in list(pages.items())[:most]:
        lines.append(page)
        lines += [f"    -> {target}" for target in dict.fromkeys(targets) if target]
    if len(pages) > most:
        lines.append(more_words(language, len(pages) - most))
    return "\n".join(lines)


def _clean(address: str) -> str:
    """An address as one printable line: it comes from outside."""
    return "".join(sign for sign in address if sign.isprintable())
