"""Listed phrases are found as long as they are, wherever in the words they stand."""

import pytest

from worker.extraction.entities.phrases import Phrases

LISTED: Phrases[str] = Phrases(
    [(("New",), "new"), (("New", "York"), "city"), (("New", "York", "Times"), "paper"), (("New", "York"), "state")]
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("New York Times Square", (3, "paper")),
        ("New York", (2, "city")),
        ("New York taxis run", (2, "city")),
        ("New", (1, "new")),
        ("York New", None),
    ],
)
def test_the_longest_phrase_that_stands_there_wins(words: str, expected: tuple[int, str] | None) -> None:
    assert LISTED.at(words.split(), 0) == expected


def test_phrases_open_only_at_their_first_words() -> None:
    assert LISTED.openings(["A", "New", "old", "New"]) == [1, 3]
