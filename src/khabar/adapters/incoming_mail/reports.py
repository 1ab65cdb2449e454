"""Reports in a mail: delivery reports (RFC 3464), complaints (RFC 5965), receipts (RFC 8098), and the letter returned.

Written by hand because the mails that matter break these norms: reports in base64, in plain text, in parts of the wrong
type, without a recipient. Only the mail's own report counts; one that somebody forwards inside a mail does not.
"""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Final

from khabar.adapters.incoming_mail.texts import header_text, inner_parts, part_text
from khabar.domain.replies.headers import mailboxes_in, message_ids_in
from khabar.domain.replies.mail import Delivery, Fate, Reports, Returned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from email.message import Message

_DELIVERY: Final = frozenset(
    {"message/delivery-status", "message/xdelivery-status", "message/global-delivery-status", "text/x-delivery-status"}
)
_FEEDBACK: Final = "message/feedback-report"
_RECEIPTS: Final = frozenset({"message/disposition-notification", "message/global-disposition-notification"})
_LETTERS: Final = frozenset(
    {"message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers", "text/rfc822"}
)
_KEPT: Final = ("from", "sender", "reply-to", "return-path", "to", "cc", "subject", "errors-to")
_FIELD: Final = re.compile(r"^[ \t>]{0,4}([A-Za-z][A-Za-z-]{2,40})[ \t]*:[ \t]*(.*(?:\n[ \t]+\S.*)*)", re.MULTILINE)
_FATES: Final = {
    "failed": Fate.FAILED,
    "fail": Fate.FAILED,
    "error": Fate.FAILED,
    "failure": Fate.FAILED,
    "delayed": Fate.DELAYED,
    "delivered": Fate.ARRIVED,
    "deliverable": Fate.ARRIVED,
    "relayed": Fate.ARRIVED,
    "expanded": Fate.ARRIVED,
}
_BY_CLASS: Final = {"5": Fate.FAILED, "4": Fate.DELAYED, "2": Fate.ARRIVED}
_STATUS: Final = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")
_ID_IN_TEXT: Final = re.compile(
    r"^[ \t>|*]{0,6}message-id[ \t]*:[ \t*]*(<[^<>\n]{3,300}>)", re.MULTILINE | re.IGNORECASE
)
_MOST_REPORTED: Final = 100

Fields = dict[str, str]


def reports_of(mail: Message, parts: Sequence[Message]) -> Reports:
    """Read what the structure of a mail reports."""
    told = str(mail.get_param("report-type", "") or "").casefold()
    deliveries = tuple(
        delivery for part in parts if part.get_content_type() in _DELIVERY for delivery in deliveries_in(_blocks(part))
    )
    feedback = [block for part in parts if part.get_content_type() == _FEEDBACK for block in _blocks(part)]
    receipts = [part for part in parts if part.get_content_type() in _RECEIPTS]
    complaint = next((block["feedback-type"] for block in feedback if block.get("feedback-type")), "")
    told_of = (block.get("disposition", "") for part in receipts for block in _blocks(part))
    disposition = next(filter(None, told_of), "")
    return Reports(
        deliveries=deliveries[:_MOST_REPORTED],
        is_delivery_report=told == "delivery-status" and mail.get_content_type() == "multipart/report",
        complaint=complaint or ("abuse" if feedback or told == "feedback-report" else ""),
        receipt=disposition.rpartition(";")[2].strip() or ("receipt" if receipts else ""),
    )


def deliveries_in(blocks: Iterable[Fields]) -> Iterator[Delivery]:
    """Read the recipients of a delivery report; what a group does not say itself, the report's head may say for it."""
    head: Fields = {}
    for block in blocks:
        address = _address(block)
        if not address:
            head |= block
            continue
        status = _status(block) or _status(head)
        if fate := _FATES.get(_word(block)) or _BY_CLASS.get(status[:1]) or _FATES.get(_word(head)):
            yield Delivery(address, fate, status, block.get("diagnostic-code", "")[:500])


def _address(block: Fields) -> str:
    """Give whom a group is about, without the type that stands before it (rfc822; …)."""
    for name in ("original-recipient", "final-recipient"):
        value = block.get(name, "").rpartition(";")[2].strip()
        found = mailboxes_in(value)
        if found or value:
            return found[0].address if found else value.strip("<>")
    return ""


def _word(block: Fields) -> str:
    """Give the first word of Action, as servers add remarks to it."""
    return next(iter(re.findall(r"[a-z]+", block.get("action", "").casefold())), "")


def _status(block: Fields) -> str:
    found = _STATUS.search(block.get("status", ""))
    return found.group() if found else ""


def fields_in_text(text: str) -> list[Fields]:
    """Read the groups of a delivery report that stands in a plain text: a new one begins where a field comes again."""
    blocks: list[Fields] = [{}]
    for name, value in _FIELD.findall(text):
        if name.casefold() in blocks[-1] and name.casefold() in {"final-recipient", "original-recipient", "action"}:
            blocks.append({})
        blocks[-1].setdefault(name.casefold(), header_text(value))
    return blocks


def _blocks(part: Message) -> list[Fields]:
    """Give the groups of fields of a report's part, however it was encoded or nested by the parser."""
    if not part.is_multipart():
        return _split(part_text(part).text)
    inner = inner_parts(part)
    blocks = [_fields(block) for block in inner]
    rest = "\n".join(part_text(block).text for block in inner if not block.is_multipart())
    if str(part.get("content-transfer-encoding", "")).strip().casefold() == "base64":
        rest = _from_base64(rest)
    return [*filter(None, blocks), *_split(rest)]


def _split(text: str) -> list[Fields]:
    groups = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n"))
    found = ({name.casefold(): header_text(value) for name, value in _FIELD.findall(group)} for group in groups)
    return [fields for fields in found if fields]


def _fields(block: Message) -> Fields:
    return {name.casefold(): header_text(str(value)) for name, value in reversed(list(block.raw_items()))}


def _from_base64(text: str) -> str:
    try:
        return base64.b64decode("".join(text.split()), validate=False).decode("utf-8", "replace")
    except ValueError:
        return text


def returned_of(parts: Sequence[Message], text: str, failed: tuple[str, ...]) -> Returned:
    """Give what comes back of our letter: heads of letters inside, and Message-IDs that the text repeats."""
    heads = [fields for part in parts if part.get_content_type() in _LETTERS for fields in _letter_fields(part)]
    ids = [one for fields in heads for one in message_ids_in(fields.get("message-id", ""))]
    repeated = [one for found in _ID_IN_TEXT.findall(text) for one in message_ids_in(found)]
    shown = "\n".join(f"{name}: {fields[name]}" for fields in heads for name in _KEPT if name in fields)
    return Returned(shown, tuple(dict.fromkeys((*ids, *repeated)))[:_MOST_REPORTED], failed)


def _letter_fields(part: Message) -> list[Fields]:
    if part.is_multipart():
        return [_fields(letter) for letter in inner_parts(part)[:1]]
    return _split(part_text(part).text)[:1]
