"""The numbers a plan assumes, and a user's own over them."""

from pathlib import Path

import pytest

from linkwright.errors import ConfigError
from linkwright.rubric.loading import load_rubric, plan_priors
from linkwright.rubric.priors import built_in_priors


def written(folder: Path, text: str) -> Path:
    path = folder / "rubric.toml"
    path.write_text(text, "utf-8")
    return path


def test_every_number_has_a_reason_a_source_and_lies_between_its_ends() -> None:
    for prior in built_in_priors().values():
        assert prior.reason
        assert prior.source
        assert prior.low <= prior.value <= prior.high, prior.name


def test_a_users_rubric_changes_single_numbers_and_stays_a_rubric(tmp_path: Path) -> None:
    path = written(
        tmp_path, '[plan]\n"survival.year" = 0.7\n"digital PR.reply" = { value = 0.3, low = 0.2, high = 0.4 }\n'
    )
    own = plan_priors(path)
    assert own["survival.year"].value == 0.7
    assert own["digital PR.reply"].high == 0.4
    assert own["survival.shape"] == built_in_priors()["survival.shape"]
    assert load_rubric(path).version.endswith("+rubric.toml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[plan]\n"survival.yaer" = 0.7\n', "not a number of the plan"),
        ('[plan]\n"survival.year" = "much"\n', "has to be a number"),
        ("plan = 3\n", "has to be a table"),
    ],
)
def test_what_is_wrong_in_it_is_said_with_its_file(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said) as raised:
        plan_priors(written(tmp_path, text))
    assert "rubric.toml" in str(raised.value.where)
