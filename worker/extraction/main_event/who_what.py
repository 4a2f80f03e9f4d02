"""Who did it, and what was done: short phrases of the text, each with the characters that give it."""

from spacy.tokens import Token

from worker.contract.facts import Answer, Argument, Span, Statement
from worker.extraction.document import Document
from worker.extraction.found import Found
from worker.extraction.main_event.lexicon import closed
from worker.extraction.main_event.verbs import find_verb

PRONOUNS, RESUMING, LEADING_AWAY, COMPLETING = map(closed, ("pronouns", "resuming", "leading-away", "completing"))
LONG_SUBJECT = 90
SUBJECTS = frozenset(["nsubj", "nsubjpass"])


def who(document: Document, found: Found, main: Statement) -> Answer | None:
    """The agent, or the one it happened to where no agent is named; a name rather than a pronoun."""
    argument = main.subject if main.subject.span is not None else main.object
    if argument is None or argument.span is None:
        return None
    if argument.text.lower() in PRONOUNS:
        return _named(document, found, argument) or _speaker(found, main, argument) or _answer(argument)
    return (
        _shortened(document, argument.span) if len(argument.text) > LONG_SUBJECT else _whole(document, found, argument)
    )


def _speaker(found: Found, main: Statement, pronoun: Argument) -> Answer | None:
    """The nameless speaker whom a pronoun takes up: "A nurse told the court that she had never done it"."""
    cited = main.attribution.quote if main.attribution is not None else None
    quote = next((q for q in found.quotes if q.id == cited and not q.quote_marks), None)
    if quote is None or quote.speaker_mention is None or pronoun.text.lower() not in RESUMING:
        return None
    return Answer(text=quote.speaker_mention.text, evidence=(quote.speaker_mention,))


def _shortened(document: Document, span: Span) -> Answer:
    """A long subject to its noun and what "of" adds to it: "An explosion outside the consulate in ..." is an explosion."""
    tokens = document.tokens(span.start, span.end)
    short = span
    if tokens is not None and len(tokens):
        noun = tokens.root
        of = next((c for c in noun.rights if c.lower_ == "of" and c.i == noun.i + 1), None)
        end = next(iter(of.rights), noun) if of is not None else noun
        short = document.between(span.start, max(document.end(noun), document.end(end)))
    return Answer(text=short.text, evidence=(short,))


def _answer(argument: Argument) -> Answer | None:
    span = argument.span
    return None if span is None else Answer(text=span.text, evidence=(span,), entities=argument.entities)


def _whole(document: Document, found: Found, argument: Argument) -> Answer | None:
    """The argument, or the name that it is but a part of: "Norvik ASA" for "ASA"."""
    span = argument.span
    names = (m for e in found.entities for m in e.mentions if m.kind == "name")
    name = next((m for m in names if span and m.start <= span.start < span.end <= m.end), None)
    if span is None or name is None:
        return _answer(argument)
    whole = document.between(name.start, name.end)
    return Answer(text=whole.text, evidence=(whole,), entities=argument.entities or found.entity_ids(whole))


def _named(document: Document, found: Found, argument: Argument) -> Answer | None:
    for entity in found.entities:
        if entity.id in argument.entities:
            name = next((m for m in entity.mentions if m.kind == "name"), None)
            if name is not None:
                span = document.between(name.start, name.end)
                return Answer(text=span.text, evidence=(span,), entities=(entity.id,))
    return None


def what(document: Document, main: Statement) -> Answer | None:
    """The verb with its auxiliaries, to the end of the object."""
    verb = find_verb(document, main)
    if verb is None:
        return _answer(main.object) if main.object else None
    start, end = document.start(_group_start(verb)), document.end(verb)
    target = main.object.span if main.object is not None else None
    if target is not None and target.start > start:
        end = target.end
    elif target is None or main.voice == "passive":
        end = _to_complement(document, verb, end, main)
    span = document.between(start, end)
    return Answer(text=span.text, evidence=(span,))


def _group_start(verb: Token) -> Token:
    """The first helper of the verb, or of the verb that it completes: "failed to agree", "have now all been identified"."""
    top = verb
    while top.dep_ == "xcomp" and top.head.i < top.i and not any(c.dep_ in SUBJECTS for c in top.lefts):
        top = top.head
    first = top
    while first.i > 0 and first.nbor(-1).dep_ in {"aux", "auxpass", "neg", "advmod"} and first.nbor(-1).head == top:
        first = first.nbor(-1)
    helpers = [c for c in top.lefts if c.dep_ in {"aux", "auxpass"} and c.lower_ != "to"]
    subject = next((c for c in top.lefts if c.dep_ in SUBJECTS), None)
    ahead = [c for c in helpers if subject is not None and c.i > subject.i]
    return min([first, *ahead], key=lambda t: t.i)


def _to_complement(document: Document, verb: Token, end: int, main: Statement) -> int:
    """Without an object: to the end of the first phrase behind the verb."""
    for child in verb.rights:
        if (
            child.dep_ in {"prep", "prt", "acomp", "agent", "oprd", "advmod"}
            and document.start(child) < main.evidence[0].end
            and child.lower_ not in LEADING_AWAY
            and not (main.voice == "passive" and main.place is not None and _holds(document, child, main.place))
        ):
            last = _next_phrase(child) if child.dep_ in {"prt", "advmod"} else _over_day(child)
            return min(document.end(last.right_edge), main.evidence[0].end)
    return end


def _over_day(phrase: Token) -> Token:
    """A phrase, or where it is but the day the one right behind it that says what was done: "on Friday to nine years"."""
    after = next((t for t in phrase.head.rights if t.i == phrase.right_edge.i + 1), None)
    if after is None or after.dep_ not in {"prep", "dative"} or after.lower_ not in COMPLETING:
        return phrase
    return after if any(c.ent_type_ in {"DATE", "TIME"} for c in phrase.rights) else phrase


def _next_phrase(adverb: Token) -> Token:
    """The preposition right behind an adverb, which belongs to it: "aground off the coast"."""
    after = next((t for t in adverb.head.rights if t.i == adverb.right_edge.i + 1 and t.dep_ == "prep"), None)
    return adverb if after is None else after


def _holds(document: Document, child: Token, place: Argument) -> bool:
    span = place.span
    return span is not None and document.start(child) <= span.start < document.end(child.right_edge)
