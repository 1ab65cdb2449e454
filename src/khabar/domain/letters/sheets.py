"""A letter as it leaves: whose it is, where it goes, its reference, its words, who signs it, who has a copy.

Each recipient and each copy has a sheet of its own with a reference of its own, so that an answer finds the one it
answers. Plain text and paper are made of the same sheet.
"""

from dataclasses import dataclass, field, replace
from datetime import date

from khabar.domain.codes import grouped, is_valid
from khabar.domain.errors import Invalid
from khabar.domain.letters.filling import Written
from khabar.domain.replies.codes import REPLY_DIGITS

NO_SENDER = "Please write in whose name the letter goes out."
NO_RECIPIENT = "Please write to whom the letter goes: the name of the body, and where post reaches it."
NOT_SIGNED = "Please write who signs the letter."
TOO_MANY_LINES = "An address has at most seven lines."
NOT_A_REFERENCE = "This is not a reference of ours: it has 15 digits, of which the last two check the others."
NO_COPIES_IN_CONFIDENCE = "A confidential letter has no copies."
MOST_LINES = 7


@dataclass(frozen=True, kw_only=True)
class LetterSheet:
    """One sheet of a letter, for one recipient.

    `sender` is the name over the letter and `sender_lines` where it can be reached; `recipient` are the lines in the
    window of the envelope. `code`: 15 digits. `copy_of`: where this sheet is a copy, the name of the body the letter
    goes to. Raises Invalid for the field that is missing or too long.
    """

    written: Written
    sender: str
    recipient: tuple[str, ...] = field(repr=False)
    on: date
    code: str
    signed: tuple[str, ...] = field(repr=False)
    sender_lines: tuple[str, ...] = ()
    their_reference: str = ""
    copy_of: str = ""
    copies: tuple[str, ...] = ()
    enclosed: tuple[str, ...] = ()
    confidential: bool = False

    def __post_init__(self) -> None:
        """Refuse a letter from nobody, to nobody, signed by nobody, and copies of what is confidential."""
        if not self.sender.strip():
            raise Invalid("sender", NO_SENDER)
        if not any(line.strip() for line in self.recipient):
            raise Invalid("recipient", NO_RECIPIENT)
        if not any(line.strip() for line in self.signed):
            raise Invalid("signed", NOT_SIGNED)
        if len(self.recipient) > MOST_LINES:
            raise Invalid("recipient", TOO_MANY_LINES)
        if len(self.sender_lines) > MOST_LINES:
            raise Invalid("sender", TOO_MANY_LINES)
        if len(self.code) != REPLY_DIGITS or not is_valid(self.code):
            raise Invalid("code", NOT_A_REFERENCE)
        if self.confidential and (self.copies or self.copy_of):
            raise Invalid("copies", NO_COPIES_IN_CONFIDENCE)

    @property
    def reference(self) -> str:
        """The code as it is printed: groups of four."""
        return grouped(self.code)


@dataclass(frozen=True)
class LetterSheets:
    """What is printed in one go: one sheet, or a letter with all its copies, each with its own page numbers."""

    sheets: tuple[LetterSheet, ...]


def copy_for(sheet: LetterSheet, recipient: tuple[str, ...], code: str) -> LetterSheet:
    """Give the sheet of one copy: the same letter with the copy's own address and reference."""
    return replace(sheet, recipient=recipient, code=code, copy_of=sheet.recipient[0])
