"""Reads the object of a case file into a case, field by field, by the fields the case itself has.

Missing, null, empty and “unknown” are one and the same: not known. A slip in a field's name is refused with the name
that was perhaps meant; a field of somebody else's is left out with a warning.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from difflib import get_close_matches
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, cast

from khabar.adapters.casefile.fields import Field, Kind, by_key, fields_of, key, short_of
from khabar.adapters.casefile.plain_words import CHOICES, NO, NOT_KNOWN, NOTHING, YES
from khabar.adapters.casefile.telling_states import not_a_state, taken_as
from khabar.domain.calendars import Calendar
from khabar.domain.dates import PartialDate, parse_partial_date
from khabar.domain.errors import Invalid
from khabar.domain.procedures.facts import Agreed, Case, Relation, Submitter
from khabar.domain.procedures.ids import ProcedureId
from khabar.domain.procedures.states import Named, is_stateless, state_named
from khabar.domain.procedures.values import Days, StateCode, States

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_TEXT: Final = 20_000
MOST_ITEMS: Final = 500
LIKE_ENOUGH: Final = 0.84
_RELATION: Final = by_key(Submitter)["relation"]
AHEAD: Final = timedelta(days=366 * 50)


@dataclass(frozen=True)
class Read:
    """A case, and what was noticed on the way: one line each, for whoever gave the file."""

    case: Case
    warnings: tuple[str, ...]


def read_case(document: dict[str, object], on: date) -> Read:
    """Read a case as told by a day; Invalid for a field that cannot be read, with the field's name and why."""
    named = _calendar(document, on)
    reader = _Reader(on, named)
    case = cast("Case", reader.group(Case, document, ""))
    return Read(_with_kinship(case, document), tuple(dict.fromkeys(reader.warnings)))


def _with_kinship(case: Case, document: dict[str, object]) -> Case:
    """Keep the word by which a relative was told, such as “sister”, where nothing else says how they are related."""
    if case.submitter.relation is not Relation.RELATIVE or case.submitter.kinship:
        return case
    found = (value for name, value in document.items() if by_key(Case).get(key(name)) == by_key(Case)["submitter"])
    given = next((one for one in found if isinstance(one, dict)), {})
    words = [value for name, value in given.items() if by_key(Submitter).get(key(str(name))) == _RELATION]
    plain = [one.strip() for one in words if isinstance(one, str) and CHOICES.get(key(one)) == Relation.RELATIVE]
    return replace(case, submitter=replace(case.submitter, kinship=plain[0])) if plain else case


def _calendar(document: dict[str, object], on: date) -> Calendar | None:
    """Find the calendar of the whole file before any date is read."""
    given = {key(name): value for name, value in document.items()}.get("calendar")
    spec = by_key(Case)["calendar"]
    found = _Reader(on, None).value(spec, given, "calendar") if given is not None else None
    return found if isinstance(found, Calendar) else None


