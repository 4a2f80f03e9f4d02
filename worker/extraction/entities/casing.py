"""Words in capitals as they would stand in a sentence."""

from worker.extraction.entities import lexicon

# The share of words in capitals from which a line is a headline.
SHOUTED = 0.6
# Words in capitals with more letters are shouted, no acronyms.
ACRONYM = 4


def is_shouted(words: list[str]) -> bool:
    """Whether a line is a headline in capitals."""
    if sum(map(str.isupper, words)) < SHOUTED * sum(map(str.isalpha, words)):
        return False
    letters = [word for word in words if word[0].isalpha()]
    return len(letters) > 1 and sum(map(str.isupper, letters)) >= SHOUTED * len(letters)


def in_sentences(words: list[str], *, shouted: bool) -> list[str]:
    """The words of a line, those of a headline or a dateline in capitals as they would stand in a sentence.

    Args:
        words: the words of a line.
        shouted: whether all of it is a headline.
    """
    capitals = [i for i, word in enumerate(words) if word.isupper()]
    cased = words.copy() if capitals else words
    for i in capitals:
        if shouted or (len(words[i]) > ACRONYM and words[i] not in lexicon.listed()):
            cased[i] = _in_sentence(words[i])
    return cased


def _in_sentence(word: str) -> str:
    """A word in capitals as it would stand in a sentence: "Strait", "of", "EU"."""
    small = word.lower()
    if word in lexicon.listed():
        return word
    return small if small in lexicon.closed("small") or small in lexicon.words("particles.txt") else word.title()
