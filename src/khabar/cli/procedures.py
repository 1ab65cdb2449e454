"""The shell door to procedures: a case file in, and out the answer of every door, a sheet, or a filled form.

It needs no installation and keeps nothing. Nothing it says is legal advice.
"""

from __future__ import annotations

import json
import os
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypedDict, Unpack

import click

from khabar.adapters.casefile import case_schema, opened, read_case
from khabar.adapters.casefile.contradicted import require_no_contradiction
from khabar.adapters.procedures import FORMS, answers, door_sheet, filled_form, form_docx, form_pdf, reading_sheet
from khabar.adapters.procedures.filled import refusals
from khabar.adapters.procedures.saying import ENGLISH, LANGUAGES, tongue
from khabar.domain.errors import Invalid, Refused
from khabar.domain.procedures import Case, ProcedureId, check

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class _Clock(Protocol):
    def now(self) -> datetime: ...


class _Bare(Protocol):
    clock: _Clock


class _Form(TypedDict):
    """The words of the command line of `form`."""

    kind: str
    case: Path
    on: str | None
    out: Path
    beside: str | None


class _Asked(NamedTuple):
    """A case, and the day on which it would be filed."""

    case: Case
    on: date


_case = click.argument("case", metavar="CASE.json", type=click.Path(path_type=Path))
_on = click.option("--on", "on", metavar="DATE", help="The day of filing, YYYY-MM-DD; today if not given.")
_out = click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder to write to."
)


@click.group()
def procedures() -> None:
    """Which doors of human-rights procedure are open to a case. Nothing here is legal advice."""


@procedures.command("check")
@_case
@_on
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def check_command(bare: _Bare, case: Path, *, on: str | None, as_json: bool) -> None:
    """Say of every door whether it is open, by what authority, what is missing and who will be told the name."""
    asked = _read(bare, case, on)
    results = check(asked.case, asked.on)
    if as_json:
        click.echo(json.dumps(answers(results, asked.on), ensure_ascii=False, indent=2))
    else:
        click.echo(reading_sheet(results, asked.on), nl=False)


@procedures.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of a case file, with what belongs into each field."""
    click.echo(json.dumps(case_schema(), ensure_ascii=False, indent=2))


@procedures.command("sheet")
@_case
@_on
@_out
@click.pass_obj
def sheet_command(bare: _Bare, case: Path, *, on: str | None, out: Path) -> None:
    """Print the one-page sheet “which door?” as PDF, in every language there are words for."""
    asked = _read(bare, case, on)
    results = check(asked.case, asked.on)
    made = {f"which-door.{one}.pdf": door_sheet(results, asked.on, asked.case.reference, one) for one in LANGUAGES}
    _write(out, made)


@procedures.command("form")
@click.argument("kind", type=click.Choice(FORMS))
@_case
@_on
@_out
@click.option("--beside", type=click.Choice(LANGUAGES), help="Language of the family, beside English.")
@click.pass_obj
def form_command(bare: _Bare, /, **asked_for: Unpack[_Form]) -> None:
    """Fill in a form as DOCX and PDF. Where a bar lies in the way none is made, and the reason is said."""
    asked = _read(bare, asked_for["case"], asked_for["on"])
    kind = asked_for["kind"]
    procedure = ProcedureId(kind)
    result = next(one for one in check(asked.case, asked.on) if one.procedure is procedure)
    against = refusals(result, tongue(ENGLISH))
    if against:
        raise Refused(f"no form is made for {kind}. {' '.join(against)}")
    form = filled_form(asked.case, result, asked.on, _beside(asked.case, asked_for["beside"]))
    _write(asked_for["out"], {f"{kind}.docx": form_docx(form), f"{kind}.pdf": form_pdf(form)})
    if form.is_draft:
        click.echo("khabar: a draft: what is missing or in doubt stands on its last page.", err=True)


def _beside(case: Case, asked: str | None) -> str:
    """Choose the language beside English: the one asked for, else the family's where there are words for it."""
    family = case.family_language.strip().casefold().partition("-")[0]
    return asked or (family if family in LANGUAGES else "")


def _read(bare: _Bare, path: Path, on: str | None) -> _Asked:
    """Read a case file as of a day, tell what was noticed, refuse what contradicts itself."""
    day = _day(bare, on)
    read = read_case(opened(path), day)
    for warning in read.warnings:
        click.echo(f"khabar: {warning}", err=True)
    require_no_contradiction(read.case)
    return _Asked(read.case, day)


def _day(bare: _Bare, on: str | None) -> date:
    if on is None:
        return bare.clock.now().date()
    try:
        return date.fromisoformat(on)
    except ValueError:
        raise Invalid("--on", "this is no day. Write it as YYYY-MM-DD.") from None


def _write(folder: Path, made: Mapping[str, bytes]) -> None:
    """Write all files beside their names first, then rename them: all or none, and never half a one."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".khabar-") as beside:
        for name, content in made.items():
            with (Path(beside) / name).open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        for name in made:
            (Path(beside) / name).replace(folder / name)
    for name in made:
        click.echo(str(folder / name))
