"""The shell door to the PFIF validator: one document in, what is wrong with it out, line by line or as JSON.

It needs no installation. What it prints are lines, fields, record ids and rules; never a value out of the document.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from khabar.adapters.pfif import read_pfif
from khabar.cli.streams import shown_while_working
from khabar.domain.pfif import validate as validated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from khabar.domain.pfif import Finding, Report
    from khabar.ports import Clock

LONGEST_ID_SHOWN = 200


class ClockParts(Protocol):
    """What this door needs of the parts."""

    @property
    def clock(self) -> Clock:
        """For expiry."""
        ...


@click.command("validate")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Expiry as of the end of this day.")
@click.pass_obj
def validate(parts: ClockParts, file: Path, on: datetime | None, *, as_json: bool) -> None:
    """Check a PFIF document, 1.1 to 1.4. Exit 0 when there is no error; warnings do not count."""
    now = datetime.combine(on.date(), time.max, UTC) if on else parts.clock.now()
    with shown_while_working(read_pfif(file), parts.clock, "Checking") as events:
        report = validated(events, now=now)
    if as_json:
        click.echo(json.dumps(as_plain(report), ensure_ascii=False, indent=2))
    else:
        for finding in report.findings:
            click.echo(_line(file, finding))
        click.echo(_sum(report), err=True)
    if not report.is_valid:
        sys.exit(1)


def as_plain(report: Report) -> Mapping[str, object]:
    """Give a report with the stable keys of the command."""
    return {
        "version": report.version.value if report.version else None,
        "persons": report.persons,
        "notes": report.notes,
        "findings": [
            {
                "severity": one.severity.value,
                "line": one.line,
                "record": printed(one.record),
                "field": printed(one.field),
                "rule": one.rule,
                "text": one.text,
            }
            for one in report.findings
        ],
        "left_out": report.left_out,
    }


def _line(file: Path, finding: Finding) -> str:
    at = f" {printed(finding.record)}:" if finding.record else ""
    return f"{file}:{finding.line}: {finding.severity}:{at} {printed(finding.text)} [{finding.rule}]"


def _sum(report: Report) -> str:
    warnings = len(report.findings) + report.left_out - report.errors
    left_out = f" {report.left_out:,} more are not shown." if report.left_out else ""
    version = f"PFIF {report.version}" if report.version else "No PFIF version"
    counted = f"{report.persons:,} persons, {report.notes:,} notes"
    return f"{version}: {counted}; {report.errors:,} errors, {warnings:,} warnings.{left_out}"


def printed(text: str) -> str:
    """Make a stranger's text fit for one line of a terminal."""
    shown = "".join(char if char.isprintable() else "?" for char in text)
    return shown if len(shown) <= LONGEST_ID_SHOWN else shown[: LONGEST_ID_SHOWN - 1] + "…"
