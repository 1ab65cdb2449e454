from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.replies.mails import answer, mail, reported
from khabar.data.mail_words import phrases
from khabar.domain.replies.kinds import Kind, judged
from khabar.domain.replies.machines import has_automatic_subject
from khabar.domain.replies.mail import Fate, Incoming, Reports, Returned

DAEMON = "Mail Delivery System <MAILER-DAEMON@mx.example>"
OURS = "mx.khabar.example"


def kind(one: Incoming, our_server: str = "") -> Kind | None:
    found = judged(one, our_server=our_server)
    return found.kind if found else None


def sure(one: Incoming) -> bool:
    found = judged(one)
    assert found
    return found.is_sure


def test_a_mail_that_a_person_wrote_is_judged_by_nobody_here() -> None:
    assert kind(answer()) is None
    assert kind(mail()) is None


# What the structure says


@pytest.mark.parametrize(
    ("fate", "expected"), [(Fate.FAILED, Kind.BOUNCE), (Fate.DELAYED, Kind.BOUNCE), (Fate.ARRIVED, Kind.AUTO_REPLY)]
)
def test_a_delivery_report_is_a_bounce_only_where_the_letter_did_not_arrive(fate: Fate, expected: Kind) -> None:
    assert kind(reported(mail(from_=DAEMON), fate)) is expected
    assert sure(reported(mail(from_=DAEMON), fate))


def test_the_worst_fate_counts() -> None:
    report = reported(mail(from_=DAEMON), Fate.ARRIVED)
    both = replace(
        report.reports, deliveries=(*report.reports.deliveries, *reported(mail(), Fate.FAILED).reports.deliveries)
    )
    assert kind(replace(report, reports=both)) is Kind.BOUNCE


def test_a_report_that_names_nobody_is_a_bounce_and_not_sure() -> None:
    report = replace(mail(from_=DAEMON), reports=Reports(is_delivery_report=True))
    assert (kind(report), sure(report)) == (Kind.BOUNCE, False)


def test_a_complaint_goes_before_everything_else() -> None:
    both = replace(reported(mail(from_=DAEMON), Fate.FAILED).reports, complaint="abuse")
    assert kind(replace(mail(from_=DAEMON, subject="Undelivered Mail"), reports=both)) is Kind.COMPLAINT


@pytest.mark.parametrize(
    "heads",
    [
        {"x_apple_unsubscribe": "true"},
        {"x_hmxmroriginalrecipient": "x@y"},
        {"subject": "complaint about message from 1.2.3.4"},
    ],
)
def test_complaints_without_a_report_are_known(heads: dict[str, str]) -> None:
    assert kind(mail(from_="staff@provider.example", **heads)) is Kind.COMPLAINT


def test_a_receipt_for_reading_is_an_automatic_reply() -> None:
    receipt = replace(mail(subject="Read: letter"), reports=Reports(receipt="displayed"))
    assert (kind(receipt), sure(receipt)) == (Kind.AUTO_REPLY, True)


# Bounces that are known by signs


@pytest.mark.parametrize(
    "one",
    [
        mail(x_failed_recipients="office@ministry.example"),
        mail(from_=DAEMON, subject="Undelivered Mail Returned to Sender"),
        mail("User unknown", from_=DAEMON),
        mail("550 5.1.1 no", from_="<>"),
        mail("smtp said: 550 no", from_="Postmaster"),
        mail(
            "You sent mail to x. That's not a valid user here.",
            from_="<>",
            return_path="<>",
            auto_submitted="auto-replied",
        ),
        mail("پیام شما تحویل داده نشد", from_="postmaster@mx.example"),
        mail("لم يتم تسليم رسالتك", from_="postmaster@mx.example"),
        mail("İletiniz teslim edilemedi", from_="postmaster@mx.example"),
        mail("Не удалось доставить", from_="postmaster@mx.example"),
        mail(
            "could not be delivered\n-- Original message follows --", from_="gate@x.example", subject="Delivery failed"
        ),
        replace(
            mail("could not be delivered", from_="gate@x.example", subject="Undeliverable"),
            returned=Returned("from: a"),
        ),
        replace(mail("mailbox is full", from_="no-reply@x.example"), returned=Returned("from: a")),
        replace(mail("konnte nicht zugestellt werden", subject="unzustellbar"), returned=Returned(failed=("a@b",))),
        replace(mail("strange words", from_=DAEMON), returned=Returned(failed=("a@b.example",))),
    ],
)
def test_a_letter_that_came_back_is_known_by_what_a_server_says(one: Incoming) -> None:
    assert kind(one) is Kind.BOUNCE


