"""What a trip is to take along: the plan of a stack, numbers on asking sheets, numbers of sheets as people type them.

The numbers on an asking sheet look like any others; what each stands for differs from sheet to sheet and is known to
the house and to the carrier's cover alone. Nothing in here may depend on whether somebody is sought, but for the sheets
of those who are to be asked by name.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count

from khabar.domain import bodies
from khabar.domain.answers import Tells
from khabar.domain.bodies import Body, Unreadable
from khabar.domain.documents import Look, Paper
from khabar.domain.errors import Invalid
from khabar.domain.ids import PairId, Random
from khabar.text import to_latin_digits

SCHEMA = 1
SEED_BYTES = 32
MOST_OFFERS = 500
"""Offer sheets on one trip: more paper than a person carries, and one event still holds them all."""
MOST_ASKINGS = 40
LONGEST_TYPED = 2000
_LOWEST, _COUNT = 1000, 9000
_FAIR = 54000
"""The largest multiple of 9000 that two bytes hold: what is drawn above it is drawn again."""
_FEWEST_DIGITS = 3
_YEARS = (range(1300, 1500), range(1900, 2100))
_RUNS = ("0123456789", "9876543210")

NO_NUMBERS = "Write the numbers of the sheets, for example 3-9, 12."
NO_SUCH_SHEET = "There is no sheet with this number on this trip. Please look at the cover."


@dataclass(frozen=True, kw_only=True)
class TripPlan:
    """What is to be printed: so many offer sheets, askings of these pairs, how it looks, words or numbers."""

    offers: int
    look: Look
    pairs: tuple[PairId, ...] = ()
    with_words: bool = False

    def __post_init__(self) -> None:
        """Refuse a stack of nothing, and one that nobody can carry."""
        if not 0 <= self.offers <= MOST_OFFERS:
            raise Invalid("offers", "A trip takes between none and 500 offer sheets.")
        if len(self.pairs) > MOST_ASKINGS:
            raise Invalid("pairs", "A trip takes at most 40 askings.")

    def to_body(self) -> Body:
        """Write it for sealing."""
        return {
            "schema": SCHEMA,
            "offers": self.offers,
            "languages": list(self.look.languages),
            "paper": self.look.paper.value,
            "pairs": list(self.pairs),
            "with_words": self.with_words,
        }

    @classmethod
    def from_body(cls, body: Mapping[str, object]) -> "TripPlan":
        """Read what was sealed."""
        bodies.require_schema(body, SCHEMA)
        try:
            paper = Paper(bodies.text_of(body, "paper"))
        except ValueError as error:
            raise Unreadable("no paper that we know") from error
        return cls(
            offers=bodies.whole_number_of(body, "offers"),
            look=Look(bodies.texts_of(body, "languages"), paper),
            pairs=tuple(PairId(pair) for pair in bodies.texts_of(body, "pairs")),
            with_words=bodies.yes_no_of(body, "with_words") is True,
        )


def short_name(trip_id: str) -> str:
    """Give what people call a trip by, as its cover does: the first four of its id, which say nothing."""
    return trip_id[:4]


def draw_meanings(random: Random) -> tuple[tuple[str, Tells], ...]:
    """Draw four ordinary-looking numbers for one asking sheet, in the order of printing, each with what it stands for.

    No two of them can be taken for one another by one misread digit or by two that change places.
    """
    numbers: list[str] = []
    while len(numbers) < len(Tells):
        number = _number(random)
        if is_ordinary(number) and all(are_apart(number, other) for other in numbers):
            numbers.append(number)
    return tuple(zip(numbers, _shuffled(list(Tells), random), strict=True))


def stream_of(seed: bytes) -> Random:
    """Give a stream of chance out of one drawn seed: however much is taken of it, as much was drawn of the true one.

    So what is printed after it does not depend on how many are asked by name.
    """
    blocks = count()

    def random(size: int) -> bytes:
        return hashlib.shake_256(seed + next(blocks).to_bytes(8, "big")).digest(size)

    return random


def is_ordinary(number: str) -> bool:
    """Say whether four digits look like any others: no year, no row of digits, no digit three times."""
    return (
        len(set(number)) >= _FEWEST_DIGITS
        and not any(int(number) in years for years in _YEARS)
        and not any(number in run for run in _RUNS)
    )


def are_apart(one: str, other: str) -> bool:
    """Say whether two numbers differ in two places at least, and not by the order of their digits alone."""
    return sum(left != right for left, right in zip(one, other, strict=True)) > 1 and sorted(one) != sorted(other)


def typed_numbers(text: str, known: Iterable[int], *, field: str = "sheets") -> tuple[int, ...]:
    """Read numbers of sheets as somebody typed them: `3-9, 12`, in Latin, Persian or Arabic digits.

    Invalid where there is none, or one that this trip does not have.
    """
    latin = re.sub(r"\s*[-\N{EN DASH}\N{EM DASH}]\s*", "-", to_latin_digits(text[:LONGEST_TYPED]).strip())
    pieces = [one for one in re.split(r"[\s,;.\N{ARABIC COMMA}\N{ARABIC SEMICOLON}]+", latin) if one]
    if not pieces or len(text) > LONGEST_TYPED:
        raise Invalid(field, NO_NUMBERS)
    have, wanted = frozenset(known), set[int]()
    for piece in pieces:
        found = re.fullmatch(r"([0-9]{1,4})(?:-([0-9]{1,4}))?", piece)
        if not found:
            raise Invalid(field, NO_NUMBERS)
        first, last = int(found[1]), int(found[2] or found[1])
        wanted |= set(range(first, last + 1)) or {0}
    if not wanted <= have:
        raise Invalid(field, NO_SUCH_SHEET)
    return tuple(sorted(wanted))


def ranges(numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Fold numbers into runs: 1, 2, 3, 7 gives (1, 3), (7, 7)."""
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return tuple(runs)


def range_words(numbers: Iterable[int]) -> str:
    """Write numbers as short as they can be read: `1–3, 7`."""
    return ", ".join(str(a) if a == b else f"{a}\N{EN DASH}{b}" for a, b in ranges(numbers))


def _number(random: Random) -> str:
    while True:
        drawn = int.from_bytes(random(2), "big")
        if drawn < _FAIR:
            return str(_LOWEST + drawn % _COUNT)


def _shuffled(things: list[Tells], random: Random) -> list[Tells]:
    left, shuffled = list(things), []
    while left:
        drawn = random(1)[0]
        if drawn < 256 // len(left) * len(left):
            shuffled.append(left.pop(drawn % len(left)))
    return shuffled
