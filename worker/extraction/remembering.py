"""The model's word embeddings, each computed once and kept from article to article.

spaCy's ``MultiHashEmbed`` makes a word's vector of the word alone, before the layers that look at its neighbours. Nine
words in ten of an article were in one before it, so a table of rows saves most of a quarter of a ``tok2vec``'s time.
"""

import os
from typing import Any

import numpy as np
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc
from thinc.api import Model

EMBEDDING = ("extract_features", "list2ragged", "with_array", "with_array", "ragged2list")
# Words that are kept at a time, of 384 bytes each: some hundred articles' worth. All are forgotten when it is full.
ROWS = 8192
# New words are computed so many at a time, the last ones filled up: what a row is to the last bit may depend on how
# many are multiplied at once, and the same text must give the same facts whatever was read before it.
AT_ONCE = 64


def remember(component: Any) -> None:
    """Put a table in front of the embedding of every ``tok2vec`` in a component; others are left as they are."""
    for model in list(component.model.walk()) if isinstance(component, TrainablePipe) else ():
        for i, layer in enumerate(model.layers):
            if _embeds(layer):
                model.layers[i] = Model("remember", Remembered(layer), layers=[layer], dims={"nO": layer.get_dim("nO")})


def _embeds(model: Any) -> bool:
    names = [layer.name.partition("(")[0] for layer in model.layers]
    return names == [*EMBEDDING] and model.has_dim("nO") is True and "columns" in model.layers[0].attrs


class Remembered:
    """Looks the words of paragraphs up, as the forward step of a model that is never trained. For one thread.

    Args:
        embedding: the model's own, which computes the rows of new words.
    """

    def __init__(self, embedding: Any) -> None:
        features, _, hashed, mixed, _ = embedding.layers
        self._layers = (hashed, mixed)
        self._columns = features.attrs["columns"]
        self._rows: dict[bytes, int] = {}
        # Written to at once: a worker's memory does not grow as the table fills.
        self._table = np.full((ROWS, embedding.get_dim("nO")), 0.0, dtype="float32")
        self._process = os.getpid()

    def __call__(self, _model: Any, docs: list[Doc], is_train: bool) -> tuple[list[Any], Any]:
        """One array for each paragraph: a row for each token."""
        if is_train:
            raise RuntimeError("embeddings that are remembered cannot be trained")
        if self._process != os.getpid():  # a forked child, whose memory would grow with each page that it writes to
            self._process, self._table = os.getpid(), self._table.copy()
        return self._embedded(docs), None

    def _embedded(self, docs: list[Doc]) -> list[Any]:
        words = np.concatenate([doc.to_array(self._columns) for doc in docs]).astype("uint64", copy=False)
        keys = words.view(f"V{words.itemsize * words.shape[1]}").ravel().tolist()
        unknown = self._unknown(keys, words)
        if len(self._rows) + len(unknown) > ROWS:
            self._rows.clear()
            unknown = self._unknown(keys, words)
        if len(unknown) > ROWS:
            rows = self._computed(words)
        else:
            self._learn(unknown)
            rows = self._table[[self._rows[key] for key in keys]]
        return np.split(rows, np.cumsum([len(doc) for doc in docs[:-1]]))

    def _unknown(self, keys: list[bytes], words: Any) -> dict[bytes, Any]:
        return {key: word for key, word in zip(keys, words, strict=True) if key not in self._rows}

    def _learn(self, words: dict[bytes, Any]) -> None:
        if words:
            first = len(self._rows)
            self._table[first : first + len(words)] = self._computed(np.array([*words.values()]))
            self._rows.update(zip(words, range(first, first + len(words)), strict=True))

    def _computed(self, words: Any) -> Any:
        rows: list[Any] = []
        for first in range(0, len(words), AT_ONCE):
            some = words[first : first + AT_ONCE]
            filled: Any = np.resize(some, (AT_ONCE, words.shape[1]))
            for layer in self._layers:
                filled = layer.predict(filled)
            rows.append(filled[: len(some)])
        return np.concatenate(rows)
