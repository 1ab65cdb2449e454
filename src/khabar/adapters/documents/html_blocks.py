"""Web pages by lxml: paragraphs as a reader sees them, each with its language and direction. Scripts never run.

Scripts, styles, forms, frames, comments and what the page hides are dropped; entities of a document type are not
resolved, nothing is fetched. Whatever is broken in the page is read as browsers read it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lxml import etree

from khabar.adapters.documents.failing import Failing
from khabar.domain.archive_files import MOST_BLOCKS, Untaken
from khabar.domain.repair.charsets import Decoded, decoded
from khabar.domain.repair.found import Block, PieceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_UNREAD: Final = (
    "script style template noscript iframe frame frameset object embed applet svg math canvas audio video map head "
    "title form input button select textarea datalist"
)
_PARTING: Final = (
    "html body p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr td th blockquote pre "
    "figure figcaption section article aside nav header footer main address hr fieldset details summary center"
)
_DROPPED: Final = frozenset(_UNREAD.split())
_BLOCKS: Final = frozenset(_PARTING.split())
_KINDS: Final = {f"h{level}": PieceKind.HEADING for level in range(1, 7)} | {
    "nav": PieceKind.HEADER,
    "footer": PieceKind.FOOTER,
}
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DECLARED: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_DECLARED_WITHIN: Final = 4096
_ENTITIES: Final = re.compile(r"^\s*<!DOCTYPE[^>\[]*\[.*?\]\s*>", re.IGNORECASE | re.DOTALL)
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")


def html_text(data: bytes) -> Decoded | None:
    """Decode a page: by a mark, by what it declares, else as any text."""
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    found = decoded(data)
    if declared and (found is None or found.guessed):
        charset = declared[1].decode("ascii")
        try:
            return Decoded(data.decode(charset, errors="replace"), charset.casefold())
        except LookupError:
            return found
    return found


def html_blocks(text: str) -> Iterator[Block]:
    """Give the paragraphs of a page in the order of its source."""
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    root = etree.fromstring(_without_declaration(text), parser)
    if any(one.level == etree.ErrorLevels.FATAL for one in parser.error_log):
        raise Failing(Untaken.TOO_HARD)  # the library stops there, and what follows would be lost unseen
    if root is None:
        return
    for given, block in enumerate(_Walk().blocks(root)):
        if given == MOST_BLOCKS:
            raise Failing(Untaken.TOO_LONG)
        yield block


def _without_declaration(text: str) -> str:
    """Drop the line in which XML names its encoding, and a document type with entities of its own."""
    plain = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\x00", ""), count=1)
    return _ENTITIES.sub("", plain, count=1) or " "


@dataclass(frozen=True, slots=True)
class _Around:
    """What the elements around a text say of it."""

    language: str = ""
    direction: str = ""
    kind: PieceKind = PieceKind.PARAGRAPH
    as_typed: bool = False

    def inside(self, element: _Element) -> _Around:
        tag = str(element.tag)
        return _Around(
            element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang") or self.language,
            (element.get("dir") or "").casefold() or self.direction,
            self.kind if self.kind is not PieceKind.PARAGRAPH else _KINDS.get(tag, self.kind),
            self.as_typed or tag == "pre",
        )


@dataclass
class _Walk:
    """Goes through a page without recursion, and gathers text until a block begins or ends."""

    pieces: list[str] = field(default_factory=list)
    around: _Around = field(default_factory=_Around)

    def blocks(self, root: _Element) -> Iterator[Block]:
        """Give the blocks under an element."""
        surroundings = [_Around()]
        dropped: _Element | None = None
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start" and dropped is None:
                if _is_dropped(element):
                    dropped = element
                    continue
                surroundings.append(surroundings[-1].inside(element))
                if element.tag in _BLOCKS:
                    yield from self.ended()
                self.add(element.text, surroundings[-1])
                if element.tag == "br":
                    self.pieces.append("\n")
            elif event == "end" and dropped in {None, element}:
                if dropped is None:
                    surroundings.pop()
                    if element.tag in _BLOCKS:
                        yield from self.ended()
                dropped = None
                self.add(element.tail, surroundings[-1])
        yield from self.ended()

    def add(self, text: str | None, around: _Around) -> None:
        """Hold a piece of text; the first word of a block says what surrounds it."""
        if not text:
            return
        if not any(map(str.strip, self.pieces)):
            self.around = around
        self.pieces.append(text if around.as_typed else _SPACES.sub(" ", text))

    def ended(self) -> Iterator[Block]:
        """Give what is held as one block."""
        raw = re.sub(r" *\n *", "\n", "".join(self.pieces)) if not self.around.as_typed else "".join(self.pieces)
        raw = raw.strip(" \t\n") if self.around.as_typed else re.sub(r" {2,}", " ", raw).strip(" \n")
        self.pieces = []
        if raw:
            direction = self.around.direction if self.around.direction in {"rtl", "ltr"} else ""
            yield Block(raw, self.around.kind, self.around.language, direction)


def _is_dropped(element: _Element) -> bool:
    if str(element.tag) in _DROPPED:
        return True
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))
