"""People as columns for an engine that joins tables: keys to meet by, and what is compared roughly to put few first.

Those asked for and those in a register have the same columns; what one side lacks is empty there. All are numbers, and
what an engine makes of them only decides who is compared in full. It must never hold a text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.linkage.columns import KIN, PLACES, PersonColumns
from khabar.linkage.gazetteer import gazetteer
from khabar.linkage.ragged import Ints, Ragged
from khabar.linkage.traits import MIDDLES, READINGS, SLOTS, Asked, Register

GRADES: Final = range(len(MIDDLES))
PLACE_PARTS: Final = ("text", "place", "region", "country")


@dataclass(frozen=True)
class Numbers:
    """One number a row; where `given` is false there is none."""

    values: Ints
    given: NDArray[np.bool_]


Column = Numbers | Ragged
Columns = Mapping[str, Column]


def register_columns(register: Register, keys: Ragged) -> Columns:
    """Give the columns of a register; the unique_id of each row is its place."""
    rows = np.arange(len(register.columns))
    return {
        "unique_id": _all_given(rows),
        "keys": keys,
        "words": register.words,
        **{field: register.kin_words[at] for at, field in enumerate(KIN)},
        **_empty([name for name, _ in _graded_names()], len(rows)),
        **{f"word_{at}": Numbers(np.zeros(len(rows), np.int64), np.zeros(len(rows), np.bool_)) for at in range(SLOTS)},
        **_plain(register.columns, rows),
    }


def asked_columns(asked: PersonColumns, people: Asked, keys: Ragged) -> Columns:
    """Give the columns of people asked for; the unique_id of each row is its place among their names."""
    length = len(people.people)
    graded = {(f"word_{at}"): one for at, one in enumerate(people.slots)}
    graded |= {field: people.kin[at] for at, field in enumerate(KIN)}
    return {
        "unique_id": _all_given(np.arange(length)),
        "keys": keys,
        "words": _nothing(length),
        **{field: people.kin_given[at] for at, field in enumerate(KIN)},
        **{
            name: graded[of].of_grade(grade) if of in graded else _nothing(length)
            for name, (of, grade) in _graded_names()
        },
        **{f"word_{at}": _given(people.slots_given, at, length) for at in range(SLOTS)},
        **_plain(asked, people.people),
    }


def graded(of: str, grade: int) -> str:
    """Name the column of words like a word of the name, or of a kin's, that weigh as much as a grade."""
    return f"{of}_like_{grade}"


def _graded_names() -> list[tuple[str, tuple[str, int]]]:
    words = [f"word_{at}" for at in range(SLOTS)]
    return [(graded(of, grade), (of, grade)) for of in (*words, *KIN) for grade in GRADES]


def _plain(columns: PersonColumns, rows: Ints) -> Columns:
    sexes = columns.sexes[rows].astype(np.int64)
    nations = columns.vocabulary.nationalities.rows[columns.nationalities[rows], 0].astype(np.int64)
    found: dict[str, Column] = {"sex": Numbers(sexes, sexes > 0), "nation": Numbers(nations, nations > 0)}
    for at, field in enumerate(PLACES):
        found |= _place(field, columns, columns.places[rows, at])
    return {**found, **_births(columns, rows)}


def _place(field: str, columns: PersonColumns, numbers: NDArray[np.int32]) -> Columns:
    """Give the likeliest place of a text, and where it lies."""
    known, world = columns.vocabulary.places.rows, gazetteer()
    given = known.given[numbers]
    place = known.place[0][numbers].astype(np.int64)
    is_known = given & (known.count[numbers] > 0)
    region = world.region[place].astype(np.int64)
    parts = {
        "text": Numbers(numbers.astype(np.int64), given),
        "place": Numbers(place, is_known),
        "region": Numbers(region, is_known & (region >= 0)),
        "country": Numbers(world.country[place].astype(np.int64), is_known),
    }
    return {f"{field}_{part}": parts[part] for part in PLACE_PARTS}


def _births(columns: PersonColumns, rows: Ints) -> Columns:
    """Give the first and the last day of each reading; a birth with fewer readings has its first one again."""
    births, numbers = columns.vocabulary.births.columns, columns.births[rows]
    given = births.count[numbers] > 0
    found: dict[str, Column] = {}
    for reading in range(READINGS):
        there = (births.count[numbers] > reading) & (reading < len(births.share))
        at = np.where(there, min(reading, len(births.share) - 1), 0)
        found[f"born_{reading}_first"] = Numbers(births.earliest[at, numbers].astype(np.int64), given)
        found[f"born_{reading}_last"] = Numbers(births.latest[at, numbers].astype(np.int64), given)
    return found


def _given(counts: tuple[Ints, ...], at: int, length: int) -> Numbers:
    there = counts[at] > 0 if at < len(counts) else np.zeros(length, np.bool_)
    return Numbers(there.astype(np.int64), there)


def _all_given(values: Ints) -> Numbers:
    return Numbers(values, np.ones(len(values), np.bool_))


def _nothing(length: int) -> Ragged:
    return Ragged(np.zeros(0, np.int64), np.zeros(length, np.int64))


def _empty(names: list[str], length: int) -> Columns:
    return {name: _nothing(length) for name in names}
