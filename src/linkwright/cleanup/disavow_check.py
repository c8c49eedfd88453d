"""The check of one disavow file, whole."""

from linkwright.cleanup.disavow_checks import check_lines
from linkwright.cleanup.disavow_cost import cost_of
from linkwright.cleanup.disavow_file import DisavowFile, LineKind
from linkwright.cleanup.disavow_model import DisavowCheck, Level
from linkwright.engine import Engine
from linkwright.vocabulary.site import Site

_ORDER = tuple(Level)


def check_disavow(file: DisavowFile, site: Site | None = None, engine: Engine | None = None) -> DisavowCheck:
    """Find every problem of a file and, where links are known, what obeying it would cost.

    Args:
        file: the file.
        site: whose it is; its own names are then told.
        engine: holds a judged profile of the site; None to look at the file alone.
    """
    cost, about_links = cost_of(engine, file) if engine is not None else (None, ())
    problems = sorted((*check_lines(file, site), *about_links), key=lambda each: (each.line, _ORDER.index(each.level)))
    kinds = [line.kind for line in file.lines]
    return DisavowCheck(
        file=file.name,
        site=site.name if site else "",
        lines=len(kinds),
        domains=kinds.count(LineKind.DOMAIN),
        urls=kinds.count(LineKind.URL),
        comments=kinds.count(LineKind.COMMENT),
        problems=tuple(problems),
        cost=cost,
    )
