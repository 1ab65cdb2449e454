from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.replies.folding import folded, plain
from khabar.domain.replies.headers import Mailbox, mailboxes_in, message_ids_in, says_it_answers, subject_stem


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("office@ministry.example", [Mailbox("office@ministry.example")]),
        ("Office <office@ministry.example>", [Mailbox("office@ministry.example", "Office")]),
        (
            '"Ahmadi, Shirin" <s@a.example>, <b@b.example>',
            [Mailbox("s@a.example", "Ahmadi, Shirin"), Mailbox("b@b.example")],
        ),
        ('"minister@ministry.example" <ezra@x.example>', [Mailbox("ezra@x.example", "minister@ministry.example")]),
        ("minister@ministry.example <ezra@x.example>", [Mailbox("ezra@x.example", "minister@ministry.example")]),
        ("<a@a.example> <b@b.example>", [Mailbox("a@a.example"), Mailbox("b@b.example")]),
        ("office@ministry.example (the <ezra@x.example> office)", [Mailbox("office@ministry.example")]),
        ("<office@\r\n ministry.example>", [Mailbox("office@ministry.example")]),
        ("MAILER-DAEMON <>", []),
        ("undisclosed-recipients:;", []),
        ("", []),
        ("<nobody>", []),
    ],
)
def test_addresses_are_those_in_angle_brackets_or_bare_ones(header: str, expected: list[Mailbox]) -> None:
    assert list(mailboxes_in(header)) == expected


def test_the_domain_is_what_stands_behind_the_last_at_sign() -> None:
    assert Mailbox("a@b@ministry.example").domain == "ministry.example"


def test_message_ids_are_read_with_and_without_brackets_and_broken_lines() -> None:
    assert message_ids_in("<a@x.example> <b@\r\n x.example>") == ("a@x.example", "b@x.example")
    assert message_ids_in("Your message of Monday <a@x.example>") == ("a@x.example",)
    assert message_ids_in("a@x.example b@x.example no-id") == ("a@x.example", "b@x.example")
    assert message_ids_in("") == ()


@pytest.mark.parametrize(
    "subject",
    [
        "Request for contact",
        "Re: Request for contact",
        "RE[2]: Fwd: request for  CONTACT",
        "پاسخ: Request for contact",
        "رد: إعادة توجيه: Request for contact",
        "Ynt: İlt: Request for contact",
        "Отв: Пересл: Request for contact",
        "AW: WG: [extern] Request for contact",
        "(EXTERNAL) Re: Request for contact",
        "وەڵام: Request for contact",
        "Përgj： Request for contact",
        "\u202bRe\u202c: Request for contact",
    ],
)
def test_a_subject_is_the_same_whatever_was_put_before_it(subject: str) -> None:
    assert subject_stem(subject) == "request for contact"


def test_a_subject_of_nothing_but_what_is_put_before_keeps_it() -> None:
    assert subject_stem("Re:") == "re:"
    assert subject_stem("[list]") == "[list]"
    assert subject_stem("") == ""


@pytest.mark.parametrize(
    "subject", ["Re: a", "[list] RE: a", "پاسخ: نامه", "ردّ: كتاب", "YNT : a", "Отв: a", "Aw[3]: a", "جواب: خط"]
)
def test_a_subject_that_answers_is_known(subject: str) -> None:
    assert says_it_answers(subject)


@pytest.mark.parametrize("subject", ["Regarding your letter", "Fwd: a", "Request", "", "پاسخ به نامه"])
def test_a_subject_that_does_not_answer_is_not_taken_for_one(subject: str) -> None:
    assert not says_it_answers(subject)


@given(st.text())
def test_no_header_breaks_its_reader(text: str) -> None:
    mailboxes_in(text)
    message_ids_in(text)
    says_it_answers(text)
    stem = subject_stem(text)
    assert subject_stem(stem) == stem


def test_plain_changes_only_what_cannot_be_seen_or_said() -> None:
    assert plain("a\u200fb ۱۲\u00a0ي") == "ab 12 ی"
    assert plain("as it is\n") == "as it is\n"
    assert plain("خط\nبعد") == "خط\nبعد"


def test_folded_makes_variants_of_letters_equal() -> None:
    assert folded("  Réponse   AUTOMATIQUE ") == "reponse automatique"
    assert folded("İZİN ılık") == "izin ilik"
    assert folded("ردّ تلقائيّ") == folded("رد تلقايي")
    assert folded("می\u200cرود") == "میرود"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