@pytest.mark.parametrize(
    "one",
    [
        mail(
            "could not be delivered\nOriginal message follows", from_="nima@a.example", subject="Fwd: Undelivered Mail"
        ),
        mail("550 5.1.1 user unknown\nreturned message", from_="nima@a.example", subject="Re: failure notice"),
        mail("Your letter could not be delivered to him.", from_="office@ministry.example", subject="Your letter"),
        mail("It was not delivered.", from_="office@ministry.example", subject="Delivery failed"),
        mail("mailbox is full", from_="no-reply@x.example"),
    ],
)
def test_people_who_speak_of_a_bounce_or_forward_one_send_none(one: Incoming) -> None:
    assert kind(one) is not Kind.BOUNCE


# Automatic replies


@pytest.mark.parametrize(
    "heads",
    [
        {"auto_submitted": "auto-replied"},
        {"auto_submitted": "Auto-Generated; type=vacation"},
        {"x_autoreply": "yes"},
        {"x_autorespond": "re: x"},
        {"precedence": "auto_reply"},
        {"x_precedence": "Auto-Reply"},
        {"x_post_messageclass": "9; Autoresponder"},
        {"x_message_class": "IPM.Note.Rules.OofTemplate.Microsoft"},
        {"delivered_to": "Autoresponder"},
        {"x_auto_response_suppress": "All", "x_ms_exchange_inbox_rules_loop": "a@b"},
        {"x_auto_response_suppress": "OOF", "x_ms_exchange_generated_message_source": "Mailbox Rules Agent"},
        {"subject": "Out of Office: Request", "return_path": "<>"},
    ],
)
def test_headers_of_machines_make_an_automatic_reply_and_are_sure(heads: dict[str, str]) -> None:
    one = answer("I am away", **heads)
    assert (kind(one), sure(one)) == (Kind.AUTO_REPLY, True)


@pytest.mark.parametrize(
    "heads",
    [
        {"auto_submitted": "no"},
        {"x_autoreply": "no"},
        {"x_auto_response_suppress": "All"},
        {"x_ms_exchange_inbox_rules_loop": "a@b"},
        {"precedence": "bulk"},
        {"subject": "Re: Automatic reply: Request"},
        {"subject": "On leave of absence for prisoners"},
        {"subject": "Leave to appeal"},
    ],
)
def test_what_people_send_too_makes_none(heads: dict[str, str]) -> None:
    assert kind(answer(**heads)) is None


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Request",
        "[Automatyczna odpowiedź] Request",
        "پاسخ خودکار: درخواست",
        "خارج از دفتر",
        "رد تلقائي: طلب",
        "الردّ التلقائي",
        "وەڵامی خۆکار: داوا",
        "خودکار جواب: درخواست",
        "Otomatik Yanıt: Talep",
        "OTOMATİK YANIT",
        "Ofis dışında",
        "Përgjigje automatike: Kërkesë",
        "Автоматический ответ: Просьба",
        "Вне офиса",
        "Balasan Automatik: Permohonan",
        "Abwesenheitsnotiz",
        "Réponse automatique : Demande",
        "Re: Request (Automatic Response)",
        "Emma is out of the office",
    ],
)
def test_subjects_of_automatic_replies_are_known_in_many_languages_and_not_sure(subject: str) -> None:
    one = mail("…", from_="office@ministry.example", subject=subject)
    assert (kind(one), sure(one)) == (Kind.AUTO_REPLY, False)


