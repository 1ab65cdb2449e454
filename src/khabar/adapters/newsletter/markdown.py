"""Markdown into blocks: paragraphs, headings, lists, quotations; every block with its lines in the source.

HTML of any kind, pictures, tables of code and links that are no plain address are refused with the line: what an
editor wrote must come out the same on paper, on a page and in the ear. A reference of CommonMark reads the text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt

from khabar.domain.errors import Invalid
from khabar.domain.publishing.issues import HARD_BREAK, SOFT_BREAK, Block, BlockKind, Place, Run
from khabar.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

HTML = "HTML has no place in an article, neither tags nor comments nor scripts. Please write it without."
PICTURE = "A picture has no place between the words. Declare it under [[articles.pictures]], with what it shows."
LINK = "A link leads to https, mailto or tel, and nowhere else."
TURNING = "An invisible sign turns the direction of writing round here. Please take it out."
CONTROL = "A control character stands here that nobody can see. Please take it out."
LONGEST: Final = 400_000
TOO_LONG = "This article is longer than 400,000 characters. Please part it."

QUOTES: Final = {
    "de": "„“‚‘",
    "fa": "«»‹›",
    "ar": "«»“”",
    "fr": ["«\u00a0", "\u00a0»", "“", "”"],
    "ru": "«»„“",
}
"""What straight marks become, by language; elsewhere “these” and ‘these’."""
_LINK: Final = re.compile(r"(?:https://|mailto:|tel:)[^\s<>\"']+", re.IGNORECASE)
_TURNING: Final = re.compile("[\u202a-\u202e]")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb]")
_MARKS: Final = re.compile("[\u00ad\u200b\u200e\u200f\u061c\u2060\u2066-\u2069\ufeff]")
"""Signs without a shape that could part a name in two; joiners are spelling and stay."""


@cache
def _parser(language: str) -> MarkdownIt:
    """Give a reader of CommonMark that turns straight quotation marks into those of a language."""
    options = {"html": True, "typographer": True, "quotes": QUOTES.get(language, "“”‘’")}
    parser = MarkdownIt("commonmark", options).enable("smartquotes")
    parser.validateLink = _every_link  # type: ignore[method-assign]  # the library lets it be replaced so
    return parser


def _every_link(url: str) -> bool:
    """Let every link through, so that one that leads nowhere good is refused and not printed as it was typed."""
    del url
    return True


def blocks_of(text: str, name: str, language: str) -> tuple[Block, ...]:
    """Read an article; Invalid with file and line for what has no place in one."""
    if len(text) > LONGEST:
        raise Invalid(f"{name}:1", TOO_LONG)
    lines = text.splitlines()
    for number, line in enumerate(lines, start=1):
        for pattern, why in ((_TURNING, TURNING), (_CONTROL, CONTROL)):
            if pattern.search(line):
                raise Invalid(f"{name}:{number}", why)
    clean = "\n".join(_MARKS.sub("", line) for line in lines)
    return tuple(_Walk(name, lines).blocks(_parser(language).parse(clean)))


class _Walk:
    """Goes through the tokens of one article and remembers in which lists and quotations it is."""

    def __init__(self, name: str, lines: Sequence[str]) -> None:
        self._name = name
        self._lines = lines
        self._lists: list[int] = []
        self._quoting = 0
        self._is_first_in_item = False

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        for at, token in enumerate(tokens):
            self._step(token)
            match token.type:
                case "html_block":
                    raise Invalid(str(self._place(token)), HTML)
                case "hr":
                    yield Block(BlockKind.RULE, self._place(token), ())
                case "code_block" | "fence":
                    yield self._block(token, (Run(token.content.strip("\n")),), None)
                case "inline":
                    yield self._block(token, tuple(self._runs(token)), tokens[at - 1])

    def _step(self, token: Token) -> None:
        """Remember which list or quotation begins, ends or goes on."""
        match token.type:
            case "bullet_list_open":
                self._lists.append(0)
            case "ordered_list_open":
                self._lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._is_first_in_item = True
            case "list_item_close":
                self._lists[-1] += 1 if self._lists[-1] else 0
            case "blockquote_open" | "blockquote_close":
                self._quoting += token.nesting

    def _place(self, token: Token) -> Place:
        return Place(self._name, (token.map[0] if token.map else 0) + 1)

    def _block(self, token: Token, runs: tuple[Run, ...], opening: Token | None) -> Block:
        place = self._place(token)
        first, last = token.map or (0, 1)
        source = tuple(self._lines[first:last])
        if opening and opening.type == "heading_open":
            return Block(BlockKind.HEADING, place, runs, source, level=int(opening.tag[1:]))
        if self._lists:
            level, number = len(self._lists) - 1, self._lists[-1] if self._is_first_in_item else -1
            self._is_first_in_item = False
            return Block(BlockKind.ITEM, place, runs, source, level=level, number=number)
        kind = BlockKind.QUOTATION if self._quoting else BlockKind.PARAGRAPH
        return Block(kind, place, runs, source)

    def _runs(self, inline: Token) -> Iterator[Run]:
        strong = emphasis = 0
        link = ""
        line = 0
        for token in inline.children or ():
            match token.type:
                case "html_inline" | "image":
                    place = self._place(inline)
                    why = HTML if token.type == "html_inline" else PICTURE
                    raise Invalid(f"{place.file}:{place.line + line}", why)
                case "strong_open" | "strong_close":
                    strong += token.nesting
                case "em_open" | "em_close":
                    emphasis += token.nesting
                case "link_open":
                    link = self._address(token, inline, line)
                case "link_close":
                    link = ""
                case "softbreak" | "hardbreak":
                    line += 1
                    yield Run(
                        SOFT_BREAK if token.type == "softbreak" else HARD_BREAK, bool(strong), bool(emphasis), link
                    )
                case _ if token.content:
                    yield Run(token.content, bool(strong), bool(emphasis), link)

    def _address(self, token: Token, inline: Token, line: int) -> str:
        address = str(token.attrGet("href") or "")
        if not _LINK.fullmatch(address):
            place = self._place(inline)
            raise Invalid(f"{place.file}:{place.line + line}", LINK)
        return address


def title_and_rest(blocks: tuple[Block, ...]) -> tuple[Block | None, tuple[Block, ...]]:
    """Part the first heading of the first depth from an article that begins with one."""
    if blocks and blocks[0].kind is BlockKind.HEADING and blocks[0].level == 1:
        return blocks[0], blocks[1:]
    return None, blocks


def plain(block: Block) -> str:
    """Give the words of a block in one line."""
    return normalise(block.text)
