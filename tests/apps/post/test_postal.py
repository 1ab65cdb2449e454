"""Letters by post that say the same to everyone: queued a week before, printed in one go, moved on when posted."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest

import cast
from apps.calls.desk import Voices
from khabar.adapters import pdf
from khabar.apps.accounts.actions import declare_kin
from khabar.apps.ledger.models import Entry
from khabar.apps.post.erasing import erase
from khabar.apps.post.models import StandingLetter
from khabar.apps.post.postal import letters_for, note_posted, print_letters
from khabar.apps.rounds import steps
from khabar.domain.answers import Tells
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Refused
from khabar.domain.reaching import Way
from khabar.domain.standing import SPOKEN, WRITTEN

if TYPE_CHECKING:
    from datetime import date

    from conftest import SettableClock
    from khabar.apps.post.postal import LetterLine
    from khabar.domain.ids import RequestId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


@pytest.fixture
def voices(parts: Parts, clock: SettableClock) -> Voices:
    return Voices(parts, clock)


def by_post(voices: Voices, **fields: object) -> RequestId:
    return voices.family(way=Way.POST, phone="", post_address="Mill Lane 3\nLindenau", language="English", **fields)


def a_round(voices: Voices) -> None:
    steps.write_contacts(voices.clock.now(), voices.parts)


def due(voices: Voices) -> list[LetterLine]:
    return letters_for(cast.FARID, parts=voices.parts)


def printed(voices: Voices) -> bytes:
    return print_letters(actor=cast.FARID, now=voices.clock.now(), parts=voices.parts)


def posted(voices: Voices) -> int:
    return note_posted(actor=cast.FARID, now=voices.clock.now(), parts=voices.parts)


def text_of(paper: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(paper)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def days_later(voices: Voices, days: int) -> date:
    return voices.today + timedelta(days=days)


def test_a_letter_is_queued_once_a_week_before_its_day_and_for_nobody_else(voices: Voices) -> None:
    request = by_post(voices)
    voices.family(enquirer_name="Parvin Sohrabi")
    a_round(voices)
    assert due(voices) == []
    voices.until_due()
    for _ in range(2):
        a_round(voices)
    (line,) = due(voices)
    assert (line.request, line.to, line.says) == (request, "Golnar Ahmadi", None)


def test_the_day_moves_when_the_letter_is_posted_to_the_one_it_names(voices: Voices) -> None:
    request = by_post(voices)
    voices.until_due()
    a_round(voices)
    before = voices.hears_by(request)
    assert posted(voices) == 0, "nothing is posted that was not printed"
    named = days_later(voices, 30)
    (page,) = text_of(printed(voices))
    assert WRITTEN.split("%")[0].strip() in page
    assert named.isoformat() in page
    assert "Mill Lane 3" in page
    assert voices.hears_by(request) == before
    voices.clock.advance(timedelta(days=2))
    assert posted(voices) == 1
    assert voices.hears_by(request) == named
    assert due(voices) == []
    assert StandingLetter.objects.get().posted_on == voices.today
    assert Entry.objects.filter(act__in=["letters printed", "letters posted"]).count() == 3


def test_no_letter_says_anything_that_depends_on_an_answer(voices: Voices) -> None:
    request = by_post(voices)
    here = cast.file_presence(voices.parts, cast.dariuss_presence(voices.clock.now()))
    voices.until_due()
    a_round(voices)
    before = printed(voices)
    voices.answer(request, here, Tells.ADDRESS)
    a_round(voices)
    assert printed(voices) == before


def test_each_letter_is_in_the_language_its_reader_named(voices: Voices) -> None:
    by_post(voices)
    voices.family(way=Way.POST, phone="", post_address="Lindenau", language="فارسی", name="Bahram")
    voices.until_due()
    a_round(voices)
    pages = text_of(printed(voices))
    assert sorted("Your request is with us" in page for page in pages) == [False, True]


def test_an_address_that_cannot_be_printed_stops_nobody_elses_letter(voices: Voices) -> None:
    by_post(voices)
    by_post(voices, enquirer_name="宋 Ezra", name="Bahram Sohrabi")
    voices.until_due()
    a_round(voices)
    pages = text_of(printed(voices))
    numbers = {one.to: f"[{number}]" for number, one in enumerate(due(voices), start=1)}
    for page, (to, number) in zip(pages, numbers.items(), strict=True):
        assert "Your request is with us" in page
        assert (number in page) is (to == "宋 Ezra")
        assert ("Golnar Ahmadi" in page) is (to == "Golnar Ahmadi")
    assert posted(voices) == 2


def test_the_printed_words_are_those_of_the_rule() -> None:
    words = tomllib.loads((Path(pdf.__file__).parent / "words" / "en.toml").read_text())
    assert words["letter"]["text"] == WRITTEN % {"date": "{date}"}
    assert words["calls"]["say_text"].strip("“”") == SPOKEN % {"date": "the day beside your name"}


def test_nobody_prints_the_letter_of_his_own_people_and_nobody_of_another_desk_any(voices: Voices) -> None:
    by_post(voices)
    voices.until_due()
    a_round(voices)
    farid = voices.colleague("farid", Duty.FAMILY_DESK)
    assert farid.account
    declare_kin(actor=farid, now=voices.clock.now(), parts=voices.parts, account=farid.account, name="Golnar Ahmadi")
    assert letters_for(farid, parts=voices.parts) == []
    with pytest.raises(Conflict):
        print_letters(actor=farid, now=voices.clock.now(), parts=voices.parts)
    for who in (cast.NIMA, cast.MIRA, cast.LEYLA, cast.EZRA_OPERATOR):
        with pytest.raises(Refused):
            letters_for(who, parts=voices.parts)
        with pytest.raises(Refused):
            print_letters(actor=who, now=voices.clock.now(), parts=voices.parts)


def test_an_erased_family_gets_no_letter(voices: Voices) -> None:
    request = by_post(voices)
    voices.until_due()
    a_round(voices)
    erase(actor=cast.JOB, now=voices.clock.now(), parts=voices.parts, holder=request)
    a_round(voices)
    assert due(voices) == []
