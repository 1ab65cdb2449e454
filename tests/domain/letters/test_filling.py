"""Filled letters: every gap by its kind, nothing that somebody typed becomes a gap, a header or a direction."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.letters.written import ANSWER_BY, KINDS, LANGUAGES, course, templates, values
from khabar.domain.clocks import clock_on
from khabar.domain.errors import Invalid
from khabar.domain.letters.drafts import LetterKind
from khabar.domain.letters.filling import MOST_ITEMS, BlockKind, fill, texts_of
from khabar.domain.letters.templates import parse_template
from khabar.text import normalise, without_bidi_controls

CONTACT = templates()[LetterKind.REQUEST_FOR_CONTACT, "en"]
LEAST: dict[str, Any] = {"salutation": "Ms Tomas", "kinship": "the sister", "person": "Darius Ravan"}
INFORMATION = templates()[LetterKind.REQUEST_FOR_INFORMATION, "en"]
ASKED: dict[str, Any] = {"salutation": "Ms Tomas", "matter": "visits", "questions": "Who?\n\nWhen?"}
REMINDER = templates()[LetterKind.REMINDER, "en"]


def whole(written: object) -> str:
    return "\n".join(block.text for block in written.blocks)  # type: ignore[attr-defined]  # a filled letter


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_letter_has_no_gap_left(kind: LetterKind, language: str) -> None:
    template = templates()[kind, language]
    written = fill(template, values(kind, language))
    assert not re.search(r"\{[a-z_]+\}|\[\?", written.subject_text + whole(written))
    assert (written.template, written.digest) == (template.name, template.digest)


def test_what_is_left_empty_leaves_its_paragraphs_out() -> None:
    bare, full = fill(CONTACT, LEAST), fill(CONTACT, values(LetterKind.REQUEST_FOR_CONTACT, "en"))
    assert "the last that we have heard" not in whole(bare)
    assert "the last that we have heard" in whole(full)
    assert len(full.blocks) == len(bare.blocks) + 6
    assert fill(CONTACT, LEAST | {"identity": " ", "last_news": "\n \n", "answer_by": ""}) == bare


def test_prose_becomes_paragraphs_and_items_a_numbered_list() -> None:
    items = [one for one in fill(INFORMATION, ASKED).blocks if one.kind is BlockKind.ITEM]
    assert [(one.number, one.text) for one in items] == [(1, "Who?"), (2, "When?")]
    own = [one.text for one in fill(CONTACT, LEAST | {"last_news": "A card.\n\nThen nothing."}).blocks]
    assert own[own.index("A card.") + 1] == "Then nothing."


def test_a_clock_is_told_line_by_line_in_the_language_of_the_letter() -> None:
    steps = clock_on(course("fa"), date(2027, 4, 19)).steps
    written = fill(templates()[LetterKind.REMINDER, "fa"], values(LetterKind.REMINDER, "fa"))
    lines = [one.text for one in written.blocks if one.kind is BlockKind.CLOCK]
    assert len(lines) == len(steps)
    assert lines[-1].startswith("۴۱۲ روز بی‌پاسخ مانده است")


def test_days_stand_in_the_calendar_of_the_language_and_in_iso() -> None:
    for language, day in (("en", "20 May 2027 (2027-05-20)"), ("fa", "۳۰ اردیبهشت ۱۴۰۶")):
        template = templates()[LetterKind.REQUEST_FOR_CONTACT, language]
        assert day in whole(fill(template, LEAST | {"answer_by": ANSWER_BY}))


def test_a_reference_of_ours_stands_in_groups_and_another_as_it_is() -> None:
    given_values = values(LetterKind.REMINDER, "en")
    assert "was 3141 5926 5358 964." in whole(fill(REMINDER, given_values))
    assert "was A-12/2026." in whole(fill(REMINDER, given_values | {"earlier_reference": "A-12/2026"}))


def test_a_full_stop_that_somebody_typed_is_not_said_twice() -> None:
    assert "as a neighbour said. Please" in whole(fill(CONTACT, LEAST | {"whereabouts": "there, as a neighbour said."}))


def test_what_somebody_wrote_is_never_read_as_a_gap() -> None:
    written = fill(CONTACT, LEAST | {"person": "{salutation} [?identity] %(x)s"})
    assert "as the sister of {salutation} [?identity] %(x)s." in whole(written)


@given(st.text(max_size=200))
def test_one_line_stays_one_line_without_marks_of_direction(typed: str) -> None:
    assume(without_bidi_controls(normalise(typed)).strip())
    written = fill(INFORMATION, ASKED | {"matter": typed})
    assert not set(written.subject_text) & set("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\u202e\u2066\u2069\u200f")
    assert written.subject_text.isprintable() or not typed.isprintable()


def test_a_second_header_cannot_be_typed_into_the_subject() -> None:
    written = fill(INFORMATION, ASKED | {"matter": "visits\r\nBcc: ezra@elsewhere.example"})
    assert written.subject_text == "Request for information: visits Bcc: ezra@elsewhere.example"


@pytest.mark.parametrize(
    ("field", "template", "wrong"),
    [
        ("person", CONTACT, {"person": "\u200e \n"}),
        ("person", CONTACT, {"person": ""}),
        ("person", CONTACT, {"person": "x" * 121}),
        ("person", CONTACT, {"person": ANSWER_BY}),
        ("colour", CONTACT, {"colour": "blue"}),
        ("answer_by", CONTACT, {"answer_by": "soon"}),
        ("last_news", CONTACT, {"last_news": "x" * 6001}),
        ("last_news", CONTACT, {"last_news": ()}),
        ("questions", INFORMATION, {"questions": "\n".join("a" * (MOST_ITEMS + 1))}),
        ("questions", INFORMATION, {"questions": "a\n" + "x" * 601}),
        ("clock", REMINDER, {"clock": "412 days"}),
        ("clock", REMINDER, {"clock": ()}),
    ],
)
def test_what_does_not_fit_its_gap_is_refused_by_its_field(field: str, template: Any, wrong: Any) -> None:  # noqa: ANN401
    least = {CONTACT.name: LEAST, INFORMATION.name: ASKED}.get(template.name, values(LetterKind.REMINDER, "en"))
    with pytest.raises(Invalid) as found:
        fill(template, least | wrong)
    assert found.value.field == field


def test_a_clock_may_be_left_out_where_a_template_can_do_without() -> None:
    head = '+++\nkind = "thanks"\nlanguage = "en"\nversion = 1\napproved_by = ""\n[fields]\n'
    fields = "".join(
        f'{name} = {{ kind = "{kind}", required = false, ask = "it" }}\n'
        for name, kind in (("clock", "clock"), ("ref", "reference"))
    )
    template = parse_template(
        f"{head}{fields}+++\nSubject: Thanks\n\nDear all,\n\n[?clock] {{clock}}\n\n[?ref] {{ref}}\n"
    )
    assert whole(fill(template, {})) == "Dear all,"


def test_what_the_rules_look_at_is_what_somebody_wrote() -> None:
    found = texts_of(CONTACT, LEAST | {"answer_by": ANSWER_BY, "last_news": "A card.\nThen nothing."})
    assert found == LEAST | {"last_news": "A card.\nThen nothing."}
    assert set(texts_of(REMINDER, values(LetterKind.REMINDER, "en"))) == {
        *("salutation", "earlier_reference", "earlier_subject", "next_step"),
    }
