"""The model: loaded once per process, run over all paragraphs of an article in one batch.

The stock pipeline's attribute ruler and lemmatizer cost a third of its time and the rules need little of them, so
both are left out: parts of speech come from a tag table, lemmas from the model's own lemmatizer behind a cache.
Entities and arcs stay those of the stock pipeline (a test says so).
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from itertools import pairwise
from typing import Any, NamedTuple

import spacy
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc
from thinc.api import NumpyOps

from worker.extraction.columns import Columns, Strings, read_columns
from worker.extraction.decoding import decode, decodes
from worker.extraction.lemmas import lemma_lookup
from worker.extraction.remembering import remember

NEEDED = ("parser", "ner")
SKIPPED = ("attribute_ruler", "lemmatizer")


class ModelError(RuntimeError):
    """The model is missing or lacks a component; the message says what to do."""


# Universal part of speech of each Penn Treebank tag (Petrov, Das and McDonald 2012); AUX is settled by the arcs.
POS_OF_TAG = {
    "CC": "CCONJ", "CD": "NUM", "DT": "DET", "EX": "PRON", "FW": "X", "IN": "ADP", "JJ": "ADJ", "JJR": "ADJ",
    "JJS": "ADJ", "LS": "X", "MD": "AUX", "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN",
    "PDT": "DET", "POS": "PART", "PRP": "PRON", "PRP$": "PRON", "RB": "ADV", "RBR": "ADV", "RBS": "ADV",
    "RP": "ADP", "SYM": "SYM", "TO": "PART", "UH": "INTJ", "VB": "VERB", "VBD": "VERB", "VBG": "VERB",
    "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB", "WDT": "PRON", "WP": "PRON", "WP$": "PRON", "WRB": "ADV",
    "$": "SYM", "#": "SYM", "HYPH": "PUNCT", "ADD": "X", "AFX": "ADJ", "GW": "X", "NFP": "PUNCT", "XX": "X",
}  # fmt: skip
# The tokenizer takes marks off a word one by one and copies the rest each time: quadratic in a run without a blank.
# Runs longer than any word or address are cut into pieces of this many characters for it.
RUN = re.compile(r"\S{500}(?=\S)")
# A double mark, one and a comma, or a bracket's and a sentence's end, between two words whose blank was forgotten: the
# tokenizer would make one word of 'safe,"said', of "safe”,he" and of "(ABC).The".
# And after a unit of one letter it takes the full stop for an abbreviation's: "above 300m."
GLUED = re.compile(
    r"(?<=[\w.,!?:;…])[\"“”](?=\w)|(?<=\w)[\"”][,.](?=[^\W\d_])|(?<=\w)[)\]](?:\.(?=[A-ZÀ-Þ])|[,;](?=[^\W\d_]))"
    r"|(?<=\d[mCFKVW])(?=\.(?:\s+[A-ZÀ-Þ\"“‘]|\s*$))"
)
# Letters of the words that are kept for good, and how many are read at a time.
SHORT, BATCH = 8, 1000
AUXILIARY = frozenset(["aux", "auxpass"])
BE = frozenset(["be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re", "'m", "’s", "’re", "’m"])


class Parse(NamedTuple):
    """A paragraph's parse, and its tokens as lists."""

    doc: Doc
    columns: Columns


