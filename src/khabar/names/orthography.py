"""Spellings of one written form: what a writer's keyboard, school or habit changes inside one script.

Tokens with one folded form are one written name (yeh and kaf, hamza seats, tatweel, Ё, final letters, accents).
Letters that a Latin spelling would tell apart stay apart (پ چ ژ گ, ж ш щ ы). The learned models read folded forms, so a
change here makes a new model. It must never be shown or kept in place of a name: folding loses letters.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Final

from khabar.text import Script, script_of

APOSTROPHES: Final = "'’‘‛ʻʼʽʾʿʹʺˈˊˋˮ`´׳՚＇"
"""Signs inside a word that are no letters: ayn, hamza, geresh, elision, the soft sign of libraries."""
_SEPARATORS: Final = " -‐‑‒–—־_·."
_INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_MOST_REMEMBERED: Final = 4096
_MOST_READINGS: Final = 8
"""How often a word of several scripts is read again until it stays the same; each reading drops letters or settles."""
_NFKC: Final = partial(unicodedata.normalize, "NFKC")
_NFC: Final = partial(unicodedata.normalize, "NFC")
_NFD: Final = partial(unicodedata.normalize, "NFD")


class _Letters(dict[int, str | int | None]):
    """What each letter of a script is read as; what is not in the table stays, marks and signs go."""

    def __init__(self, rows: Mapping[str, str | None], *, dropped: str = APOSTROPHES) -> None:
        super().__init__({ord(letter): read for letters, read in rows.items() for letter in letters})
        self.update(dict.fromkeys(map(ord, dropped + _SEPARATORS)))

    def __missing__(self, code: int) -> int | None:
        read = None if unicodedata.category(chr(code)) in {"Mn", "Me", "Cf"} else code
        if len(self) < _MOST_REMEMBERED:
            self[code] = read
        return read


_ARABIC: Final = _Letters(
    {
        "يىېۍێےٸۑؠ": "ی",
        "كڪ": "ک",
        "ٱٲٳ": "ا",
        "ۆۇۈۏۋۉ": "و",
        "ةۃہھە": "ه",
        "ٹټٽٺٿ": "ت",
        "ڈډڊڌڍ": "د",
        "ڑړڕ": "ر",
        "ںڼڻݨ": "ن",
        "ٻڀ": "ب",
        "ڃڄ": "ج",
        "ڇ": "چ",
        "ڦ": "پ",
        "ڥ": "ڤ",
        "ګڭڨݣڳڱ": "گ",
        "ڵ": "ل",
        "ښ": "ش",
        "ږ": "ژ",
        "څ": "س",
        "ځ": "ز",
        "ـء": None,
    }
)
_HEBREW: Final = _Letters(
    {"ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ", "װ": "וו", "ױ": "וי", "ײ": "יי", '״"': None}
    | dict.fromkeys("’‘ʼ`´׳", "'"),
    dropped="",
)
_CYRILLIC: Final = _Letters(
    {
        "іѝѵј": "и",
        "єэѣ": "е",
        "ґғҝӷ": "г",
        "үұ": "у",
        "һҳ": "х",
        "қҡҟӄ": "к",
        "ңҥӈ": "н",
        "ө": "о",
        "ә": "а",
        "ҙ": "з",
        "ҫ": "с",
        "ѳ": "ф",
        "ѕ": "дз",
        "ђџҷҹҗ": "дж",
        "ћ": "ч",
        "љ": "л",
        "њ": "н",
        "ьӏ": None,
    }
)
_LATIN: Final = _Letters(
    {
        "ı": "i",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "øɔ": "o",
        "ł": "l",
        "đðɗ": "d",
        "þ": "th",
        "əǝ": "a",
        "ɛ": "e",
        "ŋ": "n",
        "ħ": "h",
        "ɡɣ": "g",
        "ɓ": "b",
        "ƙĸ": "k",
        "ŧ": "t",
        "ƶ": "z",
    }
)
_READ: Final = {
    Script.ARABIC: _ARABIC,
    Script.HEBREW: _HEBREW,
    Script.CYRILLIC: _CYRILLIC,
    Script.LATIN: _LATIN,
    Script.GREEK: _Letters({}),
    Script.COMMON: _Letters({}),
}
_UNREAD: Final = dict.fromkeys(map(ord, _SEPARATORS + _INVISIBLE + APOSTROPHES))
"""Dropped from scripts without a table; their marks are vowels and stay."""
_PLAIN_ASCII: Final = dict.fromkeys(map(ord, "'`- _."))

_KURDISH_LETTERS: Final = frozenset("ەێۆڵڕ")
_KURDISH_SEAT: Final = re.compile("^ئ[اە]?(?=\\w)")
_KURDISH_VOWEL: Final = re.compile("ە(?=\\w)")
_IZAFE: Final = re.compile("(?<=[هەةہ])\u200c[یيى]$")
_SOFT_VOWELS: Final = (("ьа", "я"), ("ьу", "ю"), ("ја", "я"), ("ју", "ю"), ("је", "е"), ("ји", "и"))
_HARD_SIGN: Final = re.compile("ъ+(?=[еюяи]|$)")
"""Mute before a soft vowel and at the end; elsewhere a vowel, as in Bulgarian."""

_LOOKALIKES: Final = (
    (Script.LATIN, Script.CYRILLIC, "aа eе oо pр cс yу xх kк mм tт bв hн iі jј sѕ lӏ"),
    (Script.LATIN, Script.GREEK, "aα eε oο pρ xχ kκ tτ bβ hη iι vν zζ yυ mμ"),
)
"""Letters that, small or capital, no reader can tell apart: put in by a wrong keyboard, or to hide a name."""


def _looks(target: Script) -> dict[int, str]:
    """Give, for letters that look like one of a script's, that letter."""
    reads: dict[int, str] = {}
    for one, other, pairs in _LOOKALIKES:
        for pair in (pairs + " " + pairs.upper()).split():
            if target is one:
                reads[ord(pair[1])] = pair[0]
            elif target is other:
                reads[ord(pair[0])] = pair[1]
    return reads


