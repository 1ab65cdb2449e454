"""Takes marks of reversed writing out of a PDF, because pdfium loses letters over them.

Typst marks runs of Arabic script as /ReversedChars, also inside /ActualText; there pdfium (seen in pypdfium2 5.15.2)
takes a letter for part of the one before and drops it. Places alone say where letters stand; nothing needs the mark.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK: Final = "/ReversedChars"
_BEGIN: Final = frozenset({"BMC", "BDC"})
_END: Final = "EMC"


def without_reversed_marks(data: bytes) -> bytes | None:
    """Give the PDF without these marks; None where there is none, or where it cannot be taken apart."""
    changed = False
    written = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            for stream in _streams(document):
                if _MARK.encode("ascii") in stream.read_bytes():
                    stream.write(pikepdf.unparse_content_stream(_unmarked(stream)))
                    changed = True
            if changed:
                document.save(written)
    except pikepdf.PdfError:
        return None
    return written.getvalue() if changed else None


def _streams(document: pikepdf.Pdf) -> Iterator[pikepdf.Stream]:
    """Give what pages are drawn by, each once."""
    seen: set[tuple[int, int]] = set()
    for page in document.pages:
        contents = page.obj.get("/Contents")
        listed = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        forms = page.obj.get("/Resources", pikepdf.Dictionary()).get("/XObject", pikepdf.Dictionary())
        for one in (*listed, *(form for _, form in forms.items() if form.get("/Subtype") == "/Form")):
            if isinstance(one, pikepdf.Stream) and one.objgen not in seen:
                seen.add(one.objgen)
                yield one


def _unmarked(stream: pikepdf.Stream) -> list[pikepdf.ContentStreamInstruction]:
    kept: list[pikepdf.ContentStreamInstruction] = []
    open_marks: list[bool] = []
    for one in pikepdf.parse_content_stream(stream):
        operator = str(one.operator)
        keep = True
        if operator in _BEGIN:
            keep = str(one.operands[0]) != _MARK
            open_marks.append(keep)
        elif operator == _END and open_marks:
            keep = open_marks.pop()
        if keep and isinstance(one, pikepdf.ContentStreamInstruction):
            kept.append(one)
    return kept
