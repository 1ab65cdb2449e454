"""Invented newsletters with known truth: set by Typst in one to three columns, in both directions, also badly written.

Each paragraph begins and ends with a number of its own, so that whoever reads the file can be asked what came where.
A file written row by row draws the same page, but its text runs across the columns, as poor producers write it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from random import Random
from typing import TYPE_CHECKING

import pikepdf
import typst

from adapters.documents.newsletter_words import NOTICES, WORDS
from khabar.adapters.pdf.fonts import FOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RIGHT_TO_LEFT = frozenset({"fa", "ar"})
FIRST_NUMBER = 10_007


@dataclass(frozen=True)
class Layout:
    """How a newsletter looks. `articles` may go on on another page (`jumps`)."""

    language: str = "en"
    columns: int = 3
    gutter: float = 14.0
    justified: bool = True
    indented: bool = False
    headings_span: bool = True
    row_by_row: bool = False
    jumps: bool = False
    articles: int = 3
    paragraphs: int = 6


@dataclass(frozen=True)
class Paragraph:
    """One paragraph as written, with the numbers at its beginning and end."""

    text: str
    first: str
    last: str


@dataclass
class Newsletter:
    """A file and what stands in it, in the order in which it is to be read."""

    pdf: bytes
    paragraphs: list[Paragraph]
    headings: list[str] = field(default_factory=list)
    pages: int = 1


_HEAD = """
#set page("a4", margin: (x: 1.6cm, top: 2.2cm, bottom: 2cm), header: [#SHORT #h(1fr) #TITLE],
  footer: align(center, context counter(page).display()))
#set text(font: ("Noto Sans", "Noto Sans Arabic"), size: 9pt, lang: "LANG", dir: DIR, hyphenate: true)
#set par(justify: JUSTIFY, leading: .6em, spacing: SPACING, first-line-indent: INDENT)
#let band(n, gutter, body) = layout(size => {
  let wide = (size.width - gutter * (n - 1)) / n
  let high = measure(block(width: wide, body)).height
  block(height: high / n + 3.4em, width: 100%, columns(n, gutter: gutter, body))
})
#let headline(body) = block(above: 1.1em, below: .8em, text(16pt, weight: "bold", body))
#let subhead(body) = block(above: 1.2em, below: .6em, text(11pt, weight: "bold", body))
"""


def newsletter(layout: Layout, seed: int = 1) -> Newsletter:
    """Write one newsletter."""
    chance = Random(seed)  # noqa: S311 - words for a test, from a seed
    numbers = count(FIRST_NUMBER + 997 * seed)
    articles = [_article(layout, chance, numbers) for _ in range(layout.articles)]
    titles = [_title(layout, chance) for _ in articles]
    if layout.jumps:
        source = _with_jump(layout, titles, articles)
    else:
        source = "".join(_typeset(layout, *one) for one in zip(titles, articles, strict=True))
    made = _compiled(_head(layout) + source)
    if layout.row_by_row:
        made = row_by_row(made)
    with pikepdf.open(io.BytesIO(made)) as document:
        pages = len(document.pages)
    return Newsletter(made, [one for article in articles for one in article], titles, pages)


def _article(layout: Layout, chance: Random, numbers: Iterator[int]) -> list[Paragraph]:
    return [_paragraph(layout.language, chance, numbers) for _ in range(layout.paragraphs)]


def _paragraph(language: str, chance: Random, numbers: Iterator[int]) -> Paragraph:
    first, last = str(next(numbers)), str(next(numbers))
    said = [first]
    for _ in range(chance.randrange(2, 5)):
        sentence = chance.choices(WORDS[language].split(), k=chance.randrange(8, 18))
        said.append(" ".join(sentence) + ".")
    return Paragraph(" ".join(said).removesuffix(".") + f" {last}.", first, last)


def _title(layout: Layout, chance: Random) -> str:
    words = [word for word in WORDS[layout.language].split() if len(word) > 4]
    return " ".join(chance.sample(words, 4 if layout.headings_span else 2)).capitalize()


def _head(layout: Layout) -> str:
    words = {
        "#SHORT": WORDS[layout.language].split()[0],
        "#TITLE": WORDS[layout.language].split()[5],
        "LANG": layout.language,
        "DIR": "rtl" if layout.language in RIGHT_TO_LEFT else "ltr",
        "JUSTIFY": "true" if layout.justified else "false",
        "SPACING": ".6em" if layout.indented else "1.1em",
        "INDENT": "1.2em" if layout.indented else "0pt",
    }
    head = _HEAD
    for word, value in words.items():
        head = head.replace(word, value)
    return head


def _typeset(layout: Layout, title: str, article: Iterable[Paragraph]) -> str:
    body = "\n\n".join(_plain(one.text) for one in article)
    if layout.headings_span:
        return f"#headline[{title}]\n#band({layout.columns}, {layout.gutter}pt)[\n{body}\n]\n"
    return f"#band({layout.columns}, {layout.gutter}pt)[\n#subhead[{title}]\n{body}\n]\n"


def _with_jump(layout: Layout, titles: list[str], articles: list[list[Paragraph]]) -> str:
    """Let the first article go on, in the middle of a paragraph, behind the others on the next page."""
    onward, back = NOTICES[layout.language]
    half = len(articles[0]) // 2
    words = articles[0][half].text.split(" ")
    cut = len(words) // 2
    begun = [*(one.text for one in articles[0][:half]), " ".join(words[:cut]) + r"#linebreak(justify: true)"]
    rest = [" ".join(words[cut:]), *(one.text for one in articles[0][half + 1 :])]
    first = _band(layout, titles[0], [*map(_plain, begun), f"_{onward.format(2)}_"])
    others = "".join(_typeset(layout, *one) for one in zip(titles[1:], articles[1:], strict=True))
    last = _band(layout, titles[0].split(" ")[0], [f"_{back.format(1)}_", *map(_plain, rest)])
    return f"{first}#pagebreak()\n{others}{last}"


def _band(layout: Layout, title: str, pieces: list[str]) -> str:
    body = "\n\n".join(pieces)
    return f"#headline[{title}]\n#band({layout.columns}, {layout.gutter}pt)[\n{body}\n]\n"


def _plain(text: str) -> str:
    """Keep Typst from reading a number at the beginning of a line as a list."""
    return text.replace("-", "\\-")


@cache
def _compiler() -> typst.Compiler:
    folders = [str(folder) for folder in FOLDERS]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True)


def _compiled(source: str) -> bytes:
    made = _compiler().compile(source.encode(), format="pdf")
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one piece")
    return made


def row_by_row(made: bytes) -> bytes:
    """Write the same pages with their text in rows that run across all columns."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as document:
        for page in document.pages:
            page.Contents = document.make_stream(pikepdf.unparse_content_stream(_in_rows(page)))
        document.save(out)
    return out.getvalue()


