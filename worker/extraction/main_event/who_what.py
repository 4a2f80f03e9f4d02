"""Who did it, and what was done: short phrases of the text, each with the characters that give it."""

from worker.contract.facts import Answer, Argument, Span, Statement
from worker.extraction.columns import Columns
from worker.extraction.document import Document
from worker.extraction.found import Found
from worker.extraction.main_event.lexicon import closed
from worker.extraction.main_event.verbs import Words, find_verb, words_of

PRONOUNS, RESUMING, LEADING_AWAY, COMPLETING = map(closed, ("pronouns", "resuming", "leading-away", "completing"))
LONG_SUBJECT = 90
SUBJECTS = frozenset(["nsubj", "nsubjpass"])
HELPING = frozenset(["aux", "auxpass"])
GROUPED = HELPING | {"neg", "advmod"}
COMPLEMENTS = frozenset(["prep", "prt", "acomp", "agent", "oprd", "advmod"])


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
    words = words_of(document, span.start, span.end)
    short = span
    if words is not None:
        columns = words.columns
        noun = columns.root(words.first, words.end)
        of = next((kid for kid in columns.kids[noun] if kid == noun + 1 and columns.lowers[kid] == "of"), None)
        end = next((kid for kid in columns.kids[of] if kid > of), noun) if of is not None else noun
        short = document.between(span.start, words.places(noun, max(noun, end))[1])
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
    found = find_verb(document, main)
    if found is None:
        return _answer(main.object) if main.object else None
    words, verb = found
    start, end = words.places(_group_start(words.columns, verb), verb)
    target = main.object.span if main.object is not None else None
    if target is not None and target.start > start:
        end = target.end
    elif target is None or main.voice == "passive":
        end = _to_complement(words, verb, end, main)
    span = document.between(start, end)
    return Answer(text=span.text, evidence=(span,))


def _group_start(columns: Columns, verb: int) -> int:
    """The first helper of the verb, or of the verb that it completes: "failed to agree", "have now all been identified"."""
    deps, heads, top = columns.deps, columns.heads, verb
    while deps[top] == "xcomp" and heads[top] < top and _subject(columns, top) is None:
        top = heads[top]
    first = top
    while first > 0 and deps[first - 1] in GROUPED and heads[first - 1] == top:
        first -= 1
    subject = _subject(columns, top)
    if subject is None:
        return first
    helpers = [kid for kid in columns.kids[top] if subject < kid < top and deps[kid] in HELPING]
    return min([first, *[kid for kid in helpers if columns.lowers[kid] != "to"]])


def _subject(columns: Columns, verb: int) -> int | None:
    """The subject that stands before a verb."""
    return next((kid for kid in columns.kids[verb] if kid < verb and columns.deps[kid] in SUBJECTS), None)


def _to_complement(words: Words, verb: int, end: int, main: Statement) -> int:
    """Without an object: to the end of the first phrase behind the verb."""
    columns = words.columns
    for kid in columns.kids[verb]:
        if (
            kid > verb
            and columns.deps[kid] in COMPLEMENTS
            and words.places(kid, kid)[0] < main.evidence[0].end
            and columns.lowers[kid] not in LEADING_AWAY
            and not (main.voice == "passive" and main.place is not None and _holds(words, kid, main.place))
        ):
            last = _next_phrase(columns, kid) if columns.deps[kid] in {"prt", "advmod"} else _over_day(words, kid)
            return min(words.places(last, columns.right(last))[1], main.evidence[0].end)
    return end


def _over_day(words: Words, phrase: int) -> int:
    """A phrase, or where it is but the day the one right behind it that says what was done: "on Friday to nine years"."""
    columns, doc = words.columns, words.paragraph.doc
    after = _right_behind(columns, phrase)
    if after is None or columns.deps[after] not in {"prep", "dative"} or columns.lowers[after] not in COMPLETING:
        return phrase
    days = any(doc[kid].ent_type_ in {"DATE", "TIME"} for kid in columns.kids[phrase] if kid > phrase)
    return after if days else phrase


def _next_phrase(columns: Columns, adverb: int) -> int:
    """The preposition right behind an adverb, which belongs to it: "aground off the coast"."""
    after = _right_behind(columns, adverb)
    return after if after is not None and columns.deps[after] == "prep" else adverb


def _right_behind(columns: Columns, phrase: int) -> int | None:
    """What stands right behind a phrase and hangs on the same word, which it follows."""
    after, head = columns.right(phrase) + 1, columns.heads[phrase]
    beside = head < after < len(columns.heads) and columns.heads[after] == head
    return after if beside else None


def _holds(words: Words, kid: int, place: Argument) -> bool:
    span = place.span
    start, end = words.places(kid, words.columns.right(kid))
    return span is not None and start <= span.start < end
