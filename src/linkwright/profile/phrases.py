"""Names of the site, phrases and common words as tables: values from outside never go into the text of SQL."""

import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

import pyarrow as pa

from linkwright import urls
from linkwright.profile.addresses import hosts_of, site_hosts
from linkwright.vocabulary.site import Site

UNSPACED_SCRIPTS = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]"  # they put no spaces between words
_LABEL = 4  # letters from which the name of the main domain is taken for a brand by itself


def _data(name: str) -> str:
    return files("linkwright.profile").joinpath(name).read_text(encoding="utf-8")


@cache
def _common() -> dict[str, list[str] | str]:
    return tomllib.loads(_data("generic_phrases.toml"))


@cache
def _writings() -> dict[str, list[str]]:
    return tomllib.loads(_data("writings.toml"))


def shared_networks() -> str:
    """Return the pattern of address blocks that everybody sits behind."""
    return str(_common()["shared_networks"])


def anchor_phrases(site: Site) -> pa.Table:
    """Return `kind` (brand, money, topic, generic, domain) and `phrase`, as written; SQL folds them."""
    hosts = site_hosts(site)
    # A short name is also an ordinary word (`go`, `art`): it counts only when the owner lists it among the brands.
    labels = [label for host in hosts[:1] if len(label := host.split(".", 1)[0]) >= _LABEL]
    rows = [
        *(("brand", brand) for brand in dict.fromkeys((*site.brands, *map(_plain, site.brands), *labels))),
        *(("money", phrase) for phrase in site.money_keywords),
        *(("topic", topic) for topic in site.topics),
        *(("generic", phrase) for phrase in _common()["anchors"]),
        *(("domain", host) for host in hosts),
    ]
    return pa.table({"kind": [kind for kind, _ in rows], "phrase": [phrase for _, phrase in rows]})


def _plain(name: str) -> str:
    """A name without the marks on its Latin letters, as many people type it: Citroën is also Citroen."""
    parts = (unicodedata.normalize("NFD", letter) for letter in name)
    return "".join(part[0] if part[0].isascii() else part for part in parts)


def audience_writings(site: Site) -> pa.Table:
    """Return `writing`: the writing systems the audience reads, Latin always; none where no languages are named."""
    codes = {language.lower().replace("_", "-").split("-")[0] for language in site.languages}
    read = [writing for writing, languages in _writings().items() if codes & set(languages)]
    return pa.table({"writing": pa.array(["Latin", *read] if codes else [], pa.string())})


def generic_words() -> pa.Table:
    """Return `kind` (title, path, label, address_word) and `words`: what too many sites share to tell anything."""
    kinds = ("title", "path", "label", "address_word")
    rows = [(kind, words) for kind in kinds for words in _common()[f"{kind}s"]]
    return pa.table({"kind": [kind for kind, _ in rows], "words": [words for _, words in rows]})


def own_hosts(site: Site) -> pa.Table:
    """Return `host`: the site's domains."""
    return pa.table({"host": pa.array(site_hosts(site), pa.string())})


def competitors(site: Site) -> pa.Table:
    """Return `competitor` (registrable domain, the site's own left out) and `label`, the first part of its name."""
    own = {urls.registrable_domain(host) for host in site_hosts(site)}
    names = dict.fromkeys(urls.registrable_domain(host) for host in hosts_of(site.competitors))
    others = [name for name in names if name not in own]
    labels = [name.split(".", 1)[0].replace("-", "") for name in others]
    return pa.table({"competitor": pa.array(others, pa.string()), "label": pa.array(labels, pa.string())})


def audience(site: Site) -> pa.Table:
    """Return `kind` (language, country) and `value` (two letters): where the site's readers are, as its owner says."""
    rows = [
        *(("language", language.strip().lower()[:2]) for language in site.languages if language.strip()),
        *(("country", country.strip().upper()) for country in site.countries if country.strip()),
    ]
    return pa.table(
        {
            "kind": pa.array([kind for kind, _ in rows], pa.string()),
            "value": pa.array([value for _, value in rows], pa.string()),
        }
    )


def topics(site: Site) -> pa.Table:
    """Return `phrase`: what the owner says the site is about."""
    return pa.table({"phrase": pa.array([*site.topics, *site.money_keywords], pa.string())})
