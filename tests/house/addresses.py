"""House rule: the repository names no package registry and no place on anybody's machine.

Registries come from each machine's own settings, so that an installation behind a wall can use its own mirror; and a
path of a machine is both useless to others and a small piece of news about its owner.
"""

from __future__ import annotations

import re

from house.tree import ROOT, Source

# Written in pieces, so that this file keeps its own rule.
REGISTRIES = tuple(
    ".".join(pieces)
    for pieces in (
        ("py" + "pi", "org"),
        ("python" + "hosted", "org"),
        ("npm" + "js", "org"),
        ("npm" + "js", "com"),
        ("crates", "io"),
        ("ruby" + "gems", "org"),
        ("docker", "io"),
        ("gh" + "cr", "io"),
        ("quay", "io"),
        ("ana" + "conda", "org"),
        ("deb", "debian", "org"),
    )
)
_HOMES = ("ho" + "me", "Us" + "ers")
_FIRST = r"(?<![\w./-])"
_PLACES = [
    re.compile(rf"{_FIRST}/(?:{'|'.join(_HOMES)})/[\w.-]+"),
    re.compile(rf"{_FIRST}/ro{''}ot(?=/|\b)"),
    re.compile(r"\b[A-Z]:\\\\?Us" + r"ers\\"),
]


def registries(source: Source) -> list[str]:
    """Complain about lines that name the host of a package registry."""
    return [
        source.at(number, f"names {host}")
        for number, line in enumerate(source.lines, start=1)
        for host in REGISTRIES
        if host in line.lower()
    ]


def machine_paths(source: Source, root: str = str(ROOT)) -> list[str]:
    """Complain about lines that name somebody's home or the folder this copy happens to lie in."""
    here = re.compile(rf"{_FIRST}{re.escape(root)}(?![\w-])")
    # A checkout right below / says nothing: its name is also an ordinary path of pages.
    places = [*_PLACES, here] if root.count("/") > 1 else _PLACES
    return [
        source.at(number, "names a path of a machine")
        for number, line in enumerate(source.lines, start=1)
        if any(place.search(line) for place in places)
    ]
