"""Facts as our own crawler writes them (`verify/records.py`), without a crawl."""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from linkwright.engine.duck import duck_engine
from linkwright.page.fingerprints import set_fingerprint, text_fingerprint, words
from linkwright.profile import Profile, build_profile
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.states import STATES, LinkState, Standing
from tests.profile.making import FolderOfFacts, Found

SITE = Site(("mysite.example.com",), brands=("My Site",), languages=("en",))
HOME = "https://mysite.example.com/"
NOON = datetime(2026, 1, 5, 12)
ORIGIN = {"source": "own-crawl", "report": "verify", "batch": "c" * 16}
LINK: Found = {"link_type": "text", "anchor": "My Site", "nofollow": False, "ugc": False, "sponsored": False}
VENDOR: Found = {"source": "ahrefs", "report": "backlinks", "batch": "v" * 16, "observed_at": datetime(2026, 1, 1)}


class Crawl:
    """Rows by fact table, numbered as the crawler numbers them."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Found]] = {}
        self._next = 0

    def look(
        self,
        page: str,
        state: LinkState = LinkState.FOUND,
        reason: str = "",
        *,
        target: str = HOME,
        remarks: Sequence[str] = (),
        check: Found | None = None,
        document: Found | None = None,
        **link: object,
    ) -> None:
        """One look at one link: three rows of one number, the last only where the page was read."""
        standing = STATES[state].standing
        origin = self._origin(NOON)
        answered = {"http_code": link.get("http_code", 200)}
        asked = {**origin, "referring_page_url": page, "target_url": target, **answered}
        self._add(
            "check_seen", {**asked, "state": str(state), "reason": reason, "remarks": list(remarks), **(check or {})}
        )
        seen = {**LINK, "in_content": True, "placement": "content", "rendered_only": False, **link}
        if "placement" in link:
            seen["in_content"] = link["placement"] == "content"
        told: Found = {"status": "unknown", "status_reason": str(state)}
        if standing is Standing.STANDS:
            told = {"status": "live", "status_reason": None if state is LinkState.FOUND else str(state), **seen}
        elif STATES[state].definite:
            told = {"status": "lost", "status_reason": str(state)}
        self._add("link_seen", {**asked, **told, **_of_page(link)})
        if document is not None:
            self._add("document_seen", {**origin, "page_url": page, "final_url": page, "http_code": 200, **document})

    def own_page(self, page: str, *targets: str, at: datetime = NOON) -> None:
        """One of our pages and what it links to."""
        for target in targets:
            row = {**self._origin(at), "referring_page_url": page, "target_url": target, "status": "live", **LINK}
            self._add("link_seen", row)

    def key(self, domain: str, kind: str, value: str) -> None:
        """A key of a referring domain."""
        self._add("key_seen", {**self._origin(NOON), "referring_domain": domain, "kind": kind, "value": value})

    def vendor(self, page: str, **values: object) -> None:
        """A row of an export about a link, older than all looks."""
        row = {**VENDOR, "row": self._number(), "referring_page_url": page, "target_url": HOME, "status": "live"}
        self._add("link_seen", {**row, **values})

    @contextmanager
    def profile(self) -> Iterator[Profile]:
        """The profile of all rows."""
        with TemporaryDirectory() as folder, duck_engine(memory="500MB") as engine:
            ledger = FolderOfFacts(Path(folder))
            for fact, rows in self.rows.items():
                ledger.add(fact, rows)
            yield build_profile(engine, ledger, SITE)

    def _origin(self, at: datetime) -> Found:
        return {**ORIGIN, "row": self._number(), "observed_at": at}

    def _number(self) -> int:
        self._next += 1
        return self._next

    def _add(self, fact: str, row: Found) -> None:
        self.rows.setdefault(fact, []).append(row)


def _of_page(columns: Found) -> Found:
    return {name: columns[name] for name in ("page_type", "external_links", "ip") if name in columns}


def text_print(seed: int, changed: int = 0) -> str:
    """The fingerprint of a text of 300 words; `changed` of them differ from the text of the same seed."""
    chosen = random.Random(seed)  # noqa: S311 - not for secrets
    text = [f"word{chosen.randrange(5_000)}" for _ in range(300)]
    for place in range(0, changed * 7, 7):
        text[place] = f"other{seed}x{changed}"
    made = text_fingerprint(words(" ".join(text)))
    assert made is not None
    return made.hex()


def template_print(seed: int, changed: int = 0) -> str:
    """The fingerprint of a frame of 100 names; `changed` of them differ from the frame of the same seed."""
    names = {f"{seed}-{'x' if number < changed else 'n'}{number}" for number in range(100)}
    made = set_fingerprint(names)
    assert made is not None
    return made.hex()