_LOOKS: Final = {script: _looks(script) for script in (Script.LATIN, Script.CYRILLIC, Script.GREEK)}


_UNIFORM: Final = re.compile(
    "([A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]['A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]*)"
    "|([\u0620-\u063f\u0641-\u064a\u0671-\u06d3][\u0620-\u065f\u0670-\u06d3\u06d5\u200c]*)"
    "|([\u0400-\u0481\u048a-\u052f]+)"
    "|([\u05d0-\u05ea]['\u05d0-\u05ea]*)"
)
_UNIFORM_SCRIPTS: Final = (Script.LATIN, Script.ARABIC, Script.CYRILLIC, Script.HEBREW)
"""Words written in the letters of one script alone, as nearly all are, and their script."""


@lru_cache(maxsize=65536)
def fold(token: str) -> str:
    """Give the folded form of one token: equal for two spellings that differ only by the habits of one script."""
    if token.isascii():
        return token.casefold().translate(_PLAIN_ASCII)
    plain = _NFKC(_NFKC(token).casefold())
    uniform = _UNIFORM.fullmatch(plain)
    if uniform:
        return _read(plain, _UNIFORM_SCRIPTS[(uniform.lastindex or 1) - 1])
    for _ in range(_MOST_READINGS):  # what was dropped or read as another letter may change the main script
        folded = _read_mixed(plain)
        if folded == plain:
            break
        plain = folded
    return plain


def _read(plain: str, script: Script) -> str:
    """Read a token letter by letter as a script does."""
    if script is Script.ARABIC:
        plain = _arabic_habits(plain)
    elif script is Script.CYRILLIC:
        return _HARD_SIGN.sub("", _NFD(_serbian_habits(plain)).translate(_READ[script]))
    elif script is Script.OTHER:
        return _NFKC(plain.translate(_UNREAD))
    return _NFD(plain).translate(_READ[script])


def _read_mixed(plain: str) -> str:
    """Read a token as its main script does, letters that look like that script's as its own."""
    script = main_script(plain)
    if script in _LOOKS:
        alike = in_one_script(_NFD(plain))
        script = main_script(_NFC(alike))
        return _NFKC(_read(alike, script))
    return _NFKC(_read(plain, script))


def main_script(token: str) -> Script:
    """Name the script of most letters of a token; COMMON if it has no letter."""
    uniform = _UNIFORM.fullmatch(token)
    if uniform:
        return _UNIFORM_SCRIPTS[(uniform.lastindex or 1) - 1]
    found = _scripts_of(token)
    return max(dict.fromkeys(found), key=found.count, default=Script.COMMON)


def is_uniform(word: str) -> bool:
    """Say whether a word is plainly written in the letters of one script; false also where that takes a closer look."""
    return _UNIFORM.fullmatch(word) is not None


def _scripts_of(word: str) -> list[Script]:
    """List the script of each letter; signs and modifiers that Unicode counts as letters have none."""
    found = [script_of(char) for char in word if not "\u02b0" <= char <= "\u02ff"]
    return found if Script.COMMON not in found else [script for script in found if script is not Script.COMMON]


def in_one_script(word: str) -> str:
    """Read letters that only look like those of the word's script as its own; other mixed words stay as they are."""
    found = _scripts_of(word)
    if not found or found.count(found[0]) == len(found):
        return word
    for target in sorted(_LOOKS.keys() & found, key=lambda script: (-found.count(script), script.value)):
        read = word.translate(_LOOKS[target])
        if set(_scripts_of(read)) == {target}:
            return read
    return word


def _arabic_habits(word: str) -> str:
    """Read what needs its neighbours: the vowels of Kurdish, which Arabic and Persian leave out, and an izafe."""
    if "\u200c" in word:
        word = _IZAFE.sub("", word)
    if word[0] != "ئ" and _KURDISH_LETTERS.isdisjoint(word):
        return word
    return _KURDISH_VOWEL.sub("", _KURDISH_SEAT.sub("ا", word)).replace("وو", "و")


def _serbian_habits(word: str) -> str:
    """Read Serbian letter pairs as Russian writes them."""
    if "ј" in word or "љ" in word or "њ" in word:
        word = word.replace("љ", "ль").replace("њ", "нь")
        for pair, vowel in _SOFT_VOWELS:
            word = word.replace(pair, vowel)
    return word
