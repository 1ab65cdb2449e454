"""The catalogues of sentences: one for each room and language, kept beside the code that speaks them.

A room is a folder with pages of its own; the components also keep the sentences of rules, linkage, names and apps.
A catalogue is a `.po` file that people write, and a `.mo` file made of it that Django reads. Nothing here may alter a
translation.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import khabar
from khabar.cli.found_words import Found, in_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from babel.messages.catalog import Message

SOURCE = Path(khabar.__file__).parent
Said = str | tuple[str, ...] | list[str] | None
"""What a catalogue holds for one entry: nothing, one sentence, or all forms of a counted one."""
COMPONENTS = "web/components"
RULES = ("domain", "linkage", "names", "apps")
SPOKEN_AT_THE_SHELL = (
    "apps/ledger",
    "apps/rotation",
    "apps/copies",
    "apps/journal",
    "apps/quarantine",
    "domain/pfif",
    "domain/checkpoints",
    "domain/short_forms",
)
"""Apps whose words are read at the shell only, which speaks English."""
TRANSLATED = ("fa", "ar", "sq", "fr")
"""Languages that have catalogues. Which of them readers are offered, the settings say."""
SOURCE_LANGUAGE = "en"
"""Its catalogue holds only what the framework says otherwise than we do."""
_PLURALS = {
    "en": "nplurals=2; plural=(n != 1);",
    "fa": "nplurals=2; plural=(n > 1);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "sq": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
}
"""How each language counts: the rules of the Unicode CLDR, as Django's own catalogues write them."""
_NOBODY = re.compile(
    r'^"(?:Project-Id|Report-Msgid|POT-Creation|PO-Revision|Last-Trans|Language-Team|Generated).*\n', re.MULTILINE
)
"""Lines of the head that would name people or moments."""
_ONE_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
"""Stands in for the moments that a `.mo` file would name, so that the same words always give the same bytes."""


@dataclass(frozen=True)
class Room:
    """A folder with a catalogue of its own, and which Python and templates speak through it."""

    path: str

    @property
    def name(self) -> str:
        """The folder's own name."""
        return Path(self.path).name

    def files(self) -> Iterator[Path]:
        """List what may hold words, always in the same order."""
        for folder in (self.path, *(RULES if self.path == COMPONENTS else ())):
            for path in sorted((SOURCE / folder).rglob("*")):
                if path.suffix in {".py", ".html"} and "migrations" not in path.parts and not _is_of_the_shell(path):
                    yield path

    def found(self) -> list[Found]:
        """List every sentence of this room."""
        return [one for path in self.files() for one in _in(path)]

    def po(self, language: str) -> Path:
        """Say where the words of one language stand."""
        return SOURCE / self.path / "locale" / language / "LC_MESSAGES" / "django.po"


def rooms() -> list[Room]:
    """List every room that has something to say, the components first."""
    folders = [COMPONENTS, *(f"web/{one.name}" for one in sorted((SOURCE / "web").iterdir()) if one.is_dir()), "demo"]
    return [room for room in map(Room, dict.fromkeys(folders)) if any(map(_in, room.files()))]


def _is_of_the_shell(path: Path) -> bool:
    return path.relative_to(SOURCE).as_posix().startswith(SPOKEN_AT_THE_SHELL)


@cache
def _in(path: Path) -> tuple[Found, ...]:
    """Read a file once: every language asks for the same words."""
    named = path.relative_to(SOURCE).as_posix()
    return tuple(in_file(path, named, of_the_rules=named.startswith(RULES)))


def template(found: Iterable[Found], language: str) -> Catalog:
    """Make an empty catalogue of what was found."""
    catalog = _counting(Catalog(locale=language, domain="django"), language)
    for one in found:
        said = (one.one, one.many) if one.many else one.one
        catalog.add(said, locations=[(one.path, one.line)], context=one.context or None)
    return catalog


def kept(path: Path, language: str) -> Catalog:
    """Read a catalogue as it stands; an empty one where there is none."""
    if not path.exists():
        return _counting(Catalog(locale=language, domain="django"), language)
    with path.open("rb") as file:
        catalog = read_po(file, locale=language, domain="django", abort_invalid=True)
    return _counting(catalog, language)


def _counting(catalog: Catalog, language: str) -> Catalog:
    catalog.mime_headers = [("Plural-Forms", _PLURALS[language])]
    catalog.fuzzy = False
    return catalog


def written(catalog: Catalog) -> bytes:
    """Give a catalogue as its file: files named without lines, no dates, so that only words make a difference."""
    catalog.header_comment = "# Sentences for people. What no native speaker has read is named in docs/languages.md."
    out = io.BytesIO()
    write_po(out, catalog, width=110, ignore_obsolete=True, include_lineno=False, sort_by_file=True)
    return _NOBODY.sub("", out.getvalue().decode()).encode()


def compiled(path: Path, language: str) -> bytes:
    """Make of a catalogue's file what Django reads."""
    catalog = kept(path, language)
    catalog.creation_date = catalog.revision_date = _ONE_MOMENT
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def words_of(catalog: Catalog) -> list[Message]:
    """List the entries of a catalogue without its head."""
    return [message for message in catalog if message.id]


def is_translated(message: Message) -> bool:
    """Say whether an entry has all its forms and nobody was in doubt."""
    return all(forms_of(message)) and not message.fuzzy


def forms_of(message: Message) -> tuple[str, ...]:
    """List what an entry says: one sentence, or every form of a counted one; empty texts where nothing is said."""
    said = message.string
    return (said or "",) if said is None or isinstance(said, str) else tuple(said)


def updated(room: Room, language: str) -> Catalog:
    """Bring one catalogue up to what its room says now; a sentence another room has in this language is taken over."""
    catalog = kept(room.po(language), language)
    found = [one for one in room.found() if language != SOURCE_LANGUAGE or one.path == FRAMEWORK]
    catalog.update(template(found, language), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    elsewhere = _said_elsewhere(language)
    for message in words_of(catalog):
        if not is_translated(message) and (known := elsewhere.get((message.id, message.context))):
            message.string = known
    return catalog


FRAMEWORK = f"{COMPONENTS}/framework_words.py"
"""Sentences of the framework that stand in our catalogues, in English too, to be said in our tone."""


@cache
def _said_elsewhere(language: str) -> dict[tuple[object, str | None], Said]:
    paths = sorted(SOURCE.glob(f"*/**/locale/{language}/LC_MESSAGES/django.po"))
    return {
        (message.id, message.context): message.string
        for path in paths
        for message in words_of(kept(path, language))
        if is_translated(message)
    }


def bring_up_to_date(room: Room, language: str) -> Catalog:
    """Write both files of one catalogue; a language in which nothing is said yet has no compiled one."""
    path = room.po(language)
    catalog = updated(room, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written(catalog))
    made = path.with_suffix(".mo")
    if any(is_translated(message) for message in words_of(catalog)):
        made.write_bytes(compiled(path, language))
    else:
        made.unlink(missing_ok=True)
    return catalog


def languages_of(room: Room) -> tuple[str, ...]:
    """Name the languages a room has catalogues in: English only where the framework's own words stand."""
    return (SOURCE_LANGUAGE, *TRANSLATED) if room.path == COMPONENTS else TRANSLATED
