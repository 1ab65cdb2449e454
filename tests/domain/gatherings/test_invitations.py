from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.data.gathering_words import gathering_languages, gathering_words
from khabar.domain.errors import Invalid
from khabar.domain.gatherings.invitations import (
    BAD_CODE,
    BAD_LINK,
    BAD_TELEPHONE,
    NO_WAY_IN,
    House,
    Method,
    Summary,
    Told,
    WayIn,
    how_it_is_held,
    invitation_mail,
)
from khabar.domain.gatherings.sittings import When, Which
from khabar.domain.gatherings.told import invited_in, time_told

EVENING = When(datetime(2026, 5, 3, 18, 30), "Asia/Tehran", 90)  # noqa: DTZ001 - a time on the wall
LINK = "https://calls.example/room/9f2c"
TOLD = Told(
    method=Method.REQUEST,
    is_first=True,
    summary=Summary.CONVERSATION,
    when=EVENING,
    way_in=WayIn(LINK, "+49 30 123456", "4711#"),
    pseudonym="Sparrow",
    house=House(),
    contact="office@families.example",
    language="en",
)


def test_a_mail_says_when_how_to_get_in_and_under_which_name() -> None:
    mail = invitation_mail(TOLD)
    assert mail.subject == "Conversation: 3 May 2026 (2026-05-03), 18:30"
    for words in (
        "On your clock (Asia/Tehran, UTC+03:30): 3 May 2026 (2026-05-03), 18:30 to 20:00.",
        "Everywhere at once: 3 May 2026 (2026-05-03), 15:00 UTC.",
        f"The way in: {LINK}",
        "+49 30 123456",
        "Code: 4711#",
        "“Sparrow”",
        "not streamed",
        "office@families.example",
    ):
        assert words in mail.text
    assert (mail.summary, mail.note) == ("Conversation", "The way in stands in the mail that came with this.")


def test_a_persian_mail_has_persian_digits_and_days() -> None:
    mail = invitation_mail(replace(TOLD, language="fa-AF"))
    assert mail.subject.startswith("گفت‌وگو: ۱۳ اردیبهشت ۱۴۰۵")
    assert "از ۱۸:۳۰ تا ۲۰:۰۰" in mail.text
    assert "۱۵:۰۰ به وقت جهانی" in mail.text
    assert "\N{LEFT-TO-RIGHT ISOLATE}Asia/Tehran" in mail.text


def test_a_language_without_words_is_written_to_in_english() -> None:
    assert invited_in("sq") == "en"
    assert invitation_mail(replace(TOLD, language="sq")).subject.startswith("Conversation")


def test_a_change_says_so_and_a_cancellation_tells_no_way_in() -> None:
    assert invitation_mail(replace(TOLD, is_first=False)).subject.startswith("Changed: ")
    mail = invitation_mail(replace(TOLD, method=Method.CANCEL, contact=""))
    assert mail.subject.startswith("Cancelled: ")
    assert LINK not in mail.text
    assert "Sparrow" not in mail.text
    assert mail.note == ""


def test_where_there_is_no_way_in_yet_the_mail_says_so() -> None:
    assert "in a mail of its own before we begin" in invitation_mail(replace(TOLD, way_in=WayIn())).text
    by_phone = invitation_mail(replace(TOLD, way_in=WayIn(telephone="030 123456"))).text
    assert "The way in:" not in by_phone


@pytest.mark.parametrize(("stream_off", "stream"), [(True, "not streamed"), (False, "is streamed")])
@pytest.mark.parametrize(("chat_not_kept", "chat"), [(True, "is not kept"), (False, "is kept")])
def test_what_is_said_of_the_call_is_true_in_every_state(
    *, stream_off: bool, chat_not_kept: bool, stream: str, chat: str
) -> None:
    said = " ".join(how_it_is_held(House(stream_off, chat_not_kept), "en"))
    assert stream in said
    assert chat in said
    assert "We record nothing." in said


def test_a_time_over_midnight_and_a_time_that_comes_twice_are_told_whole() -> None:
    late = When(datetime(2026, 5, 3, 23, 30), "Europe/Berlin", 90)  # noqa: DTZ001 - on the wall
    assert "23:30, to 01:00 on 4 May 2026" in time_told(late, "en").own
    twice = When(datetime(2026, 10, 25, 2, 30), "Europe/Berlin", 60, Which.FIRST)  # noqa: DTZ001 - on the wall
    assert "the first time it is 02:30" in time_told(twice, "en").which
    assert len(time_told(twice, "en").lines) == 3
    assert "the second time" in time_told(replace(twice, which=Which.SECOND), "en").which
    assert len(time_told(late, "fa").lines) == 2


def test_both_languages_have_every_sentence_with_the_same_gaps() -> None:
    gaps = {}
    for code in gathering_languages():
        gaps[code] = {
            name: {part.split("}")[0] for part in words.split("{")[1:]} for name, words in gathering_words(code).items()
        }
    assert gaps["en"] == gaps["fa"]


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"link": "http://calls.example/x"}, "link", BAD_LINK),
        ({"link": "javascript:alert(1)"}, "link", BAD_LINK),
        ({"link": "https://calls.example/a b"}, "link", BAD_LINK),
        ({"link": "https://calls.example/\r\nBcc: x@y.example"}, "link", BAD_LINK),
        ({"telephone": "call us"}, "telephone", BAD_TELEPHONE),
        ({"telephone": "+-- --"}, "telephone", BAD_TELEPHONE),
        ({"telephone": "030 123456\n"}, "telephone", BAD_TELEPHONE),
        ({"telephone": "030 123456", "code": "abc"}, "code", BAD_CODE),
        ({"code": "4711"}, "link", NO_WAY_IN),
    ],
)
def test_a_way_in_nobody_could_use_is_refused(values: dict[str, str], field: str, sentence: str) -> None:
    with pytest.raises(Invalid) as problem:
        WayIn(**values)
    assert (problem.value.field, problem.value.message) == (field, sentence)


@pytest.mark.parametrize(
    "link", ["https://meet.example/r?pwd=a%20b&x=1#k", "sip:room@calls.example", "sips:1@c.example"]
)
def test_a_link_of_any_system_is_taken(link: str) -> None:
    assert WayIn(link).is_known
    assert not WayIn().is_known


@given(st.text(max_size=40))
def test_no_typed_pseudonym_can_make_a_second_subject(pseudonym: str) -> None:
    mail = invitation_mail(replace(TOLD, pseudonym=pseudonym))
    assert "\n" not in mail.subject
    assert mail.subject == invitation_mail(TOLD).subject
    assert mail.note == invitation_mail(TOLD).note
