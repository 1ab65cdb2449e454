"""The text an issue was made of, as one Markdown file: what is attached to the PDF.

No program gets Persian or Arabic back whole out of the pages of a PDF (measured with four of them), so whoever searches
or reads with a machine is given the text. It holds what is printed and nothing else: no consent, no person, no comment.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from khabar.domain.publishing.issues import HARD_BREAK, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.domain.publishing.issues import Article, Block, Issue, Run

_MEANT: Final = re.compile(r"([\\`*_\[\]<>])")
_AT_START: Final = re.compile(r"^(\s*)([#>+-]|\d+[.)])")


def source_of(issue: Issue) -> str:
    """Write the whole issue."""
    head = [f"# {issue.title.text} {issue.number}", "", f"{issue.on.isoformat()} · {issue.language}"]
    head += [text for text in (issue.motto.text, issue.publisher.text, issue.contact.text, issue.address) if text]
    return "\n\n".join(["\n".join(head), *map(_article, issue.articles)]) + "\n"


def _article(article: Article) -> str:
    dated = article.dated.isoformat() if article.dated else ""
    facts = {
        "language": article.language,
        "author": article.author.text,
        "translator": article.translator.text,
        "source": article.source.text,
        "date": dated,
        "to": article.to.text,
    }
    told = "\n".join(f"- {name}: {text}" for name, text in facts.items() if text)
    parts = [f"## {article.title.text}", told, article.summary.text, *map(markdown_of, article.blocks)]
    return "\n\n".join(filter(None, parts))


def markdown_of(block: Block) -> str:
    """Write one block as Markdown again."""
    text = "".join(_runs(block.runs)).replace(HARD_BREAK, "\\\n")
    match block.kind:
        case BlockKind.HEADING:
            return f"{'#' * (block.level + 1)} {text}"
        case BlockKind.QUOTATION:
            return "\n".join(f"> {line}" for line in text.split("\n"))
        case BlockKind.RULE:
            return "---"
        case BlockKind.ITEM:
            marker = f"{block.number}." if block.number > 0 else "-" if block.number == 0 else " "
            return "  " * block.level + f"{marker} {text}"
        case _:
            return "\n".join(_AT_START.sub(r"\1\\\2", line) for line in text.split("\n"))


def _runs(runs: tuple[Run, ...]) -> Iterator[str]:
    for run in runs:
        text = _MEANT.sub(r"\\\1", run.text)
        marks = ("**" if run.strong else "") + ("*" if run.emphasis else "")
        text = f"{marks}{text}{marks[::-1]}" if marks and text.strip() else text
        yield f"[{text}]({run.link})" if run.link else text
