"""Writes candidates as CSV: whole or not at all, and with nothing in a cell that a spreadsheet would run.

Rows go to a file beside the target, which takes the target's place only when all of it is on the disk.
It must never leave half a list, and never write over one of the lists it was made from.
"""

import csv
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Final

import click

from khabar.cli.match_report import Report, report_path
from khabar.linkage import Candidate

COLUMNS: Final = ("request_id", "registration_id", "probability", "score", "evidence")
"""The columns of the list of candidates; they do not change without a major version."""

_RUN_BY_SPREADSHEETS: Final = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]")
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?", re.IGNORECASE)


def write_candidates(candidates: Iterable[Candidate], path: Path, *, explain: bool, prior: float, model: str) -> int:
    """Write the list and give the number of candidates. Raises click.ClickException, one line, if it cannot.

    To explain is to write sentences instead of weights, and a page of drawings beside the list.
    """
    try:
        with ExitStack() as files:
            writer = csv.writer(files.enter_context(whole_or_not_at_all(path)), lineterminator="\r\n")
            writer.writerow(COLUMNS)
            page = files.enter_context(whole_or_not_at_all(report_path(path))) if explain else None
            report = Report(page, prior, model) if page else None
            count = 0
            for candidate in candidates:
                writer.writerow(row_of(candidate, explain=explain))
                count += 1
                if report:
                    report.add(candidate)
            if report:
                report.finish()
    except OSError as fault:
        raise click.ClickException(f"{path}: not written: {fault.strerror}.") from fault
    return count


def row_of(candidate: Candidate, *, explain: bool) -> list[str]:
    """Give the cells of one candidate; numbers with 9 significant digits."""
    evidence = _sentences(candidate) if explain else _weights(candidate)
    return [
        harmless(candidate.request_id),
        harmless(candidate.registration_id),
        f"{candidate.probability:.9g}",
        f"{candidate.score:.9g}",
        harmless(evidence),
    ]


def harmless(cell: str) -> str:
    """Give a cell that no spreadsheet runs: a leading apostrophe before = + - @, unless it is a number."""
    if _RUN_BY_SPREADSHEETS.match(cell) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def _weights(candidate: Candidate) -> str:
    """Name the fields that say something, with their weights in nats."""
    return ", ".join(f"{piece.field} {piece.weight:+.2f}" for piece in candidate.evidence if piece.weight)


def _sentences(candidate: Candidate) -> str:
    return " ".join(piece.sentence for piece in candidate.evidence)


@contextmanager
def whole_or_not_at_all(path: Path) -> Iterator[IO[str]]:
    """Open a file beside the target; rename it when all is written and on the disk, or take it away."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
