"""What the searcher of a phrase wants, as far as the results page shows it."""

from linkwright.plan.evidence import ResultsPage

INTENTS = ("unknown", "local", "commercial", "informational")

# Words in the names that vendors give to what a results page shows beside results; the first that fits decides.
_FEATURES = {
    "local": ("local", "map"),
    "commercial": ("shop", "product", "ads", "hotel", "flight"),
    "informational": ("answer", "snippet", "people also ask", "related questions", "overview", "knowledge", "video"),
}


def features_of(search: ResultsPage, intent: str) -> tuple[str, ...]:
    """Features of the results page that belong to an intent, in the vendor's words."""
    return tuple(
        feature
        for feature in search.features
        if any(word in feature.lower().replace("_", " ").replace("-", " ") for word in _FEATURES[intent])
    )


def intent_of(search: ResultsPage) -> str:
    """Return one of `INTENTS`."""
    return next((intent for intent in INTENTS[1:] if features_of(search, intent)), INTENTS[0])
