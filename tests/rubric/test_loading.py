from pathlib import Path

import pytest

from linkwright.errors import ConfigError
from linkwright.rubric import load_rubric, rubric_markdown
from linkwright.rubric.model import FACTORS
from linkwright.vocabulary.terms import FindingKind


def _file(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_built_in_rubric_gives_a_reason_and_a_source_for_everything() -> None:
    rubric = load_rubric()
    assert tuple(rubric.factors) == FACTORS
    assert sum(factor.points for factor in rubric.factors.values()) == 100
    assert sum(factor.coverage for factor in rubric.factors.values()) == pytest.approx(1)
    page = rubric_markdown()
    assert "our assumption" in page
    assert all(metric in page for metric in rubric.metrics)


def test_a_users_file_replaces_only_what_it_names(tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        "[tier.high]\nvalue = 70\n[signals.sitewide-links]\nmin_links = 50\n[risk.my-signal]\nratio = 2\n"
        'reason = "I know it"\nsource = "me"\n',
    )
    rubric, built_in = load_rubric(path), load_rubric()
    assert rubric.tiers["high"].value == 70
    assert rubric.tiers["high"].source == "your setting in mine.toml"
    assert rubric.tiers["medium"] == built_in.tiers["medium"]
    assert rubric.factors == built_in.factors
    assert rubric.signal_parameters == {"sitewide-links": {"min_links": 50}}
    assert rubric.risk["my-signal"].value == 2
    assert rubric.version == "2026.1+mine.toml"


def test_a_finding_is_read_as_a_concern_unless_the_rubric_says_otherwise(tmp_path: Path) -> None:
    path = _file(tmp_path, '[risk.image-links-without-text]\nkind = "context"\n')
    rubric = load_rubric(path)
    assert rubric.kind("broken-own-pages") is FindingKind.CHANCE
    assert rubric.kind("image-links-without-text") is FindingKind.CONTEXT
    assert rubric.kind("sitewide-links") is FindingKind.CONCERN
    assert rubric.kind("a-signal-of-somebody-else") is FindingKind.CONCERN
    assert "| broken-own-pages | chance | 1 |" in rubric_markdown(path)


@pytest.mark.parametrize(
    ("text", "line", "complaint"),
    [
        ("[tier.high]\nvalue = 'lots'\n", 2, "“value” must be a number"),
        ("\n[tier.hihg]\nvalue = 70\n", 2, "“tier.hihg” means nothing"),
        ("[factor.authority]\npoints = 95\n", 1, "points of the factors add up to 105, not to 100"),
        ("[factor.traffic]\ncoverage = 0.3\n", 1, "coverage of the factors add up to 1.2, not to 1"),
        ("[factor.placement]\npoints = 5\n", 2, "Only authority and traffic bring points"),
        ("[setting.tenfold]\nvalue = 0\n", 2, "must be more than 0"),
        ('[metric."ahrefs.domain_rating"]\nas_of = "last week"\n', 2, "not a month"),
        ("[tier.medium]\n\nvalue = 80\n", 3, "Medium must begin below high"),
        ("[setting.suspect_families]\nvalue = 1\n", 2, "one family never condemns"),
        ('[metric."ahrefs.domain_rating"]\nscale = [[0, 0], [50, 1], [40, 1]]\n', 2, "must ascend"),
        ('[metric."ahrefs.domain_rating"]\nscale = [[0, 1], [50, 0]]\n', 2, "never bring less"),
        ("[factor.placement.step.content]\nshare = 0.2\n", 2, "must ascend between 0 and 1"),
        ("[risk.template-network]\nratio = 0.5\n", 2, "1 \\(no evidence\\) or more"),
        ("[risk.new-one]\nratio = 2\n", 1, "“risk.new-one.reason” is missing"),
        ('[risk.template-network]\nkind = "crime"\n', 2, "is not a way to read a finding"),
        ('[risk.sitewide-links]\nkind = "strength"\n', 1, "A strength is no evidence of a scheme"),
        ("[risk.sitewide-links]\nkindness = 1\n", 2, "means nothing in a rubric"),
        ("[signals.sitewide-links]\nmin_links = 'x'\n", 2, "must be a number"),
        ("[tier.high\n", 1, "not valid TOML"),
    ],
)
def test_mistakes_are_named_with_file_and_line(tmp_path: Path, text: str, line: int, complaint: str) -> None:
    path = _file(tmp_path, text)
    with pytest.raises(ConfigError, match=complaint) as caught:
        load_rubric(path)
    assert caught.value.where is not None
    assert (caught.value.where.file, caught.value.where.line) == (str(path), line)
