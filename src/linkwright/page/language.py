"""The language a page is written in."""

from dataclasses import dataclass
from functools import cache

from py3langid.langid import LanguageIdentifier

# Shorter texts are guessed at, not recognised: "click here" is Maori to most detectors (SCIENCE 3.6).
MIN_CHARACTERS = 200
# More text costs time (a tenth of a millisecond here) and changes little.
MAX_CHARACTERS = 800
# Below this the runner-up is as likely, as in lists of names or code; our choice.
MIN_PROBABILITY = 0.5


@dataclass(frozen=True)
class Language:
    """A language and how it is known.

    Attributes:
        code: ISO 639, two letters (three where there are no two).
        probability: of the detector on the main text; None when the page only declares it.
    """

    code: str
    probability: float | None = None


def language(main_text: str, declared: str | None) -> Language | None:
    """Recognise the language of the main text; where there is too little of it, believe what the page declares."""
    if len(main_text) >= MIN_CHARACTERS:
        code, probability = _identifier().classify(main_text[:MAX_CHARACTERS])
        if probability >= MIN_PROBABILITY:
            return Language(str(code), round(float(probability), 3))
    return Language(declared) if declared else None


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file("data/model.npz.xz", norm_probs=True)
