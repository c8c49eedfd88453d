"""Every problem of a disavow file that shows in the file itself, line by line."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from urllib.parse import unquote_to_bytes

from linkwright.cleanup.disavow_file import (
    LONGEST_URL,
    MOST_BYTES,
    MOST_LINES,
    DisavowFile,
    Line,
    LineKind,
    bare,
    covering,
    narrower,
    plain_host,
    read_line,
)
from linkwright.cleanup.disavow_model import Level, Problem
from linkwright.profile.source_types import known_domains
from linkwright.urls import canonical_url, host_of, is_address, is_registry_suffix, registrable_domain
from linkwright.vocabulary.site import Site

_BARE_HOST = re.compile(r"[^\s/:#*@]+\.[^\s/:#*@]+(?:/\S*)?")
_LIVE_COMMENT = re.compile(r"#+\s*(?:domain:\s*\S+\.\S+|https?://\S+)\s*", re.IGNORECASE)
_PUBLIC = re.compile(r"(?:^|\.)(?:gov|edu|mil|int)(?:\.[a-z]{2})?$|\.ac\.[a-z]{2}$")
_PLATFORM_TYPES = ("social", "platform")
_AS_WRITTEN = 200  # characters of a line that a problem shows


@dataclass
class _Seen:
    """The entries that hold, by what they are about, to find what is said twice."""

    domains: dict[str, int] = field(default_factory=dict)  # host -> first line
    keys: dict[str, int] = field(default_factory=dict)  # page key -> first line

    def add(self, line: Line) -> None:
        """Take an entry that holds."""
        if line.kind is LineKind.DOMAIN and line.host:
            self.domains.setdefault(line.host, line.number)
        elif line.key:
            self.keys.setdefault(line.key, line.number)


def check_lines(file: DisavowFile, site: Site | None) -> tuple[Problem, ...]:
    """Find every problem that the file shows by itself.

    Args:
        file: the file.
        site: whose it is, to know its own names; None when nobody says.
    """
    own = _own_names(site)
    odd = frozenset(file.not_utf8)
    written = {line.number: tuple(_form(line)) for line in file.entries if line.number not in odd}
    seen = _Seen()
    for line in file.entries:
        if line.number in written and _is_sound(written[line.number]):
            seen.add(line)
    found = [*_of_file(file)]
    for line in file.lines:
        if line.number in odd:
            found.append(_problem(line, "not-utf8"))
        elif line.number in written:
            found += _of_entry(line, written[line.number], own, seen)
        else:
            found += _of_other(line)
    return tuple(found)


def _form(line: Line) -> Iterator[Problem]:
    yield from _domain_form(line) if line.kind is LineKind.DOMAIN else _address_form(line)


def _is_sound(problems: Sequence[Problem]) -> bool:
    """The entry holds as it is, or after a repair that is safe."""
    return all(problem.level is not Level.REFUSED or problem.fixed is not None for problem in problems)


def _of_file(file: DisavowFile) -> Iterator[Problem]:
    if len(file.lines) > MOST_LINES:
        yield file_problem("too-many-lines", count=f"{len(file.lines):,}", most=f"{MOST_LINES:,}")
    if file.size > MOST_BYTES:
        yield file_problem("too-many-bytes", count=f"{file.size:,}", most=f"{MOST_BYTES:,}")
    if file.mark:
        yield file_problem("byte-order-mark")


def _of_other(line: Line) -> Iterator[Problem]:
    if line.kind is LineKind.COMMENT and _LIVE_COMMENT.fullmatch(bare(line.text)):
        yield _problem(line, "live-looking-comment")
    if line.kind is LineKind.UNKNOWN:
        yield _unknown(line)


def _of_entry(line: Line, written: Sequence[Problem], own: frozenset[str], seen: _Seen) -> Iterator[Problem]:
    yield from written
    if line.host and _is_sound(written):
        yield from _what_it_names(line, own)
        yield from _said_before(line, seen)
    if line.text != bare(line.text) and not written:
        yield _problem(line, "spaces", fixed=(bare(line.text),))


def _unknown(line: Line) -> Problem:
    text = bare(line.text)
    if "*" in text:
        return _problem(line, "wildcard")
    host = plain_host(text.split("/", 1)[0]) if _BARE_HOST.fullmatch(text) else ""
    if host and not is_address(host):
        return _problem(line, "no-scheme", host=host)
    return _problem(line, "not-an-entry", better=f"`# {shown(text)}` if it is a comment")


def _domain_form(line: Line) -> Iterator[Problem]:
    """Problems of how a `domain:` entry is written."""
    text = bare(line.text)
    subject = text[len("domain:") :].strip().split()
    name = subject[0] if subject else ""
    if "*" in name:
        yield _problem(line, "wildcard")
    elif not line.host:
        yield _problem(line, "not-a-domain")
    elif line.path.strip("/") or "?" in line.path:
        yield _problem(line, "path-of-domain", host=line.host)
    elif not name.isascii():
        yield _letters(line, name)
    else:
        clean = (f"domain:{line.host}", *_moved(line.rest))
        if line.rest:
            yield _problem(line, "something-behind", fixed=clean if line.rest.startswith("#") else None)
        if re.match(r"https?://", name, re.IGNORECASE) or line.path:
            yield _problem(line, "scheme-of-domain", host=line.host, fixed=clean if not line.rest else None)
        elif re.match(r"domain:\s", text, re.IGNORECASE):
            yield _problem(line, "space-after-domain", host=line.host, fixed=clean if not line.rest else None)
        elif not text.startswith("domain:"):
            yield _problem(line, "letter-case", host=line.host, fixed=clean if not line.rest else None)


def _moved(rest: str) -> tuple[str, ...]:
    """What stood behind an entry, as a comment of its own."""
    return (rest if rest.startswith("#") else f"# {rest}",) if rest else ()


def _address_form(line: Line) -> Iterator[Problem]:
    """Problems of how an address is written."""
    address = bare(line.text).split()[0]
    if "*" in host_part(address):
        yield _problem(line, "wildcard")
    elif not line.host:
        yield _problem(line, "not-an-address")
    elif len(address) > LONGEST_URL:
        yield _problem(line, "too-long", count=f"{len(address):,}", most=f"{LONGEST_URL:,}", host=line.host)
    elif not _decodes(address):
        yield _problem(line, "escapes", host=line.host)
    elif not host_part(address).isascii():
        yield _letters(line, host_part(address))
    if line.rest:
        clean = (address, *_moved(line.rest))
        yield _problem(line, "something-behind", fixed=clean if line.rest.startswith("#") else None)


def host_part(address: str) -> str:
    """The host of an address as written."""
    return re.split(r"[/?#]", address.split("://", 1)[-1], maxsplit=1)[0]


def _decodes(address: str) -> bool:
    try:
        unquote_to_bytes(address).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _letters(line: Line, name: str) -> Problem:
    looks_like = folded(name)
    if looks_like is not None and line.kind is LineKind.DOMAIN:
        return _problem(line, "look-alike", host=line.host, looks_like=looks_like)
    fixed = (f"domain:{line.host}",) if line.kind is LineKind.DOMAIN and not line.rest else None
    return _problem(line, "letters", host=line.host, fixed=fixed)


def folded(name: str) -> str | None:
    """The name from a to z that another name looks like letter by letter; None when it looks like none.

    A name in one foreign script throughout, such as `пример.рф`, is just what it is; so is one whose letters only carry
    the accents of a language (`müller.de`).
    """
    label_letters = [character for character in name.lower() if character.isalpha()]
    foreign = [character for character in label_letters if not character.isascii()]
    alike = _look_alikes()
    swapped = [character for character in foreign if character in alike]
    if not swapped or (len(swapped) == len(foreign) == len(label_letters)):
        return None
    plain = "".join(_plain_letter(character, alike) for character in name.lower())
    return plain if plain.isascii() and plain_host(plain) else None


def _plain_letter(character: str, alike: Mapping[str, str]) -> str:
    return alike.get(character, unicodedata.normalize("NFKD", character)[0])


@cache
def _look_alikes() -> Mapping[str, str]:
    text = files("linkwright.cleanup").joinpath("names.toml").read_text(encoding="utf-8")
    letters: Mapping[str, str] = tomllib.loads(text)["letters"]
    return letters


def _what_it_names(line: Line, own: frozenset[str]) -> Iterator[Problem]:
    """Problems of whom an entry is about."""
    host, whole = line.host, line.kind is LineKind.DOMAIN
    if is_address(host):
        yield _problem(line, "bare-address")
        return
    if covering(own, host) or (whole and any(name.endswith(f".{host}") for name in own)):
        yield _problem(line, "own-site")
        return
    if not whole:
        return
    if is_registry_suffix(host):
        yield _problem(line, "public-suffix", host=host)
    elif registrable_domain(host) != host and registrable_domain(host) == narrower(host):
        yield _problem(line, "narrower", host=host, wider=narrower(host))
    elif _hands_out_names(host) or host in _service_hosts():
        yield _problem(line, "platform", host=host)
    elif kind := _known_kind(host):
        yield _problem(line, "platform" if kind in _PLATFORM_TYPES else "well-known", host=host, what=kind)


def _hands_out_names(host: str) -> bool:
    """A suffix that a company hands out, such as blogspot.com or github.io: a name under it has an owner of its own."""
    return registrable_domain(f"name.{host}") == f"name.{host}"


@cache
def _service_hosts() -> frozenset[str]:
    text = files("linkwright.cleanup").joinpath("names.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)["service_hosts"])


@cache
def _known() -> Mapping[str, str]:
    table = known_domains()
    return dict(zip(table["domain"].to_pylist(), table["source_type"].to_pylist(), strict=True))


def _known_kind(host: str) -> str:
    """What kind of well-known site a whole domain is, or an empty text. Subdomains count as their own."""
    if _PUBLIC.search(host):
        return "a public authority or a place of learning"
    domain = registrable_domain(host)
    if host not in (domain, f"www.{domain}"):
        return ""
    return _known().get(domain) or _known().get(f"{domain.split('.', 1)[0]}.*") or ""


def _said_before(line: Line, seen: _Seen) -> Iterator[Problem]:
    if line.kind is LineKind.DOMAIN:
        first = seen.domains.get(line.host, line.number)
        parent = covering(seen.domains, line.host, itself=False)
    else:
        first = seen.keys.get(line.key, line.number)
        parent = covering(seen.domains, line.host)
    if first < line.number:
        yield _problem(line, "duplicate", first=first, fixed=())
    elif parent is not None:
        yield _problem(line, "covered", first=seen.domains[parent], wider=parent, fixed=())


def _own_names(site: Site | None) -> frozenset[str]:
    hosts = (canonical_url(name) for name in site.domains) if site else ()
    return frozenset(host_of(host).removeprefix("www.") for host in hosts if host)


def file_problem(kind: str, **values: object) -> Problem:
    """A problem of the file as a whole."""
    return _made(0, "", kind, None, values)


def line_problem(line: Line, kind: str, *, fixed: tuple[str, ...] | None = None, **values: object) -> Problem:
    """A problem of one line; `values` go into its words."""
    return _made(line.number, line.text, kind, fixed, values)


_problem: Callable[..., Problem] = line_problem


def _made(number: int, text: str, kind: str, fixed: tuple[str, ...] | None, values: Mapping[str, object]) -> Problem:
    told = problem_kinds()[kind]
    return Problem(
        line=number,
        kind=kind,
        level=Level(told["level"]),
        title=told["title"],
        text=shown(text),
        why=told["why"].format_map(values),
        todo=told["todo"].format_map(values),
        fixed=fixed,
    )


def shown(text: str) -> str:
    """A line as a problem shows it: bytes that are no text as they are, not too long."""
    plain = text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return plain if len(plain) <= _AS_WRITTEN else plain[:_AS_WRITTEN] + "…"


@cache
def problem_kinds() -> Mapping[str, Mapping[str, str]]:
    """All kinds of problems by id, as in `disavow_problems.toml`."""
    text = files("linkwright.cleanup").joinpath("disavow_problems.toml").read_text(encoding="utf-8")
    kinds: Mapping[str, Mapping[str, str]] = tomllib.loads(text)
    return kinds


def repaired(file: DisavowFile, problems: Sequence[Problem]) -> DisavowFile:
    """The file with its safe repairs: none changes what is disavowed. What only a person can say stays as it is."""
    fixes: dict[int, tuple[str, ...]] = {}
    for problem in problems:
        if problem.fixed is not None and (problem.line not in fixes or not problem.fixed):
            fixes[problem.line] = problem.fixed  # to take the line out comes before another way to write it
    texts, ends = [], []
    for line, end in zip(file.lines, file.ends, strict=True):
        for text in fixes.get(line.number, (line.text,)):
            texts.append(text)
            ends.append(end or file.newline)
    lines = tuple(read_line(text, number) for number, text in enumerate(texts, 1))
    return DisavowFile(file.name, lines, file.newline, tuple(ends), 0, mark=False, not_utf8=file.not_utf8)
