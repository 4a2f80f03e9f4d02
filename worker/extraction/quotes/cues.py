"""Reporting verbs in a sentence, with their subject, hearer, medium and the clause that they take."""

from collections.abc import Iterator

from spacy.tokens import Token

from worker.extraction.columns import Columns
from worker.extraction.document import Paragraph
from worker.extraction.quotes.drafts import Cue
from worker.extraction.quotes.lexicon import cue_verbs, cues, words
from worker.extraction.quotes.phrases import child, subject_of

VERBAL = frozenset(["VB", "VBD", "VBG", "VBN", "VBP", "VBZ"])
# Steps from a verb down to the noun that its clause was hung on: "in", "a letter", "to", "the court".
NOUNS = 4
CLAUSES = frozenset(["ccomp", "advcl"])
BELOW = frozenset(["prep", "pobj", "dobj", "dative"])
NO_CLAUSE = frozenset(["aux", "auxpass", "amod", "compound"])
Arcs = dict[str, int]


def read_cues(paragraph: Paragraph) -> Iterator[Cue]:
    """The reporting verbs of a paragraph, in the order of the text."""
    columns, lexicon, verbs = paragraph.columns, cues(), cue_verbs()
    for i in [i for i, lemma in enumerate(columns.lemmas) if lemma in verbs]:
        if columns.tags[i] in VERBAL and columns.deps[i] not in NO_CLAUSE:
            arcs = {columns.deps[kid]: kid for kid in reversed(columns.kids[i])}
            more, last = _behind(columns, i, arcs)
            lemma = columns.lemmas[i]
            uses = (lexicon.get(f"{lemma} {more}") if more else None) or lexicon.get(lemma)
            if uses is not None:
                yield _read(paragraph, i, arcs, last, uses)


def _behind(columns: Columns, i: int, arcs: Arcs) -> tuple[str, int]:
    """What makes another verb of it ("point out", "as she put it", "put it to her"), and where the verb's words end."""
    if "prt" in arcs:
        particle = arcs["prt"]
        return columns.lowers[particle], particle if particle == i + 1 else i
    if columns.lemmas[i] != "put" or columns.lowers[i + 1 : i + 2] not in (["it"], ["to"]):
        return "", i
    if any(columns.lowers[kid] == "as" for kid in columns.kids[i] if kid < i):
        return "it", i + 1
    to = i + 1 + (columns.lowers[i + 1] == "it")
    it = to > i + 1 or ("nsubjpass" in arcs and columns.lowers[arcs["nsubjpass"]] == "it")
    return ("it to", to) if it and columns.lowers[to : to + 1] == ["to"] else ("", i)


def _read(paragraph: Paragraph, i: int, arcs: Arcs, last: int, uses: frozenset[str]) -> Cue:
    """What a verb reports, who speaks and to whom; ``arcs`` are the first of its children by their arcs."""
    columns, token = paragraph.columns, paragraph.doc[i]
    cue = Cue(token, uses, paragraph.start + columns.starts[i], paragraph.start + columns.ends[last])
    cue.complement = _complement(columns, token) or (_that_clause(token, uses) if uses & {"say", "tell"} else None)
    passive = "auxpass" in arcs or _reduced(columns, i, arcs)
    cue.subject = _agent(token, arcs) if passive else subject_of(token)
    hearer = _passive_hearer(columns, i, arcs, uses) if passive else _hearer(columns, i, arcs, uses)
    cue.hearer = paragraph.doc[hearer] if hearer is not None else None
    cue.medium = _medium(token) if "prep" in arcs else None
    if _is_asked(token):
        cue.subject, cue.hearer = _agent(token, arcs), subject_of(token.head)
    elif (reporter := _reporter_above(token, uses)) is not None:
        cue.subject = reporter
    return cue


def _is_asked(token: Token) -> bool:
    """Whether the subject of the sentence is asked: "Asked whether she would come, Doe said"."""
    if token.lower_ != "asked" or token.dep_ != "advcl":
        return False
    return token.i == token.left_edge.i and token.i == token.sent.start


