"""Articles as HTML for page, feed and mail: every block with its language and direction, nothing but what we wrote.

What is made here goes through nh3 once more with a list of the tags there are (its defaults would drop `dir`); so a
mistake of ours cannot become a script of somebody else's.
"""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Final

import nh3

from khabar.domain.publishing.directions import direction_of, pieces
from khabar.domain.publishing.issues import HARD_BREAK, SOFT_BREAK, Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from khabar.domain.publishing.issues import Run

_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
TAGS: Final = frozenset(
    (*_HEADINGS, "p", "ul", "ol", "li", "blockquote", "hr", "br", "strong", "em", "a", "bdi", "span", "div")
)
ATTRIBUTES: Final = {"*": {"lang", "dir", "class"}, "a": {"href"}, "ol": {"start"}}
SCHEMES: Final = frozenset({"https", "mailto", "tel"})
_DEEPEST: Final = 6


def tag(name: str, inner: str, language: str, **more: str) -> str:
    """Write a block with its language and direction, and further attributes (`class_` for class)."""
    attributes = {"lang": language, "dir": direction_of(language), **more}
    told = "".join(f' {key.rstrip("_")}="{escape(value)}"' for key, value in attributes.items() if value)
    return f"<{name}{told}>{inner}</{name}>"


def text_html(text: str, language: str) -> str:
    """Write a short text; foreign pieces in a text from the right keep their order."""
    return "".join(
        f'<bdi dir="ltr">{escape(one.text)}</bdi>' if one.is_foreign else escape(one.text)
        for one in pieces(text, direction_of(language))
    )


def blocks_html(blocks: Iterable[Block], language: str, first_heading: int = 3) -> str:
    """Write the blocks of an article; its headings begin at this depth."""
    parts = (_group(kind, list(group), language, first_heading) for kind, group in groupby(blocks, key=_kind))
    return cleaned("\n".join(parts))


def cleaned(html: str) -> str:
    """Leave in a piece of HTML what is on our list, with language and direction, and nothing else."""
    clean: str = nh3.clean(
        html, tags=set(TAGS), attributes=ATTRIBUTES, url_schemes=set(SCHEMES), link_rel="noreferrer noopener"
    )
    return clean


def _kind(block: Block) -> str:
    if block.kind is BlockKind.ITEM and block.number >= 0:
        return "ol" if block.number else "ul"
    return block.kind.value


def _group(kind: str, blocks: list[Block], language: str, first_heading: int) -> str:
    if kind in {"ul", "ol"}:
        items = "".join(tag("li", _runs(block.runs, language), language) for block in blocks)
        start = str(blocks[0].number) if kind == "ol" and blocks[0].number > 1 else ""
        return tag(kind, items, language, start=start)
    if kind == BlockKind.QUOTATION.value:
        return tag("blockquote", "".join(tag("p", _runs(one.runs, language), language) for one in blocks), language)
    return "\n".join(_single(block, language, first_heading) for block in blocks)


def _single(block: Block, language: str, first_heading: int) -> str:
    match block.kind:
        case BlockKind.RULE:
            return "<hr>"
        case BlockKind.HEADING:
            depth = min(max(block.level - 2, 0) + first_heading, _DEEPEST)
            return tag(f"h{depth}", _runs(block.runs, language), language)
        case _:
            return tag("p", _runs(block.runs, language), language)


def _runs(runs: Iterable[Run], language: str) -> str:
    return "".join(_told(runs, language))


def _told(runs: Iterable[Run], language: str) -> Iterator[str]:
    for run in runs:
        text = text_html(run.text.replace(SOFT_BREAK, "\n"), language).replace(HARD_BREAK, "<br>")
        text = f"<em>{text}</em>" if run.emphasis and text.strip() else text
        text = f"<strong>{text}</strong>" if run.strong and text.strip() else text
        yield f'<a href="{escape(run.link)}">{text}</a>' if run.link else text
