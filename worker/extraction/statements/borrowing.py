"""What a clause takes from the one above it: subject, auxiliaries, and what the verb above says about it."""

from worker.contract.facts import Polarity
from worker.extraction.statements.clauses import SUBJECTS, Clause
from worker.extraction.statements.lexicon import (
    Attitude,
    Control,
    attitudes,
    controls,
    object_controls,
    plan_nouns,
    words,
)
from worker.extraction.statements.tree import Word, is_infinitive


def shared_aux(word: Word, above: Clause) -> list[Word]:
    """The auxiliaries of the verb before that hold for this one too."""
    if word.tag == "VBD" and above.passive and _undergone(word):
        return above.aux
    if (
        word.tag in {"VBD", "VBZ"}
        or (word.tag == "VBP" and above.passive)
        or (word.tag == "VBN" and above.verb.tag not in {"VBN", "VBD"})
    ):
        return []
    return above.aux


def _undergone(word: Word) -> bool:
    """Whether a past form that shares a passive is one too: "was cleared of rape but found guilty of assault"."""
    if word.lemma in words("bestowing") and word.child("dobj") is not None and word.child("ccomp") is None:
        return True
    if word.child("dobj", "ccomp"):
        return False
    judged = word.lemma in words("judging") and word.child("oprd", "acomp") is not None
    return (word.lemma in object_controls() and word.child("xcomp") is not None) or judged


def shared_negation(clause: Clause, above: Clause) -> Word | None:
    """The verb whose "not" holds for this one too: "did not eat or drink", but not "did not eat but drank"."""
    joined_by = {c.lower for c in above.head.kids("cc")}
    return above.negated or above.head if clause.aux and "but" not in joined_by else None


def shared_effects(above: Clause) -> list[Control]:
    """What the verbs above say about both verbs; nothing where they speak of the verb below the first one."""
    return [] if above.verb is not above.head else above.effects[:]


def gap_of(word: Word) -> Word | None:
    """The noun that a relative clause leaves out as its object, or None where the clause has all it needs."""
    if word.child("mark") is not None or word.lemma.partition(" ")[0] == "be":
        return None
    led = any(c.i > word.i or c.lower in words("question-words") for c in word.kids("advmod"))
    if led or word.child("dobj", "attr", "acomp", "ccomp", "xcomp", "nsubjpass", "auxpass"):
        relative = word.child("dobj", "attr")
        return word.head if relative is not None and relative.lower in words("relative-pronouns") else None
    subject = word.child("nsubj")
    if (
        subject is None
        or subject.lower in words("relative-pronouns")
        or any(c.lower == "whose" for c in subject.kids("poss"))
    ):
        return None
    preps = (*subject.kids("prep"), *word.kids("prep"))
    if any(n.lower in words("relative-pronouns") for prep in preps for n in prep.kids("pobj")):
        return None  # "three of whom have settled", "in which six people died"
    return word.head


def gerund_subject(word: Word, above: Clause) -> Word | None:
    """After "of" and "from" the object acts ("accused him of hiding it"), after the others the subject.

    After "for" the object too where the verb is what one undergoes for a deed: "arrested two men for throwing flares".
    """
    upper = above.verb.lemma
    judged = word.head.head.child("nsubj", "npadvmod") if word.head.head.dep == "ccomp" else None
    if judged is not None and not word.head.head.verbal:
        return judged  # "found two brothers guilty of smuggling"
    if word.head.lower == "for" and (upper in words("undergone") or upper in words("sanctions")) and not above.passive:
        return above.verb.child("dobj") or above.subject
    if word.head.lower in {"of", "from"} and not any(c.lower == "instead" for c in word.head.children):
        return (above.subject if above.passive else above.verb.child("dobj")) or above.subject
    return above.subject


def _foretold(clause: Clause, above: Clause) -> None:
    """What an adjective says about a clause: "it is unlikely that the bill will pass", "I am confident that it will"."""
    adjective = above.verb.child("acomp")
    effect = controls().get(adjective.lower) if adjective is not None else None
    attitude = attitudes().get(adjective.lower) if adjective is not None else None
    if effect is not None and effect.modality in {"predicted", "possible"}:
        clause.effects.append(effect)
        above.silent = True
    elif attitude is not None:
        clause.effects.append(Control(False, None, attitude.modality, attitude.polarity))


def _evident(clause: Clause, above: Clause | None) -> None:
    """A sign is no certainty, and where there is none nothing is said: "no evidence that votes were stolen"."""
    noun = clause.head.head
    denied = any(c.lower in {"no", "little", "any"} for c in noun.children) or (
        above is not None and above.verb.child("neg") is not None
    )
    clause.minor = True
    clause.effects.append(Control(False, None, "questioned" if denied else "possible", "+"))


def _stipulated(clause: Clause) -> None:
    """What a demand or a pledge in a noun is about: "a requirement that it support prices"."""
    effect, _ = plan_nouns()[clause.head.head.lemma]
    clause.minor = True
    clause.effects.append(effect)


def _claimed(clause: Clause, above: Clause) -> None:
    """A claim in a noun is nobody's news: "rejected claims that it had lied"; who denies it says that it is not so."""
    clause.minor, clause.accusation = True, clause.head.head
    if above.verb.lemma in words("denials"):
        clause.accusation = above.verb
        clause.effects.append(Control(False, None, None, "-"))


