"""Reading and writing `linkwright.toml`: how the owner describes the site."""

import json
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

from linkwright.errors import ConfigError, Place
from linkwright.urls import canonical_url, host_of, is_registry_suffix
from linkwright.vocabulary.site import Site

SETTINGS_FILE = "linkwright.toml"
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+")
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def site_domain(text: str) -> str | None:
    """Return the host a person means: `https://www.Exämple.de/shop` is `xn--exmple-cua.de`. None when it is none."""
    canonical = canonical_url(text)
    host = host_of(canonical).rstrip(".") if canonical else ""
    bare = host.removeprefix("www.")
    host = bare if "." in bare else host
    # Nobody owns `com.au`: everything under it would look like the site itself.
    return host if _HOST.fullmatch(host) and not is_registry_suffix(host) else None


def clean_domains(texts: Sequence[str]) -> tuple[str, ...]:
    """Put domains as a person writes them in form, each once, in their order.

    Raises:
        ConfigError: when one of them is no domain, or there is none.
    """
    if not texts:
        raise ConfigError("No domain is given.", todo="Name the site's domain, such as `example.com`.")
    return _values("domains", list(texts), None)


def clean_site(domains: Sequence[str], **described: Sequence[str]) -> Site:
    """Describe a site in texts as a person writes them, put in form.

    Args:
        domains: the site's domains, the main one first.
        described: the other keys of `[site]` by name.

    Raises:
        ConfigError: a value is not what its key wants, or there is no domain.
    """
    values = {name: _values(name, list(texts), None) for name, texts in described.items()}
    return Site(domains=clean_domains(domains), **values)


def _phrase(text: str) -> str | None:
    return " ".join(text.split()) or None


def _language(text: str) -> str | None:
    code = text.strip().lower()
    return code if re.fullmatch("[a-z]{2}", code) else None


def _country(text: str) -> str | None:
    code = text.strip().upper()
    return code if re.fullmatch("[A-Z]{2}", code) else None


@dataclass(frozen=True)
class _Key:
    """One key of `[site]`: what it means, and how a value is put in form (None: not a possible value)."""

    meaning: str
    normal: Callable[[str], str | None]
    wanted: str


_KEYS = {
    "domains": _Key(
        "The site's domains, the main one first. Links from these are its own, not backlinks.",
        site_domain,
        "a domain such as `example.com`",
    ),
    "brands": _Key("Names people call it by, besides the domain's own name.", _phrase, "a name"),
    "money_keywords": _Key(
        "Phrases it would like to be found and paid for. Too many links with these words stand out.",
        _phrase,
        "a phrase",
    ),
    "languages": _Key(
        'Languages its audience reads, as two-letter codes: "en", "de".', _language, 'a two-letter code such as "en"'
    ),
    "countries": _Key(
        'Countries its audience lives in, as two-letter codes: "US", "GB".',
        _country,
        'a two-letter code such as "GB"',
    ),
    "topics": _Key("A few words for what it is about.", _phrase, "a word or two"),
    "competitors": _Key("Domains it compares itself with.", site_domain, "a domain such as `example.com`"),
}


def site_template(site: Site) -> str:
    """Return a `linkwright.toml` for this site, each key with its meaning. Empty keys are written too."""
    lines = ["# What Linkwright knows about your site. Edit freely; empty lists are fine.", "", "[site]"]
    for name, values in asdict(site).items():
        # A JSON text is a TOML text, but for the one control character that TOML wants escaped.
        texts = json.dumps(list(values), ensure_ascii=False).replace("\x7f", "\\u007f")
        lines += [f"# {_KEYS[name].meaning}", f"{name} = {texts}"]
    return "\n".join(lines) + "\n"


def read_site(raw: bytes, file: str) -> Site:
    """Read the content of a `linkwright.toml`.

    Args:
        raw: the bytes of the file.
        file: its name, for messages.

    Raises:
        ConfigError: with file, line and column: not UTF-8, not TOML, an unknown key, a wrong type or value.
    """
    text = _decoded(raw, file)
    table = _table(_parsed(text, file), text, file)
    values = {name: _values(name, value, Place(file, *_position(text, name))) for name, value in table.items()}
    if not values.get("domains"):
        raise ConfigError(
            "The settings name no domain.",
            todo='Add the site\'s domain under `[site]`: domains = ["example.com"]',
            where=Place(file, *_position(text, "domains")),
        )
    return Site(**values)


def _decoded(raw: bytes, file: str) -> str:
    try:
        # Line ends as TOML knows them; some editors of Windows put a byte order mark in front.
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        raise ConfigError(
            "The settings are not UTF-8 text.",
            todo="Save the file with the encoding UTF-8.",
            where=Place(file, line, column),
        ) from None


def _parsed(text: str, file: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        found = _TOML_PLACE.search(message)
        end = (text.count("\n") + 1, len(text) - text.rfind("\n"))
        line, column = (int(found[1]), int(found[2])) if found and found[1] else end
        raise ConfigError(
            f"The settings are not valid TOML: {_TOML_PLACE.sub('', message)}.",
            todo='A line looks like this: brands = ["Example", "Example Shop"]',
            where=Place(file, line, column),
        ) from None


def _table(document: Mapping[str, object], text: str, file: str) -> Mapping[str, object]:
    """Return the `[site]` table with only known keys."""
    for name in document:
        if name != "site":
            raise ConfigError(
                f"`{name}` is not a part of the settings.",
                todo="Remove it, or write it under `[site]` if it is one of the keys there.",
                where=Place(file, *_position(text, name)),
                available=("[site]",),
            )
    table = document.get("site", {})
    if not isinstance(table, dict):
        where = Place(file, *_position(text, "site"))
        raise ConfigError("`site` has to be a part of its own.", todo="Write it as `[site]`.", where=where)
    for name in table:
        if name not in _KEYS:
            raise ConfigError(
                f"`{name}` is not a key of `[site]`.",
                todo="Correct its spelling or remove it.",
                where=Place(file, *_position(text, name)),
                available=tuple(_KEYS),
            )
    return table


def _values(name: str, value: object, where: Place | None) -> tuple[str, ...]:
    """Put the values of one key in form, in their order, each once."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError(
            f"`{name}` has to be a list of texts.",
            todo=f'Write it like this: {name} = ["one", "two"]',
            where=where,
        )
    normal: dict[str, None] = {}
    for item in value:
        kept = _KEYS[name].normal(item)
        if kept is None:
            raise ConfigError(
                f"`{name}` has the value {item!r}, which is not {_KEYS[name].wanted}.",
                todo="Correct the value or remove it.",
                where=where,
            )
        normal[kept] = None
    return tuple(normal)


def _position(text: str, name: str) -> tuple[int | None, int | None]:
    """Find the line and column a key or table is written at; tomllib does not tell."""
    key = rf'["\']?{re.escape(name)}["\']?'
    found = re.search(rf"^[ \t]*\[*[ \t]*(?:[\w\"']+[ \t]*\.[ \t]*)?({key})[ \t]*[\]=.]", text, re.MULTILINE)
    if not found:
        return (None, None)
    start = found.start(1)
    return (text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
