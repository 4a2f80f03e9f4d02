"""Indirect speech: the clause that a reporting word takes, and what "according to" covers."""

from collections.abc import Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from worker.extraction.columns import Columns
from worker.extraction.document import Document, Paragraph
from worker.extraction.quotes.cues import trails
from worker.extraction.quotes.drafts import Cue, Draft
from worker.extraction.quotes.lexicon import cue_verbs, words
from worker.extraction.quotes.phrases import SUBJECTS, child, subject_of, trimmed

# Uses of a verb that take a clause with a subject of its own.
ACTS = frozenset(["act", "deed"])
CLAUSAL = frozenset(["say", "tell", "think", "show"])
# Clauses that hang on another one: "according to" behind a comma is said of it all.
HANGING = frozenset(["advcl", "acl", "relcl", "appos"])
# Arcs by which a clause says what a noun of saying says.
CONTENT = frozenset(["acl", "ccomp", "relcl"])


def read_clauses(document: Document, cues: list[Cue]) -> Iterator[Draft]:
    """The clauses that reporting verbs take."""
    for cue in cues:
        clause = cue.complement
        if clause is None or not cue.uses & CLAUSAL or _own_mind(cue) or _no_report(cue):
            continue
        own = _reporting(cue.token, clause)
        if _apart(own[0], clause):
            continue
        first, last = _edges(clause, cue.token, own)
        if cue.last is not None:
            last = min(last, cue.last)
        while last > first and (clause.doc[last].dep_ == "cc" or clause.doc[last].is_punct):
            last -= 1
        if first <= last:
            stretch = trimmed(clause.doc, first, last)
            yield Draft(document.start(stretch), document.end(stretch), "indirect", cue, "clause", cue.subject)


def read_acts(document: Document, cues: list[Cue]) -> Iterator[Draft]:
    """What verbs of asking and pledging take ("told residents to leave"), and what is denied or admitted ("denies lying")."""
    for cue in cues:
        form = "VBG" if "deed" in cue.uses else "VB"
        if not cue.uses & ACTS or cue.complement is not None or cue.subject is None:
            continue
        deed = child(cue.token, "xcomp")
        if deed is None or deed.tag_ != form or deed.i < cue.token.i:
            continue
        stretch = trimmed(deed.doc, deed.left_edge.i, deed.right_edge.i)
        yield Draft(document.start(stretch), document.end(stretch), "indirect", cue, "act", cue.subject)


def read_names(document: Document, cues: list[Cue]) -> Iterator[Draft]:
    """What a thing is called: "called the plan reckless", "described it as a mistake"."""
    for cue in cues:
        token = cue.token
        if token.lemma_ not in words("naming") or cue.subject is None:
            continue
        small = child(token, "ccomp", "oprd")
        as_ = next(
            (c for c in token.children if c.dep_ == "prep" and c.lower_ in words("as_what") and c.i > token.i), None
        )
        thing = child(token, "dobj")
        said = small if small is not None else as_
        if said is None or said.i < token.i or _own_name(said) or (small is None and token.lemma_ == "call"):
            continue
        first = (
            min(said.left_edge.i, thing.left_edge.i) if thing is not None and thing.i > token.i else said.left_edge.i
        )
        if first > token.i:
            stretch = trimmed(token.doc, first, said.right_edge.i)
            yield Draft(document.start(stretch), document.end(stretch), "indirect", cue, "name", cue.subject)


def _own_name(said: Token) -> bool:
    """Whether a thing gives its own name: "a group that calls itself Pale Harbour"."""
    own = child(said, *SUBJECTS) or child(said.head, "dobj")
    return said.pos_ == "PROPN" and own is not None and own.lower_.endswith(("self", "selves"))


def _own_mind(cue: Cue) -> bool:
    """A speaker on himself, as in "I believe ...", says no more than what follows."""
    subject = cue.subject
    return subject is not None and subject.lower_ in words("selves") and bool(cue.uses & {"think", "show"})


def _no_report(cue: Cue) -> bool:
    """Whether nobody reports: a doubt ("if he believed"), a sign ("rose, suggesting that"), a clause without a speaker."""
    token = cue.token
    if "show" in cue.uses and cue.complement is not None and _is_verdict(cue.complement):
        return True
    doubted = "think" in cue.uses and any(c.dep_ == "mark" and c.lower_ in words("asking") for c in token.lefts)
    sign = "show" in cue.uses and trails(token) and token.head.lemma_ not in cue_verbs()
    before = cue.complement is not None and cue.complement.i < token.i and token.dep_ != "parataxis"
    return doubted or sign or (before and cue.subject is None)


