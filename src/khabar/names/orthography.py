"""Spellings of one written form: what a writer's keyboard, school or habit changes inside one script.

Tokens with one folded form are one written name (yeh and kaf, hamza seats, tatweel, Ё, final letters, accents).
It must never be shown or kept in place of a name: folding loses letters and serves comparison alone.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from khabar.text import Script, script_of

_ARABIC: Final = str.maketrans(
    {
        **dict.fromkeys("يىئېۍێےٸ", "ی"),
        **dict.fromkeys("كڪ", "ک"),
        **dict.fromkeys("أإآٱٲٳ", "ا"),
        **dict.fromkeys("ؤۆۇۈۏ", "و"),
        **dict.fromkeys("ةۀۃہھە", "ه"),
        **dict.fromkeys("ٹټ", "ت"),
        **dict.fromkeys("ڈډ", "د"),
        **dict.fromkeys("ڑړڕ", "ر"),
        **dict.fromkeys("ںڼ", "ن"),
        "ګ": "گ",
        "ڵ": "ل",
        "ښ": "ش",
        "ږ": "ژ",
        "څ": "س",
        "ځ": "ج",
        "ڭ": "گ",
        "ـ": None,
        "ء": None,
    }
)
_HEBREW: Final = str.maketrans({"ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ", "״": None, '"': None})
_CYRILLIC: Final = str.maketrans(
    {
        **dict.fromkeys("йіїѝӣыј", "и"),
        **dict.fromkeys("єэӭ", "е"),
        **dict.fromkeys("ґғ", "г"),
        **dict.fromkeys("ўӯүұ", "у"),
        **dict.fromkeys("һҳҺ", "х"),
        "ё": "е",
        "ђ": "дж",
        "џ": "дж",
        "ҷ": "дж",
        "љ": "л",
        "њ": "н",
        "ћ": "ч",
        "қ": "к",
        "ң": "н",
        "ө": "о",
        "ә": "а",
        "щ": "ш",
        "ъ": None,
        "ь": None,
    }
)
_LATIN: Final = str.maketrans(
    {
        "ı": "i",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ə": "a",
        "ŋ": "n",
        "ħ": "h",
    }
)
_APOSTROPHES: Final = re.compile("['’‘ʻʼʽʾʿ`´]")
_GERESH: Final = re.compile("['’׳`´]")


@lru_cache(maxsize=65536)
def fold(token: str) -> str:
    """Give the folded form of one token: equal for two spellings that differ only by the habits of one script."""
    plain = _without_marks(unicodedata.normalize("NFKC", token).casefold())
    match main_script(plain):
        case Script.ARABIC:
            return plain.translate(_ARABIC)
        case Script.HEBREW:
            return _GERESH.sub("'", plain.translate(_HEBREW))
        case Script.CYRILLIC:
            return _APOSTROPHES.sub("", plain.translate(_CYRILLIC))
        case Script.LATIN:
            return _APOSTROPHES.sub("", plain.translate(_LATIN))
        case _:
            return plain


def main_script(token: str) -> Script:
    """Name the script of most letters of a token; COMMON if it has no letter."""
    counts: dict[Script, int] = {}
    for char in token:
        script = script_of(char)
        if script is not Script.COMMON:
            counts[script] = counts.get(script, 0) + 1
    return max(counts, key=counts.__getitem__, default=Script.COMMON)


def _without_marks(text: str) -> str:
    """Drop accents, harakat, niqqud and joiners; keep the letters they stand on (Й is a letter of its own)."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    kept = (char for char in decomposed if unicodedata.category(char) not in {"Mn", "Me", "Cf"})
    return unicodedata.normalize("NFC", "".join(kept))
