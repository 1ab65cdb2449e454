from __future__ import annotations

import base64
import logging
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khabar.adapters.incoming_mail import read_mail
from khabar.adapters.incoming_mail.reading import MOST_BYTES
from khabar.adapters.incoming_mail.texts import decoded, header_text, html_text, sender_text
from khabar.domain.errors import Invalid
from khabar.domain.replies.kinds import Kind, judged
from khabar.domain.replies.mail import Fate
from khabar.domain.replies.oddities import HEAD_TOO_LONG, NO_MAIL, TOO_NESTED

HEAD = b"From: Office <office@ministry.example>\r\nSubject: Letter\r\n"


def plain(body: bytes, charset: str = "utf-8", encoding: str = "8bit") -> bytes:
    kind = f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    return HEAD + kind.encode() + body


def multipart(*parts: bytes, kind: str = "mixed") -> bytes:
    body = b"".join(b"--b\r\n" + part + b"\r\n" for part in parts)
    return HEAD + f'Content-Type: multipart/{kind}; boundary="b"\r\n\r\n'.encode() + body + b"--b--\r\n"


def notes(raw: bytes) -> str:
    return " ".join(map(str, read_mail(raw).notes))


# Heads


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Letter", "Letter"),
        ("=?utf-8?b?2YbYp9mF2Yc=?=", "نامه"),
        ("Re: =?windows-1256?b?5NHHyA==?= end", "Re: نراب end"),
        ("=?koi8-r?b?8MnT2M3P?= =?koi8-r?b?IDE=?=", "Письмо 1"),
        ("=?utf-8?q?broken=ZZ?=", "broken=ZZ"),
        ("=?utf-8?b?!!!?=", ""),
        ("=?no-such-charset?q?a=E9?=", "aé"),
        ("a\r\n b\tc\x00d", "a b c d"),
        ("=?utf-8?q?a=0D=0ABcc:_x?=", "a Bcc: x"),
    ],
)
def test_headers_are_read_whatever_was_done_to_them(value: str, expected: str) -> None:
    assert header_text(value) == expected


def test_raw_letters_in_a_header_are_read_as_what_they_are() -> None:
    assert read_mail("Subject: نامه\r\nFrom: a@b.example\r\n\r\n".encode()).subject == "نامه"
    assert read_mail("Subject: Письмо просьба\r\nFrom: a@b\r\n\r\n".encode("windows-1251")).subject == "Письмо просьба"
    mixed = "Subject: نامه =?utf-8?q?x=20?=\r\n\r\n".encode()
    assert read_mail(mixed).subject == "نامه x"


def test_an_address_inside_an_encoded_word_is_a_name() -> None:
    hidden = base64.b64encode(b"Office <office@ministry.example>").decode()
    assert sender_text(f"=?utf-8?b?{hidden}?=") == '"Office <office@ministry.example>"'
    assert not read_mail(f"From: =?utf-8?b?{hidden}?=\r\n\r\n".encode()).senders
    (sender,) = read_mail(f"From: =?utf-8?b?{hidden}?= <ezra@elsewhere.example>\r\n\r\n".encode()).senders
    assert sender.address == "ezra@elsewhere.example"


def test_every_from_line_is_kept() -> None:
    raw = b"From: a@ministry.example\r\nFROM: ezra@elsewhere.example\r\n\r\n"
    assert [sender.address for sender in read_mail(raw).senders] == ["a@ministry.example", "ezra@elsewhere.example"]


def test_a_mailbox_line_blank_lines_and_a_mark_before_the_head_are_passed_over() -> None:
    for before in (b"From a@b Mon May  4 2026\n", b"\r\n\r\n", b"\xef\xbb\xbf", b">From a@b x\r\n"):
        assert read_mail(before + plain(b"x")).subject == "Letter"


