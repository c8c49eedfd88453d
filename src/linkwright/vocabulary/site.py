"""The site under study, as its owner describes it in `linkwright.toml`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Site:
    """One site.

    Attributes:
        domains: its registrable domains or hosts, the main one first, lower-case, without `www.`.
        brands: names people call it by; the label of the main domain counts without being listed.
        money_keywords: phrases it would like to rank for and be paid by.
        languages: ISO 639-1 codes its audience reads.
        countries: ISO 3166-1 alpha-2 codes its audience lives in.
        topics: words for what it is about.
        competitors: domains it compares itself with.
    """

    domains: tuple[str, ...]
    brands: tuple[str, ...] = ()
    money_keywords: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    competitors: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The main domain: what screens call the site."""
        return self.domains[0]