class Pipeline:
    """A loaded model.

    Args:
        model: name of an installed spaCy pipeline with a parser and an entity recogniser.

    Raises:
        ModelError: it is not installed, or lacks one of the two.
    """

    def __init__(self, model: str) -> None:
        try:
            self._nlp: Language = spacy.load(model)
        except OSError as error:
            raise ModelError(
                f"the spaCy model {model!r} is not installed: run `pip install 'dateline[worker]'`, or name an installed"
                " one in DATELINE_EXTRACT__MODEL"
            ) from error
        missing = [name for name in NEEDED if name not in self._nlp.pipe_names]
        if missing:
            raise ModelError(f"the spaCy model {model!r} has no {' and no '.join(missing)}: choose one that has both")
        _multiply_with_numpy(self._nlp)
        for _, component in self._nlp.pipeline:
            remember(component)
        self._lemma = lemma_lookup(self._nlp)
        for name in SKIPPED:
            if name in self._nlp.pipe_names:
                self._nlp.disable_pipe(name)
        self.name = f"{model}-{self._nlp.meta['version']}"
        self.version = version("dateline")

    @contextmanager
    def memory(self) -> Iterator[None]:
        """Everything that the model allocates for one article is freed at the end; no token may be kept beyond it."""
        with self._nlp.memory_zone():
            yield

    def learn_words(self) -> None:
        """Keep the plain short words that the model was trained on for good; takes a second or two.

        What is first met inside ``memory`` is forgotten with it, so that every article would pay for "the" anew. For
        processes that read many.
        """
        strings = self._nlp.vocab.strings
        words = [w for w in strings if len(w) <= SHORT and w.isalpha() and (w.islower() or w.istitle())]
        for first in range(0, len(words), BATCH):
            self._nlp.make_doc(" ".join(words[first : first + BATCH]))

    def analyse(self, paragraphs: Sequence[str]) -> list[Parse]:
        """Parse paragraphs as one batch; tokens come with ``pos_`` and ``lemma_`` set."""
        docs = [self._tokenized(paragraph) for paragraph in paragraphs]
        for _, component in self._nlp.pipeline:
            docs = _run(component, docs)
        strings = Strings(self._nlp.vocab.strings.__getitem__)
        return [self._read(doc, strings) for doc in docs]

    def _read(self, doc: Doc, strings: Strings) -> Parse:
        columns = read_columns(doc, strings)
        columns.pos = pos = list(map(_pos, columns.lowers, columns.tags, columns.deps))
        columns.lemmas = lemmas = list(map(self._lemma, columns.lowers, columns.tags, pos))
        number = self._nlp.vocab.strings.add
        numbers: Any = doc.to_array(["POS", "LEMMA"])
        numbers[:, 0], numbers[:, 1] = list(map(number, pos)), list(map(number, lemmas))
        doc.from_array(["POS", "LEMMA"], numbers)
        return Parse(doc, columns)

    def _tokenized(self, text: str) -> Doc:
        cuts = {run.end() for run in RUN.finditer(text)}
        cuts.update(at for mark in GLUED.finditer(text) for at in range(mark.start(), mark.end() + 1))
        if not cuts:
            return self._nlp.make_doc(text)
        pieces = [self._nlp.make_doc(text[a:b]) for a, b in pairwise([0, *sorted(cuts), len(text)])]
        tokens = [token for piece in pieces for token in piece]
        doc = Doc(self._nlp.vocab, words=[t.text for t in tokens], spaces=[bool(t.whitespace_) for t in tokens])
        for token, piece in zip(doc, tokens, strict=True):
            if token.norm != piece.norm:  # "n't" is "not" to the model, "am" of "6am" is "a.m."
                token.norm_ = piece.norm_
        return doc


def _multiply_with_numpy(nlp: Language) -> None:
    """Let numpy's BLAS multiply, not the one that comes with spaCy: a fifth less time, the same entities and arcs."""
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        for node in component.model.walk() if isinstance(component, TrainablePipe) else ():
            if isinstance(node.ops, NumpyOps):
                node.ops = ops


def _run(component: Any, docs: list[Doc]) -> list[Doc]:
    if decodes(component):
        decode(component, docs)
        return docs
    return list(component.pipe(docs)) if hasattr(component, "pipe") else [component(doc) for doc in docs]


def _pos(lower: str, tag: str, dep: str) -> str:
    if lower.isspace():
        return "SPACE"
    pos = POS_OF_TAG.get(tag, "PUNCT")
    if pos == "VERB" and (dep in AUXILIARY or lower in BE):
        return "AUX"
    return "SCONJ" if dep == "mark" and tag == "IN" else pos