def _is_verdict(clause: Token) -> bool:
    """Whether a clause without a verb tells what is found or held, no report of it: "found him guilty"."""
    return clause.lower_ in words("verdicts") and child(clause, "mark") is None


def _apart(first: int, clause: Token) -> bool:
    """Whether a semicolon parts the reporting words from what stands before them: "Acme was fined; Nordlink warned of losses"."""
    return clause.i < first and first > 0 and clause.doc[first - 1].text == ";"


def _edges(clause: Token, cue: Token, own: tuple[int, int]) -> tuple[int, int]:
    """First and last token of a reported clause: "The bill, he says, would fail" is reported from end to end."""
    first, last = clause.left_edge.i, clause.right_edge.i
    own_first, own_last = own
    if own_first <= first:
        first = max(first, own_last + 1)
    elif own_last >= last:
        last = own_first - 1
    last = _widened(clause, cue, last)
    if clause.i > cue.i:
        first, last = _without_time(clause, cue, first), _without_addition(clause, last)
    if first < last and clause.doc[first].lower_ == "that" and clause.doc[first].dep_ == "mark":
        first += 1
    return first, last


def _without_time(clause: Token, cue: Token, first: int) -> int:
    """The first token of a reported clause behind the time at which it was said."""
    lefts = list(clause.lefts)
    when = next((c for c in lefts if _dates_saying(c, cue, clause)), None) if len(lefts) > 1 else None
    return first if when is None else max(first, when.right_edge.i + 1)


def _without_addition(clause: Token, last: int) -> int:
    """The last token of a reported clause before ", adding that ..." and before "according to"."""
    added = next((c for c in clause.rights if c.tag_ == "VBG" and c.lemma_ in words("adding") and trails(c)), None)
    if added is not None:
        last = min(last, added.left_edge.i - 1)
    by = next((c for verb in (clause, *clause.conjuncts) for c in verb.rights if c.lower_ == "according"), None)
    return by.i - 1 if by is not None and by.right_edge.i >= last - 1 else last


def _widened(clause: Token, cue: Token, last: int) -> int:
    """The last token of a reported clause with what the parse cut off it: the rest of it, or a second "that" clause."""
    if clause.i < cue.i:
        return last
    for more in cue.rights:
        if more.i > last and _goes_on(more, clause.doc[last]):
            last = more.right_edge.i
    return last


def _goes_on(more: Token, last: Token) -> bool:
    """Whether what hangs on the reporting verb is the rest of the clause that ends at ``last``, or a second one."""
    if more.dep_ == "ccomp":
        return more.left_edge.i == last.i + 1 and not (last.is_punct or last.dep_ == "cc")
    return more.dep_ == "conj" and any(c.dep_ == "mark" and c.lower_ == "that" for c in more.lefts)


def _dates_saying(word: Token, cue: Token, clause: Token) -> bool:
    """Whether a time between a reporting verb and the subject of its clause is the time of saying: "said in July it ..."."""
    noun = child(word, "pobj") if word.dep_ == "prep" else word if word.dep_ == "npadvmod" else None
    if noun is None or noun.lower_ not in words("times") or word.left_edge.i != cue.i + 1:
        return False
    after = word.right_edge.i + 1
    return (
        after < clause.i
        and clause.doc[after].text != ","
        and any(c.dep_ in SUBJECTS and c.left_edge.i == after for c in clause.lefts)
    )


def _reporting(cue: Token, clause: Token) -> tuple[int, int]:
    """The reporting verb with its subject and adjuncts, where it stands beside or inside the clause."""
    if cue.dep_ == "parataxis" and cue.head == clause:
        last = cue.right_edge.i
        return cue.left_edge.i, len(cue.doc) if _meanwhile(cue, last) else last
    subject = next((c for c in cue.children if c.dep_ in SUBJECTS), None)
    if clause.i > cue.i:
        return min(cue.i, subject.left_edge.i if subject is not None else cue.i), cue.i
    first = min(cue.i, subject.left_edge.i) if subject is not None and subject.i > clause.i else cue.i
    return first, clause.doc[first:].end


