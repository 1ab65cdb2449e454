"""House rules about translations: nothing lost, nothing added, and Persian written as Persian is written.

Each rule takes one sentence with its translation and returns complaints, so that it can be tried on an example.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from django.template.base import Lexer, TokenType

if TYPE_CHECKING:
    from house.tree import Source


@dataclass(frozen=True)
class Said:
    """One sentence and how it is said in another language; `where` names room and language."""

    where: str
    one: str
    other: str


_NAMED = re.compile(r"%\((\w+)\)[sd]|(?<!\{)\{(\w+)\}(?!\})|(%%)")
_PERSIAN_LETTER = "آ-یءأؤئۀةهٔ"
_ENDINGS = "(?:ی|یی|یم|یت|یش|یشان|یتان|یمان)?"
_TORN = re.compile(rf"(?<![\w\u200c])ن?می (?=[{_PERSIAN_LETTER}])|(?<=[{_PERSIAN_LETTER}]) ها{_ENDINGS}(?![\w\u200c])")
_OWN_WORDS = r"میرا\b|میان|میز|میلاد|میلی|میخ|میوه|میهن|میهم|میراث|میل|میدان|میثاق"
_JOINED_PREFIX = re.compile(rf"(?<![\w\u200c])(?!{_OWN_WORDS})ن?می[{_PERSIAN_LETTER}]{{2,}}")
_JOINED_PLURAL = re.compile(
    rf"(?<![\w\u200c])(?!تنها|انتها|نها)[{_PERSIAN_LETTER}]*[^\W\dآادذرزژوء]ها{_ENDINGS}(?![\w\u200c])"
)
"""After a letter that does not join to the next one, as in کارها, nobody sees a ZWNJ, and most leave it out."""
_LATIN_FIGURES = re.compile(r"(?<![\w-])(?!\d{4}-\d\d-\d\d)(?!\d\d:\d\d(?!\d))[0-9]+")
_ISO = re.compile(r"\d{4}-\d\d-\d\d|\d\d:\d\d")
_SHELL = re.compile(r"«khabar [^»]*»")
_SOUNDS = {".": ".", "?": "؟", "!": "!", "…": "…", ":": ":"}


def lost_placeholders(said: Said) -> list[str]:
    """Complain where a gap for a name, a number or a day is missing, new or renamed."""
    if sorted(_NAMED.findall(said.one)) == sorted(_NAMED.findall(said.other)):
        return []
    return [f"{said.where}: the placeholders differ: {said.one!r}"]


@dataclass
class _Tags(HTMLParser):
    """Which tags open and close in a sentence; one left open or closed twice stays in `open`."""

    seen: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(f"{tag} {sorted(name for name, _ in attrs)}")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            self.open.remove(tag)
        else:
            self.open.append(f"/{tag}")


def _tags(text: str) -> _Tags:
    tags = _Tags()
    tags.feed(text)
    return tags


def broken_markup(said: Said) -> list[str]:
    """Complain where a translation opens other tags than the sentence, or leaves one open."""
    ours, theirs = _tags(said.one), _tags(said.other)
    if sorted(ours.seen) == sorted(theirs.seen) and not theirs.open:
        return []
    return [f"{said.where}: the markup differs: {said.other!r}"]


def foreign_letters(said: Said) -> list[str]:
    """Complain about Arabic yeh and kaf where Persian has its own, and about Arabic-Indic digits."""
    found = sorted(set("يكى٤٥٦٠١٢٣٧٨٩") & set(said.other))
    return [f"{said.where}: {' '.join(found)} is no Persian letter or digit: {said.other!r}"] if found else []


def torn_words(said: Said) -> list[str]:
    """Complain where می or ها stands apart or grown together; between them and the word goes a ZWNJ."""
    text = _NAMED.sub(" ", said.other)
    found = [word.strip() for rule in (_JOINED_PREFIX, _JOINED_PLURAL, _TORN) for word in rule.findall(text)]
    return [f"{said.where}: ZWNJ is missing at {word!r} in {said.other!r}" for word in found]


def latin_figures(said: Said) -> list[str]:
    """Complain about figures from 0 to 9 in running Persian text; ISO dates and hours keep theirs."""
    text = _SHELL.sub("", _ISO.sub("", _NAMED.sub("", said.other)))
    found = _LATIN_FIGURES.findall(text)
    return [f"{said.where}: write {found[0]} in Persian digits: {said.other!r}"] if found else []


def foreign_marks(said: Said) -> list[str]:
    """Complain about quotes, commas and question marks of another script."""
    text = _NAMED.sub("", re.sub(r"<[^>]*>", "", said.other))
    found = sorted(set('"“”?;,') & set(text))
    return [f"{said.where}: {' '.join(found)} is no Persian mark: {said.other!r}"] if found else []


def changed_ending(said: Said) -> list[str]:
    """Complain where a sentence ends as another kind of sentence than it was: a stop, a question, a call, open."""
    wanted = _SOUNDS.get(said.one.rstrip()[-1:])
    if wanted is None or said.other.rstrip().endswith(wanted) or (wanted == "…" and wanted in said.other):
        return []
    return [f"{said.where}: should end in {wanted}: {said.other!r}"]


def stray_spaces(said: Said) -> list[str]:
    """Complain about spaces at the ends, doubled, or before a mark, and ZWNJ beside a space."""
    if said.other == said.other.strip() and not re.search(
        r"  | [.،؛:؟!»]|« |\u200c[\s\u200c.،؛:؟!»]|[\s«]\u200c", said.other
    ):
        return []
    return [f"{said.where}: spaces or ZWNJ stand where none belong: {said.other!r}"]


EVERY_LANGUAGE = (lost_placeholders, broken_markup)
PERSIAN = (foreign_letters, torn_words, latin_figures, foreign_marks, changed_ending, stray_spaces)

_OURS = frozenset({"Khabar", "UTC", "PDF", "haber", "habari", "xəbər", "kabar", "хабар", "خبر"})
_READ_ALOUD = frozenset({"aria-label", "title", "placeholder", "alt"})
_CODE = frozenset({"code", "pre", "kbd"})
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass
class _Words(HTMLParser):
    """The words that a page has of its own, with their lines: text, and attributes that are shown or read aloud."""

    found: list[tuple[int, str]] = field(default_factory=list)
    in_code: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def handle_data(self, data: str) -> None:
        if self.in_code:
            return
        self.found += [(self.getpos()[0], word) for word in _WORD.findall(data) if word not in _OURS]

    def handle_endtag(self, tag: str) -> None:
        self.in_code -= tag in _CODE

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_code += tag in _CODE
        for name, value in attrs:
            if name in _READ_ALOUD:
                self.handle_data(value or "")


def bare_words(source: Source) -> list[str]:
    """Complain about words in a template that no translator will ever see."""
    words = _Words()
    words.feed(_without_template_tags(source.text))
    words.close()
    return [source.at(line, f"not translated: {word}") for line, word in words.found]


def _without_template_tags(text: str) -> str:
    """Leave the page's own text; what the engine puts in becomes empty lines, so that lines keep their numbers."""
    kept: list[str] = []
    until = ""
    for token in Lexer(text).tokenize():
        is_block = token.token_type is TokenType.BLOCK
        name = token.contents.split()[0] if is_block and token.contents else ""
        if is_block and (name in {"comment", "blocktranslate"} or token.contents == "block page_class"):
            until = f"end{name}"
        elif is_block and name == until:
            until = ""
        is_own = token.token_type is TokenType.TEXT and not until
        kept.append(token.contents if is_own else "\n" * token.contents.count("\n"))
    return "".join(kept)
