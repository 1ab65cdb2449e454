"""Where an answer ends and the letter begins that it repeats, in the languages whose quotes no library knows.

A quote is folded, never cut off: own words and quoted ones together are the text, line for line. The table of headers
is `data/quote_headers.toml`; where nothing is found, everything is somebody's own words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from khabar.data.mail_words import attributions, blocks, separators
from khabar.domain.replies.folding import folded, plain

MOST_LINES: Final = 2_000
"""Lines in which the beginning of a quote is looked for."""
_MOST_ATTRIBUTED: Final = 400
_MOST_JOINED: Final = 3
_LONGEST_HEADER: Final = 400
_BLOCK_LINES: Final = 6
_BLOCK_LEAST: Final = 3
_SPACES: Final = re.compile(r"\s+")
_DIGIT: Final = re.compile(r"\d")
_TELLS_WHEN_OR_WHO: Final = re.compile(r"\d|@")
_MARKED: Final = re.compile(r"^\s*(?:>|&gt;|\|\s)")
_RULE: Final = re.compile(r"^[\s>]*(?:[-_=*~]{2,}|[-–—]+)\s*(.{0,60}?)\s*(?:[-_=*~]{2,}|[-–—]*):?\s*$")
_LABEL: Final = re.compile(r"^[\s>*_]{0,6}([^:：]{1,30}?)\s*[*_]{0,3}\s*[:：]\s*[*_]{0,3}\s*(.*)$")


class Split(NamedTuple):
    """Somebody's own words, and what they repeat of an earlier mail."""

    own: str
    quoted: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a quote begins, and whether its lines carry a sign of their own."""

    line: int
    is_marked: bool


def split_at(text: str, line: int) -> Split:
    """Cut a text before one of its lines, or put every marked line after it to the quote and the others to the words.

    Own words below or between marked lines stay own words: some people answer below, or line by line.
    """
    lines = text.split("\n")
    own, rest = lines[:line], lines[line:]
    if not any(map(_MARKED.match, rest)):
        return Split("\n".join(own), "\n".join(rest))
    header = next(at for at, one in enumerate(rest) if _MARKED.match(one))
    last = max(at for at, one in enumerate(rest) if _MARKED.match(one))
    between = [one for one in rest[header : last + 1] if not _MARKED.match(one)]
    if not _has_words([*between, *rest[last + 1 :]]):
        return Split("\n".join(own), "\n".join(rest))
    quoted = [*rest[:header], *(one for one in rest[header:] if _MARKED.match(one))]
    return Split("\n".join([*own, *(one for one in rest[header:] if not _MARKED.match(one))]), "\n".join(quoted))


def _has_words(lines: Sequence[str]) -> bool:
    return any(any(char.isalnum() for char in line) for line in lines)


def quote_begins(text: str) -> int | None:
    """Give the line in which a quote begins by the table, by repeated heads, or by marked lines; None for no quote."""
    lines = text.split("\n")[:MOST_LINES]
    seen = [_SPACES.sub(" ", plain(line)).strip() for line in lines]
    for at, line in enumerate(seen):
        if not line:
            continue
        if (at < _MOST_ATTRIBUTED and _attributes(seen, at)) or _separates(line) or _heads_a_block(seen, at):
            above = _rule_above(seen, at)
            return at if above is None else above
        if _MARKED.match(line):
            return at
    return None


def _rule_above(lines: Sequence[str], at: int) -> int | None:
    """Give the line of dashes or underscores that stands right above a repeated head; None where none does."""
    above = next((one for one in range(at - 1, -1, -1) if lines[one]), None)
    is_rule = above is not None and _RULE.match(lines[above]) and not _has_words([lines[above]])
    return above if is_rule else None


def _attributes(lines: Sequence[str], at: int) -> bool:
    """Say whether one to three lines from here on are a line such as "On … wrote:"."""
    joined = ""
    for line in lines[at : at + _MOST_JOINED]:
        joined = f"{joined} {line}".strip() if line else ""
        if not joined or len(joined) > _LONGEST_HEADER or _MARKED.match(joined):
            return False
        if joined.endswith((":", "：")) and _TELLS_WHEN_OR_WHO.search(joined):
            ended = joined.rstrip(" :：") + ":"
            return any(one.fullmatch(ended) for one in attribution_patterns()) or _introduces(lines, at, joined)
    return False


def _introduces(lines: Sequence[str], at: int, joined: str) -> bool:
    """Say whether a line in any language names an address and a date, right before marked lines."""
    if "@" not in joined or not _DIGIT.search(joined):
        return False
    behind = [line for line in lines[at : at + _MOST_JOINED + 2] if line and line not in joined]
    return bool(behind) and _MARKED.match(behind[0]) is not None


@cache
def attribution_patterns() -> tuple[re.Pattern[str], ...]:
    """Compile the table's patterns: WHEN holds a digit, WHO an address or a few words."""
    when, who = r"(?=.{0,60}?\d).{2,120}?", r".{2,160}?"
    texts = dict.fromkeys(plain(one.pattern).replace("WHEN", when).replace("WHO", who) for one in attributions())
    return tuple(re.compile(text, re.IGNORECASE) for text in texts)


def _separates(line: str) -> bool:
    """Say whether a line between dashes, or a line that is nothing else, says "original message" in some language."""
    ruled = _RULE.match(line)
    words = folded(ruled.group(1) if ruled else line.rstrip(":："))
    return words in _separating_words() or bool(ruled and words.startswith("forwarded by"))


@cache
def _separating_words() -> frozenset[str]:
    return frozenset(folded(words) for one in separators() for words in one.words)


def _heads_a_block(lines: Sequence[str], at: int) -> bool:
    """Say whether a repeated head begins here: lines of three of its kinds, in one language, close together.

    An address must be among them, or a rule above: offices begin their own letters with date, number and subject too.
    """
    near = [one for one in lines[at : at + 2 * _BLOCK_LINES] if one][:_BLOCK_LINES]
    labels = list(map(_label, near))
    if not labels[0] or not (any("@" in line for line in near) or _rule_above(lines, at) is not None):
        return False
    for language in _labels():
        kinds = [next((kind for kind, words in enumerate(language) if label in words), None) for label in labels]
        if kinds[0] is not None and len(set(kinds) - {None}) >= _BLOCK_LEAST:
            return True
    return False


def _label(line: str) -> str:
    found = _LABEL.match(line)
    return folded(found.group(1)) if found else ""


@cache
def _labels() -> tuple[tuple[frozenset[str], ...], ...]:
    return tuple(tuple(frozenset(map(folded, words)) for words in one.labels) for one in blocks())
