"""Words that are no names: capitalised only because they open a sentence, as the rest of the text shows."""

from collections import defaultdict

from worker.extraction.entities.names import Line, Name, names_of, remove


def drop_plain_words(lines: list[Line]) -> None:
    """Take out what the model named at the head of sentences only and the text writes in lower case elsewhere: "Malaria kills"."""
    by_word: dict[str, list[Name]] = defaultdict(list)
    longer: set[str] = set()
    for line in lines:
        for name in names_of(line):
            if name.end - name.start > 1:
                longer.update(line.lowers[name.start : name.end])
            elif name.listed is None:
                by_word[line.lowers[name.start]].append(name)
    opening = {w: found for w, found in by_word.items() if w not in longer and all(map(_opens_sentence, found))}
    if not opening:
        return
    written = {word for line in lines for word in line.words if word in opening}
    for word in written:
        for name in opening[word]:
            remove(name)


def _opens_sentence(name: Name) -> bool:
    return name.line.opens_sentence(name.start) and name.line.words[name.start].istitle()