@pytest.mark.parametrize("raw", [b"", b"\r\n\r\n", b"no head at all\r\n", bytes(range(256)) * 4])
def test_what_has_no_head_is_no_mail(raw: bytes) -> None:
    with pytest.raises(Invalid, match=NO_MAIL[:10]):
        read_mail(raw)


# Texts


@pytest.mark.parametrize(
    ("body", "charset", "expected", "as_named"),
    [
        ("سلام".encode(), "utf-8", "سلام", True),
        ("سلام".encode("windows-1256"), "windows-1256", "سلام", True),
        ("سلام".encode(), "us-ascii", "سلام", False),
        ("سلام".encode(), "windows-1256", "ط³ظ„ط§ظ…", True),
        ("وصل كتابكم إلى الديوان".encode("windows-1256"), "iso-8859-1", "وصل كتابكم إلى الديوان", False),
        ("وصل كتابكم إلى الديوان".encode("windows-1256"), "", "وصل كتابكم إلى الديوان", False),
        ("Ваше письмо получено".encode("windows-1251"), "x-unknown", "Ваше письмо получено", False),
        ("Réponse".encode("latin-1"), "latin1", "Réponse", True),
        ("Réponse".encode("latin-1"), "utf-8", "Réponse", False),
        (b"plain", "no-such-charset", "plain", True),
        (b"plain", "'utf-8'", "plain", True),
        (b"\xff\xfe\x81", "utf-8", "ÿþ\ufffd", False),
        (b"x", "idna\x00", "x", True),
    ],
)
def test_bytes_are_read_in_the_charset_named_or_in_one_that_fits(
    body: bytes, charset: str, expected: str, *, as_named: bool
) -> None:
    assert decoded(body, charset) == (expected, as_named)


def test_a_wrong_charset_is_noted_and_the_text_read() -> None:
    raw = plain("سلام".encode(), "us-ascii")
    assert read_mail(raw).text.strip() == "سلام"
    assert "other characters" in notes(raw)
    assert not notes(plain("سلام".encode()))


@pytest.mark.parametrize(
    ("body", "encoding"),
    [(base64.b64encode(b"Yes."), "base64"), (b"Yes=2E", "quoted-printable"), (b"Yes.", "7bit"), (b"Yes.", "nonsense")],
)
def test_transfer_encodings_are_undone(body: bytes, encoding: str) -> None:
    assert read_mail(plain(body, encoding=encoding)).text.strip() == "Yes."


def test_html_is_read_as_its_reader_sees_it() -> None:
    page = (
        "<html><head><title>t</title><style>p{x}</style></head><body><p>One&nbsp;&amp; two</p><script>x()</script>"
        "<div>three<br>four</div><blockquote><p>five</p>six</blockquote></blockquote></style>seven</body>"
    )
    assert html_text(page).split("\n") == ["One & two", "three", "four", "> five", "> six", "seven"]


def test_plain_text_goes_before_html_and_html_before_nothing() -> None:
    page = b"Content-Type: text/html; charset=utf-8\r\n\r\n<p>in HTML</p>"
    text = b"Content-Type: text/plain; charset=utf-8\r\n\r\nin words"
    both = read_mail(multipart(text, page, kind="alternative"))
    assert (both.text.strip(), both.beside) == ("in words", "in HTML")
    assert read_mail(multipart(page)).text == "in HTML"
    empty = b"Content-Type: text/plain\r\n\r\n  "
    assert read_mail(multipart(empty, page)).text.strip() == "in HTML"


def test_html_beside_a_text_is_kept_only_where_the_text_has_no_code() -> None:
    page = b"Content-Type: text/html\r\n\r\n<p>Reference 1234 5678 9012 334</p>"
    coded = b"Content-Type: text/plain\r\n\r\nReference 1234 5678 9012 334"
    assert not read_mail(multipart(coded, page)).beside
    assert "1234" in read_mail(multipart(b"Content-Type: text/plain\r\n\r\nA notice.", page)).beside


