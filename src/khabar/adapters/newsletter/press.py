"""Sets an issue with Typst: fixed templates, data and pictures in memory, one moment for all, and no way outside.

The compiler is made once for a process and keeps fonts and templates. Users never write Typst: what they wrote is data.
The PDF is tagged, PDF/A-3a and PDF/UA-1, and carries the text it was made of as an attachment.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

import typst

from khabar.adapters.pdf.fonts import FOLDERS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from typst import PDFStandard

TEMPLATES: Final = Path(__file__).parent / "templates"
STANDARDS: Final[list[PDFStandard]] = ["a-3a", "ua-1"]
MOST_TRIES: Final = 12
_REMEMBERED: Final = 12
"""Documents after which Typst lets go of one it has set (it keeps ten)."""
_NEEDS_ROOM: Final = "khabar-needs-room:"
"""How a template says which story's words run over their columns."""


@dataclass(frozen=True)
class Sheets:
    """What one PDF is made of: data for the templates, pictures by name, and the text that is attached."""

    template: str
    layout: Mapping[str, object]
    pictures: Mapping[str, bytes]
    source: bytes
    at: datetime


class Press:
    """A Typst compiler with our fonts and templates, and nothing else in reach. One document at a time."""

    def __init__(self) -> None:
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder) for folder in FOLDERS]
        )
        self._lock = Lock()
        self._compiler = typst.Compiler(root=str(TEMPLATES), font_paths=fonts, ignore_system_fonts=True)
        self._templates = {path.name: path.read_bytes() for path in sorted(TEMPLATES.glob("*.typ"))}

    def pdf(self, sheets: Sheets) -> bytes:
        """Set the sheets, and forget them."""
        with self._lock:
            try:
                return self._with_room(sheets)
            finally:
                self._forget()

    def _with_room(self, sheets: Sheets) -> bytes:
        """Set the sheets; stories whose columns come out too short are given more room, half a line at a time."""
        slack: dict[str, int] = {}
        for _ in range(MOST_TRIES):
            try:
                return self._compiled(sheets, slack)
            except typst.TypstError as error:
                _, found, rest = str(error).partition(_NEEDS_ROOM)
                if not found:
                    raise
                for story in rest.split(":")[0].split(","):
                    slack[story] = slack.get(story, 0) + 1
        raise RuntimeError("the columns of this issue find no height that holds their words")

    def _compiled(self, sheets: Sheets, slack: Mapping[str, int]) -> bytes:
        layout = {**sheets.layout, "slack": slack}
        files = {
            **self._templates,
            "main.typ": self._templates[sheets.template],
            "data.json": json.dumps(layout, ensure_ascii=False, sort_keys=True).encode(),
            "source.md": sheets.source,
            # Typst takes text files from memory only, so a picture travels as a list of its bytes.
            **{name: json.dumps(list(data)).encode() for name, data in sheets.pictures.items()},
        }
        made = self._compiler.compile(
            files,  # type: ignore[type-var]  # files in memory: taken, though its types do not say so
            format="pdf",
            pdf_standards=STANDARDS,
            timestamp=sheets.at,
        )
        if not isinstance(made, bytes):
            raise TypeError("a PDF is one piece")
        return made

    def _forget(self) -> None:
        """Let Typst drop what it remembers of an issue: 40 MB each, and words that need not lie in memory."""
        for number in range(_REMEMBERED):
            self._compiler.compile(f"#{number}".encode(), format="pdf")


@cache
def shared_press() -> Press:
    """Give the press of this process, made when it is first needed."""
    return Press()