@pytest.mark.parametrize("section", ["automatic_subjects", "automatic_inside"])
def test_every_subject_of_the_table_is_known(section: str) -> None:
    for phrase in phrases(section):
        assert has_automatic_subject(mail(subject=f"{phrase} x")), phrase


def test_an_absence_counts_beside_another_sign_only() -> None:
    assert kind(mail(from_="a@b.example", subject="On vacation")) is None
    for sign in ({"return_path": "<>"}, {"precedence": "bulk"}, {"x_auto_response_suppress": "OOF"}):
        assert kind(mail(from_="a@b.example", subject="در مرخصی هستم", **sign)) is Kind.AUTO_REPLY


def test_an_absence_that_speaks_of_failed_mail_is_no_bounce() -> None:
    away = "Mails to my old address could not be delivered; user unknown."
    for heads in (
        {"return_path": "<>", "subject": "Out of office"},
        {"subject": "Away", "auto_submitted": "auto-replied"},
    ):
        assert kind(mail(away, from_="a@b.example", **heads)) is Kind.AUTO_REPLY


def test_a_machine_that_asks_for_proof_is_an_automatic_reply_even_as_a_report() -> None:
    asks = "Please add yourself to my guest list."
    assert kind(mail(asks, from_="a@b.example", return_path="<>")) is Kind.AUTO_REPLY
    assert kind(mail(f"{asks} It could not be delivered.", from_=DAEMON)) is Kind.AUTO_REPLY
    assert kind(reported(mail(from_=DAEMON), Fate.DELAYED, diagnosis="Sender not pre-approved")) is Kind.AUTO_REPLY


def test_a_server_that_says_nothing_of_failure_is_an_automatic_reply() -> None:
    assert kind(mail("Welcome", from_="postmaster@mx.example")) is Kind.AUTO_REPLY
    assert kind(mail("Welcome", from_="a@b.example", return_path=" <> ")) is Kind.AUTO_REPLY


# Spam


@pytest.mark.parametrize("heads", [{"x_spam_flag": "YES"}, {"x_spam_status": "Yes, score=9.1"}, {"x_spam": "yes"}])
def test_a_mark_of_spam_is_believed_where_no_server_of_ours_is_named(heads: dict[str, str]) -> None:
    assert kind(answer(**heads)) is Kind.SPAM
    assert kind(answer(**dict.fromkeys(heads, "No, score=0.1"))) is None


def test_a_named_server_is_believed_only_above_the_first_stranger() -> None:
    above = mail(received=f"from x by {OURS}; now", x_spam_flag="YES", from_="a@b.example")
    assert kind(above, OURS) is Kind.SPAM
    below = mail(received="from x by mx.elsewhere.example; now", x_spam_flag="YES", from_="a@b.example")
    assert kind(below, OURS) is None
    assert kind(mail(received="odd", x_spam_flag="YES", from_="a@b.example"), OURS) is Kind.SPAM


def test_a_bounce_marked_as_spam_stays_a_bounce_and_an_automatic_reply_does_not() -> None:
    assert kind(mail("user unknown", from_=DAEMON, x_spam_flag="YES")) is Kind.BOUNCE
    assert kind(answer(auto_submitted="auto-replied", x_spam_flag="YES")) is Kind.SPAM


@given(
    st.text(max_size=300),
    st.dictionaries(
        st.sampled_from(["from_", "subject", "auto_submitted", "return_path", "received", "precedence", "x_spam_flag"]),
        st.text(max_size=60),
    ),
)
def test_no_mail_breaks_the_judgement(text: str, heads: dict[str, str]) -> None:
    found = judged(mail(text, **heads), our_server=OURS)
    assert found is None or found.kind in Kind