def planned(clause: Clause, above: Clause | None) -> None:
    """Who plans is who owns the plan, or else who makes it known: "its plan to close", "announced plans to close"."""
    noun = clause.head.head
    clause.effects = [plan_nouns()[noun.lemma][0]]
    clause.minor = not plan_nouns()[noun.lemma][1]
    if _called_off(noun, above):
        clause.effects.append(Control(False, None, None, "-"))
    owner = noun.child("poss")
    if owner is not None:
        clause.subject, clause.by = owner, "control"
    elif above is not None and noun.dep not in SUBJECTS and not above.passive:
        clause.subject, clause.by = above.subject, "control"


def _called_off(noun: Word, above: Clause | None) -> bool:
    """Whether the plan is denied or given up: "has no plans to close", "dropped plans to close"."""
    if any(c.lower in {"no", "any"} and c.dep == "det" for c in noun.children):
        return any(c.lower == "no" for c in noun.children) or (
            above is not None and above.verb.child("neg") is not None
        )
    if noun.dep == "pobj" and noun.head.lower == "without":
        return True
    if above is None or noun.dep not in {"dobj", "nsubjpass"} or noun.head is not above.verb:
        return False
    negated = above.verb.child("neg") is not None or above.head.child("neg") is not None
    return (above.verb.lemma in words("denials") | words("abandoning")) ^ negated


def charges(prep: Word) -> bool:
    """Whether a preposition on the object belongs to the verb: "accused the firm of hiding it"."""
    upper = prep.head.head.lemma
    return prep.lower in {"of", "from", "with"} and any(
        upper in words(name) for name in ("accusations", "acquittals", "preventions")
    )


def confesses(prep: Word) -> bool:
    """Whether a preposition brings what one owns up to: "pleaded guilty to stealing", "admitted to lying"; not "pleaded not guilty to"."""
    if prep.lower != "to":
        return False
    verb = prep.head if prep.head.verbal else prep.head.head
    denied = any(c.lower == "not" for c in (*verb.children, *prep.head.children))
    return verb.lemma in words("confessions") and not denied


def accused(clause: Clause, above: Clause) -> None:
    """What the verb above says about a deed: "accused him of hiding it", "stopped them from leaving"."""
    upper, prep = above.verb.lemma, clause.head.head.lower
    if (prep in {"of", "with"} and upper in words("accusations")) or (prep == "for" and upper in words("suspicions")):
        clause.accusation = above.verb
    elif prep in {"of", "from"} and (upper in words("preventions") or upper in words("acquittals")):
        clause.effects.append(Control(False, None, None, "-"))


def ruled_out(clause: Clause, above: Clause) -> None:
    """What someone will not do: "ruled out sending troops"; who has not ruled it out may do it."""
    verb = above.verb
    adjoins = not any(
        c.dep == "punct" and verb.i < c.i < clause.head.i for c in (*verb.children, *clause.head.children)
    )
    if verb.lemma == "rule" and adjoins and any(c.lower == "out" for c in verb.children):
        denied = verb.child("neg") is not None
        clause.effects.append(Control(False, "future", "possible" if denied else "planned", "+" if denied else "-"))


def controlled(clause: Clause, above: Clause) -> None:
    """The object of the verb above is the subject here: "urged Israel to stop"."""
    upper = clause.head.head
    effect = object_controls().get(upper.lemma)
    actor = above.subject if above.passive else upper.child("dobj", "dative") or _asked(upper)
    if effect is None or actor is None:
        return
    clause.subject, clause.by = actor, "control"
    clause.effects = [effect]


def _asked(upper: Word) -> Word | None:
    """Whom a verb asks through a preposition: "called on the minister to resign"."""
    prep = next((c for c in upper.kids("prep") if c.lower in {"on", "upon", "for", "to", "with"}), None)
    return prep.child("pobj") if prep is not None else None


def _raised(upper: Word, attitude: Attitude) -> Polarity:
    """The sign of what is thought; "does not believe that it is" says that it is thought not to be."""
    denied = attitude.silent and upper.child("neg") is not None
    return ("+" if attitude.polarity == "-" else "-") if denied else attitude.polarity


def _named(clause: Clause, above: Clause) -> None:
    """What the noun that a clause spells out says about it: a claim, a sign, a demand."""
    noun = clause.head.head.lemma
    if noun in words("claim-nouns"):
        _claimed(clause, above)
    elif noun in words("sign-nouns"):
        _evident(clause, above)
    elif noun in plan_nouns():
        _stipulated(clause)


def lend(clause: Clause, above: Clause) -> None:
    """What the verb above says about this clause: belief, demand, denial, a question."""
    word = clause.head
    if word.head.pos == "NOUN" and word.child("mark") is not None:
        _named(clause, above)
    if word.child("mark") is not None and {"for", "to"} <= {c.lower for c in word.kids("mark", "aux")}:
        if word.head.lemma in words("for-verbs") and is_infinitive(word):
            clause.effects.append(object_controls()["ask"])
            clause.by = "control"
        else:
            clause.minor = True  # "waited for regulators to approve it" says nothing of approval
    if word.dep not in {"ccomp", "xcomp"} or clause.by == "control":
        return
    upper = word.head.lemma
    if upper == "be" or (word.head.dep == "acomp" and above.verb.lemma == "be"):
        _foretold(clause, above)
    if clause.by == "own" and upper in object_controls() and is_infinitive(word):
        clause.effects.append(object_controls()[upper])
        clause.by = "control"
        if upper in attitudes() and attitudes()[upper].silent:
            clause.accusation, above.silent = above.head, True
    elif upper in attitudes() and word.head is above.verb:
        attitude = attitudes()[upper]
        tense = "future" if attitude.modality == "requested" else None
        clause.effects.append(Control(False, tense, attitude.modality, _raised(word.head, attitude)))
        clause.accusation = above.head if attitude.silent and not above.passive else None
        above.silent = above.silent or attitude.silent
