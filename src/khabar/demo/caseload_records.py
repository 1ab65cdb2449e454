"""How invented people get written down: scripts, spellings, gaps, wrong conversions, slips of the hand.

Two records of one person are drawn apart, so they differ as a family's form differs from a list made on the spot.
Every share of noise stands in a table here. It must never use the folding code of this project.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Final

from khabar.demo.caseload_dates import written_birth
from khabar.demo.caseload_names import AttestedSpellings, patronymics
from khabar.demo.caseload_people import Invented, any_town, invent
from khabar.demo.caseload_places import Place
from khabar.text import Script, scripts

COLUMNS: Final = (
    "id",
    "name",
    "other_names",
    "father",
    "grandfather",
    "mother",
    "sex",
    "birth_date",
    "birth_place",
    "nationality",
    "last_place",
)
"""The columns of a list of persons, in order."""

Row = dict[str, str]

_TRIES: Final = 12


@dataclass(frozen=True, slots=True)
class Habits:
    """How one side writes people down: the share of fields left empty, of home script, and of the noise in names."""

    empty: Mapping[str, float]
    at_home: float = 0.5
    family_first: float = 0.15
    comma: float = 0.06
    father_within: float = 0.2
    patronymic: float = 0.5
    second_name_dropped: float = 0.3
    title: float = 0.03
    slip: float = 0.03
    other_spelling: float = 0.08
    moved: float = 0.55
    wrong: Mapping[str, float] = field(default_factory=dict)


FAMILY_HABITS: Final = Habits(
    empty={
        "father": 0.1,
        "grandfather": 0.6,
        "mother": 0.15,
        "sex": 0.1,
        "birth_date": 0.12,
        "birth_place": 0.15,
        "nationality": 0.2,
        "last_place": 0.3,
    }
)
"""How families fill in requests: parents known, few gaps."""
LIST_HABITS: Final = Habits(
    empty={
        "father": 0.3,
        "grandfather": 0.8,
        "mother": 0.5,
        "sex": 0.15,
        "birth_date": 0.2,
        "birth_place": 0.3,
        "nationality": 0.25,
        "last_place": 0.2,
    },
    at_home=0.4,
    wrong={"father": 0.02, "mother": 0.03, "sex": 0.01, "born": 0.02, "birth_town": 0.08, "nationality": 0.05},
)
"""How lists on the spot are made: in a hurry, by strangers."""

_TITLES: Final = {
    "fa": ("حاج", "Haj"),
    "ar": ("الحاج", "Hajj"),
    "ru": ("г-н", "Dr"),
    "he": ("ד״ר", "Dr"),
}
_SEXES: Final = {"male": ("m", "male", "M"), "female": ("f", "female", "F")}


def written(person: Invented, habits: Habits, random: Random) -> Row:
    """Write a person down once; `id` stays empty until the whole list is shuffled."""
    return _written(_mistaken(person, habits, random), habits, random, home=random.random() < habits.at_home)


def written_otherwise(person: Invented, habits: Habits, random: Random, before: Sequence[str]) -> Row:
    """Write a person down whose name was written `before`: no word-for-word repetition of any of these.

    Where chance does not bring another spelling soon, the other script does.
    """
    for _ in range(_TRIES):
        row = written(person, habits, random)
        if not any(repeats(row["name"], name) for name in before):
            return row
    return _written(person, habits, random, home=scripts(before[0]) == {Script.LATIN})


def repeats(name: str, before: str) -> bool:
    """Say whether one of two written names has no word that the other lacks."""
    words, known = (set(text.replace(",", "").casefold().split()) for text in (name, before))
    return words <= known or known <= words


def _written(person: Invented, habits: Habits, random: Random, *, home: bool) -> Row:
    row = {
        "id": "",
        "name": _name(person, habits, random, home=home),
        "other_names": _other_names(person, habits, random, home=home),
        "father": _kin(person.father, person, random, home=home),
        "grandfather": _form(person.grandfather, random, home=home),
        "mother": _form(person.mother, random, home=home),
        "sex": random.choice(_SEXES[person.sex]),
        "birth_date": written_birth(person.born, person.language, random),
        "birth_place": _place(person.birth_town, random, home=home),
        "nationality": _place(person.nationality, random, home=home),
        "last_place": _place(_last_town(person, habits, random), random, home=home),
    }
    for column, share in habits.empty.items():
        if random.random() < share:
            row[column] = ""
    return row


def _mistaken(person: Invented, habits: Habits, random: Random) -> Invented:
    """Take a person for somebody else in one thing or another: a wrong father, a wrong town, a wrong box ticked."""
    other = invent(random)
    mistaken = [attribute for attribute, share in habits.wrong.items() if random.random() < share]
    return replace(person, **{attribute: getattr(other, attribute) for attribute in mistaken})


def _name(person: Invented, habits: Habits, random: Random, *, home: bool) -> str:
    given = [_form(name, random, home=home) for name in _kept(person.given, habits, random)]
    family = [_form(name, random, home=home) for name in _kept(person.family, habits, random)]
    middle = _middle(person, habits, random, home=home)
    words = [_slipped(word, habits, random) for word in (*given, *middle)]
    if random.random() < habits.title:
        words.insert(0, _TITLES[person.language][0 if home else 1])
    shape = random.random()
    if shape < habits.comma:
        return f"{' '.join(family)}, {' '.join(words)}"
    order = [*family, *words] if shape < habits.comma + habits.family_first else [*words, *family]
    return " ".join(order)


def _middle(person: Invented, habits: Habits, random: Random, *, home: bool) -> list[str]:
    """Give the father's name where it stands inside the full name: a patronymic, or the plain name."""
    if person.language == "ru":
        patronymic = patronymics().get(person.father.native[0].title())
        wanted = patronymic is not None and person.sex == "male" and random.random() < habits.patronymic
        return [_form(patronymic, random, home=home)] if wanted and patronymic else []
    if person.language == "ar" and random.random() < habits.father_within:
        return [_form(person.father, random, home=home)]
    return []


def _other_names(person: Invented, habits: Habits, random: Random, *, home: bool) -> str:
    """Give, now and then, a second spelling of the whole name, in the other script."""
    if random.random() >= habits.other_spelling:
        return ""
    return " ".join(_form(name, random, home=not home) for name in (*person.given, *person.family))


def _kin(name: AttestedSpellings, person: Invented, random: Random, *, home: bool) -> str:
    """Write the father: his given name, or with the family name."""
    given = _form(name, random, home=home)
    return f"{given} {_form(person.family[0], random, home=home)}" if random.random() < 1 / 3 else given


def _kept(names: tuple[AttestedSpellings, ...], habits: Habits, random: Random) -> tuple[AttestedSpellings, ...]:
    return names[:1] if random.random() < habits.second_name_dropped else names


def _form(name: AttestedSpellings, random: Random, *, home: bool) -> str:
    return name.at_home(random) if home else name.in_latin(random)


def _slipped(word: str, habits: Habits, random: Random) -> str:
    """Exchange two neighbouring letters now and then, as hurried hands do."""
    if len(word) < len("four") or random.random() >= habits.slip:
        return word
    at = random.randrange(1, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _place(place: Place, random: Random, *, home: bool) -> str:
    return place.native if home else random.choice(place.latin)


def _last_town(person: Invented, habits: Habits, random: Random) -> Place:
    return any_town(random) if random.random() < habits.moved else person.last_town
