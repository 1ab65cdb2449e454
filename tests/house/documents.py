"""House rules about words: decision records have their four parts, and what documents quote exists.

A command in a document that no longer exists costs a stranger an evening; a setting that never existed, their trust.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from house.tree import Source

RECORD_PARTS = ("Context", "Choice", "Cost", "When to think again")

_HEADING = re.compile(r"^##+\s+(?:\d+\.\s*)?(.+?)\s*$", re.MULTILINE)
_COMMAND = re.compile(r"\./run ([a-z][a-z-]*(?: [a-z][a-z-]*)*)")
_CODE = re.compile(r"```.*?```|`[^`\n]+`|^(?: {4}|\t)[^\n]*$", re.DOTALL | re.MULTILINE)
_SETTING = re.compile(r"\bKHABAR_[A-Z][A-Z_]*[A-Z]\b")
_FRAGMENT = re.compile(r"\d{4}-[a-z0-9]+(?:-[a-z0-9]+)*\.md")


def missing_parts(source: Source) -> list[str]:
    """Complain about a decision record without one of its four parts."""
    headings = {heading.lower() for heading in _HEADING.findall(source.text)}
    return [source.at(1, f"has no section {part!r}") for part in RECORD_PARTS if part.lower() not in headings]


def quoted_commands(text: str) -> list[list[str]]:
    """Return the words after each ./run that stands as code: in backticks, a fence or an indented line."""
    return [match.split(" ") for code in _CODE.findall(text) for match in _COMMAND.findall(code)]


def unknown_commands(source: Source, launcher: Iterable[str], tree: click.Group) -> list[str]:
    """Complain about quoted commands that the launcher, or the tree behind `./run khabar`, does not have."""
    known = set(launcher)
    found = []
    for words in quoted_commands(source.text):
        if words[0] not in known:
            found.append(source.at(1, f"quotes ./run {words[0]}, which does not exist"))
        elif words[0] == "khabar" and not _is_in(tree, words[1:]):
            found.append(source.at(1, f"quotes ./run {' '.join(words)}, which does not exist"))
    return found


def _is_in(tree: click.Group, words: list[str]) -> bool:
    """Follow the words down the tree for as long as there are groups; what follows a command is its own."""
    here: click.Command = tree
    context = click.Context(tree, resilient_parsing=True)
    for word in words:
        if not isinstance(here, click.Group):
            return True
        if word not in here.list_commands(context):
            return False
        try:
            below = here.get_command(context, word)
        except ModuleNotFoundError:  # a lazy tree may list what nobody has written
            return False
        if below is None:
            return False
        here = below
    return True


def setting_names(sources: Iterable[Source]) -> set[str]:
    """Return the variables the settings modules know: spelled out, or as a field of a settings class."""
    found: set[str] = set()
    for source in sources:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.update(_SETTING.findall(node.value))
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found.add(f"KHABAR_{node.target.id.upper()}")
    return found


def unknown_settings(source: Source, known: set[str]) -> list[str]:
    """Complain about settings a document names that no settings module knows."""
    return [
        source.at(1, f"names {name}, which is no setting")
        for name in sorted(set(_SETTING.findall(source.text)) - known)
    ]


def poor_fragment(source: Source) -> list[str]:
    """Complain about a change fragment with a name out of order or without a sentence."""
    name = source.path.rpartition("/")[2]
    found = []
    if not _FRAGMENT.fullmatch(name):
        found.append(source.at(1, "should be named after its issue: 0002-the-ground-floor.md"))
    if "." not in source.text.strip():
        found.append(source.at(1, "has no sentence in it"))
    return found
