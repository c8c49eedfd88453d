"""The suggested verdict and its reason. Mostly keep or watch; never disavow, which no score can justify."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from linkwright.cleanup.review_model import Found, Suggestion, Urgency
from linkwright.vocabulary.terms import Verdict

_FILE = Path(__file__).with_name("suggestions.toml")


@dataclass(frozen=True)
class Known:
    """What a suggestion is made of; see `Subject`.

    Attributes:
        group_share: which part of a group a finding must speak about to be one about the group.
    """

    kind: str
    urgency: Urgency
    websites: int
    links: int
    nofollow_links: int
    visits: float | None
    found: tuple[Found, ...]
    group_share: float


@cache
def accountable() -> dict[str, str]:
    """The signals that show what a site can be held to account for, and what each is in words."""
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))["accountable"]
    return {name: str(entry["what"]) for name, entry in told.items()}


def suggest(known: Known) -> Suggestion:
    """Suggest a verdict: by what kind of evidence there is, never by the size of a score."""
    bought = [
        accountable()[each.signal]
        for each in known.found
        if each.signal in accountable() and each.websites >= known.group_share * known.websites
    ]
    likely = known.urgency in (Urgency.SUSPECT, Urgency.LIKELY)
    if known.links and known.nofollow_links == known.links:
        return _keep("All its links are marked as not to be followed, which is what search engines ask for.")
    if likely and bought:
        return Suggestion(
            Verdict.ASK_REMOVAL,
            f"The evidence ({', '.join(bought)}) is of the kind a site can be held to account for. Only if you, or "
            "somebody for you, bought, ordered or exchanged these links; if not, keep: search engines most likely set "
            "them aside.",
        )
    if known.kind == "network":
        return _keep(
            "Ignored anyway: one automatic network, one source however many its websites. Unless you ordered these "
            "links there is nothing to do: search engines most likely set such networks aside by themselves."
        )
    if known.visits:
        return _keep("It brings you visits.")
    if likely:
        return Suggestion(
            Verdict.WATCH,
            "The evidence is of the kind anybody can do to a site from outside, and search engines most likely set "
            "it aside. Look again after the next import.",
        )
    if bought:
        return Suggestion(
            Verdict.WATCH,
            f"One kind of evidence ({', '.join(bought)}), often harmless. If you paid for the link, ask for the mark "
            "“sponsored”; if not, leave it.",
        )
    if known.urgency is Urgency.CHANGED:
        return _keep("Nothing found speaks against it now.")
    return _keep("One kind of evidence alone condemns nothing, and this kind is often harmless.")


def _keep(reason: str) -> Suggestion:
    return Suggestion(Verdict.KEEP, reason)
