"""Finds in the source every sentence that people see, so that translators get all of them and nothing else.

Three kinds of place: calls of gettext in Python, `translate` and `blocktranslate` in templates, and the sentences of
the rules, which know no gettext: there whatever is written like a sentence counts. Nothing is run, only read.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.base import Lexer, Token, TokenType
from django.utils.text import smart_split
from django.utils.translation import trim_whitespace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

CALLS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop", "marked"), ("one",)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), ("one", "many")),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ("context", "one")),
}
"""Functions whose words are for people, with the meaning of their first arguments. `marked` is `khabar.text.marked`."""

SHOWN_ERRORS = frozenset({"Invalid", "Conflict", "NotADateError"})
"""Errors of the rules whose words a person reads; all others end in a log, or in a page of their own words."""

_ENDS = (".", "?", "!", "…", ".”", ":")
_QUOTES = "\"'"
_VARIABLES_END = 2


@dataclass(frozen=True, order=True)
class Found:
    """One thing to translate: where it stands, the words, their plural, a note that tells two meanings apart."""

    path: str
    line: int
    one: str
    many: str = ""
    context: str = ""


def in_python(text: str, path: str) -> Iterator[Found]:
    """Find what calls of gettext hold; a call with a variable holds nothing, its words stand elsewhere."""
    for node in ast.walk(ast.parse(text, filename=path)):
        if isinstance(node, ast.Call) and (meanings := CALLS.get(_name(node.func))):
            said = dict(zip(meanings, map(_constant, node.args), strict=False))
            if len(said) == len(meanings) and all(said.values()):
                yield Found(path, node.lineno, **said)


def in_rules(text: str, path: str) -> Iterator[Found]:
    """Find every sentence in a module of the rules: words that begin with a capital and end as a sentence does."""
    tree = ast.parse(text, filename=path)
    unseen = set(_unseen(tree))
    for node in ast.walk(tree):
        said = _constant(node)
        if said and id(node) not in unseen and is_sentence(said):
            yield Found(path, node.lineno, said)  # type: ignore[attr-defined]  # a constant has a line


def is_sentence(text: str) -> bool:
    """Say whether a text is written like a sentence for people."""
    return text[:1].isupper() and " " in text and text.endswith(_ENDS)


def sentences_put_together(text: str, path: str) -> list[Found]:
    """Find sentences that are made of pieces (f-strings) where people would see them: they cannot be translated."""
    tree = ast.parse(text, filename=path)
    unseen = set(_unseen(tree))
    return [
        Found(path, node.lineno, whole)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr) and id(node) not in unseen and is_sentence(whole := _with_gaps(node))
    ]


def _with_gaps(node: ast.JoinedStr) -> str:
    return "".join(_constant(value) or "{}" for value in node.values)


def _unseen(tree: ast.Module) -> Iterator[int]:
    """Name the constants that nobody is shown: docstrings, pieces of f-strings, and errors for a log."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield id(node.value)
        elif isinstance(node, ast.JoinedStr):
            yield from (id(piece) for piece in node.values)
        elif isinstance(node, ast.Raise) and not _is_shown(node.exc):
            yield from map(id, ast.walk(node))


def _is_shown(raised: ast.expr | None) -> bool:
    return isinstance(raised, ast.Call) and _name(raised.func) in SHOWN_ERRORS


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _constant(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def in_template(text: str, path: str) -> Iterator[Found]:
    """Find what a template translates, as the template engine will ask for it."""
    tokens = iter(Lexer(text).tokenize())
    for token in tokens:
        if token.token_type is not TokenType.BLOCK:
            continue
        words = list(smart_split(token.contents))
        if words[0] in {"translate", "trans"} and words[1][0] in _QUOTES:
            said = words[1][1:-1].replace("\\" + words[1][0], words[1][0]).replace("%", "%%")
            yield Found(path, token.lineno or 0, said, context=_context(words))
        elif words[0] in {"blocktranslate", "blocktrans"}:
            yield _block(tokens, words, Found(path, token.lineno or 0, "", context=_context(words)))


def _context(words: list[str]) -> str:
    return words[words.index("context") + 1].strip(_QUOTES) if "context" in words else ""


def _block(tokens: Iterator[Token], words: list[str], begun: Found) -> Found:
    """Read on to the end of the block; what stands between is one sentence, or one and its plural."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        kind = token.contents.split()[0] if token.token_type is TokenType.BLOCK else ""
        if kind in {"endblocktranslate", "endblocktrans"}:
            break
        if kind == "plural":
            parts.append([])
        else:
            parts[-1].append(token)
    said = [_sentence(part, trimmed="trimmed" in words) for part in parts]
    return Found(begun.path, begun.line, said[0], said[1] if len(said) == _VARIABLES_END else "", begun.context)


def _sentence(tokens: Iterable[Token], *, trimmed: bool) -> str:
    said = "".join(
        f"%({token.contents})s" if token.token_type is TokenType.VAR else token.contents.replace("%", "%%")
        for token in tokens
    )
    return trim_whitespace(said) if trimmed else said


def in_file(path: Path, named: str, *, of_the_rules: bool) -> list[Found]:
    """Find what one file holds; `named` is how it is called in the catalogue."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        return list(in_template(text, named))
    return [*in_python(text, named), *(in_rules(text, named) if of_the_rules else ())]
