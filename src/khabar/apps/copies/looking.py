"""A PFIF document at a desk before anything of it is taken: what it is, what would come of it, the first rows.

The first thousands of records go through all the rules by which they will be taken in, so that what is counted is what
will be done. Of those beyond, so that nobody waits long, only PFIF's own rules are asked; the rest is for the worker.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from khabar.apps.copies.becoming import Brought, Done, Source, forms_of, kinds_of, not_taken
from khabar.domain.errors import Invalid
from khabar.domain.forms import RequestForm
from khabar.domain.lists.columns import ListKind, Meaning
from khabar.domain.pfif import Version
from khabar.domain.pfif.looking import Broken, looked, persons_of
from khabar.domain.pfif.rules import RULES
from khabar.text import clip_graphemes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from khabar.domain.forms import PresenceForm
    from khabar.domain.pfif import Event, Finding
    from khabar.domain.pfif.looking import Looked, Taking

SHOWN: Final = 8
SHOWN_TO_MEND: Final = 4
"""Records of a document that are shown before it is taken in: those that would be, and those that would be refused."""
TRIED: Final = 5000
"""Records that are made into forms before the document is taken in: some two seconds of one core."""
_LONGEST: Final = 300
_FIELD: Final = re.compile("[a-z_]{1,40}")
KINDS: Final[Mapping[ListKind, tuple[Done, ...]]] = MappingProxyType(
    {ListKind.REQUESTS: (Done.REQUEST,), ListKind.PRESENCES: (Done.PRESENCE,)}
)
"""What the records of a list may become, by the kind of the list."""
_M = Meaning
_OF_BOTH: Final = (_M.NAME, _M.OTHER_NAMES, _M.SEX, _M.LAST_PLACE)
_OF_REQUESTS: Final = (_M.ENQUIRER_NAME, _M.EMAIL, _M.PHONE, _M.LAST_NEWS, _M.LAST_NEWS_DATE)


@dataclass(frozen=True)
class Shown:
    """One row as it would be taken in: its line, its id, its values by meaning, its birth, or what has to be mended."""

    line: int
    name: str
    values: tuple[tuple[str, str], ...] = field(repr=False)
    birth: str = field(default="", repr=False)
    to_mend: str = ""


@dataclass(frozen=True)
class Holding:
    """What a document is: how much it holds, what would come of that, which rules it breaks, its first rows."""

    version: Version
    persons: int
    notes: int
    would: Mapping[Done, int]
    broken: tuple[Broken, ...]
    first: tuple[Shown, ...] = field(repr=False)


def looked_over(events: Callable[[], Iterator[Event]], kind: ListKind, *, now: datetime) -> Holding:
    """Look through a whole document. Raises DocumentFault, or Invalid (`list`), for one of which nothing is taken in.

    `events` reads it from its beginning; it is called twice.
    """
    found = looked(events(), now=now)
    source = Source(found.version, "", KINDS[kind])
    would: Counter[Done] = Counter()
    first, kinds = list[Shown](), {False: SHOWN, True: SHOWN_TO_MEND}
    for place, taking in enumerate(persons_of(events(), found)):
        done, shown = _one(taking, source, now) if place < TRIED else (_roughly(taking, source, now), None)
        would[done] += 1
        if shown and kinds[bool(shown.to_mend)] > 0:
            kinds[bool(shown.to_mend)] -= 1
            first.append(shown)
    return Holding(found.version, found.persons, found.notes, would, _in_order(found), tuple(first))


def plain_holding(holding: Holding) -> dict[str, Any]:
    """Give what a document is as plain values, to be sealed."""
    return {
        "version": holding.version.value,
        "held": [holding.persons, holding.notes],
        "would": {done.name: count for done, count in holding.would.items()},
        "broken": [[one.rule, one.times, one.lines] for one in holding.broken],
        "first": [
            [one.line, one.name, [list(two) for two in one.values], one.birth, one.to_mend] for one in holding.first
        ],
    }


def holding_of(plain: dict[str, Any]) -> Holding:
    """Give it back."""
    persons, notes = plain["held"]
    return Holding(
        Version(plain["version"]),
        persons,
        notes,
        {Done[name]: count for name, count in plain["would"].items()},
        tuple(Broken(rule, times, list(lines)) for rule, times, lines in plain["broken"] if rule in RULES),
        tuple(
            Shown(line, name, tuple((meaning, text) for meaning, text in values), birth, to_mend)
            for line, name, values, birth, to_mend in plain["first"]
        ),
    )


def at_fault(finding: Finding) -> str:
    """Say which rule a record breaks, in which line, and in which field, where that is one of PFIF."""
    field = f"{finding.field}: " if _FIELD.fullmatch(finding.field) else ""
    return f"line {finding.line}: {field}{RULES[finding.rule].asks}"


def _one(taking: Taking, source: Source, now: datetime) -> tuple[Done, Shown | None]:
    brought, line, name = Brought(taking.person, taking.notes), taking.person.line, taking.person.id[:_LONGEST]
    if taking.wrong:
        return Done.REFUSED, Shown(line, name, (), to_mend=at_fault(taking.wrong))
    try:
        forms = forms_of(brought, source, now=now)
    except Invalid as problem:
        return Done.REFUSED, Shown(line, name, (), to_mend=str(problem))
    for done, form in forms.items():
        return done, Shown(line, name, tuple(_values(form)), clip_graphemes(form.birth, _LONGEST))
    return not_taken(brought, source, now=now), None


def _roughly(taking: Taking, source: Source, now: datetime) -> Done:
    """Say what a record would become, unless something in it is to be mended that only its form tells."""
    if taking.wrong:
        return Done.REFUSED
    brought = Brought(taking.person, taking.notes)
    return next(iter(kinds_of(brought, source, now=now)), None) or not_taken(brought, source, now=now)


def _values(form: RequestForm | PresenceForm) -> Iterator[tuple[str, str]]:
    for one in (*_OF_BOTH, *(_OF_REQUESTS if isinstance(form, RequestForm) else ())):
        said = getattr(form, one.value)
        text = said if isinstance(said, str) else "; ".join(said)
        if text:
            yield one.value, text[:_LONGEST]


def _in_order(found: Looked) -> tuple[Broken, ...]:
    """Give the errors first, then the warnings, each by the first of its lines."""
    return tuple(sorted(found.broken.values(), key=lambda one: (not one.is_error, one.lines[0], one.rule)))
