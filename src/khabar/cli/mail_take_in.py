"""The shell door for mails to an association: keeps each as it came, files what is certain, leaves the rest to people.

A mail server's delivery can call it with one mail on standard input. It says how many were filed and how many wait, and
never from whom or about what.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from khabar.adapters.incoming_mail import file_message
from khabar.adapters.incoming_mail.reading import MOST_BYTES
from khabar.apps.correspondence.incoming import file_mail, is_filed
from khabar.cli.mail_of_readers import is_about_the_newsletter
from khabar.cli.staff import shell_actor
from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from khabar.ports import Parts

_STDIN: Final = Path("-")
TOO_LARGE: Final = "%(name)s: this mail is larger than %(most)s megabytes. Nothing was taken in."
_MEGABYTE: Final = 1_000_000


@click.command("take-in")
@click.argument("messages", metavar="MESSAGE.eml…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--our-server", default="", help="The name our mail server writes into Authentication-Results.")
@click.pass_obj
def take_in(parts: Parts, messages: tuple[Path, ...], our_server: str) -> None:
    """Keep mails as they came, and file each under its letter where that is certain; - reads standard input.

    Needs the files unlocked. The same mail twice is one. Mails about the newsletter (an issue that came back, a reader
    who leaves) are noted and not kept.
    """
    read = [_read(path) for path in messages]
    letters = [raw for raw in read if not is_about_the_newsletter(raw, actor=shell_actor(), now=parts.clock.now())]
    filed = sum(_filed(raw, our_server, parts) for raw in letters)
    of_readers = f" About the newsletter: {len(read) - len(letters)}." if len(letters) < len(read) else ""
    waiting = len(letters) - filed
    click.echo(f"Taken in: {len(read)}. Filed under a letter: {filed}. In the tray: {waiting}.{of_readers}")


def _filed(raw: bytes, our_server: str, parts: Parts) -> bool:
    kept = file_mail(
        actor=shell_actor(),
        now=parts.clock.now(),
        parts=parts,
        raw=raw,
        judge=lambda known: file_message(raw, known, our_server=our_server),
    )
    return is_filed(kept)


def _read(path: Path) -> bytes:
    if path == _STDIN:
        raw = sys.stdin.buffer.read(MOST_BYTES + 1)
    else:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise Invalid("message", TOO_LARGE % {"name": path.name, "most": MOST_BYTES // _MEGABYTE})
    return raw
