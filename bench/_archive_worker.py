"""One reader of PDFs, in a process of its own, so that its time is its own; a peer in whatever Python has it.

Reads {"reader", "files"} as JSON and answers with JSON: the text of each file and the seconds of the processor, or the
packages that are missing. It imports nothing before it is asked for.
"""

import importlib
import importlib.util
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

Told = Callable[[str], str]


def khabar() -> Told:
    """Read and repair as the program does, without the walls of its process."""
    pages = importlib.import_module("khabar.adapters.documents.pdf_pages").PdfPages
    repairing = importlib.import_module("khabar.domain.repair.repairing")
    listed = importlib.import_module("khabar.data.words").is_english_word

    def told(path: str) -> str:
        laid = [repairing.laid_out(page) for page in pages(Path(path).read_bytes()).pages()]
        return "\n\n".join(one.text for one in repairing.repaired(laid, listed=listed))

    return told


def pdfium() -> Told:
    """Read with pypdfium2 as it comes."""
    package = importlib.import_module("pypdfium2")

    def told(path: str) -> str:
        document = package.PdfDocument(path)
        return "\n".join(document[at].get_textpage().get_text_range() for at in range(len(document)))

    return told


def pdfplumber() -> Told:
    """Read with pdfplumber as it comes."""
    package = importlib.import_module("pdfplumber")

    def told(path: str) -> str:
        with package.open(path) as document:
            return "\n".join(page.extract_text() for page in document.pages)

    return told


def pypdf(mode: str) -> Told:
    """Read with pypdf, in the order of the file or by its layout."""
    package = importlib.import_module("pypdf")

    def told(path: str) -> str:
        return "\n".join(page.extract_text(extraction_mode=mode) for page in package.PdfReader(path).pages)

    return told


READERS: dict[str, tuple[str, Callable[[], Told]]] = {
    "khabar": ("khabar", khabar),
    "pypdfium2": ("pypdfium2", pdfium),
    "pdfplumber": ("pdfplumber", pdfplumber),
    "pypdf": ("pypdf", lambda: pypdf("plain")),
    "pypdf, layout": ("pypdf", lambda: pypdf("layout")),
}
"""What each reader is called, which package it needs, and how it is made ready."""


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """Read the files asked for."""
    needed, ready = READERS[asked["reader"]]
    if importlib.util.find_spec(needed) is None:
        return {"missing": [needed]}
    reader = ready()
    texts, seconds = [], []
    for path in asked["files"]:
        begun = process_time()
        texts.append(reader(path))
        seconds.append(process_time() - begun)
    return {"texts": texts, "seconds": seconds}


def main() -> None:
    """Answer once; what libraries print goes to the error output."""
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as out:
        os.dup2(2, 1)
        json.dump(answer(json.load(sys.stdin)), out)


if __name__ == "__main__":
    main()
