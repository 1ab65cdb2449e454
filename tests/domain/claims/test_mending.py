from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.claims.test_withholding_and_tellings import CLAIM, OF_A_BODY
from khabar.domain.archive_documents import LONGEST_TITLE, TOO_LONG
from khabar.domain.claims.claim import Period
from khabar.domain.claims.mending import (
    NO_BODY,
    NO_ENDS,
    NO_SUCH_POPULATION,
    NO_SUCH_UNIT,
    NOT_BELOW_NOTHING,
    WRONG_WAY,
    Mended,
    as_it_stands,
    mended,
    names_a_body,
    populations,
    units,
)
from khabar.domain.errors import Invalid
from khabar.domain.search_queries import without

TODAY = date(2026, 3, 2)
NOTHING = without(())
STANDS = as_it_stands(CLAIM)


def test_what_was_not_touched_stays_to_the_letter() -> None:
    assert mended(CLAIM, STANDS, NOTHING, TODAY) is CLAIM
    said = replace(OF_A_BODY, said=Period(date(2025, 3, 3), date(2025, 3, 3), "3 March 2025"))
    assert as_it_stands(said) == Mended(speaker="The ministry", said="3 March 2025")
    assert STANDS.as_of == "2025-03-03"


def test_a_person_mends_who_speaks_and_the_interval() -> None:
    fields = replace(
        STANDS, speaker=" The  interior ministry ", most=None, population=frozenset({"missing"}), as_of="", said="1404"
    )
    found = mended(CLAIM, fields, NOTHING, TODAY)
    assert found.speaker == "The interior ministry"
    assert found.quantity is not None
    assert (found.quantity.least, found.quantity.most, found.quantity.as_of) == (120.0, None, None)
    assert found.quantity.population == {"missing"}
    assert found.said is not None
    assert found.text == CLAIM.text


def test_of_an_institution_the_speaker_and_the_day_alone_are_mended() -> None:
    found = mended(OF_A_BODY, Mended(speaker="", said="2025-03-04"), NOTHING, TODAY)
    assert (found.speaker, found.quantity) == ("", None)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"speaker": "Shirin"}, "speaker", NO_BODY),
        ({"speaker": "the ministry " + "x" * LONGEST_TITLE}, "speaker", TOO_LONG),
        ({"least": None, "most": None}, "least", NO_ENDS),
        ({"least": -1.0}, "least", NOT_BELOW_NOTHING),
        ({"least": 130.0}, "most", WRONG_WAY),
        ({"unit": "tank"}, "unit", NO_SUCH_UNIT),
        ({"population": frozenset({"spies"})}, "population", NO_SUCH_POPULATION),
        ({"as_of": "soon"}, "as_of", ""),
        ({"said": "soon"}, "said", ""),
    ],
)
def test_what_cannot_stand_is_named_by_its_field(changes: dict[str, object], field: str, sentence: str) -> None:
    with pytest.raises(Invalid) as problem:
        mended(CLAIM, replace(STANDS, **changes), NOTHING, TODAY)  # type: ignore[arg-type]  # fields by name
    assert problem.value.field == field
    assert not sentence or problem.value.message == sentence


def test_no_speaker_holds_a_marked_word() -> None:
    with pytest.raises(Invalid) as problem:
        mended(CLAIM, replace(STANDS, speaker="the ministry of Darius"), without(["Darius"]), TODAY)
    assert problem.value.field == "speaker"


@pytest.mark.parametrize(("words", "is_body"), [("وزارت کشور", True), ("Das Ministerium", True), ("Darius", False)])
def test_an_office_or_a_body_is_known_in_every_language_of_the_table(words: str, is_body: bool) -> None:  # noqa: FBT001 - a case
    assert names_a_body(words) is is_body


def test_the_table_says_what_can_be_counted() -> None:
    assert {"person", "signature"} <= set(units())
    assert {"detained", "missing"} <= set(populations())
