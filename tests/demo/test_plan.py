"""What was hidden beside the demo world is found: the sites to win, the page links help, the phrase they do not."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from demo.generate import HERE, demo_world
from demo.rivals import rival_worlds
from demo.sightings import SEED
from demo.world import Dice

from demo import words
from linkwright.compare.comparing import compare
from linkwright.compare.gathering import gather_sides
from linkwright.compare.model import Comparison
from linkwright.ledger import Ledger
from linkwright.plan.chance import Chance
from linkwright.plan.making import make_plan
from linkwright.plan.model import Plan, Request
from linkwright.plan.reading import read_evidence
from linkwright.plan.running import own_outcomes
from linkwright.rubric.loading import plan_priors
from linkwright.sources import ImportResult, import_inputs
from linkwright.sources.competitors import import_competitors
from linkwright.vocabulary.site import Site

TRUTH: Mapping[str, Any] = json.loads((HERE / "truth.json").read_text("utf-8"))
SHARED: Mapping[str, Any] = TRUTH["planted"]["shared_prospects"]
SEARCHES: Mapping[str, Any] = TRUTH["searches"]
SITE = Site(domains=(words.SITE,), brands=(words.BRAND,), money_keywords=words.MONEY_KEYWORDS)
TODAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Worked:
    """All that `make demo` says of competitors and searches."""

    imports: tuple[ImportResult, ...]
    comparison: Comparison
    plan: Plan


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Worked:
    ledger = Ledger(tmp_path_factory.mktemp("demo") / "ledger")
    folders = [(site, str(HERE / "rivals" / site)) for site in TRUTH["rivals"]]
    imports = import_competitors(folders, ledger, SITE)
    imports += import_inputs([HERE / "exports", HERE / "plan"], ledger, site=SITE)
    gathered = gather_sides(ledger, SITE)
    priors = plan_priors(None)
    evidence = read_evidence(ledger, SITE, gathered.sides, priors, TODAY, outcomes=own_outcomes(ledger))
    return Worked(
        imports,
        compare(gathered.sides, gathered.fairness, TODAY, priors),
        make_plan(evidence, Request(), Chance(draws=2_000)),
    )


def test_every_file_is_read_and_no_new_row_rejected(demo: Worked) -> None:
    for file in demo.imports:
        assert file.error is None, file.file
        assert file.batch is not None, file.file
        assert file.batch.read == file.batch.stored + file.batch.rejected + file.batch.declared > 0, file.file
        assert "majestic" in file.file or not file.batch.rejected, file.file


def test_only_the_two_vendors_of_all_three_sites_are_compared(demo: Worked) -> None:
    fairness = demo.comparison.fairness
    assert fairness.fair
    assert set(fairness.used) == {"ahrefs backlinks", "semrush backlinks"}
    assert {site for _, lacking in fairness.left_out for site in lacking} == set(TRUTH["rivals"])


def test_no_domain_of_a_competitor_is_invented_and_most_are_known(demo: Worked) -> None:
    for side in demo.comparison.sides:
        if side.site != words.SITE:
            there = TRUTH["rivals"][side.site]["referring_domains"]
            assert 0.7 * there <= side.referring_domains <= there


def test_the_stronger_competitor_has_fewer_domains_and_more_quality(demo: Worked) -> None:
    sides = {side.site: side for side in demo.comparison.sides}
    own, strong = sides[words.SITE], sides["quaylinebread.example"]
    assert strong.referring_domains < own.referring_domains
    assert strong.quality.middle > own.quality.middle


def test_the_editors_who_link_to_both_competitors_come_first(demo: Worked) -> None:
    first = demo.comparison.prospects[: len(SHARED["domains"])]
    assert {prospect.referring_domain for prospect in first} == set(SHARED["domains"])
    assert {prospect.links_to for prospect in first} == {tuple(sorted(SHARED["links_to"]))}
    assert any(domain in demo.plan.strongest for domain in SHARED["domains"])


def test_nobody_who_links_to_us_is_a_prospect(demo: Worked) -> None:
    ours, _ = demo_world()
    theirs, _ = rival_worlds(Dice(SEED + 1), ours)
    compared = {"ahrefs", "semrush"}
    linking = {link.domain.name for link in ours if not link.lost and compared <= link.seen_by}
    both = linking & {link.domain.name for links in theirs.values() for link in links}
    assert len(both) > 10
    assert not both & {prospect.referring_domain for prospect in demo.comparison.prospects}


def test_links_go_to_the_page_that_needs_them(demo: Worked) -> None:
    planted = SEARCHES["page_that_needs_links"]
    total = sum(share.links for share in demo.plan.shares)
    first = demo.plan.shares[0]
    assert first.page == planted["page"]
    assert planted["phrase"] in first.keywords
    assert first.links > total / 2 > 0


def test_links_alone_are_unlikely_where_nobody_has_any(demo: Worked) -> None:
    planted = SEARCHES["links_do_not_help"]
    unlikely = {need.keyword: need for need in demo.plan.needs if need.links_alone_unlikely}
    assert list(unlikely) == [planted["phrase"]]
    need = unlikely[planted["phrase"]]
    assert need.page == planted["page"]
    assert need.quality_needed is None
    assert any("without any known link" in doubt for doubt in need.doubts)
    assert any("links are not what it lacks" in doubt for doubt in need.doubts)
    assert all(share.links == 0 for share in demo.plan.shares if share.page == need.page)


def test_the_curve_of_clicks_is_our_own(demo: Worked) -> None:
    planted = SEARCHES["clicks_by_place"]
    for place in (1, 3):
        (assumed,) = (each for each in demo.plan.assumptions if each.name == f"clicks.place {place}")
        assert assumed.own_data > 80
        assert assumed.value.low <= planted[place - 1] <= assumed.value.high


def test_own_outreach_speaks_in_its_channels(demo: Worked) -> None:
    own = {channel.channel: channel.own_outcomes for channel in demo.plan.channels}
    assert own["guest contribution"] == 38 + 42 + 35
    assert own["broken link"] == 0
