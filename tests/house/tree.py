"""The repository as the house rules see it: its files, and its Python read into trees.

Every rule takes a Source and returns complaints, so that a rule can be tried on a good and a bad example.
"""

from __future__ import annotations

import ast
import fnmatch
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the root, with slashes, and its text."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """The syntax tree."""
        return _tree(self.text, self.path)

    @property
    def lines(self) -> list[str]:
        """The lines, without their ends."""
        return self.text.splitlines()

    def at(self, line: int, words: str) -> str:
        """Say `words` of one line."""
        return f"{self.path}:{line}: {words}"


@cache
def _tree(text: str, path: str) -> ast.Module:
    return ast.parse(text, filename=path)


@cache
def files() -> tuple[Path, ...]:
    """Return every file of the project: all but what .gitignore names, so it works in a copy without git too."""
    ignored = [".git", *(line.strip("/ ") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines())]
    patterns = [pattern for pattern in ignored if pattern]
    return tuple(sorted(_walk(ROOT, patterns)))


def _walk(folder: Path, ignored: list[str]) -> list[Path]:
    found: list[Path] = []
    for path in folder.iterdir():
        if any(fnmatch.fnmatch(path.name, pattern) for pattern in ignored):
            continue
        found.extend(_walk(path, ignored) if path.is_dir() else [path])
    return found


@cache
def sources(under: str = "src/khabar") -> tuple[Source, ...]:
    """Return the Python files below a folder, migrations left out: those are written by a program."""
    return tuple(
        Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / under).rglob("*.py"))
        if "migrations" not in path.parts
    )


@cache
def texts() -> tuple[Source, ...]:
    """Return every file of the project that is text."""
    found = []
    for path in files():
        try:
            found.append(Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return tuple(found)


def imports(tree: ast.AST) -> dict[str, tuple[str, int]]:
    """Return what each imported name stands for and its line: {"now": ("django.utils.timezone.now", 3)}."""
    found: dict[str, tuple[str, int]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                whole = name.name if name.asname else name.name.partition(".")[0]
                found[name.asname or whole] = (whole, node.lineno)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            for name in node.names:
                found[name.asname or name.name] = (f"{node.module}.{name.name}", node.lineno)
    return found


def imported_modules(tree: ast.AST) -> list[tuple[str, int]]:
    """Return every dotted name an import statement mentions, whole, with its line."""
    found: list[tuple[str, int]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.extend((name.name, node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.extend((f"{node.module}.{name.name}", node.lineno) for name in node.names)
    return found


def dotted(node: ast.expr, names: dict[str, tuple[str, int]]) -> str:
    """Return the full dotted name of an expression like `datetime.now`, or "" when it does not begin at an import."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name) and node.id in names:
        return ".".join([names[node.id][0], *reversed(parts)])
    return ""
