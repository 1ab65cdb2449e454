"""Mails in the language the family asked for, handed to a real SMTP server."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from adapters.smtp.test_smtp import PostOffice, serving
from khabar.apps.outbox.actions import put
from khabar.apps.post.mail_words import standing_mail
from khabar.apps.post.mails import send_due
from khabar.domain.actors import system
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
MAIL = system("mail")
DUE = date(2026, 12, 21)


def sent(parts: Parts, language: str) -> tuple[str, str]:
    """Subject and text of a mail as the server got it."""
    office = PostOffice()
    now = parts.clock.now()
    body = {"to": "shirin@families.example", **standing_mail(language, DUE)}
    put(actor=MAIL, now=now, parts=parts, kind="standing mail", body=body, key_class=KeyClass.MAIL)
    with serving(office) as mailer:
        assert send_due(actor=MAIL, now=now, parts=replace(parts, mailer=mailer)) == 1
    message = email.message_from_bytes(office.taken[0].content, policy=email.policy.default)
    text = message.get_body()
    assert text is not None
    return str(message["Subject"]), text.get_content().strip()


def test_who_asked_for_persian_gets_persian_with_both_calendars(parts: Parts) -> None:
    subject, text = sent(parts, "فارسی")
    assert subject == "درخواست شما"
    assert text.startswith("درخواست شما نزد ماست.")
    assert "۳۰ آذر ۱۴۰۵ (\u20662026-12-21\u2069)" in text
    assert "%(" not in text


def test_who_asked_for_a_language_we_do_not_speak_gets_english(parts: Parts) -> None:
    subject, text = sent(parts, "Kurdish")
    assert subject == "Your request"
    assert "21 December 2026 (2026-12-21)" in text


def test_the_language_of_whoever_works_makes_no_difference() -> None:
    with translation.override("fa"):
        assert standing_mail("English", DUE)["subject"] == "Your request"


def test_a_mail_in_either_language_says_the_same_to_everyone() -> None:
    assert standing_mail("farsi", DUE) == standing_mail("دری", DUE)
    assert standing_mail("", DUE) == standing_mail("English", DUE)