Instruction = pikepdf.ContentStreamInstruction
_COLOURS = frozenset({"cs", "scn", "sc", "g", "rg", "k"})


def _in_rows(page: pikepdf.Page) -> list[Instruction]:
    """Cut out each piece of text with its place and colour, and order the pieces by height, then from the left."""
    place, colour = pikepdf.Matrix(), list[Instruction]()
    kept: list[tuple[pikepdf.Matrix, list[Instruction]]] = []
    found: list[tuple[int, float, list[Instruction]]] = []
    text: list[Instruction] | None = None
    for one in pikepdf.parse_content_stream(page):
        operator = str(one.operator)
        if text is not None:
            text.append(Instruction(one.operands, one.operator))
            if operator == "ET":
                found.append((-round(place.f / 3), place.e, _piece(place, colour, text)))
                text = None
        elif operator == "BT":
            text = [Instruction(one.operands, one.operator)]
        elif operator == "q":
            kept.append((place, list(colour)))
        elif operator == "Q":
            place, colour = kept.pop()
        elif operator == "cm":
            place = pikepdf.Matrix(*map(float, one.operands)) @ place
        elif operator in _COLOURS:
            colour = [*colour, Instruction(one.operands, one.operator)]
    return [each for _, _, piece in sorted(found, key=lambda one: one[:2]) for each in piece]


def _piece(place: pikepdf.Matrix, colour: list[Instruction], text: list[Instruction]) -> list[Instruction]:
    return [
        Instruction([], pikepdf.Operator("q")),
        Instruction(list(place.shorthand), pikepdf.Operator("cm")),
        *colour,
        *text,
        Instruction([], pikepdf.Operator("Q")),
    ]
