"""How invented people get written down: scripts, spellings, order, gaps, slips of the hand, mistakes of clerks.

Two records of one person are drawn apart, as a family's form differs from a list made on the spot. Every share of noise
stands in a table here. It must never use the folding code of the program under test.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from bench._caseload_births import written_birth
from bench._caseload_people import Invented, World
from bench._caseload_places import HOME, Place
from bench._caseload_words import Spelled

Cells = tuple[str, ...]
"""A record as cells, in the order of the columns of a list of persons."""

ZWNJ: Final = "\u200c"


@dataclass(frozen=True, slots=True)
class Habits:
    """How one side writes people down: shares of scripts, gaps and noise."""

    empty: Mapping[str, float]
    wrong: Mapping[str, float]
    home: float
    abroad: float
    sparse: float
    slip: float
    moved: float
    upper: float
    on_the_spot: bool


FAMILIES: Final = Habits(
    empty={
        "father": 0.1,
        "grandfather": 0.6,
        "mother": 0.15,
        "sex": 0.1,
        "birth": 0.12,
        "birth_place": 0.15,
        "nationality": 0.2,
        "last_place": 0.3,
    },
    wrong={},
    home=0.5,
    abroad=0.03,
    sparse=0.05,
    slip=0.02,
    moved=0.0,
    upper=0.02,
    on_the_spot=False,
)
"""How families fill in requests: parents known, few gaps."""
LISTS: Final = Habits(
    empty={
        "father": 0.3,
        "grandfather": 0.8,
        "mother": 0.5,
        "sex": 0.12,
        "birth": 0.18,
        "birth_place": 0.3,
        "nationality": 0.25,
        "last_place": 0.25,
    },
    wrong={"father": 0.02, "mother": 0.03, "sex": 0.01, "born": 0.02, "birth_place": 0.06, "country": 0.04},
    home=0.38,
    abroad=0.1,
    sparse=0.15,
    slip=0.04,
    moved=0.5,
    upper=0.08,
    on_the_spot=True,
)
"""How lists on the spot are made: in a hurry, by strangers."""
_LEFT_OUT_OF_SPARSE: Final = 0.6

_ABROAD: Final[Mapping[str, tuple[str, ...]]] = {
    "arabic": ("persian", "persian", "cyrillic", "hebrew"),
    "persian": ("arabic", "arabic", "arabic", "cyrillic"),
    "russian": ("arabic", "persian", "hebrew"),
    "hebrew": ("arabic", "cyrillic"),
    "latin": ("arabic", "persian", "cyrillic", "hebrew"),
}
"""The third scripts that people of a culture are written in, as equally likely draws."""
_TITLES: Final = {
    "arabic": ("الحاج", "السيد", "د."),
    "persian": ("حاج", "سید", "دکتر", "آقای"),
    "cyrillic": ("г-н", "д-р"),
    "hebrew": ("ד״ר", "מר"),
    "latin": ("Dr", "Haj", "Mr", "Seyed", "Hajji", "Ing."),
}
_TITLE: Final = 0.03
_SEXES: Final = {"m": ("m", "male", "M", "man"), "f": ("f", "female", "F", "woman")}
_FAMILY_FIRST, _COMMA = 0.12, 0.06
_FATHER_WITHIN, _GRANDFATHER_TOO, _SON_OF = 0.35, 0.3, 0.12
_PATRONYMIC: Final = 0.45
_SECOND_DROPPED: Final = 0.28
_OTHER_WRITING, _OTHER_FAMILY, _CALLED_AFTER_CHILD = 0.07, 0.03, 0.05
_SERVANTS: Final = {
    "arabic": ("عبدال", "عبد ال"),
    "persian": ("عبدال", "عبد ال", f"عبدال{ZWNJ}"),
    "cyrillic": ("Абдул ", "Абдул-", "Абд аль-"),
    "hebrew": ("עבד אל ", "עבדול "),
    "latin": ("Abdul ", "Abdel ", "Abd al-", "Abdul", "Abdol", "Abd-ul-", "Abd el-"),
}
_ARTICLES: Final = {
    "arabic": ("ال",),
    "persian": ("ال",),
    "cyrillic": ("Аль-", "аль-", "эль-"),
    "hebrew": ("אל ", "אל-"),
    "latin": ("al-", "Al ", "El ", "el-", "Al-", "Al"),
}
_SUFFIXES: Final = {
    "arabic": ("زاده", " زاده"),
    "persian": ("زاده", f"{ZWNJ}زاده", " زاده"),
    "cyrillic": ("заде", "-заде", "зода"),
    "hebrew": ("זאדה", " זאדה"),
    "latin": ("zadeh", "zade", "-zadeh", " Zada", "zada", " Zadeh"),
}
_SON: Final = {"m": ("bin", "ibn", "ben"), "f": ("bint", "bint", "bent")}
_SON_AT_HOME: Final = {"m": "بن", "f": "بنت"}
_AFTER_FATHER: Final = {
    "m": ("ович", ("ovich", "ovitch", "owitsch", "ovič", "ovych")),
    "f": ("овна", ("ovna", "owna", "ivna", "ovna")),
}
_AFTER_CHILD: Final = {
    "m": {"arabic": "أبو", "latin": ("Abu", "Abou", "Ebu")},
    "f": {"arabic": "أم", "latin": ("Umm", "Um", "Oum")},
}
_OF_MEN: Final = ("ов", "ев", "ёв", "ин")
"""How Russian family names end that take an -a for women."""
_DIMINUTIVES: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "александр": (("Саша", "Sasha"), ("Шура", "Shura")),
    "александра": (("Саша", "Sascha"),),
    "мария": (("Маша", "Masha"),),
    "анна": (("Аня", "Anya"),),
    "иван": (("Ваня", "Vanya"),),
    "владимир": (("Вова", "Vova"), ("Володя", "Volodya")),
    "сергей": (("Серёжа", "Seryozha"),),
    "евгений": (("Женя", "Zhenya"),),
    "пётр": (("Петя", "Petya"),),
    "юлия": (("Юля", "Yulia"),),
    "руслан": (("Русик", "Rusik"),),
    "فاطمه": (("فاطی", "Fati"),),
    "محمد": (("ممد", "Mamad"), ("حمودي", "Hamoudi")),
    "مریم": (("مری", "Mari"),),
    "ابراهیم": (("ابی", "Ebi"),),
    "יצחק": (("איציק", "Itzik"),),
    "יעקב": (("קובי", "Kobi"),),
    "דניאל": (("דני", "Dani"),),
    "אברהם": (("אבי", "Avi"),),
    "מיכל": (("מיכלי", "Michali"),),
}
"""What people are called by those who know them, by their name at home; written by hand from common knowledge."""
_CALLED_SHORT: Final = 0.25
_TO_PERSIAN: Final = str.maketrans("يكة", "یکه")
_TO_ARABIC: Final = str.maketrans("یک", "يك")


def written(person: Invented, habits: Habits, world: World, random: Random) -> Cells:
    """Write a person down once; the id stays empty until the whole list is shuffled."""
    writing = _drawn_writing(person, habits, random)
    seen = _mistaken(person, habits, world, random) if habits.wrong else person
    name, others = _names(seen, habits, writing, random)
    drawn = random.random
    sparse = _LEFT_OUT_OF_SPARSE if drawn() < habits.sparse else 0.0
    empty = habits.empty
    last = seen.last_place if drawn() >= habits.moved else world.anywhere(seen.culture, random)

    def given(column: str) -> bool:
        return drawn() >= empty[column] and (not sparse or drawn() >= sparse)

    def birth() -> str:
        home = writing == HOME[seen.culture]
        return written_birth(seen.born, seen.culture, random, on_the_spot=habits.on_the_spot, home=home)

    return (
        "",
        name,
        others,
        _kin(seen.father, seen, habits, writing, random) if given("father") else "",
        _slipped(_form(seen.grandfather, seen.culture, writing, random), habits, random)
        if given("grandfather")
        else "",
        _kin(seen.mother, seen, habits, writing, random) if given("mother") else "",
        random.choice(_SEXES[seen.sex]) if given("sex") else "",
        birth() if given("birth") else "",
        _place(seen.birth_place, writing, random) if given("birth_place") else "",
        seen.country.form(writing, random) if given("nationality") else "",
        _place(last, writing, random) if given("last_place") else "",
    )


def _drawn_writing(person: Invented, habits: Habits, random: Random) -> str:
    drawn = random.random()
    if drawn < habits.home:
        return HOME[person.culture]
    if drawn < habits.home + habits.abroad:
        writing = random.choice(_ABROAD[person.culture])
        if all(_has(word, person.culture, writing) for word in (person.given, person.family)):
            return writing
    return "latin"


def _has(word: Spelled, culture: str, writing: str) -> bool:
    return writing == HOME[culture] or _script(writing) in word.abroad or _is_other_keyboard(culture, writing)


def _is_other_keyboard(culture: str, writing: str) -> bool:
    return (culture, writing) in {("arabic", "persian"), ("persian", "arabic")}


def _script(writing: str) -> str:
    return "arabic" if writing == "persian" else writing


def _form(word: Spelled, culture: str, writing: str, random: Random) -> str:
    if writing == "latin":
        return word.latin(random)
    if writing == HOME[culture]:
        return word.native
    if _is_other_keyboard(culture, writing):
        return word.native.translate(_TO_PERSIAN if writing == "persian" else _TO_ARABIC)
    if known := word.abroad.get(_script(writing)):
        return known.translate(_TO_PERSIAN) if writing == "persian" else known
    return word.latin(random)


def _mistaken(person: Invented, habits: Habits, world: World, random: Random) -> Invented:
    """Take a person for somebody else in one thing or another: a wrong father, a wrong town, a wrong box ticked."""
    mistaken = [attribute for attribute, share in habits.wrong.items() if random.random() < share]
    if not mistaken:
        return person
    other = world.invent(random, person.culture)
    values = {attribute: getattr(other, attribute) for attribute in mistaken}
    if "father" in values and random.random() < 0.5:  # noqa: PLR2004 - a share
        values["father"] = person.grandfather
    return replace(person, **values)


def _names(person: Invented, habits: Habits, writing: str, random: Random) -> tuple[str, str]:
    """Give the name and, now and then, other names."""
    short = _DIMINUTIVES.get(person.given.native.casefold())
    if short and random.random() < _CALLED_SHORT:
        home, latin = random.choice(short)
        called = home if writing == HOME[person.culture] else latin
        if random.random() < 0.3:  # noqa: PLR2004 - a share
            family = _family(person, writing, random)
            return f"{called} {family}", ""
        return _name(person, habits, writing, random), called
    return _name(person, habits, writing, random), _other_names(person, habits, writing, random)


def _name(person: Invented, habits: Habits, writing: str, random: Random) -> str:
    drawn = random.random
    given = [_slipped(word, habits, random) for word in _given(person, writing, random)]
    family = _slipped(_family(person, writing, random), habits, random)
    given += _middle(person, writing, random)
    if drawn() < _TITLE:
        given.insert(0, random.choice(_TITLES[writing]))
    if drawn() < habits.upper:
        family = family.upper()
    shape = drawn()
    if shape < _COMMA:
        return f"{family}, {' '.join(given)}"
    if shape < _COMMA + _FAMILY_FIRST:
        return f"{family} {' '.join(given)}"
    return f"{' '.join(given)} {family}"


def _given(person: Invented, writing: str, random: Random) -> list[str]:
    first = _form(person.given, person.culture, writing, random)
    if person.servant:
        before = random.choice(_SERVANTS[writing])
        joined = before[-1].isalpha() and writing in {"latin", "cyrillic"}
        first = before + (first.lower() if joined else first)
    if person.second_given is None or random.random() < _SECOND_DROPPED:
        return [first]
    second = _form(person.second_given, person.culture, writing, random)
    if random.random() < 0.5:  # noqa: PLR2004 - a share
        return [first, second]
    if writing == "latin":
        return [f"{first}-{second}"] if random.random() < 0.5 else [first + second.lower()]  # noqa: PLR2004 - a share
    return [first + random.choice(("", ZWNJ) if writing == "persian" else ("",)) + second]


def _family(person: Invented, writing: str, random: Random) -> str:
    family = _form(person.family, person.culture, writing, random)
    if person.sex == "f" and person.culture == "russian" and person.family.native.endswith(_OF_MEN):
        family += {"cyrillic": "а", "latin": "a"}.get(writing, "")
    if person.article and random.random() < 0.85:  # noqa: PLR2004 - a share
        family = random.choice(_ARTICLES[writing]) + family
    if person.suffix:
        family += random.choice(_SUFFIXES[writing])
    if person.second_family is None or random.random() < _SECOND_DROPPED:
        return family
    return family + random.choice((" ", " ", "-")) + _form(person.second_family, person.culture, writing, random)


def _middle(person: Invented, writing: str, random: Random) -> list[str]:
    """Give the father's name where it stands inside the full name: a patronymic, or the plain name."""
    if person.culture == "russian" and random.random() < _PATRONYMIC:
        ending = _AFTER_FATHER[person.sex]
        if writing == "cyrillic":
            return [person.father.native.rstrip("йаь") + ending[0]]
        return [_form(person.father, "russian", "latin", random).rstrip("aiy") + random.choice(ending[1])]
    if person.culture != "arabic" or random.random() >= _FATHER_WITHIN:
        return []
    words = [_form(person.father, "arabic", writing, random)]
    if random.random() < _SON_OF:
        words.insert(0, _SON_AT_HOME[person.sex] if writing == "arabic" else random.choice(_SON[person.sex]))
    if random.random() < _GRANDFATHER_TOO:
        words.append(_form(person.grandfather, "arabic", writing, random))
    return words


