"""Ways a name in Arabic letters is also written: one function per habit, from common knowledge of the orthographies.

Each takes a native name and gives it as another writer, keyboard or office may have written it; a name the habit does
not touch comes back as it was. Nothing here is read from the program's own folding: a bench must not ask the judged.
"""

import re
from collections.abc import Callable, Mapping
from random import Random
from typing import Final

Habit = Callable[[str, Random], str]

ZWNJ: Final = "\u200c"
TATWEEL: Final = "\u0640"
HAMZA_ABOVE: Final = "\u0654"
_LETTER: Final = "[\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]"
_JOINS_ON: Final = "بپتثجچحخسشصضطظعغفقکكگلمنهیي"
"""Letters that are joined to the next one; a joiner or a long stroke stands only behind these."""
_SHORT_VOWELS: Final = "\u064e\u064f\u0650"
_SUKUN, _SHADDA = "\u0652", "\u0651"

_TO_ARABIC: Final = str.maketrans("یک", "يك")
_TO_PERSIAN: Final = str.maketrans("يك", "یک")
_BARE_ALEF: Final = str.maketrans("أإآٱ", "اااا")
_BARE_SEATS: Final = str.maketrans({"ؤ": "و", "ئ": "ی", "ء": ""})
_PERSIAN_DIGITS: Final = "۰۱۲۳۴۵۶۷۸۹"
_ARABIC_DIGITS: Final = "٠١٢٣٤٥٦٧٨٩"
_SIGNS: Final = ("،", ".", "-", "/", "؟", "*", "«", "»", "()", ":")

FIRST_HALVES: Final = (
    *(
        "محمد",
        "علی",
        "علي",
        "غلام",
        "امیر",
        "أمير",
        "امير",
        "حمید",
        "حميد",
        "احمد",
        "أحمد",
        "سید",
        "عبد",
        "میر",
        "شاه",
        "خدا",
    ),
    *(
        "نور",
        "صلاح",
        "جمال",
        "جلال",
        "کمال",
        "كمال",
        "عز",
        "بهاء",
        "شمس",
        "سیف",
        "سيف",
        "زین",
        "زين",
        "فخر",
        "نجم",
        "ضیاء",
    ),
    *("ابو", "أبو", "نصر", "فضل", "حبیب", "عطا", "روح", "آیت", "نعمت", "رحمت", "قدرت", "اسد", "ماه", "گل", "مه", "پری"),
)
"""Words that are written joined to the next one, apart from it, or with a joiner between."""
SECOND_HALVES: Final = (
    *(
        "رضا",
        "علی",
        "علي",
        "حسین",
        "حسين",
        "حسن",
        "مهدی",
        "مهدي",
        "محمد",
        "اکبر",
        "اصغر",
        "جواد",
        "کاظم",
        "صادق",
        "باقر",
    ),
    *(
        "الله",
        "الدین",
        "الدين",
        "الرحمن",
        "الرحیم",
        "الكريم",
        "الکریم",
        "القادر",
        "العزیز",
        "العزيز",
        "الرضا",
        "الحمید",
    ),
    *(
        "الحميد",
        "المجید",
        "المجيد",
        "الحسین",
        "الحسن",
        "الفضل",
        "القاسم",
        "بنده",
        "داد",
        "یار",
        "زاده",
        "نژاد",
        "پور",
        "ناز",
    ),
)
_JOINED: Final = re.compile(rf"(?<!\S)({'|'.join(FIRST_HALVES)})({'|'.join(SECOND_HALVES)})(?!\S)")
_APART: Final = re.compile(rf"(?<!\S)({'|'.join(FIRST_HALVES)})[ {ZWNJ}]({'|'.join(SECOND_HALVES)})(?!\S)")
_FAMILY_TAIL: Final = re.compile("(?<=\\w\\w\\w)[ \u200c]?(زاده|نژاد|پور|خواه|دوست|زادگان)(?!\\S)")


def arabic_yeh_and_kaf(name: str, _random: Random) -> str:
    """Write as an Arabic keyboard does."""
    return name.translate(_TO_ARABIC)


def persian_yeh_and_kaf(name: str, _random: Random) -> str:
    """Write as a Persian keyboard does."""
    return name.translate(_TO_PERSIAN)


def compounds_joined(name: str, _random: Random) -> str:
    """Write the halves of compounds as one word."""
    return _APART.sub(r"\1\2", name)


def compounds_apart(name: str, _random: Random) -> str:
    """Write the halves of compounds as two words."""
    return _JOINED.sub(r"\1 \2", name)


def compounds_with_a_joiner(name: str, _random: Random) -> str:
    """Write the halves of compounds as one word with a zero-width non-joiner."""
    return _APART.sub(rf"\1{ZWNJ}\2", _JOINED.sub(rf"\1{ZWNJ}\2", name))


def family_endings_apart(name: str, random: Random) -> str:
    """Write -zadeh, -nejad, -pur apart: with a space or a joiner."""
    between = random.choice((" ", ZWNJ))
    return _FAMILY_TAIL.sub(rf"{between}\1", name)


def family_endings_joined(name: str, _random: Random) -> str:
    """Write -zadeh, -nejad, -pur as one word with the name."""
    return _FAMILY_TAIL.sub(r"\1", name)