def _meanwhile(cue: Token, last: int) -> bool:
    """Whether what follows a reporting verb in the middle is the reporter's: "..., police said, as crowds gathered", ", citing"."""
    behind = cue.doc[last : last + 3]
    comma = next((i for i, token in enumerate(behind) if token.text == ","), None)
    after = behind[comma + 1 : comma + 2] if comma is not None else behind[:0]
    own = words("adding") | words("citing")
    return any((t.lower_ == "as" and t.dep_ == "mark") or (t.tag_ == "VBG" and t.lemma_ in own) for t in after)


def read_nouns(document: Document, paragraph: Paragraph) -> Iterator[Draft]:
    """Clauses that nouns of saying take: "the claim that ..."."""
    columns, nouns = paragraph.columns, words("nouns")
    for i in [i for i, lower in enumerate(columns.lowers) if lower in nouns and columns.pos[i] == "NOUN"]:
        if columns.lowers[i + 1 : i + 2] != ["that"] or columns.deps[i + 1] != "mark":
            continue
        clause = columns.heads[i + 1]
        if columns.heads[clause] != i or columns.deps[clause] not in CONTENT:
            continue
        noun = paragraph.doc[i]
        stretch = trimmed(paragraph.doc, i + 2, paragraph.doc[clause].right_edge.i)
        cue = Cue(noun, frozenset(["noun"]), document.start(noun), document.end(noun), _holder(noun))
        yield Draft(document.start(stretch), document.end(stretch), "indirect", cue, "noun", cue.subject)


def _holder(noun: Token) -> Token | None:
    """Whose claim it is: the possessor, or who makes it."""
    owner = child(noun, "poss")
    if owner is not None:
        return owner
    of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in words("of_whom")), None)
    if of is not None and of.i < noun.i + 2:
        return child(of, "pobj")
    return subject_of(noun.head) if noun.dep_ == "dobj" else None


def read_according(document: Document, paragraph: Paragraph) -> Iterator[Draft]:
    """What stands beside "according to X"."""
    lowers = paragraph.columns.lowers
    if "according" not in lowers:
        return
    for i in [i for i, lower in enumerate(lowers) if lower == "according" and lowers[i + 1 : i + 2] == ["to"]]:
        token, to = paragraph.doc[i], paragraph.doc[i + 1]
        source = child(to, "pobj") or child(token, "pobj")
        if source is None:
            continue
        cue = Cue(token, frozenset(["according"]), document.start(token), document.end(to), source)
        last = max(source.right_edge.i, token.right_edge.i)
        last = _over_name(paragraph.columns, last) if source.pos_ == "NOUN" else last
        first, final = _beside(token, last, token.sent)
        if final > first:
            stretch = trimmed(token.doc, first, final)
            yield Draft(document.start(stretch), document.end(stretch), "indirect", cue, "according", source)


def _over_name(columns: Columns, last: int) -> int:
    """Where a source ends whose name stands between commas behind it: "according to its chief, Jane Doe, the dam is safe"."""
    i = last + (columns.words[last] != ",")
    if columns.words[i : i + 1] != [","]:
        return last
    end = i + 1
    while columns.pos[end : end + 1] == ["PROPN"]:
        end += 1
    return end if end > i + 1 and columns.words[end : end + 1] == [","] else last


def _shares(verb: Token) -> bool:
    """Whether a verb has its subject, or its "that", from the one that it is joined to."""
    marked = any(c.dep_ == "mark" for c in verb.lefts)
    return verb.dep_ == "conj" and (marked or child(verb, *SUBJECTS) is None)


def _beside(token: Token, last: int, sentence: Tokens) -> tuple[int, int]:
    """The clause that "according to" stands in, from ``token`` to ``last``: behind it, before it, or around it."""
    verb = token.head
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    comma = any(before.text == "," for before in token.doc[max(0, token.i - 2) : token.i])
    while verb.head != verb and ((comma and verb.dep_ in HANGING) or _shares(verb) or verb.pos_ not in {"VERB", "AUX"}):
        verb = verb.head
    first, final = verb.left_edge.i, verb.right_edge.i
    if first >= token.i or token.i - sentence.start <= 1:
        return last + 1, max(final, sentence.end - 1)
    if verb.i < token.i:
        return first, token.i - 1
    return first, final
