from __future__ import annotations

import pytest
from django import forms
from django.test import RequestFactory

from khabar.domain.answers import Tells
from khabar.domain.before_asking import SaidOfMe
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.forms import PresenceForm, RequestForm
from khabar.web.front import sheets
from khabar.web.front.mending import mending
from khabar.web.front.paging import PER_PAGE, page_of

FILED = "2026-03-02T09:00:00+00:00"


def objecting(problem: Exception) -> None:
    raise problem


class WordForm(forms.Form):
    word = forms.CharField()


def test_an_objection_goes_beside_its_field_and_an_earlier_deed_above_the_form() -> None:
    form = WordForm({"word": "plum"})
    assert form.is_valid()
    with mending(form):
        objecting(Invalid("word", "Too sweet."))
    assert form.errors == {"word": ["Too sweet."]}
    other = WordForm({"word": "plum"})
    with mending(other):
        objecting(Invalid("elsewhere", "Not here."))
    with mending(other):
        objecting(Conflict("Somebody was first."))
    assert other.non_field_errors() == ["Not here.", "Somebody was first."]


def test_a_refusal_is_left_to_look_like_silence() -> None:
    with pytest.raises(Refused), mending(WordForm({"word": "plum"})):
        objecting(Refused("no such case"))


@pytest.mark.parametrize(("asked", "number"), [("", 1), ("2", 2), ("99", 2), ("plum", 1), ("0", 2)])
def test_a_list_has_pages_of_one_length_and_no_address_without_one(asked: str, number: int) -> None:
    things = list(range(PER_PAGE + 1))
    page = page_of(RequestFactory().get("/", {"page": asked}), things)
    assert page.number == number
    assert page.paginator.num_pages == 2


def test_a_sheet_leaves_out_what_was_left_empty() -> None:
    form = RequestForm(filed_at=FILED, name="Darius", other_names=("Dara", "درا"))
    assert [(line.label, line.text) for line in sheets.person_lines(form)] == [
        ("Name", "Darius"),
        ("Other name", "Dara"),
        ("Other name", "درا"),
    ]
    assert sheets.news_lines(form) == []
    assert sheets.contact_lines(form) == []


def test_somebody_without_a_name_is_called_by_another_or_by_a_parent() -> None:
    assert sheets.called(RequestForm(filed_at=FILED, other_names=("Dara",), father="Hassan")) == "Dara"
    assert sheets.called(RequestForm(filed_at=FILED, mother="Maryam")) == "child of Maryam"
    assert sheets.called(PresenceForm(filed_at=FILED)) == "child of —"


def test_every_level_has_its_words() -> None:
    assert len({sheets.tells(level) for level in Tells}) == len(Tells)
    assert len({sheets.said_of_me(level) for level in SaidOfMe}) == len(SaidOfMe)
