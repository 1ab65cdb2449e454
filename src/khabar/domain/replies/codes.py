"""The code by which an answer finds its letter: 13 random and 2 check digits (ISO 7064 MOD 97-10), one for each letter.

It is the local part of the address we write from, and is printed in the letter ("Reference 1234 5678 9012 345"), so it
comes back through mail programs, gateways, copying hands and other alphabets. Found is only what was written: nothing
here decides that a code is the right one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import Final

from khabar.domain.codes import check_digits, grouped, is_valid
from khabar.domain.ids import Random
from khabar.domain.replies.folding import plain

RANDOM_DIGITS: Final = 13
"""43 random bits: nobody guesses an address into which an answer could be planted."""
REPLY_DIGITS: Final = RANDOM_DIGITS + 2
MAILBOX: Final = "reply"
MOST_SEARCHED: Final = 50_000
"""Characters of one text in which codes are looked for: half from its beginning, half from its end."""
_MOST_FOUND: Final = 100
_DRAWN_BYTES: Final = 16
_PRINTED_GROUPS: Final = (4, 4, 4, 3)
_LEAST_TRUE_DIGITS: Final = 8
_MISREAD: Final = str.maketrans("OoОоΟοQ" + "lIiL|ІіıاӀ" + "SsZzB", "0000000" + "1111111111" + "55228")
"""Letters that hands, eyes and scanners take for digits, and which digit was meant."""
_SIGN: Final = r"[0-9OoОоΟοQlIiL|ІіıاӀSsZzB]"
_BETWEEN: Final = r"(?:[ \t\u00a0._\-‐‑–—·]|=20){0,3}(?:\r?\n[> \t]{0,8}[\-.]?)?"
_RUN: Final = re.compile(rf"{_SIGN}+(?:{_BETWEEN}{_SIGN}+)*")
_GROUPS: Final = re.compile(rf"{_SIGN}+")
_PREFIX: Final = re.compile(rf"{MAILBOX}[\s+._=\-‐‑–—]{{0,3}}$|rep[l1i]y[+._=-]{{0,2}}$", re.IGNORECASE)


class Place(Enum):
    """Where a code was written, from the surest to the least sure; `TYPED`: by a colleague, beside what came."""

    TYPED = "typed"
    ADDRESS = "address"
    RETURNED = "returned"
    SUBJECT = "subject"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Written:
    """Digits that may be a code (14 to 16 of them), and whether they stand as we print a code or write an address."""

    digits: str
    as_printed: bool

    @property
    def is_code(self) -> bool:
        """Say whether the digits are as many as a code has and end in their own check digits."""
        return len(self.digits) == REPLY_DIGITS and is_valid(self.digits)


def new_reply_code(random: Random) -> str:
    """Draw the code of a new letter."""
    number = int.from_bytes(random(_DRAWN_BYTES), "big") % 10**RANDOM_DIGITS
    digits = str(number).zfill(RANDOM_DIGITS)
    return digits + check_digits(digits)


def reply_address(code: str, domain: str, *, mailbox: str = MAILBOX) -> str:
    """Write the address from which a letter is sent and to which it is answered: reply-1234-5678-9012-345@domain."""
    return f"{mailbox}-{grouped(code).replace(' ', '-')}@{domain}"


def printed_reference(code: str) -> str:
    """Write a code as it stands on paper and in the text of a letter: "1234 5678 9012 345"."""
    return grouped(code)


def written_codes(text: str) -> tuple[Written, ...]:
    """List what may be a code in this text, without doubles, in the order of reading.

    Digits of any alphabet count, letters that look like digits, groups with spaces, dots, hyphens or a line's end
    between them, and groups in turned order, as a text from right to left may show them.
    """
    if len(text) > MOST_SEARCHED:
        text = f"{text[: MOST_SEARCHED // 2]}\n\n{text[-MOST_SEARCHED // 2 :]}"
    searched = plain(text)
    found = (one for run in _RUN.finditer(searched) for one in _in_run(run, searched))
    return tuple(dict.fromkeys(islice(found, _MOST_FOUND)))


def _in_run(run: re.Match[str], text: str) -> Iterator[Written]:
    """Read one run of digits and separators: as many neighbouring groups as make 14 to 16 digits."""
    if sum(char.isdigit() for char in run.group()) < _LEAST_TRUE_DIGITS:
        return
    groups = [one.group() for one in _GROUPS.finditer(run.group())]
    addressed = _PREFIX.search(text[max(0, run.start() - 10) : run.start()]) is not None
    for first in range(len(groups)):
        for last in range(first + 1, len(groups) + 1):
            window = groups[first:last]
            length = sum(map(len, window))
            if length > REPLY_DIGITS + 1:
                break
            if length >= REPLY_DIGITS - 1:
                yield from _readings(window, addressed=addressed and first == 0)


def _readings(window: list[str], *, addressed: bool) -> Iterator[Written]:
    joined = "".join(window)
    if sum(char.isdigit() for char in joined) < _LEAST_TRUE_DIGITS:
        return
    lengths = tuple(map(len, window))
    yield Written(joined.translate(_MISREAD), as_printed=addressed or lengths == _PRINTED_GROUPS)
    if lengths == _PRINTED_GROUPS[::-1]:
        yield Written("".join(reversed(window)).translate(_MISREAD), as_printed=True)


def one_mistake_away(digits: str) -> frozenset[str]:
    """Give every code that becomes these digits by one mistake: a digit lost, added or replaced, two swapped.

    Check digits leave about one in 97 of them; which one is a letter of ours, only the list of letters can say.
    """
    ways = {REPLY_DIGITS - 1: _with_one_more, REPLY_DIGITS: _with_one_changed, REPLY_DIGITS + 1: _with_one_less}
    way = ways.get(len(digits))
    return frozenset(filter(is_valid, way(digits))) if way else frozenset()


def _with_one_more(digits: str) -> Iterator[str]:
    for at in range(len(digits) + 1):
        for new in "0123456789":
            yield digits[:at] + new + digits[at:]


def _with_one_less(digits: str) -> Iterator[str]:
    for at in range(len(digits)):
        yield digits[:at] + digits[at + 1 :]


def _with_one_changed(digits: str) -> Iterator[str]:
    for at in range(len(digits)):
        for new in "0123456789":
            if new != digits[at]:
                yield digits[:at] + new + digits[at + 1 :]
    for at in range(len(digits) - 1):
        yield digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
