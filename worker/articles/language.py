"""Which language a text is in, by py3langid."""

from functools import cache
from typing import NamedTuple

from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped] # has no types

SAMPLE = 800
"""Characters from the text's middle that are judged: heads carry names and tables."""


class Language(NamedTuple):
    """An ISO 639-1 code and how sure that is, from 0 to 1."""

    code: str
    confidence: float


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect(text: str) -> Language:
    """The language that a text is in."""
    begin = max(0, (len(text) - SAMPLE) // 2)
    code, confidence = _identifier().classify(text[begin : begin + SAMPLE])
    return Language(str(code), round(min(1.0, max(0.0, float(confidence))), 3))