def alef_bare(name: str, _random: Random) -> str:
    """Leave hamza and madda off every alef."""
    return name.translate(_BARE_ALEF)


def alef_with_hamza(name: str, random: Random) -> str:
    """Put a hamza on an alef that begins a word; the article keeps its bare one."""
    return re.sub("(?<!\\S)ا(?!ل)", lambda _: random.choice("أإ"), name)


def seats_dropped(name: str, _random: Random) -> str:
    """Write the seat of a hamza without it, and drop a hamza that stands alone."""
    return name.translate(_BARE_SEATS)


def seats_moved(name: str, _random: Random) -> str:
    """Write the hamza between vowels as the other school does: ئ where a yeh stood, yeh where ئ stood."""
    if "ئ" in name:
        return name.replace("ئ", "ی")
    return re.sub("(?<=ا)[یي](?=[ینيه])", "ئ", name)


def teh_marbuta_as_heh(name: str, _random: Random) -> str:
    """Write the closing -a as a heh."""
    return name.replace("ة", "ه")


def heh_as_teh_marbuta(name: str, _random: Random) -> str:
    """Write a closing heh behind a consonant as teh marbuta."""
    return re.sub("(?<=[^\\Wاوی]{2})ه(?!\\w)", "ة", name)


def maqsura_as_yeh(name: str, _random: Random) -> str:
    """Write a closing dotless yeh with its dots."""
    return name.replace("ى", "ي")


def yeh_as_maqsura(name: str, _random: Random) -> str:
    """Write a closing yeh without its dots, as Egypt does."""
    return re.sub("[یي](?!\\w)", "ى", name)


def heh_with_hamza(name: str, random: Random) -> str:
    """Write the izafe over a closing heh: as one sign, as a mark, or as a small yeh behind a joiner."""
    return re.sub("ه(?= \\w)", lambda _: random.choice(("ۀ", "ه" + HAMZA_ABOVE, f"ه{ZWNJ}ی")), name)


def with_tatweel(name: str, random: Random) -> str:
    """Stretch one joined letter of each word."""
    return " ".join(_behind_one(word, TATWEEL * random.randint(1, 4), random) for word in name.split(" "))


def with_harakat(name: str, random: Random) -> str:
    """Set vowel signs as schoolbooks and passports of some states do."""
    return re.sub(
        f"({_LETTER})(?={_LETTER})",
        lambda found: found.group() + random.choice((*_SHORT_VOWELS, _SUKUN, _SHADDA + "\u064e", "", "")),
        name,
    )


def with_stray_joiners(name: str, random: Random) -> str:
    """Leave zero-width signs where an editor put them: round words, and behind letters that never join."""
    return " ".join(
        random.choice(("", ZWNJ, "\u200f", "\u200e")) + word + random.choice(("", ZWNJ)) for word in name.split()
    )


def with_digits(name: str, random: Random) -> str:
    """Leave a number of a list or a birth year beside the name, in Persian, Arabic or Latin digits."""
    digits = random.choice((_PERSIAN_DIGITS, _ARABIC_DIGITS, "0123456789"))
    number = "".join(random.choices(digits, k=random.choice((1, 2, 4))))
    return random.choice((f"{number} {name}", f"{number}- {name}", f"{name} {number}", f"{name} ({number})"))


def with_punctuation(name: str, random: Random) -> str:
    """Leave signs round the name, and double spaces inside it."""
    sign = random.choice(_SIGNS)
    return random.choice(
        (f"{sign} {name}", f"{name}{sign}" if sign != "،" else f"{name} {sign}", name.replace(" ", "  "))
    )


def in_presentation_forms(name: str, _random: Random) -> str:
    """Write yeh and lam-alef as old files hold them: by their shapes instead of their letters."""
    return name.replace("لا", "ﻻ").replace("ي", "ﻱ").replace("ی", "ﯼ")


HABITS: Final[Mapping[str, Habit]] = {
    habit.__name__.replace("_", " "): habit
    for habit in (
        arabic_yeh_and_kaf,
        persian_yeh_and_kaf,
        compounds_joined,
        compounds_apart,
        compounds_with_a_joiner,
        family_endings_apart,
        family_endings_joined,
        alef_bare,
        alef_with_hamza,
        seats_dropped,
        seats_moved,
        teh_marbuta_as_heh,
        heh_as_teh_marbuta,
        maqsura_as_yeh,
        yeh_as_maqsura,
        heh_with_hamza,
        with_tatweel,
        with_harakat,
        with_stray_joiners,
        with_digits,
        with_punctuation,
        in_presentation_forms,
    )
}
"""Every habit by its name for tables."""


def rewritten(name: str, habit: str, seed: int) -> str:
    """Give a name as a habit writes it: the same for the same seed, as it was if the habit does not touch it."""
    return HABITS[habit](name, Random(f"{seed} {habit} {name}"))  # noqa: S311 reproducible forms, no secret


def _behind_one(word: str, sign: str, random: Random) -> str:
    """Put a sign behind one letter that is joined to the next."""
    places = [at for at in range(1, len(word)) if word[at - 1] in _JOINS_ON and word[at].isalpha()]
    if not places:
        return word
    at = random.choice(places)
    return word[:at] + sign + word[at:]
