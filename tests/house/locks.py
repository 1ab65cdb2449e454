"""House rules about what we depend on: every part is pinned and hashed, and its licence is one we may pass on.

None is stronger than LGPL, because whoever runs an installation must be free to change it without asking us.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

ALLOWED = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "ISC",
        "LGPL",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "MPL-2.0",
        "OFL-1.1",
        "PSF-2.0",
        "Unlicense",
        "Zlib",
        "any-OSI",
    }
)
"""What a part may be under: SPDX names. "LGPL" stands for all its versions, "any-OSI" for any of these."""

_AS_WRITTEN = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
"""How older packages write it, and what it means."""

READ_BY_US = {
    "axe-playwright-python": "MIT",  # 0.1.8; the axe-core inside is MPL-2.0
    "pypdfium2": "BSD-3-Clause",  # 5.15.2: or Apache-2.0; PDFium is under both, what it links is laxer
    "pyrage": "MIT",  # 1.4.0
}
"""Packages whose metadata says nothing we can read: what the licence files in the wheel say, read by a person."""

_LONGEST_NAME = 40
"""A longer License field is the text itself, not its name; the classifiers then tell."""

_SAYS_NOTHING = frozenset({"Dual License"})
"""What some write in that field, and means that two licences may be chosen from; the classifiers then tell which."""

_PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[\w.!+]+)(?: ; (?P<marker>[^\\]+?))?")
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


@dataclass(frozen=True)
class Pin:
    """One line of a lock."""

    name: str
    version: str
    marker: str


class Metadata(Protocol):
    """What a package says of itself, as importlib.metadata gives it."""

    def get_all(self, name: str) -> list[str] | None:
        """Return all fields of one name."""


def plain_name(name: str) -> str:
    """Write the name of a package as locks do (packaging specification: names, normalisation)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def entries(text: str) -> list[str]:
    """Return a lock's entries, each with its continued lines joined by spaces; comments and blanks left out."""
    joined = re.sub(r"\\\n\s*", " ", text)
    lines = (line.strip() for line in joined.splitlines())
    return [re.sub(r"\s+", " ", line) for line in lines if line and not line.startswith("#")]


def pins(text: str) -> set[Pin]:
    """Return what a lock pins, leaving out entries that are no pins."""
    matches = (_PIN.match(entry) for entry in entries(text))
    return {Pin(match["name"].lower(), match["version"], (match["marker"] or "").strip()) for match in matches if match}


def loose_entries(text: str) -> list[str]:
    """Complain about entries that are not an exact version with at least one hash and nothing else."""
    shape = re.compile(rf"{_PIN.pattern}(?: {_HASH.pattern})+")
    return [f"not pinned and hashed: {entry[:60]}" for entry in entries(text) if not shape.fullmatch(entry)]


def licences_of(name: str, metadata: Metadata) -> set[str]:
    """Return the licences a package names, in SPDX where we know it, as written where we do not; empty: none named."""
    for expression in metadata.get_all("License-Expression") or ():
        return {_plain(part) for part in re.split(r"\s+(?:AND|OR)\s+|[()]", expression) if part}
    for written in metadata.get_all("License") or ():
        if written.strip() and len(written) <= _LONGEST_NAME and written.strip() not in _SAYS_NOTHING:
            return {_plain(written.strip())}
    classifiers = [line.split(" :: ") for line in metadata.get_all("Classifier") or () if line.startswith("License ::")]
    named = {_plain(parts[-1]) for parts in classifiers if parts[-1] != "OSI Approved"}
    return named or {READ_BY_US[name]} if name in READ_BY_US else named


def _plain(written: str) -> str:
    if written.startswith("LGPL"):
        return "LGPL"
    return _AS_WRITTEN.get(written, written)


def unfit_licences(name: str, metadata: Metadata) -> list[str]:
    """Complain about a package that names no licence or one outside the list."""
    named = licences_of(name, metadata)
    if not named:
        return [f"{name} names no licence: read its files and add it to READ_BY_US, or do without it"]
    return [f"{name} is under {licence}" for licence in sorted(named - ALLOWED)]
