"""`khabar words`: brings the catalogues of sentences up to the code, and says what each language still lacks.

For people who change or translate the pages; it needs the source, and no installation.
"""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table

from khabar.cli.catalogues import (
    SOURCE_LANGUAGE,
    bring_up_to_date,
    is_translated,
    kept,
    languages_of,
    rooms,
    updated,
    words_of,
)


@click.group()
def words() -> None:
    """Bring the sentences of the pages to translators and back."""


@words.command()
def update() -> None:
    """Write every catalogue anew from the code, keep what is translated, and make what Django reads."""
    for room in rooms():
        for language in languages_of(room):
            bring_up_to_date(room, language)
    _report()


@words.command()
def report() -> None:
    """Count what each room says and what each language lacks; write nothing."""
    _report()


@words.command()
@click.argument("language")
def missing(language: str) -> None:
    """Print every sentence this language lacks, each after the folder of its catalogue."""
    for room in rooms():
        for message in words_of(updated(room, language)):
            if not is_translated(message):
                click.echo(f"{room.path}\t{message.id}")


def _report() -> None:
    table = Table("room", "sentences", *(one for one in languages_of(rooms()[0]) if one != SOURCE_LANGUAGE))
    for room in rooms():
        shares = [_share(kept(room.po(language), language)) for language in languages_of(room) if language != "en"]
        table.add_row(room.path, str(len({(one.one, one.context) for one in room.found()})), *shares)
    Console().print(table)


def _share(catalog: object) -> str:
    entries = words_of(catalog)  # type: ignore[arg-type]
    return f"{sum(map(is_translated, entries))}/{len(entries)}"