def test_attachments_and_letters_inside_are_no_text() -> None:
    attached = b"Content-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nattached"
    inner = b"Content-Type: message/rfc822\r\n\r\nSubject: inner\r\nMessage-ID: <in@x.example>\r\n\r\ninside"
    found = read_mail(multipart(b"\r\nouter", attached, inner))
    assert found.text.strip() == "outer"
    assert found.returned.message_ids == ("in@x.example",)
    assert "subject: inner" in found.returned.head


def test_a_whole_that_cannot_be_taken_apart_is_read_as_text() -> None:
    raw = HEAD + b"Content-Type: multipart/alternative;\r\nboundary=x\r\n\r\n550 no such user here\r\n"
    assert "no such user" in read_mail(raw).text


def test_a_message_id_repeated_in_the_text_is_found() -> None:
    text = b"> Message-ID: <one@khabar.example>\r\n*Message-Id:* <two@khabar.example>\r\n"
    assert read_mail(plain(text)).returned.message_ids == ("one@khabar.example", "two@khabar.example")


# What is noted


def test_winmail_dat_and_sealed_mails_are_noted_and_not_opened() -> None:
    assert "winmail.dat" in notes(multipart(b"Content-Type: application/ms-tnef; name=winmail.dat\r\n\r\nx"))
    assert "winmail.dat" in notes(multipart(b'Content-Type: application/octet-stream; name="WINMAIL.DAT"\r\n\r\nx'))
    assert "encrypted" in notes(
        multipart(b"Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1", kind="encrypted")
    )


def test_a_file_name_that_breaks_the_library_is_no_name() -> None:
    named = b"Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*=utf-8\x00''a.pdf\r\n\r\nx"
    assert not notes(multipart(b"\r\nYes.", named))
    odd = plain("نامه".encode(), "idna").replace(b"text/plain", b"message/rfc822")
    assert read_mail(odd).subject == "Letter"


