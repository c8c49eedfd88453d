"""The rubric as frozen dataclasses."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from linkwright.vocabulary.terms import FindingKind

FACTORS = (
    "authority",
    "placement",
    "visibility",
    "relevance",
    "traffic",
)  # the order in which points are added
ADDING = ("authority", "traffic")  # these bring points; the others take some of what authority brings
STEPS = {
    "authority": (),
    "placement": (
        "content",
        "redirect",
        "link_list",
        "author_box",
        "outside_content",
        "comment",
        "sidebar",
        "related",
        "navigation",
        "sitewide",
        "not_clickable",
        "hidden",
    ),
    "visibility": (
        "followed",
        "script_only",
        "cloaked",
        "dropped",
        "nofollow",
        "ugc",
        "sponsored",
        "not_in_page",
        "not_indexed",
        "page_error",
    ),
    "relevance": ("topic", "words", "language", "neither"),
    "traffic": (),
}
CHECKS = {  # the quality checklist: name -> the question a person asks
    "topical": "From a site about your topic?",
    "content": "In the text itself?",
    "anchor": "Natural words?",
    "traffic": "Does the page or site have readers?",
    "scheme_free": "No sign of an exchange or a scheme?",
    "visits": "Does it bring you visits?",
}
LEVELS = ("page", "domain")
SETTINGS = (
    "tenfold",
    "relevance_floor",
    "relevance_spread",
    "page_share",
    "one_vendor_spread",
    "coverage_floor",
    "crowding_coverage",
    "cap",
    "prior",
    "suspect_probability",
    "suspect_families",
    "counting_ratio",
    "group_share",
    "visited",
    "topical_from",
    "topical_below",
    "scheme_likely",
)
TIERS = ("high", "medium")
PRIORS = (0.02, 0.05, 0.20)  # the priors at which the probability is always shown


@dataclass(frozen=True)
class Setting:
    """One number with its reason and its source."""

    value: float
    reason: str
    source: str


@dataclass(frozen=True)
class Weight(Setting):
    """What the findings of one signal are to the judgement.

    Attributes:
        value: how many times likelier they are under a scheme; 1 is no evidence.
        kind: how they are to be read.
    """

    kind: FindingKind = FindingKind.CONCERN


@dataclass(frozen=True)
class Step:
    """One thing that can be known of a link: which share of the factor's points it brings, and how sure that is."""

    share: float
    low: float
    high: float
    reason: str
    source: str


@dataclass(frozen=True)
class Factor:
    """One factor of value.

    Attributes:
        points: most points it can bring; 0 for factors that take.
        coverage: which part of all that should be known of a link it is; the parts add up to 1.
        neutral: what counts where nothing is known.
        steps: what can be known, by name; empty for factors made of vendors' numbers.
    """

    points: float
    coverage: float
    reason: str
    source: str
    neutral: Step
    steps: Mapping[str, Step]


@dataclass(frozen=True)
class Scale:
    """Straight lines through points (number, share); flat beyond the first and the last."""

    points: tuple[tuple[float, float], ...]
    reason: str
    source: str


@dataclass(frozen=True)
class Metric:
    """How one vendor number maps to the common scale from 0 to 1.

    Attributes:
        as_of: the month from which the vendor's scale is known, `2026-02`; vendors move their scales.
    """

    name: str
    factor: str
    level: str
    as_of: str
    scale: Scale

    @property
    def vendor(self) -> str:
        """Whose number it is."""
        return self.name.split(".")[0]


@dataclass(frozen=True)
class Rubric:
    """Every weight of the judgement.

    Attributes:
        version: version of the built-in rubric; with `+` and the file's name when a user's file lies over it.
        factors: by name, in the order of `FACTORS`.
        metrics: by vendor name, such as `ahrefs.domain_rating`.
        crowding: what placement is multiplied by, from the number of links to other sites on the page.
        crowding_neutral: what it is multiplied by where that number is not known.
        settings: other numbers by name.
        tiers: smallest value of the tiers high and medium.
        risk: signal id -> how many times likelier its findings are under a scheme, and how to read them.
        supporting: families that strengthen other evidence and never count among the two, with the reason.
        signal_parameters: signal id -> parameter -> the user's value.
    """

    version: str
    factors: Mapping[str, Factor]
    metrics: Mapping[str, Metric]
    crowding: Scale
    crowding_neutral: Step
    settings: Mapping[str, Setting]
    tiers: Mapping[str, Setting]
    risk: Mapping[str, Weight]
    supporting: Mapping[str, Setting]
    signal_parameters: Mapping[str, Mapping[str, bool | int | float]] = field(default_factory=dict)

    def kind(self, signal: str) -> FindingKind:
        """How a signal's findings are to be read; a concern where the rubric does not name the signal."""
        return self.risk[signal].kind if signal in self.risk else FindingKind.CONCERN
