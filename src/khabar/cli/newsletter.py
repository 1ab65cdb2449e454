"""Shell doors of the newsletter: ask the gate about an issue, and build all its editions.

Whatever the gate finds is one line each, with file and line, and then nothing is written. No line repeats a name.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from khabar.adapters.newsletter.editions import editions, judged, write_editions
from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from khabar.domain.publishing.issues import Issue

_issue: Final = click.argument("issue", type=click.Path(path_type=Path))


@click.group()
def newsletter() -> None:
    """Issues of the newsletter, from Markdown to paper, page, mail and telephone."""


@newsletter.command()
@_issue
def check(issue: Path) -> None:
    """Say what keeps ISSUE from being published, and make nothing."""
    passed = _passed(issue)
    click.echo(f"{issue}: nothing stands against publishing it; articles read: {len(passed.articles)}.", err=True)


@newsletter.command()
@_issue
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder to write to.")
def build(issue: Path, out: Path) -> None:
    """Build all editions of ISSUE, a TOML file with its articles beside it, in the folder given by --out."""
    write_editions(editions(_passed(issue)), out)


def _passed(path: Path) -> Issue:
    """Give the issue where the gate finds nothing; otherwise say all it found, the last as the error."""
    found = judged(path)
    for one in found.findings[:-1]:
        click.echo(f"khabar: {one}", err=True)
    for last in found.findings[-1:]:
        raise Invalid(str(last.place), str(last.said))
    return found.issue
