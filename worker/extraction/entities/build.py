"""From clustered names to the entities that are published."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from worker.contract.facts import Entity, Mention, MentionKind, Role, Span
from worker.extraction.document import Document
from worker.extraction.entities import countries, weights
from worker.extraction.entities.names import Name
from worker.extraction.entities.roles import Phrase
from worker.extraction.entities.things import Thing

# Names in capitals of more letters are shouted.
ACRONYM = 4


def entities(document: Document, things: Sequence[Thing]) -> list[Entity]:
    """Number the things in the order of first mention and write them down."""
    idents = {id(name): f"e{i}" for i, thing in enumerate(things, 1) for name in thing.names}
    near = countries.named(things)
    saliences = weights.saliences(document, things)
    return [_entity(document, thing, idents, near, salience) for thing, salience in zip(things, saliences, strict=True)]


def _entity(
    document: Document, thing: Thing, idents: dict[int, str], near: AbstractSet[str], salience: float
) -> Entity:
    mentions = _mentions(document, thing)
    forms = list(dict.fromkeys([mention.text for mention in mentions if mention.kind == "name"]))
    best = _best(thing, forms)
    roles = _roles(document, thing, idents)
    return Entity(
        id=idents[id(thing.names[0])],
        type=thing.type,
        name=best,
        aliases=tuple(form for form in forms if form != best),
        roles=roles,
        country=_country(thing, roles, near),
        salience=salience,
        mentions=tuple(mentions),
        confidence=weights.confidence(thing),
    )


def _best(thing: Thing, forms: list[str]) -> str:
    """The fullest form; of a people its adjective."""
    if len(forms) == 1:
        return forms[0]
    if thing.type == "NORP":
        return min(forms, key=len)
    return max(forms, key=lambda form: (not form.isupper() or len(form) <= ACRONYM, len(form), not form.isupper()))


def _mentions(document: Document, thing: Thing) -> list[Mention]:
    kinds: dict[tuple[int, int], MentionKind] = {}
    for name in thing.names:
        kinds[name.line.offsets(name.start, name.end)] = "name"
    for other in thing.references:
        kinds.setdefault(other.line.offsets(other.start, other.end), other.kind)
    text = document.text
    return [Mention(start=a, end=b, text=text[a:b], kind=kinds[a, b]) for a, b in sorted(kinds)]


def _roles(document: Document, thing: Thing, idents: dict[int, str]) -> tuple[Role, ...]:
    if not thing.roles:
        return ()
    found: dict[str, Role] = {}
    for name, phrase in thing.roles:
        key = phrase.title.casefold()
        if key and (key not in found or _says(found[key]) < _says_phrase(phrase)):
            found[key] = Role(
                title=phrase.title,
                org=idents.get(id(phrase.org)) if phrase.org else None,
                country=phrase.country,
                status=phrase.status,
                evidence=(_evidence(document, name, phrase),),
            )
    return tuple(role for key, role in found.items() if not any(_opens(other, key) for other in found if other != key))


def _opens(longer: str, shorter: str) -> bool:
    """Whether a title is another one cut short: "Secretary" of "Secretary of State", "minister" of "foreign minister"."""
    return longer.startswith(shorter + " of ") or longer.endswith(" " + shorter)


def _says(role: Role) -> int:
    return sum(map(bool, (role.org, role.country, role.status)))


def _says_phrase(phrase: Phrase) -> int:
    return sum(map(bool, (phrase.org, phrase.country, phrase.status)))


def _evidence(document: Document, name: Name, phrase: Phrase) -> Span:
    return document.between(*name.line.offsets(min(name.start, phrase.start), max(name.end, phrase.end)))


def _country(thing: Thing, roles: tuple[Role, ...], near: AbstractSet[str]) -> str | None:
    own = countries.country_of(thing, near)
    if own is not None or thing.type not in {"PERSON", "ORG"}:
        return own
    said = {role.country for role in roles if role.country}
    return said.pop() if len(said) == 1 else None
