"""The bounded process: one document in, its words or paragraphs out. `python -m khabar.adapters.documents.process`.

1. Load everything that will be needed, 2. give up memory, time, files and the network, 3. only then read the file.
It holds no key and no environment; after step 2 it can open neither a file nor a socket.
"""

from __future__ import annotations

import codecs
import io
import resource
import sys
from itertools import islice
from typing import IO, TYPE_CHECKING, Final

import docx

from khabar.adapters.bounded import OPEN_FILES, give_up, wire
from khabar.adapters.documents import telling
from khabar.adapters.documents.docx_blocks import docx_blocks
from khabar.adapters.documents.failing import Failing, failing
from khabar.adapters.documents.html_blocks import html_blocks, html_text
from khabar.adapters.documents.kinds import kind_of
from khabar.adapters.documents.pdf_pages import PdfPages
from khabar.domain.archive_files import MOST_LETTERS, MOST_PAGES, FileKind, Untaken
from khabar.domain.repair.charsets import CHARSETS, Decoded, decoded
from khabar.domain.repair.plain_text import text_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from khabar.domain.repair.found import Block

MOST_MEMORY: Final = 800 * 1024 * 1024
"""Address space; a good part of it is never touched."""
SECONDS_FOR_A_FILE: Final = 40
SECONDS_FOR_A_PAGE: Final = 1
"""Processor time: so much for a file, and so much more for each page that was read."""
AT_ONCE: Final = 500
"""Paragraphs told in one piece."""
_SMALLEST_PDF: Final = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    b"4 0 obj<</Length 34>>stream\nBT /F 12 Tf 20 90 Td (ready) Tj ET\nendstream endobj\n"
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R/Size 6>>\n%%EOF\n"
)


def main() -> None:
    """Serve one file."""
    taken, given = sys.stdin.buffer, sys.stdout.buffer
    rehearse()
    bounded()
    serve(wire.received(taken), given)


def rehearse() -> None:
    """Read small documents of our own, so that what libraries load late is loaded while files can be opened."""
    for charset in CHARSETS:
        codecs.lookup(charset)
    made = io.BytesIO()
    sample = docx.Document()
    sample.add_paragraph("ready")
    sample.save(made)
    for data in (_SMALLEST_PDF, made.getvalue(), b"<html><p>ready</p></html>", b"ready"):
        answer = io.BytesIO()
        serve(data, answer)
        if b"ready" not in answer.getvalue():
            raise RuntimeError("the reader could not read its own documents")


def bounded() -> None:
    """Give up what reading a document does not need; the hard limits cannot be raised again."""
    give_up(MOST_MEMORY)
    _allow(0)


def _allow(pages: int) -> None:
    """Allow the processor time that a file with so many pages read may have used."""
    allowed = SECONDS_FOR_A_FILE + SECONDS_FOR_A_PAGE * pages
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, SECONDS_FOR_A_FILE + SECONDS_FOR_A_PAGE * MOST_PAGES))


def serve(data: bytes, given: IO[bytes]) -> None:
    """Answer with what the file is, then with its pages or paragraphs; or with the reason why it is not taken."""
    try:
        with failing():
            kind = kind_of(data)
            answers = _pdf(data) if kind is FileKind.PDF else _READERS[kind](data)
            for answer in answers:
                given.write(wire.header(**answer))
                given.flush()
            given.write(wire.header(done=True))
    except Failing as failed:
        given.write(wire.header(untaken=failed.why.value))
    given.flush()


def _pdf(data: bytes) -> Iterator[dict[str, object]]:
    document = PdfPages(data)
    yield {"kind": FileKind.PDF.value, "pages": document.count}
    letters = 0
    for page in document.pages():
        letters += sum(len(word.raw) for word in page.words)
        if letters > MOST_LETTERS:
            raise Failing(Untaken.TOO_LONG)
        _allow_in_process(page.number)
        yield telling.page_told(page)


def _allow_in_process(pages: int) -> None:
    """Allow more time, once there is a limit; while rehearsing there is none."""
    if resource.getrlimit(resource.RLIMIT_NOFILE)[0] == OPEN_FILES:
        _allow(pages)


def _docx(data: bytes) -> Iterator[dict[str, object]]:
    yield {"kind": FileKind.DOCX.value}
    yield from _told(docx_blocks(data))


def _html(data: bytes) -> Iterator[dict[str, object]]:
    text = _as_text(html_text(data))
    yield {"kind": FileKind.HTML.value, "charset": text.charset, "guessed": text.guessed}
    yield from _told(html_blocks(text.text))


def _text(data: bytes) -> Iterator[dict[str, object]]:
    text = _as_text(decoded(data))
    yield {"kind": FileKind.TEXT.value, "charset": text.charset, "guessed": text.guessed}
    yield from _told(text_blocks(text.text))


def _as_text(text: Decoded | None) -> Decoded:
    if text is None:
        raise Failing(Untaken.UNKNOWN)
    if len(text.text) > MOST_LETTERS:
        raise Failing(Untaken.TOO_LONG)
    return text


def _told(blocks: Iterable[Block]) -> Iterator[dict[str, object]]:
    waiting = iter(blocks)
    while held := list(islice(waiting, AT_ONCE)):
        yield {"blocks": [telling.block_told(block) for block in held]}


_READERS: Final[dict[FileKind, Callable[[bytes], Iterator[dict[str, object]]]]] = {
    FileKind.DOCX: _docx,
    FileKind.HTML: _html,
    FileKind.TEXT: _text,
}


if __name__ == "__main__":
    main()
