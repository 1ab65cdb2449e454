"""Own words and quoted ones of an answer: our table first, then mail-parser-reply for the languages it knows.

Of that library only the pattern of headers is used; its patterns of signatures can take minutes on a hostile text, and
a signature belongs to the words of whoever wrote it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from mailparser_reply import EmailMessage
from mailparser_reply.constants import MAIL_LANGUAGES

from khabar.domain.replies.quoting import MOST_LINES, Split, quote_begins, split_at

if TYPE_CHECKING:
    import re

_LONGEST_LINE: Final = 500
_MOST_SEARCHED: Final = 20_000


def split_quote(text: str) -> Split:
    """Tell somebody's own words from the quote they carry, to show it folded; both together are the text.

    Knows the headers of our table (fa ar ckb ur tr sq ru ms en de fr) and of mail-parser-reply (cs da es it ja ko nl pl
    sv zh besides), repeated heads, and lines marked with ">". Where no quote is found, or nothing but one, as in a mail
    only handed on, `quoted` is empty.
    """
    text = text.replace("\r\n", "\n")
    found = [line for line in (quote_begins(text), _by_library(text)) if line is not None]
    split = split_at(text, min(found)) if found else Split(text, "")
    return split if any(map(str.isalnum, split.own)) else Split(text, "")


def _by_library(text: str) -> int | None:
    """Give the line in which a header that the library knows begins."""
    lines = [line.strip()[:_LONGEST_LINE] for line in text.split("\n")[:MOST_LINES]]
    searched = "\n".join(lines)[:_MOST_SEARCHED]
    found = next(filter(_tells_who, _headers().finditer(searched)), None)
    if found is None:
        return None
    start = found.start() + len(found.group()) - len(found.group().lstrip())
    return searched.count("\n", 0, start)


def _tells_who(found: re.Match[str]) -> bool:
    """Say whether a match names an address, or a date in one line: own words begin with such words too."""
    said = found.group().strip()
    return "@" in said or ("\n" not in said and any(map(str.isdigit, said)))


@cache
def _headers() -> re.Pattern[str]:
    pattern: re.Pattern[str] = EmailMessage(text="", languages=sorted(MAIL_LANGUAGES)).HEADER_REGEX
    return pattern
