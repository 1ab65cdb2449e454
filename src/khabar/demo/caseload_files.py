"""Writes an invented caseload as files: two CSV lists of persons (RFC 4180) and the truth as TSV.

It must never write over a list that is not its own: the caller chooses an empty folder.
"""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from khabar.demo.caseload import Caseload
from khabar.demo.caseload_records import COLUMNS, Row

TRUTH_COLUMNS: Final = ("request_id", "presence_id")


def write_requests_csv(caseload: Caseload, path: Path) -> None:
    """Write the requests as a list of persons."""
    _write_persons(caseload.requests, path)


def write_presences_csv(caseload: Caseload, path: Path) -> None:
    """Write the presences as a list of persons."""
    _write_persons(caseload.presences, path)


def write_truth_tsv(caseload: Caseload, path: Path) -> None:
    """Write the true pairs, in the order of their ids."""
    lines = ["\t".join(TRUTH_COLUMNS), *("\t".join(pair) for pair in sorted(caseload.truth))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_caseload(caseload: Caseload, folder: Path) -> tuple[Path, Path, Path]:
    """Write all three files into a folder, which is made if need be; give their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = (folder / "requests.csv", folder / "presences.csv", folder / "truth.tsv")
    write_requests_csv(caseload, paths[0])
    write_presences_csv(caseload, paths[1])
    write_truth_tsv(caseload, paths[2])
    return paths


def _write_persons(rows: Iterable[Row], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
