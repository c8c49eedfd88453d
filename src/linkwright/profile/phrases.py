"""Names of the site, phrases and common words as tables: values from outside never go into the text of SQL."""

import tomllib
from functools import cache
from importlib.resources import files

import pyarrow as pa

from linkwright import urls
from linkwright.profile.addresses import hosts_of, site_hosts
from linkwright.vocabulary.site import Site

# Thai, Hangul, Han with both kana, by code points: RE2 and Java call scripts by different names.
UNSPACED_SCRIPTS = (
    r"[\x{E00}-\x{E7F}\x{1100}-\x{11FF}\x{2E80}-\x{2FDF}\x{3005}-\x{30FF}\x{3130}-\x{318F}\x{31F0}-\x{31FF}"
    r"\x{3400}-\x{9FFF}\x{A960}-\x{A97F}\x{AC00}-\x{D7FF}\x{F900}-\x{FAFF}\x{FF66}-\x{FFDC}\x{20000}-\x{323AF}]"
)
_LABEL = 4  # letters from which the name of the main domain is taken for a brand by itself


@cache
def _common() -> dict[str, list[str] | str]:
    text = files("linkwright.profile").joinpath("generic_phrases.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def shared_networks() -> str:
    """Return the pattern of address blocks that everybody sits behind."""
    return str(_common()["shared_networks"])


def anchor_phrases(site: Site) -> pa.Table:
    """Return `kind` (brand, money, generic, domain) and `phrase`, as written; SQL folds them."""
    hosts = site_hosts(site)
    # A short name is also an ordinary word (`go`, `art`): it counts only when the owner lists it among the brands.
    labels = [label for host in hosts[:1] if len(label := host.split(".", 1)[0]) >= _LABEL]
    rows = [
        *(("brand", brand) for brand in dict.fromkeys((*site.brands, *labels))),
        *(("money", phrase) for phrase in site.money_keywords),
        *(("generic", phrase) for phrase in _common()["anchors"]),
        *(("domain", host) for host in hosts),
    ]
    return pa.table({"kind": [kind for kind, _ in rows], "phrase": [phrase for _, phrase in rows]})


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


def topics(site: Site) -> pa.Table:
    """Return `phrase`: what the owner says the site is about."""
    return pa.table({"phrase": pa.array([*site.topics, *site.money_keywords], pa.string())})