def _other_names(person: Invented, habits: Habits, writing: str, random: Random) -> str:
    drawn = random.random()
    if drawn < _OTHER_WRITING:
        other = "latin" if writing != "latin" else HOME[person.culture]
        return _name(person, habits, other, random)
    if drawn < _OTHER_WRITING + _OTHER_FAMILY:
        given = _form(person.given, person.culture, writing, random)
        return f"{given} {_form(person.mother, person.culture, writing, random)}"
    if person.culture == "arabic" and drawn < _OTHER_WRITING + _OTHER_FAMILY + _CALLED_AFTER_CHILD:
        after = _AFTER_CHILD[person.sex]
        before = after["arabic"] if writing == "arabic" else random.choice(after["latin"])
        return f"{before} {_form(person.grandfather, 'arabic', writing, random)}"
    return ""


def _kin(name: Spelled, person: Invented, habits: Habits, writing: str, random: Random) -> str:
    """Write a parent: the given name, or with the family name."""
    given = _slipped(_form(name, person.culture, writing, random), habits, random)
    if random.random() < 0.3 and name is person.father:  # noqa: PLR2004 - a share
        return f"{given} {_form(person.family, person.culture, writing, random)}"
    return given


def _slipped(word: str, habits: Habits, random: Random) -> str:
    """Make, now and then, a slip of hurried hands: letters exchanged, left out, doubled, or another in their place."""
    if len(word) < len("four") or random.random() >= habits.slip:
        return word
    at = random.randrange(1, len(word) - 2)
    kind = random.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:  # noqa: PLR2004 - one of four kinds
        return word[:at] + word[at] + word[at:]
    return word[:at] + random.choice(word) + word[at + 1 :]


def _place(place: Place, writing: str, random: Random) -> str:
    """Write a place: itself, what it lies within, or both."""
    drawn = random.random()
    within = place.within
    if within is None or drawn < 0.76:  # noqa: PLR2004 - a share
        return place.form(writing, random)
    around = within.form(writing, random) if within.within or writing != "latin" else within.latins[0]
    if drawn < 0.88:  # noqa: PLR2004 - a share
        return around
    comma = "، " if _script(writing) == "arabic" else ", "
    return f"{place.form(writing, random)}{random.choice((comma, comma, ' - '))}{around}"
