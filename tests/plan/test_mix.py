"""What kind of links: ours against theirs, and what the new ones should be."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwright.compare.side import DOMAINS, Side
from linkwright.plan.evidence import Result, ResultsPage
from linkwright.plan.mix import Mix, NewLinks, aim_mix, towards_middle, whole
from linkwright.plan.mix_aspects import HOME, INNER, landing
from linkwright.plan.model import MixTarget, PageShare
from linkwright.vocabulary.numbers import Interval
from tests.plan.test_internal_links import side

NEW = NewLinks(links=30, quality_each=0.4, kept=0.8, stock_kept=0.9)
GOOD: dict[str, object] = {
    "quality": 0.5,
    "tier": "medium",
    "source_type": "editorial",
    "topic": "Home",
    "anchor_class": "brand",
    "followed": True,
    "target_page": "https://x.example/guide",
}


def site(name: str, *parts: tuple[int, dict[str, object]], own: bool = False) -> Side:
    """A side with so many domains of each kind."""
    kinds = [GOOD | kind for number, kind in parts for _ in range(number)]
    rows = [
        {**kind, "referring_domain": f"d{at}.example", "owner_group": kind.get("owner_group", f"d{at}")}
        for at, kind in enumerate(kinds)
    ]
    return side(name, own, pa.Table.from_pylist(rows, DOMAINS))


def targets(mix: Mix, aspect: str) -> dict[str, MixTarget]:
    """The targets of one aspect by value."""
    return {target.value: target for target in mix.targets if target.aspect == aspect}


def ours(*parts: tuple[int, dict[str, object]]) -> Side:
    """The site under study."""
    return site("own.example", *parts, own=True)


def results(*sites: str) -> list[ResultsPage]:
    """One results page where these sites rank."""
    found = [
        Result(at, f"https://{name}/", f"{name}/", name, False, None, False, None, None)
        for at, name in enumerate(sites)
    ]
    return [ResultsPage("phrase", None, None, 10, tuple(found), (), ())]


NEWS: dict[str, object] = {"source_type": "news"}
RIVALS = [site(f"r{at}.example", (60, {}), (20 + 10 * at, NEWS)) for at in range(3)]


def test_what_rivals_have_more_of_is_aimed_at() -> None:
    """A quarter to two fifths of theirs is news, a tenth of ours."""
    found = targets(aim_mix(ours((90, {}), (10, NEWS)), RIVALS, (), NEW), "source type")
    news = found["news"]
    assert news.own == pytest.approx(0.1)
    assert news.rivals_median == pytest.approx(30 / 90)
    assert 0.25 < news.rivals_low < news.rivals_median < news.rivals_high < 0.4
    assert news.rivals_median < news.wanted <= news.rivals_high + 1 / 30
    assert news.links == 12
    assert found["editorial"].links == 18
    assert "10\u00a0% of your link quality; 33\u00a0% in the middle of your competitors" in news.reason
    assert "12 of 30 new links" in news.reason


def test_those_who_rank_decide() -> None:
    """A competitor that ranks for nothing known does not count."""
    forums = [site(f"f{at}.example", (60, {"source_type": "forum"})) for at in range(3)]
    found = targets(
        aim_mix(ours((90, {})), [*RIVALS, *forums], results("r0.example", "r1.example", "r2.example"), NEW),
        "source type",
    )
    assert "forum" not in found
    assert "those who rank" in found["news"].reason
    everybody = targets(aim_mix(ours((90, {})), [*RIVALS, *forums], results("z.example"), NEW), "source type")
    assert "forum" in everybody


def test_weak_and_suspect_links_are_never_aimed_at() -> None:
    """However many rivals have: all of the new ones are of the better tiers, as theirs are among each other."""
    weak = [
        site(
            f"w{at}.example",
            (300, {"tier": "low", "quality": 0.05}),
            (100, {"tier": "suspect", "quality": 0.0}),
            (30, {}),
            (10, {"tier": "high", "quality": 0.8}),
        )
        for at in range(4)
    ]
    found = targets(aim_mix(ours((60, {})), weak, (), NEW), "tier")
    assert found["low"].links == found["suspect"].links == 0
    assert "worth work" in found["low"].reason
    assert found["high"].links + found["medium"].links == 30
    assert found["high"].links == 8  # a quarter, as theirs; ours has none
    nothing_good = [site(f"n{at}.example", (40, {"tier": "low", "quality": 0.05})) for at in range(3)]
    assert targets(aim_mix(ours((60, {})), nothing_good, (), NEW), "tier")["medium"].links == 30


def test_where_nobody_has_what_is_good_it_is_aimed_at_all_the_same() -> None:
    """All links of all sides are weak, exact and not followed."""
    bad: dict[str, object] = {"tier": "low", "anchor_class": "exact", "followed": False}
    mix = aim_mix(ours((60, bad)), [site(f"r{at}.example", (40, bad)) for at in range(3)], (), NEW)
    wanted = {(target.aspect, target.value): target.links for target in mix.targets}
    assert wanted["tier", "high"] + wanted["tier", "medium"] == 30
    assert wanted["anchor class", "brand"] == wanted["follow", "followed"] == 30
    assert wanted["tier", "low"] == wanted["anchor class", "exact"] == wanted["follow", "not followed"] == 0


def test_a_thousand_worthless_directories_do_not_ask_for_directories() -> None:
    """Shares of the source type are of quality; suspect ones do not count at all."""
    directories: dict[str, object] = {"source_type": "directory", "tier": "low", "quality": 0.005}
    networks: dict[str, object] = {"source_type": "platform", "tier": "suspect", "quality": 0.0}
    rivals = [site(f"r{at}.example", (1_000, directories), (500, networks), (100, {})) for at in range(3)]
    found = targets(aim_mix(ours((90, {})), rivals, (), NEW), "source type")
    assert found["directory"].rivals_median < 0.1
    assert found["directory"].links <= 3
    assert "platform" not in found


def test_exact_anchors_are_never_aimed_at() -> None:
    """Even when all who rank have many."""
    rivals = [site(f"r{at}.example", (40, {"anchor_class": "exact"}), (20, {})) for at in range(3)]
    found = targets(aim_mix(ours((90, {})), rivals, (), NEW), "anchor class")
    assert found["exact"].links == 0
    assert "natural words" in found["exact"].reason
    assert found["brand"].links == 30


def test_what_is_not_known_is_in_no_share() -> None:
    """Unknown values are left out and the reader is told; an aspect nobody knows is refused."""
    unknown: dict[str, object] = {"source_type": "unknown", "topic": None, "followed": None}
    mine = ours((20, {}), (80, unknown))
    rivals = [site(f"r{at}.example", (20, {"topic": None}), (20, NEWS | {"topic": None})) for at in range(3)]
    mix = aim_mix(mine, rivals, (), NEW)
    found = targets(mix, "source type")
    assert set(found) == {"news", "editorial"}
    assert found["editorial"].own == 1
    assert "Known of 20 of your 100" in found["editorial"].reason
    assert not targets(mix, "topic")
    (refusal,) = mix.refusals
    assert "topic" in refusal.question
    assert "15" in refusal.missing
    assert refusal.todo


def test_an_owner_counts_once() -> None:
    """Fifty domains of one owner are one, by the best of them."""
    network: dict[str, object] = {"owner_group": "one", "source_type": "forum", "quality": 0.4}
    found = targets(aim_mix(ours((19, {}), (50, network)), RIVALS, (), NEW), "source type")
    assert found["forum"].own == pytest.approx(0.4 / (19 * 0.5 + 0.4))


def test_too_little_is_refused() -> None:
    """Fewer than 15 domains of ours, or no competitor: one refusal with what is missing and how to get it."""
    for mix in (aim_mix(ours((14, {})), RIVALS, (), NEW), aim_mix(ours((90, {})), [], (), NEW)):
        assert not mix.targets
        (refusal,) = mix.refusals
        assert refusal.missing
        assert refusal.todo
    small = [site("small.example", (14, NEWS))]
    assert not aim_mix(ours((90, {})), small, (), NEW).targets
    assert len(aim_mix(ours((90, {})), small, (), NEW).refusals) == 6


def test_the_spread_of_two_is_not_known() -> None:
    """Said so, and no range is named in words."""
    found = targets(aim_mix(ours((90, {})), RIVALS[:2], (), NEW), "source type")
    assert "fewer than three competitors" in found["news"].reason
    assert "from" not in found["news"].reason
    assert "from" in targets(aim_mix(ours((90, {})), RIVALS, (), NEW), "source type")["news"].reason


def test_landing_pages_follow_where_the_plan_goes() -> None:
    """The pages with the most to gain decide; without them the middle of the others does."""
    some = Interval(1, 2, 3)
    shares = [
        PageShare("https://own.example/shop", ("a",), 20, 8.0, some, ""),
        PageShare("https://own.example/", ("b",), 10, 4.0, some, ""),
    ]
    found = targets(aim_mix(ours((90, {})), RIVALS, (), NEW, shares), "landing page")
    assert (found[HOME].links, found[INNER].links) == (10, 20)
    assert "https://own.example/shop" in found[INNER].reason
    rivals = [site(f"r{at}.example", (30, {}), (30, {"target_page": "https://r.example/"})) for at in range(3)]
    assert targets(aim_mix(ours((90, {})), rivals, (), NEW), "landing page")[HOME].links == 15


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("https://a.example", HOME),
        ("https://a.example/?utm_source=x#top", HOME),
        ("http://a.example/de/", HOME),
        ("http://a.example/pt-br/", HOME),
        ("http://a.example/index.php", HOME),
        ("a.example/", HOME),
        ("https://a.example/blog/", INNER),
        ("a.example/x", INNER),
        ("http://[not an address/x", INNER),
    ],
)
def test_home_pages(page: str, kind: str) -> None:
    """In any language, with or without a scheme; nonsense does no harm."""
    assert landing(page) == kind


sides = st.integers(2, 6).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 1_000), min_size=size, max_size=size).filter(any), min_size=2, max_size=6
    )
)


@given(sides, st.floats(0.1, 1e4))
def test_new_links_never_lead_away_from_the_middle(drawn: list[list[int]], added: float) -> None:
    """Ours is the first; no kind gets a larger share than nine in ten of theirs have, or the middle itself."""
    have, theirs = np.array(drawn[0], float), np.array(drawn[1:], float)
    shares = towards_middle(theirs, have, added)
    each = theirs / theirs.sum(axis=1, keepdims=True)
    median = np.median(each, axis=0)
    middle = median / median.sum() if median.sum() else each.mean(axis=0)
    assert shares.min() >= -1e-12
    assert shares.sum() == pytest.approx(1)
    assert (shares <= np.maximum(np.quantile(each, 0.9, axis=0), middle) + 1e-9).all()
    reached = have + added * shares
    before, after = (float(np.abs(stock / stock.sum() - middle).sum()) for stock in (have, reached))
    assert after <= before + 1e-9


@given(st.lists(st.floats(0.01, 1), min_size=1, max_size=9), st.integers(0, 500))
def test_whole_links_add_up(shares: list[float], links: int) -> None:
    """Each within one of its part."""
    parts = np.array(shares) / sum(shares)
    counts = whole(parts, links)
    assert sum(counts) == links
    assert all(abs(count - part * links) < 1 + 1e-6 for count, part in zip(counts, parts, strict=True))


@given(st.integers(0, 200))
def test_links_of_each_aspect_add_up_to_the_plan(links: int) -> None:
    """Zero links, zero everywhere."""
    found = aim_mix(ours((40, {}), (20, NEWS)), RIVALS, (), replace(NEW, links=links)).targets
    for aspect in {target.aspect for target in found}:
        assert sum(target.links for target in found if target.aspect == aspect) == links
        assert all(0 <= target.wanted <= 1 for target in found)
