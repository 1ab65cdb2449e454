"""Which of our languages somebody means who wrote one down in words: "Farsi", "فارسی", "a little English".

What is not understood is English, which somebody at hand can read out; it must never be guessed from a name or a place.
"""

from collections.abc import Collection
from types import MappingProxyType

from khabar.text import normalise, words

FALLBACK = "en"
_CALLED = MappingProxyType(
    {
        "en": ("en", "english", "انگلیسی", "إنجليزي", "الإنجليزية", "anglais", "anglisht"),
        "fa": ("fa", "persian", "farsi", "parsi", "dari", "فارسی", "فارسي", "پارسی", "دری", "persan", "persisht"),
        "ar": ("ar", "arabic", "arabi", "عربی", "عربي", "العربية", "arabe", "arabisht"),
        "sq": ("sq", "albanian", "shqip", "shqipe", "آلبانیایی", "الألبانية", "albanais"),
        "fr": ("fr", "french", "français", "francais", "فرانسه", "فرانسوی", "الفرنسية", "frengjisht"),
    },
)
"""How people call the languages we have or prepare, in their own words and in those of their neighbours."""


def language_named(said: str, offered: Collection[str]) -> str:
    """Give the code of the first language named in a text that we offer; English where there is none."""
    by_name = {name: code for code, names in _CALLED.items() if code in offered for name in names}
    known = (by_name.get(word.casefold()) for word in words(normalise(said)))
    return next((code for code in known if code), FALLBACK)
