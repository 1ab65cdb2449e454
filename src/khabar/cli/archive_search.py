"""The shell door to searching documents: words in, the paragraphs that hold them out, quoted as they stand.

Without an installation it searches the files it is given. By sound only where it was asked for, and each hit says so.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from khabar.adapters.full_text import Fts5Index
from khabar.cli.archive_reading import FileRead, Wish, in_folder, read_all
from khabar.cli.archive_text import entry
from khabar.cli.paper import shown as shown_name
from khabar.cli.plain_texts import text_of
from khabar.domain.archive_index import indexed_paragraph, shown
from khabar.domain.errors import Invalid
from khabar.domain.search_queries import Wanted, wanted, without

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from khabar.domain.repair.repairing import Paragraph
    from khabar.domain.search_queries import Hidden

WHERE: Final = "Say with --in in which files or folders to look."
ONE_ARGUMENT: Final = "Several words stand in quotation marks, as one: “%s” is no file and no folder."
MOST: Final = 100


@click.command("search")
@click.argument("words")
@click.argument("more", metavar="[FILE…]", nargs=-1, type=click.Path(path_type=Path))
@click.option("--in", "places", metavar="PLACE", multiple=True, type=click.Path(path_type=Path), help="File or folder.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--transliterate/--no-transliterate", help="Look in other scripts too, by sound.")
@click.option("--most", type=click.IntRange(1, 10_000), default=MOST, show_default=True, help="Paragraphs to give.")
@click.option("--hide", "marked", type=click.Path(path_type=Path), help="A file of words not to be found, one a line.")
def search(  # noqa: PLR0913 - one for each option
    *,
    words: str,
    more: tuple[Path, ...],
    places: tuple[Path, ...],
    as_json: bool,
    transliterate: bool,
    most: int,
    marked: Path | None,
) -> None:
    """Find the paragraphs that hold all WORDS, in Arabic, Persian, Cyrillic or Latin spelling.

    “Quoted words” stand in that order; an asterisk ends a word that may go on.
    """
    sought = wanted(words, by_sound=transliterate)
    hidden = without(text_of(marked, "--hide").splitlines() if marked else ())
    read = read_all(_wishes((*places, *more), named_places=places))
    hits = list(_hits(read, sought, hidden, most))
    if as_json:
        click.echo(json.dumps(hits, ensure_ascii=False, indent=2))
    else:
        for hit in hits:
            click.echo("\n".join(_lines(hit)))


def _wishes(places: Sequence[Path], *, named_places: Sequence[Path]) -> list[Wish]:
    """List the files to look in; Invalid where nothing was given, or a word was taken for a file."""
    if not places:
        raise Invalid("", WHERE)
    wishes: list[Wish] = []
    for place in places:
        if place.is_dir():
            wishes += [Wish(path, named=False) for path in in_folder(place)]
        elif place.exists() or place in named_places:
            wishes.append(Wish(place))
        else:
            raise Invalid("", ONE_ARGUMENT % shown_name(place))
    return wishes


def _hits(read: Sequence[FileRead], sought: Wanted, hidden: Hidden, most: int) -> Iterator[dict[str, object]]:
    """Index the paragraphs in memory, ask for the words, and give each hit with its quotations."""
    listed = [(file, paragraph) for file in read for paragraph in file.document.paragraphs]
    with closing(sqlite3.connect(":memory:")) as connection, closing(connection.cursor()) as cursor:
        index = Fts5Index(cursor, "?")
        index.create()
        index.put(indexed_paragraph(number, paragraph, hidden) for number, (_, paragraph) in enumerate(listed))
        for number in index.find(sought, most=most):
            file, paragraph = listed[number]
            yield _hit(file, paragraph, sought, hidden)


def _hit(file: FileRead, paragraph: Paragraph, sought: Wanted, hidden: Hidden) -> dict[str, object]:
    visible = shown(paragraph, hidden, sought)
    whole = entry(file, paragraph)
    kept = {
        key: whole[key]
        for key in ("file", "page", "box", "confidence", "page_confidence", "kind", "direction", "marks")
    }
    return kept | {
        "text": visible.text,
        "raw": visible.raw,
        "quotes": list(visible.quotes),
        "spans": [[span.start, span.end] for span in visible.found],
        "found_by": sorted({"sound" if span.by_sound else "spelling" for span in visible.found}),
    }


def _lines(hit: dict[str, object]) -> Iterator[str]:
    page = "" if hit["page"] is None else f", page {hit['page']}"
    sounds = ", by sound" if hit["found_by"] == ["sound"] else ""
    yield f"[{shown_name(Path(str(hit['file'])))}{page}, {hit['confidence']}{sounds}]"
    yield f"{hit['text']}\n"
