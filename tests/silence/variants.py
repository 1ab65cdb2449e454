"""Ten thousand ways to describe one person: spellings, scripts, forms of letters, dates, places, kin.

What somebody would write who does not know how a name stands in a register and goes through what it could be. The same
seed gives the same list; no two are the same.
"""

from __future__ import annotations

import unicodedata
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SOUNDS = (("sh", "ch"), ("oo", "u"), ("ee", "i"), ("i", "y"), ("a", "aa"), ("d", "dh"), ("h", "kh"), ("u", "ou"))
_ENDINGS = (("i", "y"), ("i", "ee"), ("adi", "ady"), ("ius", "iush"), ("ius", "ioush"), ("ius", "yush"))
_PERSIAN = ("داریوش احمدی", "داريوش احمدي", "داریوش‌احمدی", "داریوش اَحمَدی", "داریوش احمدى")
_OTHERS = ("Дариуш Ахмади", "Дарий Ахмади", "داريوس أحمدي", "Darıyuş Ahmedi", "Dārayavahuš Ahmadi", "Dariusz Achmadi")
_GIVEN = ("Darius", "Dariush", "Daryush", "Dara", "Darioush", "Dario")
_FAMILY = ("Ahmadi", "Ahmadie", "Ahmady", "Ahmedi", "Achmadi", "al-Ahmadi", "Ahmadian")
_FATHERS = ("Hassan", "Hasan", "حسن", "Ḥasan", "Hassane", "Xasan", "", "Hossein")
_BIRTHS = ("1365", "1986", "about 1986", "1985", "1987", "1365/2/3", "23 April 1986", "۱۳۶۵", "1406 AH", "")
_PLACES = ("Lindenau", "Lindenaw", "Karlshof", "lindenau", "LINDENAU", "لیندناو", "")
_KIN = ("sister", "brother", "cousin", "wife", "mother", "father", "aunt", "a friend", "")
_ENQUIRERS = ("Ezra Rostami", "E. Rostami", "Shirin Ahmadi", "Shirine Ahmady", "Golnar Ahmadi", "Nobody Atall")
_PURPOSES = ("family_news", "debt", "not_told")


def variants(seed: int, count: int) -> Iterator[dict[str, str]]:
    """Give so many descriptions of Darius, each once, as the fields of the family's form."""
    draw, known = Random(f"{seed} variants"), set[tuple[str, ...]]()
    while len(known) < count:
        found = {
            "name": _name(draw),
            "father": draw.choice(_FATHERS),
            "birth": draw.choice(_BIRTHS),
            "birth_place": draw.choice(_PLACES),
            "last_place": draw.choice(_PLACES),
            "kinship": draw.choice(_KIN),
            "enquirer_name": draw.choice(_ENQUIRERS),
            "purpose": draw.choice(_PURPOSES),
            "two_things_1": draw.choice(("the blue boat", "a boat", "plum jam", "")),
        }
        whole = tuple(found.values())
        if whole not in known:
            known.add(whole)
            yield found


def _name(draw: Random) -> str:
    one = draw.random()
    if one < 0.15:
        name = draw.choice(_PERSIAN)
    elif one < 0.25:
        name = draw.choice(_OTHERS)
    else:
        parts = [draw.choice(_GIVEN), draw.choice(_FAMILY)]
        name = " ".join(parts if draw.random() < 0.8 else reversed(parts))
        for before, after in draw.sample((*_SOUNDS, *_ENDINGS), 2):
            name = name.replace(before, after, 1)
    form = draw.choice((str, str.upper, str.lower, str.title, _decomposed, _wide))
    return form(name)


def _decomposed(name: str) -> str:
    return unicodedata.normalize("NFD", name)


def _wide(name: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in name)
