"""JSON answers of vendors' interfaces, JSON lines, and JSON inside assistants' answers -> sections.

A record is one object; keys of inner objects become dotted names (`ranked_keywords_info.top_3`), lists of texts one
text with commas, other lists stay JSON text.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

import pyarrow as pa

from linkwright.errors import Place, UnreadableInputError
from linkwright.sources.headers import unique_headers
from linkwright.sources.layout import ReportLayout, identify
from linkwright.sources.limits import LIMITS, Limits
from linkwright.sources.records import Reject
from linkwright.sources.tables import Cells, Section, TableBlock, column_names

_ROWS = 10_000
_OK = 20_000  # DataForSEO: codes from 40000 are errors
_FAILED = 40_000
Record = Mapping[str, str | None]


def json_sections(
    data: bytes, name: str, reports: Sequence[ReportLayout], limits: Limits = LIMITS
) -> Iterator[Section]:
    """Yield the list of records of a JSON text, as one section.

    Args:
        data: UTF-8 text.
        name: of the file, for errors.
        reports: the reports whose `records` path and keys decide.
        limits: bounds.

    Raises:
        UnreadableInputError: it is not JSON, has no list of objects, or says itself that the request failed.
    """
    lines, rejects = _documents(data, name)
    documents = [(line, inner) for line, document in lines for inner in _unwrapped(document)]
    for _, document in documents:
        _refuse_failure(document, name)
    found, layout = _records(documents, reports)
    if not found:
        raise UnreadableInputError(
            "the JSON holds no list of records",
            todo="Save the whole answer of the interface, with its list of links.",
            where=Place(name),
            available=tuple(sorted({key for _, document in documents for key in _keys(document)})[:20]),
        )
    flat = [(line, dict(_flattened(record))) for line, record in found]
    names = list(dict.fromkeys(key for _, record in flat for key in record))
    blocks = list(_blocks(names, flat, rejects, len(data)))
    yield Section(unique_headers(names), iter(blocks), kind="json", layout=layout, alone=True)


def _documents(data: bytes, name: str) -> tuple[list[tuple[int, object]], list[Reject]]:
    """The documents of a text with their lines: one, or one a line."""
    try:
        return [(1, json.loads(data))], []
    except RecursionError:
        raise UnreadableInputError("the JSON is nested too deeply", where=Place(name)) from None
    except ValueError as error:
        whole = error
    documents: list[tuple[int, object]] = []
    rejects: list[Reject] = []
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        try:
            documents.append((number, json.loads(line)))
        except (ValueError, RecursionError) as error:
            rejects.append(
                Reject(number, f"not JSON: {error}", line.decode("utf-8", "replace")[: LIMITS.raw_characters])
            )
    if not documents or len(rejects) > len(documents):
        place = Place(name, getattr(whole, "lineno", None), getattr(whole, "colno", None))
        raise UnreadableInputError(
            f"the JSON is damaged: {whole}", todo="Save it again, whole.", where=place
        ) from whole
    return documents, rejects


def _unwrapped(document: object) -> Iterator[object]:
    """Take the JSON text out of an assistant's answer: `[{"type": "text", "text": "<json>"}]`."""
    parts = document if isinstance(document, list) else [document]
    texts = [
        part["text"]
        for part in parts
        if isinstance(part, dict) and part.get("type") == "text" and isinstance(part.get("text"), str)
    ]
    if not texts or len(texts) != len(parts):
        yield document
        return
    for text in texts:
        try:
            yield json.loads(text)
        except ValueError:
            continue  # talk between the answers


def _refuse_failure(document: object, name: str) -> None:
    if not isinstance(document, dict):
        return
    tasks = document.get("tasks")
    failed = [part for part in [document, *(tasks if isinstance(tasks, list) else [])] if _failed(part)]
    if failed and (failed[0] is document or len(failed) == len(tasks or [])):
        message = failed[0].get("status_message") or "no reason given"
        raise UnreadableInputError(
            f"the request behind this file failed: {message} (code {failed[0]['status_code']})",
            todo="Ask the interface again and save the new answer.",
            where=Place(name),
        )


def _failed(part: object) -> bool:
    return isinstance(part, dict) and isinstance(part.get("status_code"), int) and part["status_code"] >= _FAILED


