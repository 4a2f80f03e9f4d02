"""Who speaks, as far as it bears on a clause: whose promise it is, whose words it stands in, who accuses."""

from worker.contract.facts import Attribution, Quote
from worker.extraction.found import Found
from worker.extraction.quotes.lexicon import cues
from worker.extraction.statements.attribution import Quotes
from worker.extraction.statements.clauses import Clause
from worker.extraction.statements.factuality import Voices
from worker.extraction.statements.lexicon import resuming, words
from worker.extraction.statements.surroundings import Surroundings
from worker.extraction.statements.tree import Tree, Word

AGENTS = frozenset(("PERSON", "ORG", "GPE", "NORP"))
# Uses of reporting verbs whose clause is what someone says.
SAYING = frozenset(("say", "tell"))
# Two pronouns that never mean one person.
SEXES = frozenset(("he", "she"))


class Speakers:
    """Reads speakers against the quotes and the entities of the text."""

    def __init__(self, around: Surroundings, found: Found) -> None:
        self._around = around
        self._found = found
        self.quotes = Quotes(found.quotes)
        self._quoted: dict[int, Quote | None] = {}

    def quote_of(self, clause: Clause) -> Quote | None:
        """The innermost quote that a clause stands in, or that its first conjunct was reported by: "and that it did"."""
        start = clause.verb.start
        if start not in self._quoted:
            self._quoted[start] = self._read_quote(clause)
        return self._quoted[start]

    def _read_quote(self, clause: Clause) -> Quote | None:
        quote = self.quotes.at(clause.verb.start) or self._closing(clause) or self._resumed_quote(clause)
        if quote is not None and _beside(clause, quote):
            quote = self.quotes.outer(quote)
        if quote is not None or clause.head.dep != "conj" or clause.parent is None:
            return quote
        mark = clause.head.child("mark")
        upper = clause.parent.head
        if mark is None or mark.lower != "that":
            return None
        return self.quotes.cued_by(upper.start) or (
            self.quotes.cued_by(upper.head.start) if upper.dep == "ccomp" else None
        )

    def _closing(self, clause: Clause) -> Quote | None:
        """The source that ends the sentence answers for each of its clauses: "Ten died and 40 fled, according to the UN"."""
        for verb in clause.head.kids("conj"):
            quote = self.quotes.at(verb.start)
            cue = quote.cue if quote is not None else None
            if quote is not None and cue is not None and cue.text.lower().startswith("according"):
                return quote if cue.start >= quote.content.end and clause.head.start < quote.content.start else None
        return None

    def _resumed_quote(self, clause: Clause) -> Quote | None:
        """The quote that goes on behind who says it: "Users should stop, the agency said, and must not repair it"."""
        first = clause.head.head
        if clause.head.dep != "conj" or clause.by != "shared":
            return None
        quote = self.quotes.at(first.start)
        cue = quote.cue if quote is not None else None
        return quote if cue is not None and first.start < cue.start < clause.head.start else None

    def reporting(self, clause: Clause) -> Clause | None:
        """The clause that reports this one although no quote was found: "Talks could resume soon, a person told the Post"."""
        upper, verb = clause.parent, clause.head.head
        if clause.head.dep != "ccomp" or upper is None or verb is not upper.verb or upper.subject is None:
            return None
        says = bool(cues().get(verb.lemma, frozenset()) & SAYING)
        return upper if says and verb.child("neg") is None and upper.head.child("neg") is None else None

    def aside(self, tree: Tree, clause: Clause) -> Attribution | None:
        """Who reports the clause in words set apart behind it: "The state will not appeal, the minister told reporters"."""
        verb = clause.head.child("parataxis")
        name = verb.child("nsubj") if verb is not None and verb.lemma in words("announcing") else None
        if verb is None or name is None or name.i > verb.i:
            return None
        agents = [i for i in self._ids(tree, name) if i in self._around.entities]
        agents = [i for i in agents if self._around.entities[i].type in AGENTS]
        return Attribution(source=agents[0] if len(agents) == 1 else None, cue=verb.text)

    def voices(self, tree: Tree, clause: Clause) -> Voices:
        """Who speaks, and whether the subject does."""
        quote = self.quote_of(clause)
        return Voices(
            quoted=quote is not None or self.reporting(clause) is not None,
            self_made=quote is not None and self._is_speaker(tree, clause, quote),
            agentive=self._agentive(tree, clause),
        )

    def _is_speaker(self, tree: Tree, clause: Clause, quote: Quote) -> bool:
        noun = clause.subject
        if noun is None or (quote.speaker is None and quote.speaker_mention is None):
            return False
        if tree.words[noun.left].lower in words("selves") and quote.quote_marks:
            return True
        if self.resumed(clause, quote):
            return True
        speaker = self._around.entities.get(quote.speaker) if quote.speaker else None
        bodies = {quote.speaker, *(role.org for role in speaker.roles if role.status is None)} if speaker else set()
        return bool(bodies & {*self._ids(tree, noun)})

    def resumed(self, clause: Clause, quote: Quote) -> bool:
        """Whether the pronoun that opens what is reported takes up who reports it: "The firm said it would close"."""
        noun, first = clause.subject, clause
        while first.by == "shared" and first.parent is not None and first.head.dep == "conj":
            first = first.parent
        if noun is None or quote.quote_marks or first.head.dep != "ccomp":
            return False
        if self.quotes.cued_by(first.head.head.start) is not quote:
            return False
        mention = quote.speaker_mention.text.lower() if quote.speaker_mention is not None else ""
        if {mention, noun.lower} == SEXES:
            return False  # "she added that he had shown no remorse"
        if quote.speaker is None:
            return _takes_up(noun, first.parent) and clause.verb.lemma != "be"
        speaker = self._around.entities.get(quote.speaker)
        fits = speaker is not None and speaker.type in resuming().get(noun.lower, frozenset())
        return fits and not self._found.entity_ids((noun.start, noun.end))

    def _agentive(self, tree: Tree, clause: Clause) -> bool:
        noun = clause.subject
        if noun is None:
            return False
        if noun.lower in words("agent-pronouns") or noun.lemma in words("agent-nouns"):
            return True
        return any(self._around.entities[i].type in AGENTS for i in self._ids(tree, noun) if i in self._around.entities)

    def agent_of(self, tree: Tree, clause: Clause | None) -> str | None:
        """The one entity that accuses, claims or reports as the subject of a clause; None where the sentence names none."""
        if clause is None or clause.passive or clause.subject is None:
            return None
        ids = self._ids(tree, clause.subject)
        agents = [i for i in ids if i in self._around.entities and self._around.entities[i].type in AGENTS]
        return agents[0] if len(agents) == 1 else None

    def _ids(self, tree: Tree, noun: Word) -> tuple[str, ...]:
        return self._found.entity_ids((tree.words[noun.left].start, tree.words[noun.cut].end))


def _beside(clause: Clause, quote: Quote) -> bool:
    """Whether the verb is joined to the one that reports, and no part of what is reported: "said it would appeal and left"."""
    first, cue = clause.head.head, quote.cue
    joined = clause.head.dep == "conj" and clause.by == "shared" and cue is not None and cue.start == first.start
    return joined and not quote.quote_marks and clause.head.child("mark") is None


def _takes_up(noun: Word, reporting: Clause | None) -> bool:
    """Whether a pronoun agrees with the nameless speaker before it: "officials said they would"."""
    speaker = reporting.subject if reporting is not None else None
    if speaker is None or reporting is None or reporting.verb.lemma not in words("announcing") or speaker.i > noun.i:
        return False
    plural = speaker.tag in {"NNS", "NNPS"} or speaker.lower == "police"
    return speaker.lemma in words("agent-nouns") and noun.lower in ({"they"} if plural else {"it", "he", "she"})
