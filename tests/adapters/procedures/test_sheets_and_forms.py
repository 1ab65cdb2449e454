from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import docx
import pikepdf
import pypdfium2
import pytest

from adapters.pdf.printed_forms import everything_in, letters_of, text_of
from domain.procedures.invented_cases import (
    BENIN,
    KENYA,
    MEXICO,
    NO_CONTACT,
    OPEN,
    TODAY,
    changed,
    day,
    other,
    said,
)
from khabar.adapters.procedures import (
    FORMS,
    FilledForm,
    answers,
    door_sheet,
    filled_form,
    form_docx,
    form_pdf,
    reading_sheet,
)
from khabar.adapters.procedures.filled import refusals
from khabar.adapters.procedures.saying import tongue
from khabar.data.treaties import state_rows
from khabar.domain.errors import Invalid
from khabar.domain.procedures import EXAMINED, Case, ProcedureId, Result, check
from khabar.domain.procedures.facts import Attachment, Claim, Claims, LastSeen, LinkedCase, OwnWord, Relation, Remedy
from khabar.domain.procedures.values import StateCode

if TYPE_CHECKING:
    from collections.abc import Iterator

OWN_NAME = "The family files in its own name, for its own right to know; it does not speak for him."
MUCH = "It was long and hard to follow. " * 60


def result(case: Case, door: str = "ced-30") -> Result:
    return next(one for one in check(case, TODAY) if one.procedure.value == door)


def form(case: Case, door: str = "ced-30", beside: str = "") -> FilledForm:
    return filled_form(case, result(case, door), TODAY, beside)