def _records(
    documents: list[tuple[int, object]], reports: Sequence[ReportLayout]
) -> tuple[list[tuple[int, Mapping[str, object]]], ReportLayout | None]:
    known = [report for report in reports if report.format == "json"]
    best: tuple[tuple[int, int], list[tuple[int, Mapping[str, object]]], ReportLayout] | None = None
    for path in dict.fromkeys(path for report in known for path in report.records):
        sharing = [report for report in known if path in report.records]
        found = _numbered(documents, path, {name for report in sharing for name in report.inherit})
        if not found:
            continue
        keys = [key for key, _ in _flattened(found[0][1])]
        fitting = identify(keys, sharing, "json")
        if fitting and (best is None or len(found) > len(best[1])):
            best = (len(fitting.needs), 0), found, fitting
    if best:
        return best[1], best[2]
    return max((_numbered(documents, path) for path in _list_paths(documents)), key=len, default=[]), None


def _numbered(
    documents: list[tuple[int, object]], path: str, inherit: Collection[str] = ()
) -> list[tuple[int, Mapping[str, object]]]:
    """Records under a path. With one document the number is the record's, else the line's."""
    steps = [step for step in path.split(".") if step]
    found = [(line, record) for line, document in documents for record in _descend(document, steps, inherit)]
    return [(at, record) for at, (_, record) in enumerate(found, 1)] if len(documents) == 1 else found


def _descend(
    value: object, steps: list[str], inherit: Collection[str], around: Mapping[str, object] = MappingProxyType({})
) -> Iterator[Mapping[str, object]]:
    """Walk down to the records. They get what they inherit from the object around their list."""
    if isinstance(value, list):
        for item in value:
            yield from _descend(item, steps, inherit, around)
    elif isinstance(value, dict):
        if not steps:
            yield {**around, **value}
        elif steps[0] in value:
            told = {name: value[name] for name in inherit if name in value}
            yield from _descend(value[steps[0]], steps[1:], inherit, told)


def _list_paths(documents: list[tuple[int, object]]) -> list[str]:
    """Every path to a list of objects, the root included."""
    paths: dict[str, None] = {"": None} if all(isinstance(document, list) for _, document in documents) else {}
    if len(documents) > 1:
        paths[""] = None

    def look(value: object, path: str) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                below = f"{path}.{key}".strip(".")
                if isinstance(inner, list) and any(isinstance(item, dict) for item in inner):
                    paths[below] = None
                look(inner, below)
        elif isinstance(value, list) and value and path.count(".") < 5:
            look(value[0], path)

    for _, document in documents[:1]:
        look(document, "")
    return list(paths)


def _keys(document: object) -> Iterable[str]:
    return document.keys() if isinstance(document, dict) else ()


def _flattened(record: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str | None]]:
    for key, value in record.items():
        if isinstance(value, dict):
            yield from _flattened(value, f"{prefix}{key}.")
        elif value is None or isinstance(value, str):
            yield prefix + key, value
        elif isinstance(value, list) and all(isinstance(item, str) for item in value):
            yield prefix + key, ", ".join(value) or None
        elif isinstance(value, bool):
            yield prefix + key, str(value).lower()
        else:
            yield prefix + key, json.dumps(value, ensure_ascii=False)


def _blocks(
    names: list[str], records: Sequence[tuple[int, Record]], rejects: list[Reject], size: int
) -> Iterator[TableBlock]:
    share = size // (len(records) // _ROWS + 1)
    for start in range(0, len(records), _ROWS):
        part = records[start : start + _ROWS]
        table = pa.table(
            {
                column: pa.array([_valid(record.get(name)) for _, record in part], pa.string())
                for column, name in zip(column_names(len(names)), names, strict=True)
            }
        )
        lines = pa.array([line for line, _ in part], pa.int64())
        rows = lines if rejects else pa.array(range(start + 1, start + len(part) + 1), pa.int64())
        own = tuple(rejects) if not start else ()
        yield TableBlock(Cells(table, rows, lines, own), share, len(part) + len(own))


def _valid(text: str | None) -> str | None:
    """JSON can spell half of a surrogate pair, which is no text."""
    return text if text is None or text.isascii() else text.encode("utf-8", "replace").decode()
