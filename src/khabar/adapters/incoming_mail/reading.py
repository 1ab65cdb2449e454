"""Bytes of a mail into what the rules read (`khabar.domain.replies.mail`), bounded in every direction.

Mails come from strangers: nesting, number of parts, size of heads and texts are limited before anything is parsed, and
whatever lies beyond is kept and not looked at. Attachments are never opened; only their presence is noted.
"""

from __future__ import annotations

import email
import re
from dataclasses import replace
from email import policy
from typing import TYPE_CHECKING, Final

from khabar.adapters.incoming_mail.known_bounces import failed_addresses
from khabar.adapters.incoming_mail.reports import deliveries_in, fields_in_text, reports_of, returned_of
from khabar.adapters.incoming_mail.texts import file_name, header_text, inner_parts, part_text, sender_text
from khabar.domain.errors import Invalid
from khabar.domain.replies import oddities
from khabar.domain.replies.codes import written_codes
from khabar.domain.replies.machines import says_it_failed, speaks_for_a_server
from khabar.domain.replies.mail import Heads, Incoming, Reports, Returned

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from email.message import Message

    from khabar.text import Said

MOST_BYTES: Final = 4 * 1024 * 1024
"""Bytes of a mail that are looked at: text and reports stand before attachments."""
_MOST_HEAD: Final = 256 * 1024
_MOST_NESTED: Final = 60
_MOST_PARTS: Final = 200
_MOST_TEXTS: Final = 10
_MOST_FIELDS: Final = 400
_NESTING: Final = re.compile(rb"content-type:\s{0,10}(?:multipart|message)/", re.IGNORECASE)
_BEFORE_A_MAIL: Final = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:>?From [^\n]*\n)?", re.IGNORECASE)
_HEAD_ENDS: Final = re.compile(rb"\r?\n\r?\n|\r\r")
_NO_TEXT: Final = frozenset({"text/rfc822-headers", "text/rfc822", "text/x-delivery-status", "text/calendar"})
_TNEF: Final = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_SEALED: Final = frozenset({"multipart/encrypted", "application/pgp-encrypted", "application/pkcs7-mime"})


def read_mail(raw: bytes) -> Incoming:
    """Read a mail; Invalid where it has no head, or is built to exhaust its reader. The bytes stay with the caller."""
    data = _BEFORE_A_MAIL.sub(b"", raw[:MOST_BYTES], count=1)
    _refuse_bombs(data)
    mail = email.message_from_bytes(data, policy=policy.compat32)
    heads = _heads(mail)
    if not heads.fields:
        raise Invalid("mail", oddities.NO_MAIL)
    parts = tuple(_parts(mail))
    text, notes = _text(parts)
    notes = (*notes, *_oddities(parts, raw))
    returned = returned_of(parts, text, ())
    incoming = Incoming(heads, text, _beside(parts, text), reports_of(mail, parts), returned, notes)
    return _with_failures(incoming, mail)


def _refuse_bombs(data: bytes) -> None:
    end = _HEAD_ENDS.search(data)
    if (end.start() if end else len(data)) > _MOST_HEAD:
        raise Invalid("mail", oddities.HEAD_TOO_LONG)
    if sum(1 for _ in _NESTING.finditer(data)) > _MOST_NESTED:
        raise Invalid("mail", oddities.TOO_NESTED)


def _heads(mail: Message) -> Heads:
    fields = list(mail.raw_items())[:_MOST_FIELDS]
    named = ((name.strip().casefold(), str(value)) for name, value in fields)
    return Heads(tuple((name, sender_text(value) if name == "from" else header_text(value)) for name, value in named))


def _parts(mail: Message) -> Iterator[Message]:
    """List the parts of a mail, itself first, without entering letters that it holds."""
    waiting, seen = [mail], 0
    while waiting and seen < _MOST_PARTS:
        part, seen = waiting.pop(0), seen + 1
        yield part
        if part.get_content_maintype() == "multipart":
            waiting[:0] = inner_parts(part)


def _text(parts: Sequence[Message]) -> tuple[str, tuple[Said, ...]]:
    """Give what a reader sees first: the plain texts, or else the HTML, and a note where a charset was wrong."""
    texts = [part for part in parts if _is_text(part)][:_MOST_TEXTS]
    found = [part_text(part) for part in texts if not _is_html(part)]
    if not any(one.text.strip() for one in found):
        found = [part_text(part) for part in texts if _is_html(part)]
    notes = () if all(one.as_named for one in found) else (oddities.OTHER_CHARACTERS,)
    return "\n".join(one.text for one in found), notes


def _beside(parts: Sequence[Message], text: str) -> str:
    """Give the HTML beside a plain text in which no code stands: some gateways put only a notice there."""
    pages = [part for part in parts if _is_text(part) and _is_html(part)][:1]
    if not pages or any(one.is_code for one in written_codes(text)):
        return ""
    beside = "\n".join(part_text(part).text for part in pages)
    return "" if beside == text else beside


def _is_html(part: Message) -> bool:
    return part.get_content_subtype() == "html"


def _is_text(part: Message) -> bool:
    """Say whether a part is for reading: a text that is no attachment, or a whole that could not be taken apart."""
    if part.get_content_maintype() == "multipart":
        return not part.is_multipart()
    readable = part.get_content_maintype() == "text" and part.get_content_type() not in _NO_TEXT
    return readable and part.get_content_disposition() != "attachment"


def _oddities(parts: Sequence[Message], raw: bytes) -> Iterator[Said]:
    """Note what a person has to open or know of."""
    kinds = {part.get_content_type() for part in parts}
    names = {file_name(part).casefold() for part in parts}
    if kinds & _TNEF or "winmail.dat" in names:
        yield oddities.WINMAIL
    if kinds & _SEALED:
        yield oddities.ENCRYPTED
    if len(raw) > MOST_BYTES:
        yield oddities.VERY_LARGE


def _with_failures(incoming: Incoming, mail: Message) -> Incoming:
    """Look into the text of what a mail server sent for who was not reached, where no part of the mail reports it."""
    reports = incoming.reports
    if reports.deliveries or reports.complaint or reports.receipt:
        return incoming
    if not (speaks_for_a_server(incoming) or says_it_failed(incoming)):
        return incoming
    reports = Reports(tuple(deliveries_in(fields_in_text(incoming.text))), reports.is_delivery_report)
    failed = () if reports.deliveries else failed_addresses(mail)
    returned = Returned(incoming.returned.head, incoming.returned.message_ids, failed)
    return replace(incoming, reports=reports, returned=returned)
