"""Runs Typst: one compiler for a process, one document at a time, and a PDF that says nothing beside its pages.

The compiler keeps fonts and templates, so the second document is much cheaper than the first. It is not made for
several threads at once, so a lock stands before it. What Typst writes about itself is taken out afterwards.
"""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import pikepdf
import typst

from khabar.adapters.pdf.fonts import FOLDERS
from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

TEMPLATES = Path(__file__).parent / "templates"
DOES_NOT_FIT = "This is too long for its half of the sheet, even in the smallest letters. Please make it shorter."
_NO_ROOM = "khabar-no-room:"
"""How a template says which field does not fit."""
_ABOUT_THE_MAKER = ("/Metadata", "/PieceInfo", "/Names", "/AF")


class Press:
    """A Typst compiler with our fonts and templates, and nothing else in reach."""

    def __init__(self) -> None:
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder) for folder in FOLDERS]
        )
        self._lock = Lock()
        self._compiler = typst.Compiler(root=str(TEMPLATES), font_paths=fonts, ignore_system_fonts=True)

    def pdf(self, layout: Mapping[str, object]) -> bytes:
        """Set one layout; Invalid where a text does not fit its place."""
        return without_maker(self._compiled(json.dumps(layout, ensure_ascii=False, sort_keys=True)))

    def _compiled(self, data: str) -> bytes:
        try:
            with self._lock:
                made, _ = self._compiler.compile_with_warnings(
                    str(TEMPLATES / "main.typ"), format="pdf", sys_inputs={"data": data}, timestamp=0, pdf_tags=False
                )
        except typst.TypstError as error:
            _, found, rest = str(error).partition(_NO_ROOM)
            if not found:
                raise
            raise Invalid(rest.split(":")[0], DOES_NOT_FIT) from None
        if not isinstance(made, bytes):
            raise TypeError("a PDF is one piece")
        return made


@cache
def shared_press() -> Press:
    """Give the press of this process, made when it is first needed."""
    return Press()


def without_maker(made: bytes) -> bytes:
    """Take out what tells by what, when and about what a PDF was made; its identifier depends on its content alone."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        for key in _ABOUT_THE_MAKER:
            if key in pdf.Root:
                del pdf.Root[key]
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        pdf.remove_unreferenced_resources()
        pdf.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return written.getvalue()
