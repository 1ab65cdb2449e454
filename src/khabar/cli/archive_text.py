"""The shell door to the text of documents: files in, repaired paragraphs with page, box, raw text and confidence out.

It needs no installation and keeps nothing. All files are read before anything is said, so a refused one leaves no half
answer behind.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from khabar.cli.archive_reading import FileRead, Wish, read_all
from khabar.cli.paper import shown
from khabar.domain.repair.edits import text_offsets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from khabar.domain.repair.edits import Edit
    from khabar.domain.repair.found import Box
    from khabar.domain.repair.paragraphs import Part
    from khabar.domain.repair.repairing import Paragraph


@click.command("text")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def text(files: tuple[Path, ...], *, as_json: bool) -> None:
    """Read PDF, DOCX, HTML and text files, and put their paragraphs right.

    Nothing is thrown away: the raw text and every choice stand beside the repaired one.
    """
    read = read_all([Wish(path) for path in files])
    if as_json:
        entries = [entry(file, paragraph) for file in read for paragraph in file.document.paragraphs]
        click.echo(json.dumps(entries, ensure_ascii=False, indent=2))
    else:
        for line in _lines(read):
            click.echo(line)


def entry(file: FileRead, paragraph: Paragraph) -> dict[str, object]:
    """Give one paragraph as it stands in the document that programs read."""
    return {
        "file": str(file.path),
        "page": paragraph.page,
        "box": _box(paragraph.parts[0].box),
        "text": paragraph.text,
        "raw": paragraph.raw,
        "confidence": round(paragraph.confidence, 3),
        "page_confidence": round(paragraph.page_confidence, 3),
        "kind": paragraph.kind.value,
        "direction": paragraph.direction,
        "language": paragraph.language,
        "marks": [mark.value for mark in paragraph.marks],
        "parts": [_part(part, paragraph.raw) for part in paragraph.parts],
        "joins": list(paragraph.joined),
        "choices": list(_choices(paragraph.raw, paragraph.edits)),
        "sha256": file.document.origin.sha256,
    }


def _box(box: Box | None) -> list[float] | None:
    return None if box is None else [round(place, 1) for place in box]


def _part(part: Part, raw: str) -> dict[str, object]:
    return {"page": part.page, "box": _box(part.box), "raw": raw[part.start : part.end]}


def _choices(raw: str, edits: Sequence[Edit]) -> Iterator[dict[str, object]]:
    """Give the changes that had another reading: taking `other` instead of `now` at `at` undoes one."""
    for at, edit in zip(text_offsets(edits), edits, strict=True):
        if edit.other is not None:
            yield {
                "kind": edit.kind.value,
                "at": at,
                "raw_span": [edit.start, edit.end],
                "raw": raw[edit.start : edit.end],
                "now": edit.now,
                "other": edit.other,
                "why": edit.why,
            }


def _lines(files: Sequence[FileRead]) -> Iterator[str]:
    """Give the text for people, with the place before each paragraph."""
    for file in files:
        for paragraph in file.document.paragraphs:
            page = "" if paragraph.page is None else f", page {paragraph.page}"
            notes = "".join(f", {mark.value}" for mark in paragraph.marks)
            yield f"[{shown(file.path)}{page}, {paragraph.kind.value}, {paragraph.confidence:.2f}{notes}]"
            yield f"{paragraph.text}\n"
