"""House rules about size and introduction: short files, short functions, modules that say what they are.

A limit is raised only by a reason on the spot: `# long because ...` on the line of the def, or first in the file.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from house.tree import Source

MOST_FILE_LINES = 400
MOST_FUNCTION_LINES = 40
LEAST_DOCSTRING = 60
DRAWERS = frozenset({"utils", "util", "helpers", "common", "misc"})

_REASON = re.compile(r"#.*\blong because \w+")


def long_files(source: Source) -> list[str]:
    """Complain about a file over the limit without a reason on its first line."""
    length = len(source.lines)
    if length <= MOST_FILE_LINES or _REASON.search(source.lines[0]):
        return []
    return [source.at(1, f"{length} lines; the limit is {MOST_FILE_LINES}")]


def long_functions(source: Source) -> list[str]:
    """Complain about functions over the limit without a reason on the line of their def."""
    found = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MOST_FUNCTION_LINES and not _REASON.search(source.lines[node.lineno - 1]):
                found.append(source.at(node.lineno, f"{node.name} has {length} lines; limit {MOST_FUNCTION_LINES}"))
    return found


def thin_introductions(source: Source) -> list[str]:
    """Complain about a module whose docstring is missing or says next to nothing; an empty file needs none."""
    if not source.text.strip():
        return []
    said = ast.get_docstring(source.tree) or ""
    if len(said) >= LEAST_DOCSTRING or len(said.splitlines()) > 1:
        return []
    return [source.at(1, "the module does not say what it knows, why it exists, what it must never do")]


def drawers(source: Source) -> list[str]:
    """Complain about files and folders named after nothing they know."""
    names = {part.removesuffix(".py") for part in source.path.split("/")}
    return [source.at(1, f"{name!r} is a drawer; name it after what it knows") for name in sorted(names & DRAWERS)]
