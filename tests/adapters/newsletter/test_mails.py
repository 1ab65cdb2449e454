from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from adapters.newsletter.issue_folders import LANGUAGES, example, text
from khabar.adapters.newsletter.mails import Envelope, MailTexts, mail_texts, newsletter_mail
from khabar.domain.errors import Invalid
from khabar.domain.publishing.list_headers import Leaving
from khabar.domain.publishing.preflight import failed, preflight
from khabar.domain.publishing.printed import STOP_HERE

TOKEN = "abcdefghijklmnopqrstuv"
LEAVING = Leaving("lantern.example", f"https://lantern.example/leave/{TOKEN}", "leave@lantern.example")
ENVELOPE = Envelope(
    "The Lantern <letters@lantern.example>",
    "shirin@post.example",
    LEAVING,
    datetime(2026, 11, 21, 8, tzinfo=UTC),
    "<77aa@lantern.example>",
)


def parts(mail: EmailMessage) -> tuple[str, str]:
    read = message_from_bytes(mail.as_bytes(), policy=policy.default)
    assert isinstance(read, EmailMessage)
    plain, html = read.iter_parts()
    assert [plain.get_content_type(), html.get_content_type()] == ["text/plain", "text/html"]
    return plain.get_content(), html.get_content()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_readers_mail_holds_text_and_page_with_the_readers_own_way_out(language: str) -> None:
    plain, html = parts(newsletter_mail(mail_texts(example(language)), ENVELOPE))
    assert LEAVING.page in plain
    assert f'href="{LEAVING.page}"' in html
    assert STOP_HERE not in plain + html
    assert all(article.title.text in plain for article in example(language).articles)


def test_mail_that_is_made_again_is_the_same_mail() -> None:
    texts = mail_texts(example("fa"))
    assert newsletter_mail(texts, ENVELOPE).as_bytes() == newsletter_mail(texts, ENVELOPE).as_bytes()


def test_nothing_in_a_mail_tells_who_opened_it() -> None:
    for language in LANGUAGES:
        html = text(language, "mail.html")
        assert "<img" not in html
        assert "background-image" not in html
        assert len(set(re.findall(r'https://[^"<\s]+', html))) <= 3


def test_only_the_signature_is_missing_before_the_mail_leaves() -> None:
    mail = newsletter_mail(mail_texts(example("en")), ENVELOPE)
    missing = [check.name for check in failed(preflight(list(mail.items()), ENVELOPE.to))]
    assert missing == ["signed", "aligned", "whole"]
    signed = "d=lantern.example; b=x; h=from:to:subject:date:list-unsubscribe:list-unsubscribe-post"
    assert failed(preflight([*mail.items(), ("DKIM-Signature", signed)], ENVELOPE.to)) == ()


@pytest.mark.parametrize(
    ("field", "envelope", "subject"),
    [
        ("subject", ENVELOPE, "The Lantern\r\nBcc: x@y.example"),
        ("subject", ENVELOPE, ""),
        ("to", replace(ENVELOPE, to="shirin@post.example\nBcc: x@y.example"), "The Lantern 7"),
        ("message-id", replace(ENVELOPE, message_id="<a>\r\n"), "The Lantern 7"),
        ("page", replace(ENVELOPE, leaving=replace(LEAVING, page="https://x.example/1")), "The Lantern 7"),
    ],
)
def test_what_would_make_a_second_line_is_refused(field: str, envelope: Envelope, subject: str) -> None:
    with pytest.raises(Invalid) as refused:
        newsletter_mail(MailTexts(subject, "a", "b"), envelope)
    assert refused.value.field == field


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_of_the_text_are_short_and_none_of_their_words_is_broken(language: str) -> None:
    for line in text(language, "mail.txt").splitlines():
        assert len(line) <= 76 or " " not in line.strip("\u2066\u2069 -|")


def test_foreign_pieces_of_a_persian_text_are_isolated() -> None:
    plain = text("fa", "mail.txt")
    assert "\u2066OAP/2025/114/B\u2069" in plain
    assert plain.count("\u2066") == plain.count("\u2069")
    assert "\u2066" not in text("en", "mail.txt")
