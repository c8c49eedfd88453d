"""Reading a rubric: the built-in file, a user's file laid over it, and every check with file and line."""

import itertools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from linkwright.errors import ConfigError, Place
from linkwright.rubric.model import (
    ADDING,
    FACTORS,
    LEVELS,
    SETTINGS,
    STEPS,
    TIERS,
    Factor,
    Metric,
    Rubric,
    Scale,
    Setting,
    Step,
    Weight,
)
from linkwright.rubric.priors import Priors, built_in_priors, load_priors
from linkwright.vocabulary.terms import Family, FindingKind

DEFAULT = Path(__file__).with_name("default.toml")
_TABLES = ("version", "factor", "metric", "crowding", "setting", "tier", "risk", "supporting", "signals")
PLAN = "plan"
_NUMBERS = ("points", "coverage", "share", "low", "high", "value", "ratio", "scale", "factor", "level")
_TEXTS = ("reason", "source")
_TOML_LINE = re.compile(r"at line (\d+)")
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_HEADER = re.compile(r"\s*\[([^\[\]]+)\]")

_SHARES = (
    "relevance_floor",
    "relevance_spread",
    "page_share",
    "one_vendor_spread",
    "coverage_floor",
    "crowding_coverage",
    "group_share",
    "topical_from",
    "topical_below",
)

Tree = dict[str, object]
Keys = tuple[str, ...]


def load_rubric(path: Path | None = None) -> Rubric:
    """Read the built-in rubric and lay a user's file over it.

    Args:
        path: the user's file; only the keys it names are replaced.

    Raises:
        ConfigError: with file and line: not valid TOML, an unknown key, or a number that cannot be.
    """
    reader = _Reader(_parsed(DEFAULT), (DEFAULT,))
    if path is not None:
        own = {key: part for key, part in _parsed(path).items() if key != PLAN}  # that part is of `plan_priors`
        _Reader(own, (path,)).known_keys(own, (), reader.tree)
        reader = _Reader(_laid_over(reader.tree, own, path.name), (path, DEFAULT))
    return reader.rubric(own_file=path)


def plan_priors(path: Path | None = None) -> Priors:
    """Return what a plan assumes: the built-in numbers, and over them those of `[plan]` in a user's rubric.

    Raises:
        ConfigError: with the file: not valid TOML, an unknown name, or a value that is no number.
    """
    own = _parsed(path).get(PLAN) if path is not None else None
    if own is None:
        return built_in_priors()
    if not isinstance(own, dict):
        raise ConfigError(
            "`plan` has to be a table.", todo="Write [plan] and its numbers below.", where=Place(str(path))
        )
    return load_priors(own, Place(str(path)))


def _parsed(path: Path) -> Tree:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        found = _TOML_LINE.search(str(error))
        where = Place(str(path), int(found[1]) if found else None)
        raise ConfigError(f"The rubric is not valid TOML: {error}.", where=where, todo="Correct it.") from error
    except OSError as error:
        raise ConfigError(f"The rubric cannot be read: {error}.", todo="Check the file's name.") from error


def _laid_over(below: Tree, above: Tree, file_name: str) -> Tree:
    merged = dict(below)
    for key, value in above.items():
        old = below.get(key)
        merged[key] = _laid_over(old, value, file_name) if isinstance(old, dict) and isinstance(value, dict) else value
    # A number somebody changed no longer rests on our source; keep ours only where they left the number alone.
    if set(above) & set(_NUMBERS) and "source" in merged and "source" not in above:
        merged["source"] = f"your setting in {file_name}"
    return merged


