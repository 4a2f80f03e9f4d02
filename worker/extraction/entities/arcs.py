"""Where a noun stands in its sentence: its role, the subjects above it, who does what an infinitive says."""

from worker.extraction.columns import Columns

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# Between an object and the verb that it is the object of.
LINKS = frozenset({"prep", "pobj", "dative", "agent", "pcomp"})
# Clauses that are looked through for a subject.
REACH = 8


def role(columns: Columns, i: int) -> str:
    """The arc that a token hangs by; of a conjunct, that of the first of the row."""
    while columns.deps[i] == "conj":
        i = columns.heads[i]
    return columns.deps[i]


def co_argument(columns: Columns, i: int) -> int | None:
    """The subject of the verb that a pronoun is the object of: the two are not the same, unless it is reflexive."""
    dep = columns.deps[i]
    if dep in SUBJECTS or dep == "poss" or columns.lowers[i].endswith(("self", "selves")):
        return None
    verb = columns.heads[i]
    while columns.deps[verb] in LINKS and columns.heads[verb] != verb:
        verb = columns.heads[verb]
    return subject_of(columns, verb)


def subject_of(columns: Columns, verb: int) -> int | None:
    """The last subject that hangs on a verb."""
    found = None
    for kid in columns.kids[verb]:
        if columns.deps[kid] in SUBJECTS:
            found = kid
    return found


def subject_above(columns: Columns, i: int) -> int | None:
    """The nearest subject that commands a pronoun: of its own clause for a possessive, of the clauses above else."""
    node = columns.heads[i]
    for _ in range(REACH):
        subject = subject_of(columns, node)
        if subject is not None and subject < i and not _is_below(columns, i, subject):
            return subject
        controller = _controller(columns, node)
        if controller is not None or columns.heads[node] == node:
            return controller
        node = columns.heads[node]
    return None


def _is_below(columns: Columns, i: int, top: int) -> bool:
    while i != top and columns.heads[i] != i:
        i = columns.heads[i]
    return i == top


def _controller(columns: Columns, verb: int) -> int | None:
    """The object that does what an infinitive says: "forced Acme to lower its prices"."""
    above = columns.heads[verb]
    if columns.deps[verb] != "xcomp" or columns.lemmas[above] == "promise":
        return None
    return next((kid for kid in columns.kids[above] if columns.deps[kid] == "dobj" and kid < verb), None)
