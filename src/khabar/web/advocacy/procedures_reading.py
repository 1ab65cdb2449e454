"""From what was typed and what the file says to a case the rules can look at, with everything that keeps it from that.

What nobody has kept yet is proposed from the file; what always holds is the file's alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabar.adapters.casefile import read_case
from khabar.apps.procedures.from_file import always, proposed, with_submissions
from khabar.domain.errors import Invalid
from khabar.domain.procedures.contradictions import contradictions
from khabar.web.advocacy.procedures_questions import SECTIONS
from khabar.web.advocacy.procedures_sections import got, name_of, put
from khabar.web.advocacy.recipients import bodies_by_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from khabar.apps.casework.files import OpenedFile
    from khabar.apps.procedures.cases import OpenedCase
    from khabar.apps.procedures.queries import Procedures
    from khabar.domain.procedures import Case
    from khabar.domain.procedures.contradictions import Contradiction
    from khabar.ports import Parts

_SIBLINGS: Final = {
    "ended-before-filed": "filed",
    "letter-before-filed": "filed",
    "pending-but-ended": "ended",
    "no-limit-but-last-day": "has_limit",
}
_OTHERS: Final = {
    "stateless-with-nationality": "person.nationality",
    "began-before-birth": "person.birth",
    "seen-before-birth": "person.birth",
    "no-linked-case": "disappearance.linked_case.exists",
    "decided-before-began": "disappearance.began",
    "seen-long-before": "disappearance.began",
    "seen-long-after": "disappearance.began",
    "word-not-heard": "own_word.said",
    "anonymous-with-name": "submitter.name",
    "filed-before-began": "disappearance.began",
    "final-but-not-exhausted": "domestic.exhausted",
}
"""The other of the two fields that contradict one another; of `_SIBLINGS` it stands beside the first."""
SENTENCES: Final = {
    "stateless-with-nationality": _("Somebody with a nationality is not stateless. Keep one of the two."),
    "began-before-birth": _("It begins (%(this)s) before the person was born (%(other)s)."),
    "seen-before-birth": _("The person was seen (%(this)s) before being born (%(other)s)."),
    "no-linked-case": _("A date stands here, and it is said that there is no such case. Keep one of the two."),
    "decided-before-began": _("The last decision (%(this)s) lies before it began (%(other)s)."),
    "seen-long-before": _("Last seen %(this)s, but it begins %(other)s. Mend one, or write the last sign of life."),
    "seen-long-after": _("Seen %(this)s, long after it began %(other)s. Mend one, or say that the person was held."),
    "word-not-heard": _("It is said that nothing was heard, and also what was heard. Keep one of the two."),
    "anonymous-with-name": _("A name stands beside “anonymous”. To have it kept to themselves, choose that instead."),
    "filed-before-began": _("This was filed (%(this)s) before it began (%(other)s)."),
    "ended-before-filed": _("This ended (%(this)s) before it was filed (%(other)s)."),
    "letter-before-filed": _("Their letter (%(this)s) is older than the filing (%(other)s)."),
    "final-but-not-exhausted": _("A last decision stands beside “not tried to the end”. Mend one of the two."),
    "no-limit-but-last-day": _("A last day stands beside “no last day”. Keep one of the two."),
    "pending-but-ended": _("This is said to be open still, and to have ended. Keep one of the two."),
    "same-matter-disagrees": _("This does not go with what is said of author, facts and rights."),
}


@dataclass(frozen=True)
class Wrong:
    """Something to mend: the fields it concerns, by their paths, and one sentence."""

    paths: tuple[str, ...]
    sentence: str

    @property
    def names(self) -> tuple[str, ...]:
        """The names of these fields in forms."""
        return tuple(map(name_of, self.paths))

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections in which they are asked."""
        return tuple(dict.fromkeys(filter(None, map(section_of, self.paths))))


@dataclass(frozen=True)
class Reading:
    """A case as it can be looked at, what is wrong with it, and what was typed or proposed."""

    case: Case
    wrong: tuple[Wrong, ...]
    said: Mapping[str, object]


def section_of(path: str) -> str:
    """Name the section in which a field is asked; empty for one that is not asked here."""
    for name, section in SECTIONS.items():
        if any(path == one or path.startswith((f"{one}.", f"{one}[")) for one in section.paths()):
            return name
    return ""


def said_of(opened: OpenedCase, file: OpenedFile) -> dict[str, object]:
    """Give what was kept, and for sections nobody has kept what the file proposes."""
    said, offered = _whole(opened.document), proposed(file)
    for name, section in SECTIONS.items():
        for path in section.paths() if name not in opened.kept else ():
            found = got(offered, path)
            if found and got(said, path) is None:
                put(said, path, found)
    return said


def _whole(document: Mapping[str, object]) -> dict[str, object]:
    """Copy a document, so that nothing done to the copy is done to what was kept."""
    return {name: _copy(one) for name, one in document.items()}


def _copy(said: object) -> object:
    if isinstance(said, dict):
        return _whole(said)
    return [_copy(one) for one in said] if isinstance(said, list) else said


def reading_of(
    said: Mapping[str, object], found: Procedures, file: OpenedFile, today: date, *, parts: Parts
) -> Reading:
    """Read a case as the file has it today; whatever cannot be read is left out and named."""
    case, unread = _read(_whole(said), today)
    whole = always(case, file, bodies_by_name(parts), found.case.kept.get("consents"))
    wrong = tuple(_in_words(one) for one in contradictions(whole))
    return Reading(with_submissions(whole, found.submissions), (*unread, *wrong), said)


def _read(said: dict[str, object], today: date) -> tuple[Case, tuple[Wrong, ...]]:
    unread: list[Wrong] = []
    while True:
        try:
            return read_case(said, today).case, tuple(unread)
        except Invalid as mistake:
            path = mistake.field
            if any(path in one.paths for one in unread):
                raise
            unread.append(Wrong((path,), gettext(mistake.message)))
            _leave_out(said, path)


def _leave_out(said: dict[str, object], path: str) -> None:
    """Take the value out that cannot be read; of a list's entry the whole list where nothing nearer is found."""
    first, _dot, rest = path.partition("]")
    if "[" in first:
        name, number = first.split("[")
        entries = got(said, name)
        if isinstance(entries, list) and isinstance(entry := entries[int(number)], dict) and rest.startswith("."):
            put(entry, rest[1:], None)
            return
        path = name
    put(said, path, None)


def _in_words(found: Contradiction) -> Wrong:
    if found.code in _SIBLINGS:
        other = f"{found.field.rpartition('.')[0]}.{_SIBLINGS[found.code]}"
    else:
        other = _OTHERS.get(found.code, found.field)
    said = str(SENTENCES[found.code]) % dict(found.values)
    return Wrong(tuple(dict.fromkeys((found.field, other))), said)


def wrong_in(wrong: tuple[Wrong, ...], section: str) -> Iterator[Wrong]:
    """Give what concerns a section."""
    return (one for one in wrong if section in one.sections)
