"""House rules about how things happen: every action names its actor and its moment, nothing happens by signal.

And apps ask one another's queries and actions, never their tables: whoever owns a table decides who reads it.
"""

from __future__ import annotations

import ast
import re

from house.tree import Source, imported_modules

_ACTIONS = re.compile(r"src/khabar/apps/\w+/actions(\.py|/\w+\.py)")
_APP = re.compile(r"src/khabar/apps/(\w+)/")
_TABLES = re.compile(r"khabar\.apps\.(\w+)\.models\b")
_SIGNALS = re.compile(r"django\.dispatch(\..*)?|.+\.signals(\..*)?")


def actions_without_actor_or_moment(source: Source) -> list[str]:
    """Complain about a public function of an actions module without keyword-only `actor` and `now`."""
    if not _ACTIONS.fullmatch(source.path):
        return []
    found = []
    for node in source.tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            required = _required_keywords(node.args)
            missing = [name for name in ("actor", "now") if name not in required]
            if missing:
                words = f"{node.name} lacks keyword-only, required {' and '.join(missing)}"
                found.append(source.at(node.lineno, words))
    return found


def _required_keywords(arguments: ast.arguments) -> set[str]:
    pairs = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return {argument.arg for argument, default in pairs if default is None}


def signals(source: Source) -> list[str]:
    """Complain about imports of a signal machinery; if B must happen when A does, A's action calls it."""
    return [
        source.at(line, f"imports {name}; we have no signals")
        for name, line in imported_modules(source.tree)
        if _SIGNALS.fullmatch(name)
    ]


def foreign_tables(source: Source) -> list[str]:
    """Complain about an app that imports another app's models."""
    own = _APP.match(source.path)
    if own is None:
        return []
    found = []
    for name, line in imported_modules(source.tree):
        table = _TABLES.match(name)
        if table and table[1] != own[1]:
            found.append(source.at(line, f"{own[1]} imports the tables of {table[1]}; ask its queries or actions"))
    return found
