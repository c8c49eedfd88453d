"""The only judgement: value by factor, risk by family, tiers. Every weight has a reason and a source."""

from linkwright.rubric.catalogue import priors_markdown, rubric_markdown
from linkwright.rubric.explaining import explain
from linkwright.rubric.explanation import Explanation
from linkwright.rubric.judging import Judgement, judge
from linkwright.rubric.loading import load_rubric
from linkwright.rubric.model import Rubric
from linkwright.rubric.stability import Shaken, stability

__all__ = [
    "Explanation",
    "Judgement",
    "Rubric",
    "Shaken",
    "explain",
    "judge",
    "load_rubric",
    "priors_markdown",
    "rubric_markdown",
    "stability",
]
