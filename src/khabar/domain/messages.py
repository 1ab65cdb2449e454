"""Family messages: how long, what does not go into them, and which of their states a family sees.

Hints point at words that can do harm on the way; the writer decides, and a person reads every message anyway.
They see patterns and short word lists, never meaning: full names of third persons, for one, no list can find.
A hint must never block a message; only one that is empty or too long is refused.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import assert_never

from khabar.domain.carried_words import ANY_LANGUAGE, HINT_LANGUAGES, HINT_PATTERNS, HintCode, folded
from khabar.domain.errors import Invalid
from khabar.text import clip_graphemes, to_latin_digits, words
from khabar.vault import canonical

MAX_WORDS = 300
"""Longest message that can be carried (FIELD section 5.5)."""
MAX_CHARACTERS = 6000
"""Bound for scripts without spaces between words, and against abuse: 300 words at 20 letters."""
MAX_BYTES = 7400
"""What a slot of a page holds of a letter: 300 words even in scripts of three bytes a letter."""
_EXCERPT_LENGTH = 60

WRITING = (
    "Write what you yourself want to say. Please do not ask them to come, leave or meet, and promise nothing in anyone "
    "else's name: such letters can do harm and we do not carry them."
)
"""What stands above the field (DESIGN section 7)."""

SENTENCES = MappingProxyType(
    {
        HintCode.MONEY: "This speaks of money or goods. Such words can put them in danger of extortion.",
        HintCode.COME_OR_MEET: "This may ask them to come, leave or meet. Such letters can do harm.",
        HintCode.PROMISE: "This may promise something in somebody else's name. Please speak for yourself alone.",
        HintCode.TELEPHONE: "This looks like a telephone number. Others may read this letter on the way.",
        HintCode.ONLINE: "This looks like an address on the internet. Others may read this letter on the way.",
        HintCode.STREET: "This looks like an address. Others may read this letter on the way.",
        HintCode.POLITICS_OR_ARMS: "This may touch politics or armed forces. Such letters are often not let through.",
        HintCode.TOO_LONG: "This is too long. A message has at most 300 words.",
        HintCode.EMPTY: "There is nothing written here yet.",
    },
)
BLOCKING = frozenset({HintCode.TOO_LONG, HintCode.EMPTY})


@dataclass(frozen=True)
class Hint:
    """One thing to look at again. `excerpt` is a piece of the letter: shown to its writer, never logged."""

    code: HintCode
    excerpt: str
    sentence: str

    @property
    def blocks(self) -> bool:
        """Whether the message cannot be taken as it is."""
        return self.code in BLOCKING

    def __repr__(self) -> str:
        """Leave the excerpt out: words of a letter do not belong into a log."""
        return f"Hint({self.code})"


class MessageState(StrEnum):
    """Where a message stands."""

    WRITTEN = "written"
    PLEASE_CHANGE = "please_change"
    ACCEPTED = "accepted"
    LEFT = "left"
    ANSWERED = "answered"


class Station(StrEnum):
    """What happens on the way: TOLD is a word put (or not put) onto a page, LEFT and ANSWERED are a message's.

    SPOKEN: a bringer has told it. NOT_SPOKEN: he tried, and did not, for whatever reason.
    """

    TOLD = "told"
    LEFT = "left"
    ANSWERED = "answered"
    SPOKEN = "spoken"
    NOT_SPOKEN = "not_spoken"


@dataclass(frozen=True)
class StationNote:
    """One station and its day, out of a signed event."""

    station: Station
    on: date


_STATE_AT = MappingProxyType({Station.LEFT: MessageState.LEFT, Station.ANSWERED: MessageState.ANSWERED})


def state_after(kept: MessageState, note: StationNote | None) -> MessageState:
    """Give the state a message must have after its last station; before any, what was kept, but never as if it left."""
    if note is not None and note.station in _STATE_AT:
        return _STATE_AT[note.station]
    return MessageState.ACCEPTED if kept in _STATE_AT.values() else kept


def family_visible(state: MessageState, *, has_permit: bool) -> MessageState:
    """Give the state its writer may see: before a yes never more than written, please change or accepted."""
    match state:
        case MessageState.WRITTEN | MessageState.PLEASE_CHANGE | MessageState.ACCEPTED:
            return state
        case MessageState.LEFT | MessageState.ANSWERED:
            return state if has_permit else MessageState.ACCEPTED
        case _:  # pragma: no cover - the type checker proves that no state is left
            assert_never(state)


def message_as_signed(locator: bytes, letter: bytes, written_on: date, key: bytes) -> bytes:
    """Give what a slip signs when its holder writes: this letter, from this page, on this day, sent this once."""
    return canonical.encode(["message", locator, letter, written_on.isoformat(), key])


def hints(text: str, languages: Iterable[str] = HINT_LANGUAGES) -> tuple[Hint, ...]:
    """List what in a message should be looked at again, each kind once, with the first place it was seen."""
    if not words(text):
        return (_hint(HintCode.EMPTY, ""),)
    found = [_hint(HintCode.TOO_LONG, "")] if _is_too_long(text) else []
    latin = folded(to_latin_digits(text))
    for code, pattern in _patterns(languages):
        match = pattern.search(latin)
        if match and code not in {hint.code for hint in found}:
            found.append(_hint(code, text[match.start() : match.end()]))
    return tuple(found)


def require_carriable(text: str) -> None:
    """Raise Invalid for the field `text` when a message is empty or too long; nothing else is refused."""
    for hint in hints(text):
        if hint.blocks:
            raise Invalid("text", hint.sentence)


def _is_too_long(text: str) -> bool:
    return len(text) > MAX_CHARACTERS or len(text.encode()) > MAX_BYTES or len(words(text)) > MAX_WORDS


def _hint(code: HintCode, excerpt: str) -> Hint:
    return Hint(code, clip_graphemes(excerpt.strip(), _EXCERPT_LENGTH), SENTENCES[code])


def _patterns(languages: Iterable[str]) -> list[tuple[HintCode, re.Pattern[str]]]:
    wanted = {ANY_LANGUAGE, *languages}
    return [(code, pattern) for language, code, pattern in HINT_PATTERNS if language in wanted]
