"""The invented profiles are the same on every run, and what is planted in them is what they say is planted."""

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from benchmarks.worlds.exports import exports
from benchmarks.worlds.natural import NEIGHBOURS, SIZES, natural
from benchmarks.worlds.schemes import SCHEMES, plant


def test_a_world_is_the_same_on_every_run() -> None:
    one, two = exports(natural(5, "small")), exports(natural(5, "small"))
    assert [each.export for each in one] == [each.export for each in two]
    assert all(a.rows.equals(b.rows) for a, b in zip(one, two, strict=True))
    assert natural(6, "small").domains != natural(5, "small").domains


@pytest.mark.parametrize("name", SCHEMES)
def test_planting_adds_only_what_it_names(name: str) -> None:
    world = natural(5, "small")
    planted = plant(name, world)
    assert planted.domains
    assert not planted.domains & world.domains
    assert planted.world.domains == world.domains | planted.domains
    assert plant(name, world) == planted


def test_what_is_no_scheme_says_so() -> None:
    world = natural(5, "small")
    assert {name for name in SCHEMES if not plant(name, world).scheme} == {
        "index refresh",
        "viral press",
        "product launch",
    }


def test_a_profile_has_its_size_and_named_competitors_with_links_of_their_own() -> None:
    world = natural(5, "small")
    assert len(world.domains) == SIZES["small"]
    titles = [each.export.title for each in exports(world)]
    of_others = [title for title in titles if title.startswith("ahrefs backlinks of")]
    named = [f"ahrefs backlinks of {name}" for name in world.site.competitors]
    assert of_others[: len(named)] == named
    assert len(of_others) == len(named) + NEIGHBOURS


def test_two_vendors_agree_on_spam_hardly_more_than_by_chance() -> None:
    rows = {each.export.title: each.rows for each in exports(natural(8, "large", competitors=0))}
    ahrefs = dict(zip(*_by_domain(rows["ahrefs backlinks"], "vendor_spam"), strict=True))
    moz = {
        domain: dict(metrics)["moz.spam_score"] > 60
        for domain, metrics in zip(*_by_domain(rows["moz backlinks"], "metrics"), strict=True)
    }
    pairs = np.array([(ahrefs[name], moz[name]) for name in sorted(ahrefs.keys() & moz.keys())])
    share = pairs.mean(axis=0)
    by_chance = share.prod() + (1 - share).prod()
    kappa = ((pairs[:, 0] == pairs[:, 1]).mean() - by_chance) / (1 - by_chance)
    assert len(pairs) > 500
    assert -0.05 < kappa < 0.1


def _by_domain(rows: pa.Table, column: str) -> tuple[list[str], list[Any]]:
    domains = [url.split("/")[2].removeprefix("www.") for url in rows["referring_page_url"].to_pylist()]
    return domains, rows[column].to_pylist()
