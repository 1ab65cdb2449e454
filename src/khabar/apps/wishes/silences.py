"""What wishes close: the gate asks here before anything is asked or told, and the matcher says here who is meant.

A wish that has not been held against the register yet is held against the two at hand, so that it closes from the
moment it is kept. A likeness is enough: too much silence can be mended by two people, a word too many cannot.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from khabar.apps.registry.queries import person_of_presence, person_of_request, request_file
from khabar.apps.wishes.files import Closes, Keys, opened_closes, person_in, sealed_closes
from khabar.apps.wishes.models import Wish
from khabar.domain.withheld import is_withheld_from
from khabar.linkage import MODEL, Person, Terms, compare_persons, probability_at
from khabar.linkage.everybody import Everybody

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from khabar.apps.registry.queries import RequestFile
    from khabar.domain.actors import Actor
    from khabar.domain.ids import PresenceId, RequestId
    from khabar.ports import Parts

PRIOR: Final = 1 / 200
LIKELY: Final = 0.5
"""Who is meant: rather this person than not, where one in 200 of those at hand is expected to be. A pair is shown from
.2 at one in 20,000 on, so whoever can become a pair is closed; a name alone is enough, in another script too."""
MAY_MEAN: Final = Terms(limit=100, min_probability=LIKELY, prior=PRIOR)


def described(persons: Iterable[Person]) -> Everybody:
    """Give the people whom wishes describe as a list that says whom each may mean. None of them pushes another aside."""
    return Everybody(persons, min_probability=LIKELY, prior=PRIOR)


class Silence(IntEnum):
    """What the wishes that stand leave open between a presence and a request."""

    NONE = 0
    NOT_TO_THIS_ENQUIRER = 1
    TO_NOBODY = 2


@dataclass(frozen=True)
class Silences:
    """All wishes that close, opened once. `unheld` have their card beside them: not held yet, or they may mean many."""

    held: tuple[Closes, ...]
    unheld: tuple[tuple[Closes, Person], ...] = field(repr=False)

    def between(self, presence_id: PresenceId, request: RequestFile, *, parts: Parts) -> Silence:
        """Say what is closed between these two."""
        form, found = request.form, Silence.NONE
        for closes in self._about(presence_id, request.id, parts):
            if not closes.not_to:
                return Silence.TO_NOBODY
            if is_withheld_from(closes.not_to, [form.enquirer_name, form.enquirer_given], kinship=form.kinship):
                found = Silence.NOT_TO_THIS_ENQUIRER
        return found

    def closes_between(self, presence_id: PresenceId, request_id: RequestId, *, parts: Parts) -> bool:
        """Say whether anything is closed between these two; opens the request only where a wish is about it."""
        if not any(self._about(presence_id, request_id, parts)):
            return False
        return self.between(presence_id, request_file(request_id, parts=parts), parts=parts) is not Silence.NONE

    def hides(self, present: Person, sought: Person) -> bool:
        """Say whether the pair of these two cards is not to be shown: somebody asked to be left in peace."""
        return any(not closes.not_to for closes in self._closing(present, sought))

    def _about(self, presence_id: PresenceId, request_id: RequestId, parts: Parts) -> Iterator[Closes]:
        if self.unheld:
            sides = person_of_presence(presence_id, parts=parts), person_of_request(request_id, parts=parts)
            yield from self._closing(*sides)
        else:
            yield from (closes for closes in self.held if closes.means(presence_id, request_id))

    def _closing(self, *sides: Person) -> Iterator[Closes]:
        ids = [side.id for side in sides]
        yield from (closes for closes in self.held if closes.means(*ids))
        for closes, person in self.unheld:
            if closes.means(*ids) or any(may_mean(person, one) for one in sides if one.id not in closes.spared):
                yield closes


def silences(*, parts: Parts) -> Silences:
    """Open all that closes now."""
    keys = Keys(parts)
    held: list[Closes] = []
    unheld: list[tuple[Closes, Person]] = []
    for row in Wish.objects.defer("body", "card").order_by("id"):
        closes = opened_closes(keys.record_of(row), row)
        if closes.shut and row.matched_by == MODEL and not closes.is_crowded:
            held.append(closes)
        elif closes.shut:
            unheld.append((closes, person_in(row, keys)))
    return Silences(tuple(held), tuple(unheld))


def silence_between(presence_id: PresenceId, request: RequestFile, *, parts: Parts) -> Silence:
    """Say what is closed between these two, by any wish that stands."""
    return silences(parts=parts).between(presence_id, request, parts=parts)


def may_mean(described: Person, other: Person) -> bool:
    """Say whether a description may mean this person; one that names nobody means nobody."""
    if not _is_described(described):
        return False
    return probability_at(compare_persons(described, other).score, PRIOR) >= LIKELY


def there_are_wishes() -> bool:
    """Say whether there is any wish at all."""
    return Wish.objects.exists()


@dataclass(frozen=True)
class Cards:
    """The cards of wishes that close: those that the matcher has held before, and those that are new to it.

    `versions`: of every wish as it was read, so that one which changes meanwhile is held once more.
    """

    held: tuple[Person, ...] = field(repr=False)
    unheld: tuple[Person, ...] = field(repr=False)
    versions: Mapping[str, int]


def cards(*, parts: Parts) -> Cards:
    """Open the cards of all wishes that close for a person described."""
    keys, versions = Keys(parts), dict[str, int]()
    held: list[Person] = []
    unheld: list[Person] = []
    for row in Wish.objects.defer("body").order_by("id"):
        person, versions[row.id] = person_in(row, keys), row.version
        if opened_closes(keys.record_of(row), row).shut and _is_described(person):
            (held if row.matched_by == MODEL else unheld).append(person)
    return Cards(tuple(held), tuple(unheld), versions)


def note_meant(*, actor: Actor, now: datetime, parts: Parts, held: Cards, found: Mapping[str, Iterable[str]]) -> None:
    """Keep whom each wish may mean, as found by the matcher, and seal that column of every wish anew.

    Also where nothing was found: which wish a new request or presence met must not be told by what changed.
    """
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    keys = Keys(parts)
    for row in Wish.objects.defer("body", "card").order_by("id"):
        record = keys.record_of(row)
        closes = opened_closes(record, row).with_more(found.get(row.id, ()))
        sealed = sealed_closes(record, closes, parts=parts)
        if held.versions.get(row.id) == row.version:
            Wish.objects.filter(id=row.id, version=row.version).update(closes=sealed, matched_by=MODEL)


def _is_described(person: Person) -> bool:
    return bool(person.name or person.father or person.mother or person.other_names)
