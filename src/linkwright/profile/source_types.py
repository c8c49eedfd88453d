"""The rules on kinds of sites, from `source_types.toml` to tables and to the `case` that SQL runs."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import pyarrow as pa

from linkwright.vocabulary.terms import SourceType


@dataclass(frozen=True)
class Rule:
    """One rule; see the comment at the head of `source_types.toml`."""

    id: str
    type: SourceType
    field: str
    pattern: str
    priority: int
    reason: str


@cache
def rules() -> tuple[Rule, ...]:
    """Return all rules, the smallest priority first."""
    found = [Rule(**{**entry, "type": SourceType(entry["type"])}) for entry in _data()["rule"]]
    return tuple(sorted(found, key=lambda rule: rule.priority))


def known_domains() -> pa.Table:
    """Return `domain` (`brand.*` stands for any suffix) and `source_type`."""
    rows = [
        (domain, SourceType(kind).value)
        for kind, domains in _data()["known"].items()
        for domain in dict.fromkeys(domains)
    ]
    return pa.table({"domain": [domain for domain, _ in rows], "source_type": [kind for _, kind in rows]})


def type_rules() -> pa.Table:
    """Return `rule_id`, `source_type` and `reason` of every rule."""
    return pa.table(
        {
            "rule_id": [rule.id for rule in rules()],
            "source_type": [rule.type.value for rule in rules()],
            "reason": [rule.reason for rule in rules()],
        }
    )


def placeholders() -> Mapping[str, str]:
    """Return what the SQL of `site_votes` and `page_votes` leaves open: of each step the first rule that holds."""
    return {
        "word_rules": _first_rule("platform", "page_type", "page_category"),
        "host_rules": _first_rule("host"),
        "page_rules": _first_rule("path", "title"),
        "host_patterns": _any_pattern("host"),
        "path_patterns": _any_pattern("path"),
        "title_patterns": _any_pattern("title"),
    }


def _first_rule(*fields: str) -> str:
    cases = [
        f"        when regexp_matches({rule.field}, '{_quoted('(?i)' + rule.pattern)}') then '{rule.id}'"
        for rule in rules()
        if rule.field in fields
    ]
    return "\n".join(["case", *cases, "    end"])


def _any_pattern(field: str) -> str:
    return _quoted("(?i)" + "|".join(f"(?:{rule.pattern})" for rule in rules() if rule.field == field))


def _quoted(text: str) -> str:
    r"""A pattern as an SQL literal. What `\b` means to Java depends on its version, so it is written out for ASCII."""
    return text.replace(r"\b", r"(?:^|$|\W)").replace("'", "''")


@cache
def _data() -> dict[str, Any]:
    text = files("linkwright.profile").joinpath("source_types.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
