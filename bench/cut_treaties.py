"""Write the two tables the procedures ask: which treaty binds which State since when, and what States are called.

The status of treaties comes from a table laid out as its README says (state, iso3, instrument, status, ...); how far
each row is trusted is written into it here, once, so that no program has to read it out of notes. Names of States:
ISO 3166 by way of pycountry, spellings of the status table, and state_names.tsv beside this file, by hand (a name with
a tilde is said of that State loosely, and of another as well).

    python bench/cut_treaties.py STATUS.csv
"""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import click
import pycountry

DATA: Final = Path(__file__).parents[1] / "src" / "khabar" / "data"
BY_HAND: Final = Path(__file__).with_name("state_names.tsv")
WITHOUT_ISO2: Final = {"XKX": "XK"}

AS_OF: Final = {
    "2024-12 (undated UNTC page, >= 30 Aug 2024)": "2024-08-30",
    "2024-12 (undated UNTC page, >= 25 Sep 2024)": "2024-09-25",
    "2025 (CAT decisions)": "2025-01-01",
    "2025": "2025-01-01",
    "2023": "2023-01-01",
    "1999": "1999-01-01",
    "undated UPR summary": "",
    "recollection": "",
}
"""Dates written in words, as the README of the table reads them; any other value is a day."""
TRUST: Final = {"yes": "official", "partial": "partial", "no": "secondary"}
BEGAN: Final = {("BLR", "ICCPR-OP1"): "1992-12-30"}
"""Where a note says since when a State was bound that has left: the day it took effect (CCPR/C/138/D/2525/2015)."""
NOT_MEMBERS: Final = {"MSR"}
"""Territories that stand in the source by accident."""
COLUMNS: Final = (
    "iso3",
    "instrument",
    "status",
    "date",
    "precision",
    "as_of",
    "trust",
    "bound_since",
    "source",
    "note",
)


@click.command()
@click.argument("status", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def main(status: Path) -> None:
    """Write treaties.tsv and states.tsv into src/khabar/data and say how many rows they have."""
    with status.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    treaties = sorted(_treaty(row) for row in rows if row["iso3"] not in NOT_MEMBERS)
    states = sorted(_states(rows))
    _write("treaties.tsv", COLUMNS, treaties)
    _write("states.tsv", ("iso3", "iso2", "name", "others", "gone"), states)
    click.echo(f"treaties.tsv {len(treaties)} rows, states.tsv {len(states)} rows")


def _treaty(row: Mapping[str, str]) -> tuple[str, ...]:
    recalled = row["as_of"] == "recollection" or row["source"].startswith("recollection")
    return (
        row["iso3"],
        row["instrument"],
        row["status"],
        row["date"],
        row["date_precision"],
        AS_OF.get(row["as_of"], row["as_of"]),
        "recollection" if recalled else TRUST[row["verified"]],
        BEGAN.get((row["iso3"], row["instrument"]), ""),
        row["source"],
        row["note"],
    )


def _states(rows: list[dict[str, str]]) -> Iterator[tuple[str, ...]]:
    with BY_HAND.open(encoding="utf-8", newline="") as file:
        by_hand = {row["iso3"]: row for row in csv.DictReader(file, delimiter="\t")}
    spelled: dict[str, set[str]] = {}
    for row in rows:
        spelled.setdefault(row["iso3"], set()).add(row["state"])
    for iso3 in sorted((spelled.keys() | by_hand.keys()) - NOT_MEMBERS):
        listed = pycountry.countries.get(alpha_3=iso3)
        hand = by_hand.get(iso3, {"name": "", "others": "", "gone": ""})
        official = [getattr(listed, kind, "") for kind in ("common_name", "name", "official_name")] if listed else []
        names = [hand["name"], *official, *sorted(spelled.get(iso3, ())), *hand["others"].split("|")]
        name, *others = dict.fromkeys(one for one in names if one)
        iso2 = listed.alpha_2 if listed else WITHOUT_ISO2.get(iso3, "")
        yield iso3, iso2, name, "|".join(others), hand["gone"]


def _write(name: str, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    lines = ["\t".join(line) for line in (columns, *rows)]
    if any("\t" in cell or "\n" in cell for row in rows for cell in row):
        raise click.ClickException(f"{name}: a cell holds a tab or a line break.")
    (DATA / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
