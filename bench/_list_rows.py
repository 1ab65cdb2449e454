"""Invented rows of lists as people bring them: several scripts, dates in three calendars, ages, and rows to mend."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final

import openpyxl

HEADER: Final = ("شماره", "نام", "نام خانوادگی", "نام پدر", "تاریخ تولد", "محل تولد", "آخرین محل")
_ARABIC: Final = (
    *("داريوش", "شيرين", "نيما", "فريد", "ميرا", "عمر", "ليلا", "حسن", "حسين", "مريم"),
    *("زهرا", "كريم", "رضا", "ناصر", "پرويز", "سارا", "بهرام", "ژاله", "چنگيز", "گلنار"),
)
_LATIN: Final = (
    *("Darius", "Shirin", "Nima", "Farid", "Mira", "Omar", "Leyla"),
    *("Tomas", "Hassan", "Maryam", "Karim", "Reza", "Nasser", "Sara", "Parviz"),
)
_CYRILLIC: Final = (
    *("Дарий", "Ширин", "Фарид", "Мира", "Омар", "Лейла", "Хасан"),
    *("Мариам", "Карим", "Реза", "Насер", "Сара", "Руслан", "Тимур"),
)
_ENDINGS: Final = ("ي", "ان", "پور", "نيا", "زاده", "لو")
_PLACES: Final = ("Lindenau", "Zwenkau", "بندر نو", "شهر كهنه", "Gohlis", "Plagwitz")
_TWO_NAMES: Final = 0.3
_BAD: Final = 0.03
"""Of the rows, so many have to be mended: a date that is none."""


def rows(count: int, seed: int, *, cyrillic: bool) -> Iterator[tuple[str, ...]]:
    """Give so many rows; the same seed gives the same ones."""
    random = Random(seed)  # noqa: S311 - invented people, no secret
    pools = (_ARABIC, _LATIN, _CYRILLIC) if cyrillic else (_ARABIC, _LATIN)
    for number in range(1, count + 1):
        pool = random.choice(pools)
        family = random.choice(pool) + (random.choice(_ENDINGS) if pool is _ARABIC else f"i{random.randrange(400)}")
        born = "unknown day" if random.random() < _BAD else _born(random)
        given = f"{random.choice(pool)} {random.choice(pool)}" if random.random() < _TWO_NAMES else random.choice(pool)
        yield (
            f"{seed}-{number}",
            given,
            family,
            random.choice(pool),
            born,
            random.choice(_PLACES),
            random.choice(_PLACES),
        )


def write_csv(path: Path, count: int, seed: int, encoding: str, separator: str) -> None:
    """Write a list as CSV."""
    with path.open("wb") as file, io.TextIOWrapper(file, encoding=encoding, newline="") as text:
        writer = csv.writer(text, delimiter=separator)
        writer.writerow([cell.replace("ی", "ي") for cell in HEADER])
        writer.writerows(rows(count, seed, cyrillic=encoding != "cp1256"))


def write_workbook(path: Path, count: int, seed: int) -> None:
    """Write a list as a workbook."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("List")
    sheet.append(list(HEADER))
    for row in rows(count, seed, cyrillic=True):
        sheet.append(list(row))
    book.save(path)


def _born(random: Random) -> str:
    year, month, day = random.randrange(1945, 2012), random.randrange(1, 13), random.randrange(1, 29)
    match random.randrange(4):
        case 0:
            return f"{year - 621}/{month}/{day}"
        case 1:
            return f"{day}.{month}.{year}"
        case 2:
            return str(year - 621)
        case _:
            return f"{year}-{month:02}-{day:02}"
