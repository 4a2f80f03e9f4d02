"""Persons in apposition to a place or a house, which cannot be right: hung elsewhere before any kind of fact reads the parse."""

from worker.extraction.pipeline import Parse

NO_PERSON = frozenset(["GPE", "LOC", "FAC", "ORG", "NORP"])


def hang_persons(parse: Parse) -> None:
    """In place: hang a person that stands in apposition to a place or an organisation on the noun whose complement that is.

    "The mayor of Springfield, Ana Diaz, said": the mayor is she, Springfield is not.
    """
    columns = parse.columns
    for i, dep in enumerate(columns.deps):
        if dep != "appos" or parse.doc[i].ent_type_ != "PERSON":
            continue
        noun = columns.heads[i]
        preposition = columns.heads[noun]
        upper = columns.heads[preposition]
        fits = (
            parse.doc[noun].ent_type_ in NO_PERSON
            and columns.deps[noun] == "pobj"
            and upper < preposition < noun < i
            and columns.tags[upper] == "NN"
            and not parse.doc[upper].ent_type
        )
        if fits:
            comma = [j for j in range(noun + 1, i) if columns.heads[j] == noun and columns.deps[j] == "punct"]
            for j in (*comma, i):
                parse.doc[j].head = parse.doc[upper]
                columns.hang(j, upper)
