"""Who may answer a letter: somebody of the body it was sent to, or anybody in the thread; and who only looks like them.

A domain that can be misread as a known one (ministry.exarnple, letters of another alphabet) never files anything: its
answer goes to people, with a warning.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

from khabar.data.mail_words import lookalikes
from khabar.domain.replies.headers import mailboxes_in
from khabar.domain.replies.mail import Incoming
from khabar.domain.replies.threads import KnownThreads, canonical_address, canonical_domain
from khabar.text import Script, script_of

_LEAST_TO_RESEMBLE: Final = 6
"""Characters a domain needs before one of difference makes two domains alike."""


class Sender(Enum):
    """Whom a mail says it is from, with regard to one letter or to all."""

    ALLOWED = "allowed"
    STRANGER = "stranger"
    LOOKALIKE = "lookalike"
    SEVERAL = "several"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was found out about the sender: who it is, the address, and the known domain that it imitates."""

    who: Sender
    address: str = ""
    imitated: str = ""


def recognised(mail: Incoming, threads: KnownThreads, code: str) -> Recognised:
    """Say who sent a mail with regard to the letter of this code; an empty code asks about lookalikes alone.

    A mail with two From lines, or with a second address written where the name stands, is from several.
    """
    senders = mail.senders
    if not senders:
        return Recognised(Sender.NOBODY)
    address = canonical_address(senders[0].address)
    for sender in senders:
        imitated = _imitated(sender.domain, threads.domains)
        if imitated or mixes_scripts(sender.domain):
            return Recognised(Sender.LOOKALIKE, address, imitated)
    named = [*senders, *(other for sender in senders for other in mailboxes_in(sender.name.strip("\"' ")))]
    if len({canonical_address(one.address) for one in named}) > 1:
        return Recognised(Sender.SEVERAL, address)
    return Recognised(Sender.ALLOWED if code in threads.answered_by(address) else Sender.STRANGER, address)


def _imitated(domain: str, known: frozenset[str]) -> str:
    """Give the known domain that this one can be taken for; empty if it is known itself, within one, or like none."""
    written = canonical_domain(domain)
    if _is_within(written, known):
        return ""
    skeleton = skeleton_of(domain)
    for other in sorted(known):
        if skeleton == skeleton_of(other) or _one_off(skeleton, skeleton_of(other)):
            return other
    return ""


def _is_within(domain: str, known: Iterable[str]) -> bool:
    return any(domain == one or domain.endswith(f".{one}") for one in known)


def mixes_scripts(domain: str) -> bool:
    """Say whether one label of a domain is written in letters of two scripts, as honest names hardly ever are."""
    return any(len(_scripts_of(label)) > 1 for label in _readable(domain).split("."))


def _scripts_of(label: str) -> frozenset[Script]:
    return frozenset(map(script_of, label)) - {Script.COMMON}


@lru_cache(maxsize=8192)
def skeleton_of(domain: str) -> str:
    """Write a domain as a hurried reader sees it: without marks, letters that look like Latin ones as those."""
    apart = unicodedata.normalize("NFKD", _readable(domain).casefold())
    seen = "".join(char for char in apart if unicodedata.category(char) not in {"Mn", "Cf"})
    table = lookalikes()
    for written, read in table.items():
        seen = seen.replace(written, read)
    return seen


def _readable(domain: str) -> str:
    """Write the labels of other scripts (xn--…) in their letters; what cannot be read stays."""
    return ".".join(map(_readable_label, domain.strip(".").split(".")))


def _readable_label(label: str) -> str:
    if not label.casefold().startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def _one_off(one: str, other: str) -> bool:
    """Say whether two domains differ by one character lost, added, replaced or swapped with its neighbour."""
    if min(len(one), len(other)) < _LEAST_TO_RESEMBLE or abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    left, right = one[start:], other[start:]
    return left[1:] == right[1:] or left[1:] == right or left == right[1:] or _swapped(left, right)


def _swapped(left: str, right: str) -> bool:
    return left[:2] == right[:2][::-1] and left[2:] == right[2:]