def _reporter_above(token: Token, uses: frozenset[str]) -> Token | None:
    """Who adds something behind a comma to what he reports: "Doe said it was safe, adding that ..."."""
    if not uses & {"say", "name"} or not trails(token):
        return None
    verb = token.head
    if verb.dep_ != "ccomp" or verb.head.lemma_ not in cues():
        return None
    return subject_of(verb.head) if verb.head.i < verb.i else None


def trails(token: Token) -> bool:
    """Whether a participle stands behind a comma at the end of its clause."""
    if token.tag_ != "VBG" or token.dep_ != "advcl":
        return False
    return token.i > token.head.i and token.nbor(-1).text == ","


def _complement(columns: Columns, token: Token) -> Token | None:
    """The clause that is reported: below the verb, or around it where the verb stands in the middle."""
    if token.dep_ == "parataxis" and token.head.pos_ in {"VERB", "AUX"}:
        return token.head
    deps, doc = columns.deps, token.doc
    below = [kid for kid in columns.kids[token.i] if deps[kid] in CLAUSES]
    clauses = [doc[kid] for kid in below if deps[kid] == "ccomp" or _asks(columns, token.i, kid)]
    if len(clauses) > 1:
        # Of two, the one that follows without a comma: "the fire is out; police say nobody was hurt".
        after = (c for c in clauses if c.i > token.i)
        return next((c for c in after if not any(t.is_punct for t in doc[token.i : c.left_edge.i + 1])), clauses[0])
    return clauses[0] if clauses else None


def _asks(columns: Columns, i: int, clause: int) -> bool:
    """Whether a clause is what is asked: "Asked by the judge if he knew"."""
    if columns.lemmas[i] != "ask" or columns.heads[i] == i:
        return False
    marks = [kid for kid in columns.kids[clause] if kid < clause and columns.deps[kid] == "mark"]
    return any(columns.lowers[mark] in words("asking") for mark in marks)


def _that_clause(token: Token, uses: frozenset[str]) -> Token | None:
    """A clause that the parse hangs on the hearer or on where it was said: "wrote in a letter to the court that he ran it"."""
    node, reached = token, "tell" in uses
    for _ in range(NOUNS):
        node = next((c for c in node.rights if c.dep_ in BELOW and c.lower_ != "it"), node)
        reached = reached or node.lower_ in words("media") or node.head.lower_ == "to"
        for clause in node.rights if reached and node.pos_ != "ADP" else ():
            if clause.dep_ in {"relcl", "acl"} and any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.lefts):
                return clause
    return None


def _reduced(columns: Columns, i: int, arcs: Arcs) -> bool:
    """A participle without its auxiliary: "words spoken by the judge"."""
    alone = "aux" not in arcs and "nsubj" not in arcs
    return alone and columns.tags[i] == "VBN" and columns.deps[i] in {"acl", "advcl"}


def _agent(token: Token, arcs: Arcs) -> Token | None:
    if "agent" in arcs:
        return child(token.doc[arcs["agent"]], "pobj")
    if token.dep_ == "pcomp" and token.head.lower_ == "as":
        return subject_of(token.head.head)
    return None


def _passive_hearer(columns: Columns, i: int, arcs: Arcs, uses: frozenset[str]) -> int | None:
    return arcs.get("nsubjpass") if "tell" in uses or columns.lemmas[i] == "ask" else None


def _hearer(columns: Columns, i: int, arcs: Arcs, uses: frozenset[str]) -> int | None:
    deps = columns.deps
    noun = min((arcs[dep] for dep in ("dobj", "dative") if dep in arcs), default=None) if "tell" in uses else None
    if noun is not None and not (deps[noun] == "dative" and columns.pos[noun] == "ADP"):
        return noun
    to = noun
    if noun is None and ("prep" in arcs or "dative" in arcs):
        to = next((k for k in columns.kids[i] if columns.lowers[k] == "to" and deps[k] in {"prep", "dative"}), None)
    return next((k for k in columns.kids[to] if deps[k] == "pobj"), None) if to is not None else None


def _medium(token: Token) -> Token | None:
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ in words("where"):
            noun = child(prep, "pobj")
            if noun is not None and (noun.lower_ in words("media") or noun.text in words("media")):
                return noun
    return None
