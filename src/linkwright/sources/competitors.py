"""Files about competitors: the same exports, each said to be about a domain."""

from collections.abc import Mapping, Sequence

from linkwright.errors import ConfigError
from linkwright.ledger import Ledger
from linkwright.ledger.workspace import clean_domains
from linkwright.sources.importing import import_inputs
from linkwright.sources.progress import ImportResult, Progress
from linkwright.urls import registrable_domain
from linkwright.vocabulary.site import Site


def import_competitors(
    competitors: Sequence[tuple[str, str]],
    ledger: Ledger,
    owner: Site,
    *,
    vendor: str | None = None,
    mapping: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> tuple[ImportResult, ...]:
    """Import files about competitors.

    Args:
        competitors: a competitor's domain, and a file, folder, pattern or archive with exports about it.
        ledger: where the batches go.
        owner: the site under study.
        vendor: as for `import_inputs`.
        mapping: as for `import_inputs`.
        progress: is told what happens.

    Raises:
        ConfigError: what should be a competitor's domain is none, or is the owner's; nothing was imported then.
        StorageError: the ledger cannot be written.
    """
    own = {registrable_domain(domain) for domain in owner.domains}
    about = [registrable_domain(clean_domains([named])[0]) for named, _ in competitors]
    for (named, _), domain in zip(competitors, about, strict=True):
        if domain in own:
            raise ConfigError(f"{named} is your own site.", todo="Name its files without --competitor.")
    results: tuple[ImportResult, ...] = ()
    for (_, files), domain in zip(competitors, about, strict=True):
        results += import_inputs(
            [files], ledger, site=Site((domain,)), vendor=vendor, mapping=mapping, progress=progress, about=domain
        )
    return results
