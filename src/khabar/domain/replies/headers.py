"""What stands in the head of a mail: addresses, Message-IDs, and a subject without what mail programs put before it.

Written for heads that strangers, gateways and broken programs wrote: nothing raises, nothing is guessed. Where a header
could be read in two ways (two addresses in angle brackets, a name that is an address), both readings are given.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from khabar.data.mail_words import phrases
from khabar.domain.replies.folding import folded, plain

MOST_HEADER: Final = 10_000
"""Characters of one header that are looked at."""
MOST_OF_ADDRESSES: Final = 2_000
"""Characters of one header in which addresses are told apart."""
_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
_COMMENT: Final = re.compile(r"\([^()]*\)")
_ANGLED: Final = re.compile(r"<([^<>]*)>")
_BARE: Final = re.compile(r"[^\s<>()\[\],;:\"]+@[^\s<>()\[\],;:\"]+")
_MESSAGE_ID: Final = re.compile(r"<([^<>]+)>")
_SPACE: Final = re.compile(r"\s+")
_TAG: Final = re.compile(r"\s*[\[(][^\[\]()]{0,40}[\])]\s*")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One address of a header, and the name written before it."""

    address: str
    name: str = ""

    @property
    def domain(self) -> str:
        """What stands behind the at sign, as it was written."""
        return self.address.rpartition("@")[2]


def mailboxes_in(header: str) -> tuple[Mailbox, ...]:
    """List the addresses of a header such as From: those in angle brackets, or bare ones where there is no bracket.

    An address inside a quoted name or a comment is a name, not an address; `<>` is nobody.
    """
    header = header[:MOST_OF_ADDRESSES]
    naked = _COMMENT.sub(_blank, _QUOTED.sub(_blank, header))
    angled = list(_ANGLED.finditer(naked))
    if not angled:
        return tuple(Mailbox(found.group().strip(".'")) for found in _BARE.finditer(naked))
    ends = [0, *(one.end() for one in angled)]
    names = [header[end : one.start()].strip(" ,;\t\r\n\"'") for end, one in zip(ends, angled, strict=False)]
    return tuple(
        Mailbox("".join(one.group(1).split()), name)
        for one, name in zip(angled, names, strict=True)
        if _BARE.fullmatch("".join(one.group(1).split()))
    )


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def message_ids_in(header: str) -> tuple[str, ...]:
    """List the Message-IDs of a header such as References, in their order, without brackets.

    An id that a gateway broke over two lines is joined; ids without brackets are taken where there is no bracket.
    """
    header = header[:MOST_HEADER]
    angled = _MESSAGE_ID.findall(_SPACE.sub("", header))
    return tuple(angled) or tuple(word for word in header.split() if "@" in word)


@cache
def _before_subjects() -> re.Pattern[str]:
    words = sorted({folded(word) for word in (*phrases("answers"), *phrases("forwards"))}, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})\s?(?:\[\d+\]|\(\d+\)|\^\d+)?\s?[:：]\s?")


@cache
def _before_answers() -> re.Pattern[str]:
    words = sorted({folded(word) for word in phrases("answers")}, key=len, reverse=True)
    return re.compile(rf"(?:\[[^\]]{{0,40}}\]\s?)?(?:{'|'.join(map(re.escape, words))})\s?(?:\[\d+\]|\(\d+\))?\s?[:：]")


def says_it_answers(subject: str) -> bool:
    """Say whether a subject begins as that of an answer does (Re:, پاسخ:, رد:, Ynt: …)."""
    return _before_answers().match(folded(subject[:MOST_HEADER])) is not None


def subject_stem(subject: str) -> str:
    """Give a subject as it is compared: without Re: and Fwd: of any language, without tags in brackets before it."""
    stem = folded(plain(subject[:MOST_HEADER]))
    while True:
        shorter = _TAG.sub("", stem, count=1) if _TAG.match(stem) else stem
        shorter = _before_subjects().sub("", shorter, count=1) if _before_subjects().match(shorter) else shorter
        if shorter == stem or not shorter:
            return stem
        stem = shorter