def pages(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as opened:
        return len(opened)


def paragraphs(data: bytes) -> Iterator[str]:
    document = docx.Document(io.BytesIO(data))
    yield from (one.text for one in document.paragraphs)
    for table in document.tables:
        yield from (line.text for row in table.rows for cell in row.cells for line in cell.paragraphs)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


FULL = changed(
    person={"other_names": ("داریوش احمدی",), "sex": "male", "stateless": False, "occupation": "baker"},
    disappearance={
        "crossed": (KENYA, BENIN),
        "circumstances": "Taken off a bus.\nNobody saw him since.",
        "last_seen": LastSeen(day("2026-10-23"), "on the bus", "Nima", in_custody=True),
        "last_sign_of_life": day("2026-10-24"),
        "linked_case": LinkedCase(exists=True, began=day("2026-10-01")),
    },
    dangers={"reprisals": "his mother"},
    other_procedures=(
        other(procedure=ProcedureId.TRACING, filed=day("2026-11-02"), pending=True, reference="T-4"),
        other(body="a far court", ended=day("2026-11-03"), same_matter=False),
        other(procedure=ProcedureId.DOMESTIC),
    ),
    attachments=(Attachment("photograph", day("2024"), "none", "ab" * 32),),
    submitter={"email": "shirin@example.org", "telephone": "+00 555 0100"},
)


# Answers for programs


def test_answers_have_the_keys_other_programs_rely_on_and_nothing_else() -> None:
    found = answers(check(OPEN, TODAY), TODAY)
    assert [one["procedure"] for one in found] == [one.value for one in ProcedureId]
    for one in found:
        assert list(one) == ["procedure", "answer", "reasons", "missing", "due", "told_to"]
        assert one["answer"] in {"open", "barred", "conditional", "unknown"}
        reasons, missing, due, told = (one[key] for key in ("reasons", "missing", "due", "told_to"))
        assert isinstance(reasons, list)
        assert reasons
        assert all(set(each) == {"text", "authority", "as_of"} for each in reasons)
        assert isinstance(due, list)
        assert all(set(each) == {"on", "what", "explanation"} for each in due)
        assert isinstance(missing, list)
        assert len(missing) == len(set(missing))
        assert isinstance(told, list)
        assert told


def test_a_door_that_is_not_examined_says_exactly_so() -> None:
    for one in answers(check(Case(), TODAY), TODAY):
        if one["procedure"] not in EXAMINED:
            assert one["answer"] == "unknown"
            assert isinstance(one["reasons"], list)
            assert one["reasons"][0]["text"] == "Not yet examined by this version."


# The sheet


def test_the_sheet_for_a_screen_names_every_door_and_says_what_it_is_not() -> None:
    text = reading_sheet(check(FULL, TODAY), TODAY)
    assert all(one.value in text for one in ProcedureId)
    assert "OPEN        wgad-regular" in text
    assert "This is not legal advice." in text
    assert max(map(len, text.splitlines())) <= 130


WORST = Case(
    reference="A-1",
    disappearance=replace(
        OPEN.disappearance,
        held_in=tuple(map(StateCode, sorted(one.iso3 for one in state_rows().values() if not one.gone)[:12])),
        crossed=tuple(map(StateCode, sorted(one.iso3 for one in state_rows().values() if not one.gone)[12:24])),
        began=None,
    ),
    own_word=OwnWord(),
    claims=Claims(),
)


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize(
    "case", [OPEN, Case(), FULL, WORST], ids=["open", "nothing known", "full", "twenty-four States"]
)
def test_the_sheet_is_one_page_of_a4_in_both_languages(case: Case, language: str) -> None:
    pdf = door_sheet(check(case, TODAY), TODAY, case.reference, language)
    assert pages(pdf) == 1
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        box = [round(float(edge)) for edge in opened.pages[0].mediabox]
    assert box == [0, 0, 595, 842]


def test_the_sheet_says_each_answer_its_authority_who_is_told_and_that_it_is_no_advice() -> None:
    text = squeezed(text_of(door_sheet(check(changed(own_word=NO_CONTACT), TODAY), TODAY, "A-17", "en")))
    for wanted in ("Which door?", "A-17", "barred", "unknown", "CED/C/14/D/2/2017", "as of 2026-11-21", "Mexico"):
        assert wanted in text, wanted
    assert "This is not legal advice." in text
    assert "European Court of Human Rights" in text


def test_the_persian_sheet_is_persian() -> None:
    text = letters_of(text_of(door_sheet(check(OPEN, TODAY), TODAY, "A-17", "fa")))
    assert "17" in text
    assert "Which" not in text
    for letter in "کدامدرمشورتحقوقی":
        assert letter in text


def test_a_bar_is_marked_on_the_sheet_beside_the_answer_of_the_law() -> None:
    case = changed(person={"left_in_fear": (MEXICO,)})
    text = squeezed(text_of(door_sheet(check(case, TODAY), TODAY, "", "en")))
    assert "No form: bar list" in text
    assert "open" in text


def test_letters_without_a_shape_are_refused_by_their_numbers() -> None:
    with pytest.raises(Invalid, match=r"U\+4E2D"):
        door_sheet(check(OPEN, TODAY), TODAY, "中", "en")


# Forms


@pytest.mark.parametrize("door", FORMS)
@pytest.mark.parametrize("beside", ["", "fa"])
def test_a_filled_form_carries_its_sentence_and_its_facts_as_pdf_and_as_docx(door: str, beside: str) -> None:
    filled = form(FULL, door, beside)
    pdf, word = squeezed(text_of(form_pdf(filled))), squeezed("\n".join(paragraphs(form_docx(filled))))
    facts = (
        "Darius Ahmadi",
        "police in blue",
        "Bus station",
        "Taken off a bus.",
        "Nobody saw him since.",
        "Prosecutor",
    )
    for text in (pdf, word):
        assert OWN_NAME in text
        assert all(fact in text for fact in (*facts, "Shirin Ahmadi", "baker", "photograph", "+00 555 0100", "A-17"))
        assert "legal advice" in text
    assert ("کامل" in word) is bool(beside)


def test_what_differs_between_the_two_committees() -> None:
    ced, wgeid = text_of(form_pdf(form(FULL))), text_of(form_pdf(form(FULL, "wgeid-urgent")))
    assert "article 30" in ced
    assert "Mexico: 2010-12-23" in ced
    assert "asked in parallel" in squeezed(ced)
    assert "always kept confidential" in squeezed(ced)
    assert "Working Group" in wgeid
    assert "Please keep the name" in squeezed(wgeid)
    assert "2026-10-01" in wgeid
    assert "asked in parallel" not in squeezed(wgeid)


def test_a_form_of_an_open_door_has_no_draft_mark_and_no_last_page() -> None:
    open_case = changed(FULL, other_procedures=())
    text = text_of(form_pdf(form(open_case)))
    assert result(open_case).answer.value == "open"
    assert "Draft" not in text
    assert "Not part of the form" not in text


def test_what_is_missing_is_listed_on_a_page_of_its_own_and_never_made_up() -> None:
    bare = Case(bar_list=(), elements=replace(OPEN.elements, state_link=Claim(answer=False)))
    filled = form(bare)
    text, word = text_of(form_pdf(filled)), "\n".join(paragraphs(form_docx(filled)))
    for made in (text, word):
        assert "Draft, not to be sent as it stands" in made
        assert made.count("not known to us") > 10
        assert "the person's full name" in made
        assert "Not part of the form" in made
    assert len(filled.open_ends) == len({one.given for one in filled.open_ends})


def test_reasons_for_no_steps_and_for_no_elsewhere_stand_in_their_places() -> None:
    case = changed(remedies=(), domestic={"reason": "no court sits there"}, other_procedures=())
    text = squeezed(text_of(form_pdf(form(case, "wgeid-standard"))))
    assert "No steps were taken, because: no court sits there" in text
    assert "No steps were taken, because: no court sits there" in "\n".join(paragraphs(form_docx(form(case))))


def test_the_relation_is_told_in_words_and_whoever_is_no_relative_shows_authority() -> None:
    counsel = changed(submitter={"relation": Relation.COUNSEL, "authority": "of 1 November"})
    assert "of 1 November" in text_of(form_pdf(form(counsel)))
    office = changed(submitter={"relation": Relation.ORGANISATION, "organisation": "Helpers", "confidential": False})
    text = squeezed(text_of(form_pdf(form(office, "wgeid-standard"))))
    assert "Helpers" in text
    assert "need not be kept confidential" in text
    nobody = changed(submitter={"relation": None})
    assert "not known to us" in text_of(form_pdf(form(nobody)))
    stateless = changed(person={"stateless": True, "nationality": ()})
    assert "None: stateless" in text_of(form_pdf(form(stateless)))


def test_a_claim_shows_who_says_it_and_on_what_basis() -> None:
    text = squeezed(text_of(form_pdf(form(changed(elements={"state_link": replace(said(), basis="")})))))
    assert "yes; said by Nima, who was there; on what basis: saw it" in text


def test_a_long_story_and_a_hundred_steps_run_over_pages() -> None:
    steps = tuple(Remedy(f"Court {number}", "appeal", day("2026-11-01"), outcome=MUCH[:80]) for number in range(100))
    case = changed(disappearance={"circumstances": MUCH}, remedies=steps)
    made = form_pdf(form(case))
    assert pages(made) > 4
    assert "Court 99" in text_of(made)


def test_the_same_form_gives_the_same_bytes_and_names_no_maker() -> None:
    filled = form(FULL, beside="fa")
    assert form_pdf(filled) == form_pdf(filled)
    word = form_docx(filled)
    assert word == form_docx(filled)
    assert b"/Producer" not in everything_in(form_pdf(filled))
    with zipfile.ZipFile(io.BytesIO(word)) as opened:
        inside = b"".join(opened.read(name) for name in opened.namelist())
        assert {one.date_time for one in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"python-docx" not in inside
    assert docx.Document(io.BytesIO(word)).core_properties.author == ""


def test_persian_stands_from_right_to_left_in_the_docx() -> None:
    with zipfile.ZipFile(io.BytesIO(form_docx(form(FULL, beside="fa")))) as opened:
        body = opened.read("word/document.xml").decode()
    assert body.count("<w:bidi/>") == body.count("<w:rtl/>") > 20


def test_why_no_form_is_made_is_said_in_sentences() -> None:
    words = tongue("en")
    assert refusals(result(OPEN), words) == ()
    assert "must not be presented" in refusals(result(changed(own_word=NO_CONTACT)), words)[0]
    barred = refusals(result(changed(disappearance={"crossed": (KENYA,)}, person={"left_in_fear": (KENYA,)})), words)
    assert barred == ("Bar list: Kenya would come to know the name. No form is made. Only the person can lift this.",)


def test_a_form_is_dated_by_the_day_that_is_handed_in() -> None:
    filled = filled_form(OPEN, result(OPEN), date(2026, 12, 1))
    assert "2026-12-01" in text_of(form_pdf(filled))
