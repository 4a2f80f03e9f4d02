"""Quotations that a colon announces without a reporting verb: "She was blunt: ...", "His advice was simple: ..."."""

from spacy.tokens import Token

from worker.extraction.document import Document
from worker.extraction.entities import lexicon as names
from worker.extraction.quotes.lexicon import words
from worker.extraction.quotes.marks import Passage
from worker.extraction.quotes.phrases import child, subject_of

VERBAL = frozenset(["VERB", "AUX"])
# A single word behind a colon may as well be a name or a label.
WORDS = 2


def is_announced(text: str, passage: Passage) -> bool:
    """Whether a colon stands before a passage that is a sentence of its own, by its capital and its stop."""
    said = text[passage.start : passage.end].rstrip("’'»”\"")
    telling = [word for word in said.split()[1:] if word[:1].islower()]
    closed = said[-1:] in {".", "?", "!", "…"}
    colon = text[max(0, passage.left - 3) : passage.left].rstrip().endswith(":")
    return colon and closed and said[:1].isupper() and len(said.split()) >= WORDS and bool(telling)


def announcer(document: Document, passage: Passage) -> Token | None:
    """Who speaks: the one who is the subject before the colon, or whose word that subject is; None where it is a thing."""
    subject = _subject_before(document, document.text.rindex(":", 0, passage.left), passage)
    owner = child(subject, "poss") if subject is not None else None
    if subject is not None and owner is not None and subject.lower_ in words("announcing"):
        subject = owner
    return subject if subject is not None and _speaks(subject) else None


def actor(document: Document, passage: Passage) -> Token | None:
    """Who does something in the sentence right before a passage: "Lindqvist laughed. '...'"; None where it is a thing."""
    stop = len(document.text[: passage.left].rstrip()) - 1
    subject = _subject_before(document, stop, passage)
    if (
        subject is None
        or subject.dep_ != "nsubj"
        or child(subject, "conj") is not None
        or subject.lower_ in words("several")
    ):
        return None
    return subject if _speaks(subject) else None


def _subject_before(document: Document, stop: int, passage: Passage) -> Token | None:
    """The subject of the clause that ends at a colon or a full stop, in the passage's own paragraph."""
    paragraph = document.paragraph_at(passage.left)
    before = document.tokens(stop, stop + 1) if stop >= 0 else None
    if paragraph is None or not before or before.start == 0 or before.doc is not paragraph.doc:
        return None
    first = paragraph.doc[before.start - 1].sent.start
    clause = paragraph.doc[first : before.start]
    verb = next((t for t in clause if t.pos_ in VERBAL and (t.head not in clause or t.head == t)), None)
    subject = subject_of(verb) if verb is not None else None
    if verb is not None and (subject is None or subject not in clause):
        # The parse often takes it for the subject of what is quoted.
        subject = next((t for t in clause if t.i < verb.i and t.dep_ == "nsubj" and t.head not in clause), None)
    return subject


def _speaks(noun: Token) -> bool:
    """Whether a noun or pronoun can stand for one who speaks."""
    person = noun.lower_ in names.table("people.tsv") or noun.lower_ in names.words("titles.txt")
    return noun.pos_ == "PROPN" or noun.lower_ in words("persons") or person
