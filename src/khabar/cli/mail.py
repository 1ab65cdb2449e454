"""The shell door to mails that came in: what kind a mail is, which letter it belongs to, and why.

It needs no installation, keeps nothing and sends nothing. The letters that are known can be given as a list; without
one, a right code names its letter, and nothing is filed unseen.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from khabar.adapters.incoming_mail import file_message
from khabar.adapters.incoming_mail.reading import MOST_BYTES
from khabar.cli.mail_threads import read_threads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.domain.replies.filing import Filing

_STDIN: Final = Path("-")


@click.command("file")
@click.argument("message", metavar="MESSAGE.eml", type=click.Path(path_type=Path))
@click.option("--threads", type=click.Path(path_type=Path), help="The letters known here, as .tsv or .json.")
@click.option("--our-server", default="", help="The name our mail server writes into Authentication-Results.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def file_command(message: Path, *, threads: Path | None, our_server: str, as_json: bool) -> None:
    """Say what kind of mail this is, which letter it belongs to, and whether it may be filed unseen.

    MESSAGE.eml is the mail as it came, or - for standard input. It is read and left as it is.
    """
    known = read_threads(threads) if threads else ()
    found = file_message(_read(message), known, our_server=our_server)
    if as_json:
        click.echo(json.dumps(found.as_document(), ensure_ascii=False, indent=2))
        return
    for line in _lines(found):
        click.echo(line)


def _read(path: Path) -> bytes:
    """Read a mail, and one byte more than is looked at, so that its reader knows that there is more."""
    if path == _STDIN:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _lines(found: Filing) -> Iterator[str]:
    """Say it for people: the kind, the letter, where the mail goes, and the reasons."""
    yield f"kind         {found.kind.value}"
    yield f"thread       {found.thread or 'none'}"
    yield f"probability  {found.as_document()['probability']}"
    yield f"goes         {_GOES[found.people]}"
    for reason in found.reasons:
        yield f"  {_shown(str(reason))}"


_GOES: Final = ("filed unseen", "to the tray, one person looks", "to the tray, two people look")


def _shown(reason: str) -> str:
    """Write a sentence so that words of a stranger's mail in it cannot move the cursor or break a line."""
    return "".join(char if char.isprintable() else "\ufffd" for char in reason)
