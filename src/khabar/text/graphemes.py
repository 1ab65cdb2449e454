"""What a reader calls one character: a letter with its marks, a joined emoji, a flag.

Lengths shown to people and cuts of their words go by these, never by code points (after Unicode Standard Annex 29).
It must never cut inside one; conjuncts of Indic scripts are left to a later version and may be cut between letters.
"""

import unicodedata
from typing import Final

_ZWJ: Final = "\u200d"
_EXTENDING: Final = frozenset({"Mn", "Me", "Mc"})
_EXTENDING_SIGNS: Final = frozenset("\u200c\u200d\uff9e\uff9f")
_PREPENDED: Final = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2")
_SKIN_TONES: Final = range(0x1F3FB, 0x1F400)
_FLAG_TAGS: Final = range(0xE0020, 0xE0080)
_FLAG_LETTERS: Final = range(0x1F1E6, 0x1F200)
_PICTOGRAPHS: Final = range(0x1F000, 0x1FB00)
_HANGUL_SYLLABLES: Final = range(0xAC00, 0xD7A4)
_HANGUL_ENDINGS: Final = 28  # syllables come in rows of 28, the first of each without a final letter
_HANGUL_LETTERS: Final = {
    "L": (range(0x1100, 0x1160), range(0xA960, 0xA97D)),
    "V": (range(0x1160, 0x11A8), range(0xD7B0, 0xD7C7)),
    "T": (range(0x11A8, 0x1200), range(0xD7CB, 0xD7FC)),
}
_HANGUL_FOLLOWERS: Final = {"L": "LVAB", "V": "VT", "A": "VT", "T": "T", "B": "T"}


def graphemes(text: str) -> list[str]:
    """Split a text into the characters a reader sees; joined together they are the text again."""
    clusters: list[str] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or _breaks(text, start, at):
            clusters.append(text[start:at])
            start = at
    return clusters


def clip_graphemes(text: str, count: int) -> str:
    """Give the first `count` visible characters of a text, never half of one; all of it if it has fewer."""
    if len(text) <= count:
        return text
    return "".join(graphemes(text)[: max(count, 0)])


def _breaks(text: str, start: int, at: int) -> bool:
    """Say whether a new visible character begins at `at`, given that one began at `start`."""
    before, after = text[at - 1], text[at]
    if before == "\r" and after == "\n":
        return False
    if unicodedata.category(before) == "Cc" or unicodedata.category(after) == "Cc":
        return True
    if _extends(after) or before in _PREPENDED:
        return False
    if before == _ZWJ and _is_pictograph(after) and _is_pictograph(text[start]):
        return False
    if _is_flag_letter(before) and _is_flag_letter(after):
        return (at - start) % 2 == 0
    return not _joins_hangul(before, after)


def _extends(char: str) -> bool:
    return (
        char in _EXTENDING_SIGNS
        or unicodedata.category(char) in _EXTENDING
        or ord(char) in _SKIN_TONES
        or ord(char) in _FLAG_TAGS
    )


def _is_pictograph(char: str) -> bool:
    return unicodedata.category(char) == "So" or ord(char) in _PICTOGRAPHS


def _is_flag_letter(char: str) -> bool:
    return ord(char) in _FLAG_LETTERS


def _joins_hangul(before: str, after: str) -> bool:
    return _hangul_part(after) in _HANGUL_FOLLOWERS.get(_hangul_part(before), "")


def _hangul_part(char: str) -> str:
    """Name the place of a Korean letter in its syllable: L, V, T, open syllable A, closed syllable B; else a space."""
    code = ord(char)
    for part, ranges in _HANGUL_LETTERS.items():
        if any(code in letters for letters in ranges):
            return part
    if code in _HANGUL_SYLLABLES:
        return "A" if (code - _HANGUL_SYLLABLES.start) % _HANGUL_ENDINGS == 0 else "B"
    return " "
