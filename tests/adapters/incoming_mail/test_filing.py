from __future__ import annotations

import json
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.incoming_mail.made_letters import OURS, answer, letter
from adapters.incoming_mail.made_replies import Reply, made_replies
from khabar.adapters.incoming_mail import file_mail, file_message, read_mail, split_quote
from khabar.domain.replies.filing import UNREADABLE
from khabar.domain.replies.folding import plain
from khabar.domain.replies.kinds import Kind
from khabar.domain.replies.quoting import Split
from khabar.domain.replies.threads import KnownThreads

REPLIES = list(made_replies())
TO = letter(Random(3), "fa")  # noqa: S311 - reproducible draws, no secret


def lines(text: str) -> list[str]:
    return [line.strip() for line in plain(text).splitlines() if line.strip()]


def test_there_are_more_than_sixty_replies_in_the_languages_that_no_library_knows() -> None:
    few = [one for one in REPLIES if one.to.language not in {"en", "ms"}]
    assert len(few) >= 60
    assert {one.to.language for one in few} == {"fa", "ar", "ckb", "ur", "tr", "sq", "ru"}


@pytest.mark.parametrize("reply", REPLIES, ids=lambda one: one.named)
def test_own_words_are_told_from_the_quote_in_every_language_and_program(reply: Reply) -> None:
    text = read_mail(reply.draft.raw()).text
    own, quoted = split_quote(text)
    assert lines(own) == lines(reply.own)
    for line in reply.to.words["letter"]:
        assert plain(line) in plain(quoted)


@pytest.mark.parametrize("reply", REPLIES, ids=lambda one: one.named)
def test_every_reply_is_an_answer_and_finds_its_letter_unseen(reply: Reply) -> None:
    found = file_message(reply.draft.raw(), [one.to.thread for one in REPLIES])
    assert (found.kind, found.thread, found.automatic) == (Kind.ANSWER, reply.to.code, True)


def test_replies_are_invented_again_alike() -> None:
    assert [one.draft.raw() for one in made_replies()] == [one.draft.raw() for one in REPLIES]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Hej,\n\nDen 3 maj 2026 skrev Shirin <a@b.example>:\n> Hej", "Hej,\n"),
        ("Dag\n\nOp 3 mei 2026 om 10:23 Shirin schreef:\n\nHallo", "Dag\n"),
        ("Ciao\r\n\r\n> Salve", "Ciao\n"),
    ],
)
def test_languages_that_the_library_knows_are_folded_too(text: str, own: str) -> None:
    assert split_quote(text).own == own


@pytest.mark.parametrize(
    "text",
    [
        "Date: 3 May 2026\nTo: Shirin Ahmadi\nSubject: your letter\n\nWe have no news.",
        "بسمه تعالی\nتاریخ: ۱۴۰۵/۲/۱۳\nشماره: ۱۲\nبه: شیرین احمدی\nموضوع: نامهٔ شما\n\nپاسخی نداریم.",
        "From: Khabar <a@b.example>\nSent: 3 May 2026\nTo: Office\nSubject: Letter\n\nHanded on without a word.",
        "> only marked\n> lines",
        "On the whole the ministry wrote:\nnothing.",
    ],
)
def test_heads_of_letters_and_mails_handed_on_are_not_folded_away(text: str) -> None:
    assert split_quote(text) == Split(text, "")


def test_a_text_without_a_quote_is_all_own_words() -> None:
    assert split_quote("Dear Shirin,\nwe have no news.") == Split("Dear Shirin,\nwe have no news.", "")
    assert split_quote("") == Split("", "")


HOSTILE = {
    "the same beginning": "On 1 " * 4_000,
    "many beginnings": "On 1 x\n" * 3_000,
    "headers that never end": ("در تاریخ 1 " + "x 1 " * 90 + ":\n") * 2_000,
    "labels": "From: x\n" * 2_000,
    "rules": ("-" * 400 + "\n") * 2_000,
    "marks": ("> " * 200 + "\n") * 2_000,
    "spaces": " " * 20_000 + "x:",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_holds_the_folding_up(text: str) -> None:
    split = split_quote(text)
    assert len(split.own) + len(split.quoted) >= len(text) - 1


@given(st.text(max_size=400))
def test_folding_loses_no_line(text: str) -> None:
    split = split_quote(text)
    assert sorted(lines(split.own) + lines(split.quoted)) == sorted(lines(text))


# From bytes to a filing


def test_a_right_code_without_a_list_names_its_letter_and_files_nothing_unseen() -> None:
    found = file_message(answer(TO, "با سلام").raw())
    assert (found.kind, found.thread, found.automatic) == (Kind.ANSWER, TO.code, False)


def test_letters_made_ready_once_give_the_same_filing() -> None:
    raw = answer(TO, "با سلام").raw()
    assert file_mail(raw, KnownThreads.of([TO.thread])) == file_message(raw, [TO.thread])


def test_our_mail_server_alone_decides_about_the_sender() -> None:
    failed = b"Authentication-Results: mx.khabar.example; dmarc=fail\r\n" + answer(TO, "با سلام").raw()
    assert file_message(failed, [TO.thread]).automatic
    assert not file_message(failed, [TO.thread], our_server=f"mx.{OURS}").automatic


def test_an_answer_with_winmail_dat_is_filed_and_says_so() -> None:
    part = b'Content-Type: application/ms-tnef; name="winmail.dat"\r\n\r\nx\r\n'
    raw = answer(TO, "").having(MIME_Version="1.0").raw().split(b"\r\nContent-Type")[0]
    whole = raw + b'\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n' + part + b"--b--\r\n"
    found = file_message(whole, [TO.thread])
    assert found.automatic
    assert any("winmail.dat" in str(reason) for reason in found.reasons)


@pytest.mark.parametrize("raw", [b"", b"nothing", b"\xff" * 100, b"Content-Type: message/rfc822\r\n\r\n" * 4_000])
def test_what_cannot_be_read_is_unknown_and_goes_to_people(raw: bytes) -> None:
    found = file_message(raw, [TO.thread])
    assert (found.kind, found.thread, found.automatic, found.people) == (Kind.UNKNOWN, "", False, 1)
    assert found.reasons


def test_a_fault_of_the_reader_is_a_filing_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_raw: bytes) -> None:
        raise RecursionError

    monkeypatch.setattr("khabar.adapters.incoming_mail.filing.read_mail", broken)
    assert file_message(answer(TO, "x").raw(), [TO.thread]) == UNREADABLE


WHOLE = answer(TO, "با سلام\n\nReference").raw()


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=200)
@given(st.integers(0, len(WHOLE)), st.integers(0, 60), st.binary(max_size=30))
def test_a_damaged_answer_is_never_filed_unseen_under_another_letter(at: int, length: int, put: bytes) -> None:
    other = letter(Random(5), "fa", house=TO.house)  # noqa: S311 - reproducible draws, no secret
    found = file_message(WHOLE[:at] + put + WHOLE[at + length :], [TO.thread, other.thread])
    assert not (found.automatic and found.thread != TO.code)
    json.dumps(found.as_document())
