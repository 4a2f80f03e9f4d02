"""An event as bytes: what goes when it is too large, and in which order; and what stays of an article's text."""

import json
from typing import Any

import pytest

from worker.contract.article import ArticleHead, Author, Moment
from worker.contract.events import Event, EventData, EventType, Versions
from worker.contract.facts import Facts
from worker.webhooks.payload import encode

TEXT = "The basin closed on Monday. " * 40
HASH = "ab" * 32
HEAD = ArticleHead(
    language="en",
    text_sha256=HASH,
    authors=(Author(name="Ada Lindqvist", source="byline", confidence=0.9),),
    published=Moment(value="2026-11-20", source="meta"),
)


def span(end: int = 9) -> dict[str, Any]:
    return {"start": 0, "end": end, "text": TEXT[:end]}


def statement(number: int, *, core: bool) -> dict[str, Any]:
    return {
        "id": f"s{number}",
        "subject": {"text": "The basin", "span": span()},
        "relation": "close",
        "object": None,
        "polarity": "+",
        "tense": "past",
        "modality": "asserted",
        "attribution": None,
        "core": core,
        "evidence": [span()],
        "confidence": 0.9,
    }


def event() -> Event:
    facts = Facts.model_validate(
        {
            "article": HEAD,
            "text": TEXT,
            "entities": [
                {
                    "id": "e1",
                    "type": "FAC",
                    "name": "basin",
                    "mentions": [{**span(), "kind": "name"}] * 20,
                    "confidence": 0.9,
                }
            ],
            "statements": [statement(n, core=n in {0, 1}) for n in range(20)],
            "quantities": [
                {**span(3), "id": f"n{n}", "value": 1, "unit": "boat", "statement": f"s{n}", "confidence": 0.9}
                for n in (0, 10)
            ],
            "main_event": dict.fromkeys(("who", "what", "when", "where", "why", "how"))
            | {"statement": "s5", "confidence": 0.5},
            "stats": {"model": "m", "version": "1"},
        }
    )
    data = EventData(
        event_id="evt_1",
        job_id="job_1",
        article_id="art_1",
        revision=1,
        url="https://news.example/harbour",
        correlation_id="job_1",
        versions=Versions(dateline="0"),
        facts=facts,
    )
    return Event(type=EventType.ARTICLE_EXTRACTED, timestamp="2026-01-01T00:00:00Z", data=data)


def sent(max_bytes: int, *, include_text: bool = True) -> dict[str, Any]:
    body = encode(event(), include_text=include_text, max_bytes=max_bytes)
    facts: dict[str, Any] = json.loads(body)["data"]["facts"]
    return facts


def test_what_fits_is_sent_whole() -> None:
    for most in (1_000_000, WHOLE):
        facts = sent(most)
        assert (len(facts["statements"]), facts["text"], facts["stats"]["truncated"]) == (20, TEXT, False)


def size(most: int) -> int:
    return len(encode(event(), include_text=True, max_bytes=most))


WHOLE = size(1_000_000)
CORE = size(WHOLE - 1)
NO_TEXT = size(CORE - 1)


@pytest.mark.parametrize(
    ("most", "statements", "text", "mentions"),
    [(WHOLE - 1, 3, TEXT, 20), (CORE - 1, 3, "", 20), (NO_TEXT - 1, 3, "", 1)],
)
def test_minor_statements_go_first_then_the_text_then_repeated_mentions(
    most: int, statements: int, text: str, mentions: int
) -> None:
    facts = sent(most)
    assert (len(facts["statements"]), facts["text"], len(facts["entities"][0]["mentions"])) == (
        statements,
        text,
        mentions,
    )
    assert facts["stats"]["truncated"] is True
    gone = {"statements": True, "text": not text, "mentions": mentions == 1}
    assert facts["stats"]["cut"] == [name for name, is_gone in gone.items() if is_gone]
    assert facts["article"]["text_sha256"] == HASH


def test_nothing_that_stays_points_at_what_went() -> None:
    facts = sent(WHOLE - 1)
    kept = {one["id"] for one in facts["statements"]}
    assert kept == {"s0", "s1", "s5"}
    assert facts["main_event"]["statement"] in kept
    assert [one["statement"] for one in facts["quantities"]] == ["s0", None]


def test_of_several_that_are_pointed_at_those_stay_that_are_there() -> None:
    plain = sent(1_000_000, include_text=False)
    one = plain["statements"][0] | {"quantities": ["n0", "n19"]}
    one["subject"] = one["subject"] | {"entities": ["e1"]}
    figures = [{**plain["quantities"][0], "id": f"n{n}"} for n in range(20)]
    entities = [{**plain["entities"][0], "mentions": plain["entities"][0]["mentions"][:1]}]
    parts = {"statements": [one], "quantities": figures, "entities": entities, "main_event": None}
    facts = Facts.model_validate(plain | parts)
    whole = event()
    large = whole.model_copy(update={"data": whole.data.model_copy(update={"facts": facts})})  # type: ignore[union-attr] # an article's
    size = len(encode(large, include_text=True, max_bytes=1_000_000))
    cut = json.loads(encode(large, include_text=True, max_bytes=size - 1))["data"]["facts"]
    assert cut["stats"]["cut"] == ["quantities"]
    assert len(cut["quantities"]) == 10
    assert cut["statements"][0]["quantities"] == ["n0"]
    assert cut["statements"][0]["subject"]["entities"] == ["e1"]


SMALLEST = size(NO_TEXT - 1)


@pytest.mark.parametrize("most", range(1200, SMALLEST, 150))
def test_what_is_still_too_large_loses_the_later_half_of_its_largest_kind_until_it_fits(most: int) -> None:
    body = encode(event(), include_text=True, max_bytes=most)
    assert len(body) <= most
    facts = Facts.model_validate(json.loads(body)["data"]["facts"])
    assert facts.stats.truncated
    whole = Facts.model_validate(sent(1_000_000))
    for kind in ("entities", "statements", "quantities"):
        kept = getattr(facts, kind)
        assert (len(kept) == len(getattr(whole, kind))) is (kind not in facts.stats.cut)
    ids = {one.id for one in facts.statements}
    assert facts.main_event is not None
    assert facts.main_event.statement in {*ids, None}
    assert {q.statement for q in facts.quantities} <= {*ids, None}
    assert facts.main_event.statement == "s5" or not facts.statements  # what is told is the last to go


def test_a_shortened_event_says_of_the_article_what_it_said() -> None:
    sent = json.loads(encode(event(), include_text=True, max_bytes=4_000))["data"]["facts"]
    assert sent["stats"]["truncated"]
    assert sent["article"] == HEAD.model_dump(mode="json", by_alias=True)


def test_the_text_can_be_kept_back_while_its_hash_and_the_spans_own_text_stay() -> None:
    facts = sent(1_000_000, include_text=False)
    assert facts["text"] == ""
    assert facts["article"]["text_sha256"] == HASH
    assert facts["statements"][0]["evidence"][0]["text"] == TEXT[:9]
    assert facts["stats"]["truncated"] is False


def test_the_same_event_gives_the_same_bytes() -> None:
    assert encode(event(), include_text=True, max_bytes=10**6) == encode(event(), include_text=True, max_bytes=10**6)