@dataclass
class _Reader:
    """Reads one file; `warnings` grows while it does."""

    on: date
    calendar: Calendar | None
    warnings: list[str] = field(default_factory=list)

    def group(self, group: type, given: object, at: str) -> object:
        """Read a group of fields, or the yes or no that stands for one."""
        short = short_of(group)
        if not isinstance(given, dict):
            if short is None or isinstance(given, list):
                raise Invalid(at, "this must be an object, { … }.")
            given = {short.name: "no" if isinstance(given, str) and key(given) in NOTHING else given}
        found: dict[str, Any] = {}
        for name, value in given.items():
            spec = self._field(group, str(name), at)
            if spec is None:
                continue
            here = f"{at}.{spec.name}" if at else spec.name
            if spec.name in found:
                raise Invalid(here, "this is given twice, under two names. Keep one.")
            if not _is_unknown(value):
                found[spec.name] = self.value(spec, value, here)
        return group(**found)

    def _field(self, group: type, name: str, at: str) -> Field | None:
        known = by_key(group)
        if key(name) in known:
            return known[key(name)]
        here = f"{at}.{name}" if at else name
        if name.startswith(("_", "$", "x-")):
            return None
        close = get_close_matches(key(name), list(known), 1, LIKE_ENOUGH)
        if close:
            raise Invalid(here[:120], f"there is no such field. Did you mean “{known[close[0]].name}”?")
        self.warnings.append(f"{here[:120]}: this field is not known here and was left out.")
        return None

    def value(self, spec: Field, given: object, at: str) -> Any:  # noqa: ANN401 - the field says of which kind
        """Read one value of the kind its field has."""
        readers: dict[Kind, Callable[[], object]] = {
            Kind.TEXT: lambda: _text(given, at),
            Kind.YES_NO: lambda: _yes_no(given, at),
            Kind.DATE: lambda: self._date(spec, given, at),
            Kind.STATE: lambda: self._state(given, at),
            Kind.STATES: lambda: self._states(given, at),
            Kind.CHOICE: lambda: self._choice(spec, given, at),
            Kind.AGREED: lambda: self._agreed(given, at),
            Kind.GROUP: lambda: self.group(_type(spec), given, at),
            Kind.TEXTS: lambda: tuple(_text(one, here) for one, here in _items(given, at)),
            Kind.GROUPS: lambda: self._groups(_type(spec), given, at),
        }
        return readers[spec.kind]()

    def _groups(self, group: type, given: object, at: str) -> tuple[object, ...]:
        """Read a list of groups; an entry that is null is one of which nothing is known."""
        return tuple(group() if _is_unknown(one) else self._entry(group, one, here) for one, here in _items(given, at))

    def _entry(self, group: type, given: object, at: str) -> object:
        """Read one entry; a bare text is the first thing that is told of it."""
        first = fields_of(group)[0]
        return self.group(group, {first.name: given} if isinstance(given, str) else given, at)

    def _date(self, spec: Field, given: object, at: str) -> Days:
        """Read a date in any calendar; where two calendars remain, both stand and a warning says so."""
        text, calendar = self._dated(given, at)
        today = self.on + AHEAD if spec.may_lie_ahead else self.on
        found = parse_partial_date(text, today=today, field=at)
        meant = [one for one in found.readings if calendar is None or one.calendar == calendar.value]
        readings = meant or list(found.readings)
        if len(readings) > 1:
            self.warnings.append(f"{at}: {_both(found)} Write the calendar beside it.")
        return Days(min(one.earliest for one in readings), max(one.latest for one in readings), text)

    def _dated(self, given: object, at: str) -> tuple[str, Calendar | None]:
        if not isinstance(given, dict):
            return _text(given, at), self.calendar
        plain = {key(str(name)): value for name, value in given.items()}
        if set(plain) - {"date", "calendar"} or "date" not in plain:
            raise Invalid(at, "write the date as text, or as an object with “date” and “calendar”.")
        named = plain.get("calendar")
        calendar = self.value(by_key(Case)["calendar"], named, f"{at}.calendar") if named else self.calendar
        return _text(plain["date"], at), calendar

    def _state(self, given: object, at: str) -> StateCode:
        text = _text(given, at)
        found = state_named(text)
        if not isinstance(found, Named):
            raise Invalid(at, not_a_state(text, found))
        if found.others:
            self.warnings.append(f"{at}: {taken_as(text, found)}")
        return found.state

    def _states(self, given: object, at: str) -> States:
        """Read a State or several; a word for none, and for a person without nationality, is none."""
        if isinstance(given, str) and (is_stateless(given) or key(given) in NOTHING):
            return ()
        return tuple(dict.fromkeys(self._state(one, here) for one, here in _items(given, at)))

    def _choice(self, spec: Field, given: object, at: str) -> Enum | None:
        choices = _type(spec)
        if not issubclass(choices, Enum):
            raise TypeError(f"{spec.name} is no choice")
        by_word = {key(str(one.value)): one for one in choices}
        word = key(_yes_no_as_word(given) if isinstance(given, bool) else _text(given, at))
        found = by_word.get(word) or by_word.get(CHOICES.get(word, ""))
        if found is None and choices is ProcedureId:
            self.warnings.append(f"{at}: this is none of our ids, so nothing is known of that procedure.")
        elif found is None:
            raise Invalid(at, f"this must be one of: {', '.join(str(one.value) for one in choices)}.")
        return found

    def _agreed(self, given: object, at: str) -> Agreed:
        """Read a consent: yes, no, or the ids it was given for."""
        if isinstance(given, list):
            spec = Field("procedure", Kind.CHOICE, "", (), ProcedureId)
            ids = (self._choice(spec, one, here) for one, here in _items(given, at))
            return Agreed(procedures=frozenset(cast("ProcedureId", one) for one in ids if one is not None))
        return Agreed(everywhere=_yes_no(given, at))


def _items(given: object, at: str) -> list[tuple[object, str]]:
    """Give the entries of a list with where they stand; one value is a list of one, a word for none an empty one."""
    if isinstance(given, str) and key(given) in NOTHING:
        return []
    items = given if isinstance(given, list) else [given]
    if len(items) > MOST_ITEMS:
        raise Invalid(at, f"this list has more than {MOST_ITEMS} entries.")
    return [(one, f"{at}[{number}]") for number, one in enumerate(items)]


def _is_unknown(given: object) -> bool:
    return given is None or (isinstance(given, str) and key(given) in NOT_KNOWN)


def _text(given: object, at: str) -> str:
    if not isinstance(given, str):
        raise Invalid(at, "this must be a text, in quotation marks.")
    if len(given) > LONGEST_TEXT:
        raise Invalid(at, f"this text has more than {LONGEST_TEXT} letters. Put the rest into an attachment.")
    return given.strip()


def _yes_no(given: object, at: str) -> bool:
    if isinstance(given, bool):
        return given
    word = key(given) if isinstance(given, str) else ""
    if word in YES:
        return True
    if word in NO:
        return False
    raise Invalid(at, "this must be yes, no or unknown.")


def _yes_no_as_word(given: bool) -> str:  # noqa: FBT001 - the value itself
    return "yes" if given else "no"


def _type(spec: Field) -> type:
    if spec.of is None:
        raise TypeError(f"{spec.name} holds nothing")
    return spec.of


def _both(found: PartialDate) -> str:
    return "this can be read in two calendars. " + " ".join(found.explanation())