def test_a_very_large_mail_is_read_at_its_beginning_and_noted() -> None:
    raw = plain(b"Yes.\r\n") + (b"x" * 76 + b"\r\n") * (MOST_BYTES // 70)
    assert read_mail(raw).text.startswith("Yes.")
    assert "very large" in notes(raw)


# What is refused, and how long it takes


def nested(depth: int, kind: bytes) -> bytes:
    parts = (b'Content-Type: %s; boundary="%d"\r\n\r\n--%d\r\n' % (kind, at, at) for at in range(depth))
    return HEAD + b"".join(parts) + b"Content-Type: text/plain\r\n\r\nx"


BOMBS = {
    "parts in parts": nested(3_000, b"multipart/mixed"),
    "letters in letters": HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 3_000,
    "letters in folded letters": HEAD + b"content-type:\r\n message/rfc822\r\n\r\n" * 3_000,
}


@pytest.mark.parametrize("raw", BOMBS.values(), ids=BOMBS)
def test_parts_within_parts_without_end_are_refused(raw: bytes) -> None:
    with pytest.raises(Invalid, match=TOO_NESTED[:20]):
        read_mail(raw)


@pytest.mark.parametrize("raw", [HEAD + b"X: " + b"y" * 300_000, b"X: y\r\n" * 60_000])
def test_a_head_without_end_is_refused(raw: bytes) -> None:
    with pytest.raises(Invalid, match=HEAD_TOO_LONG[:20]):
        read_mail(raw)


SLOW = {
    "many parts": multipart(*[b"\r\nx"] * 20_000),
    "as nested as may be": nested(50, b"multipart/mixed") + b"line\r\n" * 100_000,
    "one long line": plain(b"a" * 3_000_000),
    "many short lines": plain(b"1\r\n" * 900_000),
    "digits and spaces": plain(b"1 " * 1_000_000),
    "addresses without end": b"From: " + b"<a@b" * 20_000 + b"\r\n\r\n",
    "encoded words without end": b"Subject: " + b"=?utf-8?q?a?= " * 9_000 + b"\r\n\r\n",
    "quotes without end": b'From: "' + b'\\"' * 50_000 + b"\r\n\r\n",
    "brackets without end": b"From: " + b"(" * 100_000 + b"\r\n\r\n",
    "tags without end": plain(b"<" * 200_000).replace(b"text/plain", b"text/html"),
    "entities without end": plain(b"&#" * 150_000).replace(b"text/plain", b"text/html"),
    "fields without end": b"From: MAILER-DAEMON\r\n\r\n"
    + b"Action: failed\r\nFinal-Recipient: rfc822; a@b\r\n" * 40_000,
    "references without end": b"References: " + b"<a@b> " * 30_000 + b"\r\n\r\n",
    "subject of prefixes": b"Subject: " + b"Re: " * 2_400 + b"\r\n\r\n",
    "subject of tags": b"Subject: " + b"[x] " * 2_400 + b"\r\n\r\n",
}


@pytest.mark.parametrize("raw", SLOW.values(), ids=SLOW)
def test_no_mail_holds_its_reader_up(raw: bytes) -> None:
    start = time.process_time()
    judged(read_mail(raw))
    assert time.process_time() - start < 10


# Reports


OURS = b"From: Khabar <reply@khabar.example>\r\nMessage-ID: <one@khabar.example>\r\n"


def report(status: bytes, *, told: str = "delivery-status", encoding: bytes = b"") -> bytes:
    words = b"Content-Type: text/plain\r\n\r\nSee below."
    part = b"Content-Type: message/" + told.encode() + b"\r\n" + encoding + b"\r\n" + status
    original = b"Content-Type: message/rfc822\r\n\r\n" + OURS + b"\r\nx"
    return multipart(words, part, original, kind=f"report; report-type={told}")


GROUP = (
    b"Reporting-MTA: dns; mx.example\r\n\r\n"
    b"Final-Recipient: rfc822; office@ministry.example\r\nAction: %s\r\nStatus: %s\r\n"
)


@pytest.mark.parametrize(
    ("action", "status", "fate"),
    [
        (b"failed", b"5.1.1", Fate.FAILED),
        (b"Failed (given up)", b"", Fate.FAILED),
        (b"error", b"5.0.0", Fate.FAILED),
        (b"delayed", b"4.4.1", Fate.DELAYED),
        (b"delivered", b"2.0.0", Fate.ARRIVED),
        (b"relayed", b"2.0.0", Fate.ARRIVED),
        (b"", b"4.2.2 (full)", Fate.DELAYED),
        (b"unheard-of", b"5.7.1", Fate.FAILED),
    ],
)
def test_a_delivery_report_says_what_became_of_the_letter(action: bytes, status: bytes, fate: Fate) -> None:
    found = read_mail(report(GROUP % (action, status)))
    (delivery,) = found.reports.deliveries
    assert (delivery.address, delivery.fate) == ("office@ministry.example", fate)
    assert found.returned.message_ids == ("one@khabar.example",)


def test_a_report_in_base64_is_read() -> None:
    body = base64.encodebytes(GROUP % (b"failed", b"5.1.1"))
    found = read_mail(report(body, encoding=b"Content-Transfer-Encoding: base64\r\n"))
    assert found.reports.deliveries[0].fate is Fate.FAILED
    broken = read_mail(report(b"!", encoding=b"Content-Transfer-Encoding: base64\r\n"))
    assert not broken.reports.deliveries
    assert broken.reports.is_delivery_report


def test_what_the_groups_leave_out_the_head_of_the_report_says() -> None:
    head = b"Action: failed\r\nStatus: 5.2.2\r\n\r\n"
    group = b"Original-Recipient: rfc822;<a@b.example>\r\nDiagnostic-Code: smtp; no\r\n"
    (delivery,) = read_mail(report(head + group)).reports.deliveries
    assert (delivery.address, delivery.status, delivery.diagnosis) == ("a@b.example", "5.2.2", "smtp; no")
    assert not read_mail(report(b"Final-Recipient: rfc822; a@b.example\r\n")).reports.deliveries
    (odd,) = read_mail(report(b"Final-Recipient: rfc822; a b\r\nAction: failed\r\n")).reports.deliveries
    assert odd.address == "a b"


def test_a_report_in_plain_words_is_read_from_a_server_alone() -> None:
    words = b"Final-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    words += b"Action: delayed\r\nFinal-Recipient: c@d.example\r\n"
    server = b"From: MAILER-DAEMON@mx.example\r\nSubject: failure notice\r\n\r\n" + words
    found = read_mail(server).reports.deliveries
    assert [(one.address, one.fate) for one in found] == [("a@b.example", Fate.FAILED), ("c@d.example", Fate.DELAYED)]
    assert not read_mail(plain(words)).reports.deliveries


def test_a_report_that_somebody_forwards_is_not_the_mails_own() -> None:
    came_back = report(GROUP % (b"failed", b"5.1.1")).replace(b'"b"', b'"c"').replace(b"--b", b"--c")
    forwarded = b"Content-Type: message/rfc822\r\n\r\n" + came_back
    found = read_mail(multipart(b"\r\nThis came back.", forwarded))
    assert not found.reports.deliveries
    assert judged(found) is None


@pytest.mark.parametrize(
    ("status", "told", "kind"),
    [
        (b"Feedback-Type: abuse\r\nVersion: 1\r\n", "feedback-report", Kind.COMPLAINT),
        (b"nothing\r\n", "feedback-report", Kind.COMPLAINT),
        (b"Disposition: manual-action/MDN-sent-manually; displayed\r\n", "disposition-notification", Kind.AUTO_REPLY),
        (b"nothing\r\n", "disposition-notification", Kind.AUTO_REPLY),
    ],
)
def test_complaints_and_receipts_are_known_by_their_reports(status: bytes, told: str, kind: Kind) -> None:
    found = judged(read_mail(report(status, told=told)))
    assert found
    assert found.kind is kind


def test_the_head_of_a_returned_letter_alone_is_enough() -> None:
    found = read_mail(multipart(b"\r\nfailed", b"Content-Type: text/rfc822-headers\r\n\r\n" + OURS))
    assert found.returned.message_ids == ("one@khabar.example",)
    assert "reply@khabar.example" in found.returned.head


def test_bounces_that_only_the_library_knows_are_asked_of_it_and_its_falls_are_caught(
    caplog: pytest.LogCaptureFixture,
) -> None:
    words = b"here is your list of failed recipients\r\n<a@b.example>\r\nhere is your returned mail\r\n"
    known = b"From: MAILER-DAEMON@x.example\r\nSubject: x\r\n\r\n" + words
    assert read_mail(known).returned.failed == ("a@b.example",)
    with caplog.at_level(logging.DEBUG):
        assert read_mail(b"Return-Path: <>\r\nSubject: failure\r\n\r\nfailure\r\n").returned.failed == ()
    assert not caplog.records


# Whatever comes


def refusal(raw: bytes) -> str:
    """Read a mail and judge it; give why it was refused, empty if it was not."""
    try:
        judged(read_mail(raw))
    except Invalid as refused:
        return refused.message
    return ""


REFUSALS = {"", NO_MAIL, HEAD_TOO_LONG, TOO_NESTED}
WHOLE = report(GROUP % (b"failed", b"5.1.1"))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.binary(max_size=2_000))
def test_any_bytes_are_a_mail_or_refused(raw: bytes) -> None:
    assert refusal(raw) in REFUSALS


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=200)
@given(st.integers(0, len(WHOLE)), st.integers(0, 200), st.binary(max_size=40))
def test_a_report_damaged_anywhere_is_read_or_refused(at: int, length: int, put: bytes) -> None:
    assert refusal(WHOLE[:at] + put + WHOLE[at + length :]) in REFUSALS
