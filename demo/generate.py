"""Write the demo: `python -m demo.generate [FOLDER]`. The same bytes on every run; see README.md."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from demo import link_exports, plan_exports, searches, site_exports, words
from demo.planted import Planted, planted, with_audit
from demo.rivals import rival_worlds
from demo.sightings import SEED
from demo.world import Dice, Link, organic

HERE = Path(__file__).parent
EXPORTS = "exports"
RIVALS = "rivals"
PLAN = "plan"
TRUTH = "truth.json"
MAJESTIC_FILE = f"{words.SITE}_majestic_backlinks.csv.gz"


def generate() -> Mapping[str, bytes]:
    """Return every generated file by its path under demo/."""
    links, hidden = demo_world()
    rivals, shared = rival_worlds(Dice(SEED + 1), links)
    files = {f"{EXPORTS}/{name}": data for name, data in exports(links, hidden).items()}
    files |= {f"{RIVALS}/{name}": data for name, data in rival_exports(rivals).items()}
    files |= {f"{PLAN}/{name}": data for name, data in plan_files(links, rivals).items()}
    return {**files, TRUTH: truth(links, {**hidden, "shared_prospects": shared}, rivals)}


def demo_world() -> tuple[tuple[Link, ...], Mapping[str, Planted]]:
    """Return every link of the invented world, and what was hidden in it, by name."""
    dice = Dice(SEED)
    ordinary = organic(dice)
    hidden = planted(dice)
    return with_audit([*ordinary, *(link for item in hidden.values() for link in item.links)], dice), hidden


def exports(links: Sequence[Link], hidden: Mapping[str, Planted]) -> Mapping[str, bytes]:
    """Return the vendors' files by file name."""
    console = f"https___www.{words.SITE}_"
    day = site_exports.console_day()
    network = sorted({link.domain.name for link in hidden["template_network"].links})
    return {
        f"{words.SITE}-backlinks-subdomains_2026-11-03_09-14-22.csv": link_exports.ahrefs(links),
        f"{words.SITE}-backlinks May 2026 (from Sheets).xlsx": link_exports.ahrefs_workbook(links),
        f"{words.SITE}-backlinks.csv": link_exports.semrush(links),
        f"{words.SITE}-backlinks_refdomains.csv": site_exports.refdomains(links),
        "backlink_audit_domains_1190417_2026-11-02.csv": link_exports.semrush_audit(links),
        "moz-inbound-links-for-harbourbakery_example-2026-10-30_08_11_54_120000Z.csv": link_exports.moz(links),
        MAJESTIC_FILE: link_exports.majestic(links),
        "dataforseo-backlinks-live.json": link_exports.dataforseo(links),
        f"{console}-Latest links-{day}.csv": site_exports.latest_links(links),
        f"{console}-Top linking sites-{day}.csv": site_exports.linking_sites(links),
        f"{console}-Performance-on-Search-{day}.zip": site_exports.performance(),
        "ga4-referrals-api.csv": site_exports.analytics(links),
        "disavow.txt": site_exports.disavow(network),
    }


def rival_exports(rivals: Mapping[str, Sequence[Link]]) -> Mapping[str, bytes]:
    """Return two vendors' files about each competitor, by folder and file name."""
    return {
        f"{site}/{name}": data
        for site, links in rivals.items()
        for name, data in (
            (f"{site}-backlinks-subdomains_2026-11-03_09-31-05.csv", link_exports.ahrefs(links)),
            (f"{site}-backlinks.csv", link_exports.semrush(links)),
        )
    }


def plan_files(links: Sequence[Link], rivals: Mapping[str, Sequence[Link]]) -> Mapping[str, bytes]:
    """Return what a plan is made from besides backlinks, by file name."""
    return {
        "serp-overview_2026-11-03.csv": plan_exports.results_pages(links, rivals),
        "search-console-queries-pages.csv": plan_exports.queries_by_page(),
        "outreach.csv": plan_exports.outreach(),
    }


def truth(links: Sequence[Link], hidden: Mapping[str, Planted], rivals: Mapping[str, Sequence[Link]]) -> bytes:
    """Return what is true of the world and what was hidden in it, as JSON."""
    found = {
        "site": words.SITE,
        "links": len(links),
        "referring_domains": len({link.domain.name for link in links}),
        "planted": {name: item.truth for name, item in hidden.items()},
        "rivals": {
            site: {"links": len(theirs), "referring_domains": len({link.domain.name for link in theirs})}
            for site, theirs in rivals.items()
        },
        "searches": {
            "page_that_needs_links": {"page": searches.NEEDY.own[0], "phrase": searches.NEEDY.phrase},
            "links_do_not_help": {"page": searches.HOPELESS.own[0], "phrase": searches.HOPELESS.phrase},
            "clicks_by_place": list(searches.CLICKS),
        },
        "malformed": {"file": MAJESTIC_FILE, "wrong_cell_count": 2, "cut_last_row": 1, "broken_address": 1},
    }
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def main(arguments: Sequence[str]) -> None:
    """Write all files under the folder given, or over the shipped ones."""
    folder = Path(arguments[0]) if arguments else HERE
    for name, data in generate().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        sys.stderr.write(f"{len(data):>9,}  {path}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
