from __future__ import annotations

from khabar.domain.archive_index import indexed_paragraph, other_readings, shown
from khabar.domain.repair.edits import Edit, EditKind
from khabar.domain.repair.found import Block, PieceKind
from khabar.domain.repair.paragraphs import Part
from khabar.domain.repair.repairing import Paragraph, repaired_blocks
from khabar.domain.search_queries import Hidden, wanted, without

NOBODY = without(())


def paragraph(raw: str) -> Paragraph:
    return repaired_blocks([Block(raw)])[0]


def test_an_index_keeps_folded_words_other_readings_and_sounds() -> None:
    kept = indexed_paragraph(7, paragraph("Infor-\nmation از تهران"), NOBODY)
    assert kept.number == 7
    assert kept.words == "infor mation از تهران"
    assert kept.also == "information"
    assert "athrn" in kept.sounds.split()


def test_the_reading_that_was_not_chosen_is_given_with_what_touches_it() -> None:
    assert other_readings(paragraph("a (self-\nemployed) man")) == ["(selfemployed)"]


def test_changes_without_a_choice_have_no_other_reading() -> None:
    part = Part(1, None, 0, 3)
    one = Paragraph(PieceKind.PARAGRAPH, "abc", (Edit(0, 3, "cba", EditKind.LETTERS),), (part,), "ltr", 1.0)
    assert other_readings(one) == []


def test_hidden_words_reach_neither_words_nor_readings_nor_sounds() -> None:
    hidden = without(["Darius", "تهران"])
    kept = indexed_paragraph(1, paragraph("Dar-\nius wrote from تهران"), hidden)
    assert kept.words == "wrote from"
    assert kept.also == ""
    assert "athrn" not in kept.sounds


def test_what_is_shown_is_the_text_as_it_stands_with_the_places_found() -> None:
    seen = shown(paragraph("كتابِ علي"), NOBODY, wanted("کتاب"))
    assert seen.text == "كتابِ علي"
    assert seen.quotes == ("كتابِ",)
    assert shown(paragraph("text"), NOBODY).found == ()


def test_hidden_words_are_hidden_in_raw_text_however_it_came() -> None:
    part = Part(1, None, 0, 14)
    edits = (Edit(0, 6, "Darius", EditKind.LETTERS), Edit(7, 12, "wrote", EditKind.LETTERS))
    backwards = Paragraph(PieceKind.PARAGRAPH, "suiraD etorw x", edits, (part,), "ltr", 1.0)
    seen = shown(backwards, without(["Darius"]))
    assert seen.text == f"{Hidden.SIGN} wrote x"
    assert seen.raw == f"{Hidden.SIGN} etorw x"


def test_a_hidden_word_cannot_be_quoted() -> None:
    assert shown(paragraph("Darius wrote"), without(["Darius"]), wanted("Darius")).quotes == ()
