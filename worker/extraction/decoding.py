"""Greedy decoding of spaCy's parser and entity recogniser, all paragraphs one step at a time.

``Parser.greedy_parse`` lets go of the interpreter lock for its loop, and the checks inside that loop take it again for
nearly every move: on Python 3.11 a fifth of the stock pipeline's time goes there. The same loop from here keeps the
lock. Weights, features and moves are the model's own, so entities and arcs are the same ones (a test says so).
"""

from collections.abc import Sequence
from typing import Any

from spacy.pipeline import DependencyParser, EntityRecognizer
from spacy.tokens import Doc

# Paragraphs of like length in one batch, as many as spaCy takes together.
BATCH = 64
# A step costs the same for one paragraph as for many. The recogniser gains with any number of them, the parser, which takes
# two steps a word and has fewer moves to check, from so many on.
WIDE = 4


def decodes(component: Any) -> bool:
    """Whether a component of the pipeline is one that ``decode`` can run: a greedy transition model with an upper layer."""
    if not isinstance(component, DependencyParser | EntityRecognizer) or component.cfg["beam_width"] != 1:
        return False
    attrs = component.model.attrs
    return bool(attrs.get("has_upper")) and not attrs.get("unseen_classes")


def decode(component: Any, docs: Sequence[Doc]) -> None:
    """Set the entities or the arcs of a batch of paragraphs, as ``component.pipe`` does."""
    by_length = sorted(docs, key=len)
    for batch in (by_length[i : i + BATCH] for i in range(0, len(by_length), BATCH)):
        if len(batch) >= WIDE or isinstance(component, EntityRecognizer):
            _decode(component, batch)
        else:
            list(component.pipe(batch))


def _decode(component: Any, docs: list[Doc]) -> None:
    states = component.moves.init_batch(docs)
    unfinished = [state for state in states if not state.is_final()]
    if unfinished:
        _run(component, component.model.predict(docs), unfinished)
    component.set_annotations(docs, states)


def _run(component: Any, step: Any, unfinished: list[Any]) -> None:
    """Move every state to its end; ``step`` scores the moves of those that are left."""
    features, upper, gemm = step.state2vec, step.vec2scores, step.ops.gemm
    weights, bias = upper.get_param("W"), upper.get_param("b")
    while unfinished:
        hidden, _ = features(step.get_token_ids(unfinished), False)
        scores = gemm(hidden, weights, trans2=True)
        scores += bias
        unfinished = component.transition_states(unfinished, scores)
    step.clear_memory()
