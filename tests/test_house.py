"""The rules of the house that a reader relies on, held by tests instead of by a guide."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "linkwright"
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}


def python_files() -> list[Path]:
    return [
        path for room in ("src", "tests", "benchmarks", "docs", "demo") for path in sorted((ROOT / room).rglob("*.py"))
    ]


def test_no_file_is_longer_than_500_lines() -> None:
    texts = [
        *python_files(),
        *SOURCE.rglob("*.sql"),
        *SOURCE.rglob("*.js"),
        *SOURCE.rglob("*.css"),
        *SOURCE.rglob("*.j2"),
    ]
    long = {path.name: count for path in texts if (count := len(path.read_text("utf-8").splitlines())) > 500}
    assert long == {}


def test_no_module_is_called_nothing() -> None:
    assert [path for path in python_files() if path.stem in FORBIDDEN_NAMES] == []


def test_tests_mirror_the_rooms() -> None:
    rooms = {path.name for path in SOURCE.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert [room for room in sorted(rooms) if not list((ROOT / "tests" / room).glob("test_*.py"))] == []


def test_public_functions_and_classes_have_docstrings() -> None:
    bare = []
    for path in SOURCE.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for node in tree.body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if public and not ast.get_docstring(node):  # type: ignore[arg-type]
                bare.append(f"{path.name}:{node.lineno}")
        if not ast.get_docstring(tree):
            bare.append(path.name)
    assert bare == []


@pytest.mark.parametrize(
    ("statement", "kept_out"),
    [
        ("import linkwright", ("duckdb", "pyarrow", "click", "numpy", "vl_convert")),
        ("import linkwright.cli", ("duckdb", "pyarrow", "numpy", "vl_convert", "rich.progress")),
    ],
)
def test_imports_stay_light(statement: str, kept_out: tuple[str, ...]) -> None:
    code = f"import sys; {statement}; print([name for name in {kept_out!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_changelog_has_unreleased_on_top() -> None:
    headings = [line for line in (ROOT / "CHANGELOG.md").read_text("utf-8").splitlines() if line.startswith("## ")]
    assert headings[0] == "## Unreleased"
