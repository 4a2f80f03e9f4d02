"""Reporting verbs in a sentence, with their subject, hearer, medium and the clause that they take."""

from collections.abc import Iterator

from spacy.tokens import Token

from worker.extraction.document import Document, Paragraph
from worker.extraction.quotes.drafts import Cue
from worker.extraction.quotes.lexicon import cue_verbs, cues, words
from worker.extraction.quotes.phrases import child, subject_of

VERBAL = frozenset(["VB", "VBD", "VBG", "VBN", "VBP", "VBZ"])
# Steps from a verb down to the noun that its clause was hung on: "in", "a letter", "to", "the court".
NOUNS = 4
NO_CLAUSE = frozenset(["aux", "auxpass", "amod", "compound"])


def read_cues(document: Document, paragraph: Paragraph) -> Iterator[Cue]:
    """The reporting verbs of a paragraph, in the order of the text."""
    columns, lexicon, verbs = paragraph.columns, cues(), cue_verbs()
    for i, (lemma, tag, dep) in enumerate(zip(columns.lemmas, columns.tags, columns.deps, strict=True)):
        if lemma in verbs and tag in VERBAL and dep not in NO_CLAUSE:
            token = paragraph.doc[i]
            particle = child(token, "prt") or _it(token)
            uses = (lexicon.get(f"{lemma} {particle.lower_}") if particle is not None else None) or lexicon.get(lemma)
            if uses is not None:
                yield _read(document, token, particle, uses)


def _it(verb: Token) -> Token | None:
    """The object that makes another verb of it: "as she put it"."""
    it = verb.nbor(1) if verb.lemma_ == "put" and verb.i + 1 < len(verb.doc) else None
    as_ = any(c.lower_ == "as" and c.i < verb.i for c in verb.children)
    return it if it is not None and as_ and it.lower_ == "it" else None


def _read(document: Document, token: Token, particle: Token | None, uses: frozenset[str]) -> Cue:
    last = particle if particle is not None and particle.i == token.i + 1 else token
    cue = Cue(token, uses, document.start(token), document.end(last))
    cue.complement = _complement(token) or (_that_clause(token, uses) if uses & {"say", "tell"} else None)
    passive = child(token, "auxpass") is not None or _reduced(token)
    cue.subject = _agent(token) if passive else subject_of(token)
    cue.hearer = _hearer(token, uses) if not passive else _passive_hearer(token, uses)
    cue.medium = _medium(token)
    if _is_asked(token):
        cue.subject, cue.hearer = _agent(token), subject_of(token.head)
    elif (reporter := _reporter_above(token, uses)) is not None:
        cue.subject = reporter
    return cue


def _is_asked(token: Token) -> bool:
    """Whether the subject of the sentence is asked: "Asked whether she would come, Doe said"."""
    alone = token.i == token.left_edge.i and token.i == token.sent.start
    return token.lower_ == "asked" and token.dep_ == "advcl" and alone


def _reporter_above(token: Token, uses: frozenset[str]) -> Token | None:
    """Who adds something behind a comma to what he reports: "Doe said it was safe, adding that ..."."""
    verb = token.head
    if not trails(token) or not uses & {"say", "name"} or verb.dep_ != "ccomp" or verb.head.lemma_ not in cues():
        return None
    return subject_of(verb.head) if verb.head.i < verb.i else None


def trails(token: Token) -> bool:
    """Whether a participle stands behind a comma at the end of its clause."""
    comma = token.nbor(-1) if token.i else token
    return token.tag_ == "VBG" and token.dep_ == "advcl" and token.i > token.head.i and comma.text == ","


def _complement(token: Token) -> Token | None:
    """The clause that is reported: below the verb, or around it where the verb stands in the middle."""
    if token.dep_ == "parataxis" and token.head.pos_ in {"VERB", "AUX"}:
        return token.head
    clauses = [c for c in token.children if c.dep_ == "ccomp" or (c.dep_ == "advcl" and _asks(token, c))]
    # Of two, the one that follows without a comma: "the fire is out; police say nobody was hurt".
    close = (
        c for c in clauses if c.i > token.i and not any(t.is_punct for t in token.doc[token.i : c.left_edge.i + 1])
    )
    return next(close, None) or next(iter(clauses), None)


def _asks(token: Token, clause: Token) -> bool:
    """Whether a clause is what is asked: "Asked by the judge if he knew"."""
    return (
        token.lemma_ == "ask"
        and token.head != token
        and any(c.dep_ == "mark" and c.lower_ in words("asking") for c in clause.lefts)
    )


def _that_clause(token: Token, uses: frozenset[str]) -> Token | None:
    """A clause that the parse hangs on the hearer or on where it was said: "wrote in a letter to the court that he ran it"."""
    node, reached = token, "tell" in uses
    for _ in range(NOUNS):
        node = next((c for c in node.rights if c.dep_ in {"prep", "pobj", "dobj", "dative"}), node)
        reached = reached or node.lower_ in words("media")
        for clause in node.rights if reached and node.pos_ != "ADP" else ():
            if clause.dep_ in {"relcl", "acl"} and any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.lefts):
                return clause
    return None


def _reduced(token: Token) -> bool:
    """A participle without its auxiliary: "words spoken by the judge"."""
    return token.tag_ == "VBN" and token.dep_ in {"acl", "advcl"} and child(token, "aux", "nsubj") is None


def _agent(token: Token) -> Token | None:
    by = child(token, "agent")
    if by is not None:
        return child(by, "pobj")
    if token.dep_ == "pcomp" and token.head.lower_ == "as":
        return subject_of(token.head.head)
    return None


def _passive_hearer(token: Token, uses: frozenset[str]) -> Token | None:
    return child(token, "nsubjpass") if "tell" in uses or token.lemma_ == "ask" else None


def _hearer(token: Token, uses: frozenset[str]) -> Token | None:
    noun = child(token, "dobj", "dative") if "tell" in uses else None
    if noun is not None:
        return child(noun, "pobj") if noun.dep_ == "dative" and noun.pos_ == "ADP" else noun
    to = next((c for c in token.children if c.dep_ in {"prep", "dative"} and c.lower_ == "to"), None)
    return child(to, "pobj") if to is not None else None


def _medium(token: Token) -> Token | None:
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ in words("where"):
            noun = child(prep, "pobj")
            if noun is not None and (noun.lower_ in words("media") or noun.text in words("media")):
                return noun
    return None