@dataclass(frozen=True)
class _Reader:
    tree: Tree
    files: tuple[Path, ...]

    def rubric(self, own_file: Path | None) -> Rubric:
        for key in self.tree:
            if key not in _TABLES:
                raise self.wrong((key,), f"“{key}” means nothing in a rubric", _TABLES)
        version = self.tree.get("version")
        if not isinstance(version, str):
            raise self.wrong(("version",), "a rubric needs a version, as a text")
        factors = {name: self.factor(("factor", name)) for name in self.names("factor", FACTORS)}
        for part, whole in (("points", 100), ("coverage", 1)):
            total = sum(getattr(factor, part) for factor in factors.values())
            if abs(total - whole) > 1e-9:
                raise self.wrong(("factor",), f"the {part} of the factors add up to {total:g}, not to {whole}")
        rubric = Rubric(
            version=version if own_file is None else f"{version}+{own_file.name}",
            factors=MappingProxyType({name: factors[name] for name in FACTORS}),
            metrics=MappingProxyType({name: self.metric(name) for name in self.table(("metric",))}),
            crowding=self.scale(("crowding",)),
            crowding_neutral=self.step(("crowding", "neutral")),
            settings=MappingProxyType(
                {name: self.setting(("setting", name)) for name in self.names("setting", SETTINGS)}
            ),
            tiers=MappingProxyType({name: self.setting(("tier", name)) for name in self.names("tier", TIERS)}),
            risk=MappingProxyType({name: self.risk(("risk", name)) for name in self.table(("risk",))}),
            supporting=MappingProxyType(
                {name: self.supporting(("supporting", name)) for name in self.table(("supporting",))}
            ),
            signal_parameters=MappingProxyType(self.parameters()),
        )
        self.check(rubric)
        return rubric

    def check(self, rubric: Rubric) -> None:
        if rubric.tiers["medium"].value >= rubric.tiers["high"].value:
            raise self.wrong(("tier", "medium", "value"), "medium must begin below high")
        for name in _SHARES:
            if not 0 <= rubric.settings[name].value <= 1:
                raise self.wrong(("setting", name, "value"), f"{name} must lie between 0 and 1")
        for name in ("prior", "suspect_probability", "scheme_likely"):
            if not 0 < rubric.settings[name].value < 1:
                raise self.wrong(("setting", name, "value"), f"{name} must lie between 0 and 1, both excluded")
        if rubric.settings["tenfold"].value <= 0:
            raise self.wrong(("setting", "tenfold", "value"), "tenfold must be more than 0")
        if rubric.settings["cap"].value < 1:
            raise self.wrong(("setting", "cap", "value"), "cap must be at least 1")
        if rubric.settings["suspect_families"].value < 2:
            raise self.wrong(
                ("setting", "suspect_families", "value"),
                "suspect_families must be 2 or more: one family never condemns",
            )

    def factor(self, at: Keys) -> Factor:
        known = STEPS[at[-1]]
        steps = self.table((*at, "step")) if known else {}
        for name in steps:
            if name not in known:
                raise self.wrong((*at, "step", name), f"“{name}” is not a step of {at[-1]}", known)
        points = self.number((*at, "points"))
        if points < 0 or (points > 0) != (at[-1] in ADDING):
            raise self.wrong((*at, "points"), f"only {' and '.join(ADDING)} bring points, and both must")
        coverage = self.number((*at, "coverage"))
        if coverage < 0:
            raise self.wrong((*at, "coverage"), "a part of the coverage cannot be negative")
        return Factor(
            points=points,
            coverage=coverage,
            reason=self.text((*at, "reason")),
            source=self.text((*at, "source")),
            neutral=self.step((*at, "neutral")),
            steps=MappingProxyType({name: self.step((*at, "step", name)) for name in known}),
        )

    def step(self, at: Keys) -> Step:
        low, share, high = (self.number((*at, name)) for name in ("low", "share", "high"))
        if not 0 <= low <= share <= high <= 1:
            raise self.wrong((*at, "share"), "low, share and high must ascend between 0 and 1")
        return Step(share, low, high, self.text((*at, "reason")), self.text((*at, "source")))

    def metric(self, name: str) -> Metric:
        at = ("metric", name)
        factor, level = self.text((*at, "factor")), self.text((*at, "level"))
        if factor not in ("authority", "traffic"):
            raise self.wrong((*at, "factor"), f"“{factor}” takes no numbers", ("authority", "traffic"))
        if level not in LEVELS:
            raise self.wrong((*at, "level"), f"“{level}” is not a level", LEVELS)
        scale = self.scale(at)
        if any(y1 > y2 for (_, y1), (_, y2) in zip(scale.points, scale.points[1:], strict=False)):
            raise self.wrong((*at, "scale"), "a larger number must never bring less")
        as_of = self.text((*at, "as_of"))
        if not _MONTH.fullmatch(as_of):
            raise self.wrong((*at, "as_of"), f"“{as_of}” is not a month such as 2026-02")
        return Metric(name, factor, level, as_of, scale)

    def scale(self, at: Keys) -> Scale:
        given = self.get((*at, "scale"))
        rows = given if isinstance(given, list) else []
        numbers = (int, float)
        if len(rows) < 2 or not all(
            isinstance(row, list) and len(row) == 2 and all(isinstance(each, numbers) for each in row) for row in rows
        ):
            raise self.wrong((*at, "scale"), "scale must be a list of at least two pairs [number, share]")
        points = tuple((float(x), float(y)) for x, y in rows)
        if any(x1 >= x2 for (x1, _), (x2, _) in itertools.pairwise(points)):
            raise self.wrong((*at, "scale"), "the numbers of a scale must ascend")
        if not all(0 <= y <= 1 for _, y in points):
            raise self.wrong((*at, "scale"), "the shares of a scale must lie between 0 and 1")
        return Scale(points, self.text((*at, "reason")), self.text((*at, "source")))

    def setting(self, at: Keys) -> Setting:
        return Setting(self.number((*at, "value")), self.text((*at, "reason")), self.text((*at, "source")))

    def risk(self, at: Keys) -> Weight:
        ratio = self.number((*at, "ratio"))
        if ratio < 1:
            raise self.wrong((*at, "ratio"), "a ratio is 1 (no evidence) or more")
        given = self.text((*at, "kind")) if "kind" in self.table(at) else FindingKind.CONCERN
        if given not in tuple(FindingKind):
            raise self.wrong((*at, "kind"), f"“{given}” is not a way to read a finding", tuple(FindingKind))
        kind = FindingKind(given)
        if ratio > 1 and kind is not FindingKind.CONCERN:
            raise self.wrong((*at, "ratio"), f"a {kind} is no evidence of a scheme: its ratio must be 1")
        return Weight(ratio, self.text((*at, "reason")), self.text((*at, "source")), kind)

    def supporting(self, at: Keys) -> Setting:
        if at[-1] not in tuple(Family):
            raise self.wrong(at, f"“{at[-1]}” is not a family of evidence", tuple(Family))
        return Setting(1.0, self.text((*at, "reason")), self.text((*at, "source")))

    def parameters(self) -> dict[str, Mapping[str, bool | int | float]]:
        found: dict[str, Mapping[str, bool | int | float]] = {}
        for name, values in (self.table(("signals",)) if "signals" in self.tree else {}).items():
            if not isinstance(values, dict):
                raise self.wrong(("signals", name), f"[signals.{name}] must be a table of parameters")
            for key, value in values.items():
                if not isinstance(value, int | float):
                    raise self.wrong(("signals", name, key), f"“{key}” must be a number, true or false")
            found[name] = MappingProxyType(values)
        return found

    def names(self, table: str, wanted: tuple[str, ...]) -> tuple[str, ...]:
        present = self.table((table,))
        for name in present:
            if name not in wanted:
                raise self.wrong((table, name), f"[{table}.{name}] means nothing", wanted)
        for name in wanted:
            if name not in present:
                raise self.wrong((table,), f"[{table}.{name}] is missing", wanted)
        return wanted

    def table(self, at: Keys) -> Tree:
        found = self.get(at)
        if not isinstance(found, dict):
            raise self.wrong(at, f"[{'.'.join(at)}] must be a table")
        return found

    def number(self, at: Keys) -> float:
        found = self.get(at)
        if not isinstance(found, int | float) or isinstance(found, bool):
            raise self.wrong(at, f"“{at[-1]}” must be a number")
        return float(found)

    def text(self, at: Keys) -> str:
        found = self.get(at)
        if not isinstance(found, str) or not found.strip():
            raise self.wrong(at, f"“{at[-1]}” must be given, as a text")
        return found

    def get(self, at: Keys) -> object:
        here: object = self.tree
        for name in at:
            if not isinstance(here, dict) or name not in here:
                raise self.wrong(at, f"“{'.'.join(at)}” is missing")
            here = here[name]
        return here

    def known_keys(self, own: Tree, at: Keys, default: object) -> None:
        """Every key of a user's file must exist in the built-in one, but for what is open: metrics, signals, risk."""
        for key, value in own.items():
            here = (*at, key)
            is_open = at in (("metric",), ("risk",), ("supporting",)) or here[0] == "signals"
            is_open = is_open or (at[:1] == ("risk",) and key == "kind")  # left out where it is the ordinary one
            below = default.get(key) if isinstance(default, dict) else None
            if below is None and not is_open:
                known = tuple(default) if isinstance(default, dict) else ()
                raise self.wrong(here, f"“{'.'.join(here)}” means nothing in a rubric", known)
            if isinstance(value, dict) and below is not None:
                self.known_keys(value, here, below)

    def wrong(self, at: Keys, what: str, available: tuple[str, ...] = ()) -> ConfigError:
        """The error, at the line of the first file that names the key."""
        for file in self.files:
            line = line_of(file.read_text(encoding="utf-8"), at)
            if line is not None:
                break
        return ConfigError(
            f"{what[0].upper()}{what[1:]}.",
            where=Place(str(file), line),
            todo="Correct the rubric; what you leave out keeps its built-in value.",
            available=available,
        )


def line_of(text: str, at: Keys) -> int | None:
    """Line (from 1) of a key, else of the nearest table above it that the text has, else None."""
    best: tuple[int, int] | None = None  # how much of the path, line
    table: Keys = ()
    for number, line in enumerate(text.splitlines(), start=1):
        header = _HEADER.match(line)
        if header:
            table = _split(header[1])
            here = table
        elif "=" in line and not line.lstrip().startswith("#"):
            here = (*table, *_split(line.split("=", 1)[0]))
        else:
            continue
        shared = min(len(here), len(at)) if at[: len(here)] == here[: len(at)] else 0
        if shared and (best is None or shared > best[0]):
            best = (shared, number)
    return best[1] if best else None


def _split(dotted: str) -> Keys:
    return tuple(part.strip().strip("\"'") for part in re.findall(r"\"[^\"]*\"|'[^']*'|[^.\s]+", dotted))
