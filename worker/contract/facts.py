"""The ``facts/v1`` document: everything that Dateline says about one article.

Offsets are Unicode code points into ``text``, the end exclusive, and ``text[start:end] == span.text`` for every
span. Null means unknown: nothing is guessed. A change that breaks a reader makes a v2. The JSON Schema under
docs/schema/ is generated from these models.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from worker.contract.article import ArticleHead

SCHEMA: Literal["facts/v1"] = "facts/v1"

EntityId = Annotated[str, Field(pattern=r"^e[0-9]+$")]
QuoteId = Annotated[str, Field(pattern=r"^q[0-9]+$")]
StatementId = Annotated[str, Field(pattern=r"^s[0-9]+$")]
QuantityId = Annotated[str, Field(pattern=r"^n[0-9]+$")]
TimeId = Annotated[str, Field(pattern=r"^t[0-9]+$")]
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Confidence = Annotated[float, Field(ge=0, le=1)]

EntityType = Literal["PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK", "LAW"]
MentionKind = Literal["name", "nominal", "pronoun", "appositive"]
SpeakerResolution = Literal["explicit", "pronoun", "nominal", "same-paragraph", "carried-over", "none"]
Modality = Literal[
    "asserted",
    "planned",
    "intended",
    "promised",
    "possible",
    "conditional",
    "believed",
    "predicted",
    "requested",
    "questioned",
]
Tense = Literal["past", "present", "future"]
Polarity = Literal["+", "-"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Change = Literal["=", "~", ">", "<", ">=", "<=", "up", "down"]
UnitKind = Literal[
    "count",
    "currency",
    "percent",
    "duration",
    "length",
    "mass",
    "area",
    "volume",
    "speed",
    "temperature",
    "age",
    "rank",
    "other",
]
QuantityKind = Literal[
    "deaths",
    "injured",
    "missing",
    "arrested",
    "displaced",
    "count",
    "money",
    "duration",
    "percent",
    "measure",
    "other",
]


def _absent(value: object) -> bool:
    return value is None


def _nothing(value: tuple[str, ...]) -> bool:
    return not value


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class Span(_Frozen):
    """A stretch of the text: ``text[start:end] == span.text``."""

    start: int = Field(ge=0)
    end: int = Field(ge=1)
    text: str


class Mention(Span):
    """A place where an entity is named or referred to."""

    kind: MentionKind


class Role(_Frozen):
    """An office or function as the text gives it; ``status`` holds "former" and the like, never the title."""

    title: str
    org: EntityId | None = None
    country: CountryCode | None = None
    status: Literal["former", "incoming", "acting", "late"] | None = None
    evidence: tuple[Span, ...] = ()


class Entity(_Frozen):
    """One real thing with all its mentions in this article."""

    id: EntityId
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    country: CountryCode | None = None
    geo: dict[str, Any] | None = None
    kb: dict[str, Any] | None = Field(default=None, description="outside knowledge only, never evidence")
    salience: float | None = Field(default=None, ge=0, le=1)
    mentions: tuple[Mention, ...]
    confidence: Confidence


class Quote(_Frozen):
    """Speech: what was said, by whom, and the word that says so."""

    id: QuoteId
    type: Literal["direct", "indirect", "mixed"]
    content: Span
    direct_part: Span | None = Field(default=None, exclude_if=_absent, description="of a mixed quote; else left out")
    speaker: EntityId | None
    speaker_mention: Span | None = None
    speaker_resolution: SpeakerResolution = "none"
    cue: Span | None
    addressee: EntityId | None = None
    medium: Span | None = None
    time: TimeId | None = None
    inside: QuoteId | None = None
    quote_marks: bool = False
    confidence: Confidence


class Argument(_Frozen):
    """A subject, object or place: its words, the entities in them, and where it stands (null for "(unstated)")."""

    text: str
    entities: tuple[EntityId, ...] = ()
    span: Span | None = None


class Attribution(_Frozen):
    """Who answers for a statement: the source, and through whom, to whom, in which quote."""

    source: EntityId | None = None
    via: EntityId | None = None
    to: EntityId | None = None
    cue: str | None = Field(default=None, exclude_if=_absent)
    quote: QuoteId | None = None
    time: TimeId | None = None


class Statement(_Frozen):
    """Who did what to whom. Negation, tense and modality are fields, never part of the relation."""

    id: StatementId
    kind: Literal["event", "role", "nominal"] = "event"
    subject: Argument
    relation: str = Field(description="lemma with particle and preposition; negation never inside")
    object: Argument | None
    complement: Argument | None = Field(
        default=None,
        exclude_if=_absent,
        description="what the verb says of its object beside it: sentenced to what, charged with what, named what; else left out",
    )
    time: TimeId | tuple[TimeId, ...] | None = None
    place: Argument | None = None
    purpose: str | None = None
    polarity: Polarity
    tense: Tense
    modality: Modality
    voice: Literal["active", "passive"] = "active"
    attribution: Attribution | None
    quantities: tuple[QuantityId, ...] = ()
    event: str | None = Field(default=None, description="reserved for the event class")
    core: bool = False
    evidence: tuple[Span, ...] = Field(min_length=1)
    confidence: Confidence


class Quantity(Span):
    """A number with what it counts or measures."""

    id: QuantityId
    value: float | int | None
    min: float | int | None = None
    max: float | int | None = None
    approx: str | None = None
    change: Change = "="
    previous: float | int | None = None
    unit: str
    unit_kind: UnitKind = "count"
    iso: str | None = None
    kind: QuantityKind = "count"
    what: str | None = None
    where: EntityId | None = None
    agent: EntityId | None = None
    source: EntityId | None = None
    as_of: TimeId | None = None
    part_of: QuantityId | None = None
    statement: StatementId | None = None
    confidence: Confidence


class Time(Span):
    """A TIMEX3 expression with its normalised value."""

    id: TimeId
    type: TimexType
    value: str
    mod: str | None = None
    anchor: Literal["published", "text", "none"] = "none"
    confidence: Confidence


class Answer(_Frozen):
    """One answer of the main event, with the characters that give it."""

    text: str
    evidence: tuple[Span, ...]
    entities: tuple[EntityId, ...] = ()
    value: str | None = None


class MainEvent(_Frozen):
    """What the article reports, as who, what, when, where, why and how; null where the text does not say."""

    who: Answer | None
    what: Answer | None
    when: Answer | None
    where: Answer | None
    why: Answer | None
    how: Answer | None
    statement: StatementId | None = None
    event_code: dict[str, Any] | None = Field(default=None, description="reserved for the event class")
    confidence: Confidence


class FailedKind(_Frozen):
    """A kind of fact that could not be read from this article; the others stand."""

    kind: str
    reason: str


class Stats(_Frozen):
    """What read the text and where a limit was applied. No timings: facts are a function of text, date and model."""

    model: str
    version: str
    truncated: bool = False
    cut: tuple[str, ...] = Field(
        default=(),
        exclude_if=_nothing,
        description="of a truncated document: what is not whole, among statements, text, mentions, entities, quotes, quantities, times",
    )
    limits: tuple[str, ...] = ()
    failed: tuple[FailedKind, ...] = ()


class Facts(_Frozen):
    """A facts/v1 document."""

    schema_: Literal["facts/v1"] = Field(default=SCHEMA, alias="schema")
    article: ArticleHead
    text: str
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    statements: tuple[Statement, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[Time, ...] = ()
    main_event: MainEvent | None = None
    stats: Stats
