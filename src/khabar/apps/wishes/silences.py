"""What wishes close: the gate asks here before anything is asked or told, and the matcher says here who is meant.

A wish that has not been held against the register yet is held against the two at hand, so that it closes from the
moment it is kept. A likeness is enough: too much silence can be mended by two people, a word too many cannot.

Opened wishes are remembered as long as the house is unlocked and no wish is sealed anew: the gate looks at one mark in
one row and opens no wish twice, whoever is asked about and whatever comes of it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from enum import IntEnum
from threading import Lock
from typing import TYPE_CHECKING, Final

from django.db import transaction

from khabar.apps.registry.queries import person_of_presence, person_of_request, request_file
from khabar.apps.registry.remembered import Remembered
from khabar.apps.wishes.files import Closes, Keys, edition, note_edition, opened_closes, person_in, sealed_closes
from khabar.apps.wishes.models import Wish
from khabar.domain.withheld import is_withheld_from
from khabar.linkage import MODEL, Person, Terms, card_of
from khabar.linkage.everybody import Everybody
from khabar.vault import canonical
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from khabar.apps.registry.queries import RequestFile
    from khabar.domain.actors import Actor
    from khabar.domain.ids import PresenceId, RequestId
    from khabar.ports import Parts

PRIOR: Final = 1 / 200
LIKELY: Final = 0.5
"""Who is meant: rather this person than not, where one in 200 of those at hand is expected to be. A pair is shown from
.2 at one in 20,000 on, so whoever can become a pair is closed; a name alone is enough, in another script too."""
AT_ONCE: Final = 500
"""Wishes that are read together, and sealed anew in one transaction: some tens of megabytes."""
MAY_MEAN: Final = Terms(limit=100, min_probability=LIKELY, prior=PRIOR)


def described(persons: Iterable[Person]) -> Everybody:
    """Give the people whom wishes describe as a list that says whom each may mean; none pushes another aside."""
    return Everybody(persons, min_probability=LIKELY, prior=PRIOR)


class Silence(IntEnum):
    """What the wishes that stand leave open between a presence and a request."""

    NONE = 0
    NOT_TO_THIS_ENQUIRER = 1
    TO_NOBODY = 2


@dataclass(frozen=True)
class Silences:
    """All wishes that close, opened once: `held` by the ids of whom they mean, and those that are still compared."""

    held: Mapping[str, tuple[Closes, ...]] = field(repr=False)
    unheld: Compared = field(repr=False)

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
        if not self._about(presence_id, request_id, parts):
            return False
        return self.between(presence_id, request_file(request_id, parts=parts), parts=parts) is not Silence.NONE

    def hides(self, present: Person, sought: Person) -> bool:
        """Say whether the pair of these two cards is not to be shown: somebody asked to be left in peace."""
        return any(not closes.not_to for closes in self._closing(present, sought))

    def _about(self, presence_id: PresenceId, request_id: RequestId, parts: Parts) -> list[Closes]:
        if not self.unheld:
            return self._meaning(presence_id, request_id)
        return self._closing(person_of_presence(presence_id, parts=parts), person_of_request(request_id, parts=parts))

    def _closing(self, *sides: Person) -> list[Closes]:
        """Give all that close for one of these; each is compared, whatever was found before."""
        compared = [(side.id, self.unheld.that_may_mean(side)) for side in sides]
        likely = [closes for one, found in compared for closes in found if one not in closes.spared]
        return [*self._meaning(*(side.id for side in sides)), *likely]

    def _meaning(self, *ids: str) -> list[Closes]:
        return [closes for one in ids for closes in self.held.get(one, ())]


class Compared:
    """Wishes that are compared with whoever is at hand: no round has held them yet, or they may mean many.

    Whoever was compared once is not compared again; of him a hash is kept. One thread at a time.
    """

    def __init__(self, wishes: Mapping[str, Closes], persons: Sequence[Person]) -> None:
        self._closes, self._persons = wishes, persons
        self._described: Everybody | None = None
        self._found: dict[bytes, tuple[Closes, ...]] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._closes)

    def that_may_mean(self, person: Person) -> tuple[Closes, ...]:
        """Give the wishes that may mean this person."""
        if not self._persons:
            return ()
        whom = hashlib.sha256(canonical.encode(card_of(person))).digest()
        with self._lock:
            if whom not in self._found:
                self._described = self._described or described(self._persons)
                (meant,) = self._described.like([person])
                self._found[whom] = tuple(self._closes[wish.id] for wish in meant)
            return self._found[whom]


class _Opened(Remembered):
    """The wishes that close, as this process opened them last, with the edition of the table in which they lay."""

    def __init__(self) -> None:
        self.last: tuple[bytes, Silences] | None = None


def silences(*, parts: Parts) -> Silences:
    """Give all that closes now; Locked also where it is remembered."""
    parts.keys.key(KeyClass.REGISTER)
    memory, now = _Opened.of_this_process(), edition()  # looked at before the rows: what changes between is opened anew
    last = memory.last
    if last is None or last[0] != now:
        memory.last = last = (now, _all_that_close(parts))
    return last[1]


def _all_that_close(parts: Parts) -> Silences:
    keys, held = Keys(parts), defaultdict[str, list[Closes]](list)
    unheld: dict[str, Closes] = {}
    for row in Wish.objects.defer("body", "card").order_by("id").iterator(chunk_size=AT_ONCE):
        closes = opened_closes(keys.record_of(row), row)
        for one in closes.closed:
            held[one].append(closes)
        if closes.shut and (row.matched_by != MODEL or closes.is_crowded):
            unheld[row.id] = closes
    return Silences({one: tuple(found) for one, found in held.items()}, Compared(unheld, _persons(list(unheld), keys)))


def _persons(ids: Sequence[str], keys: Keys) -> list[Person]:
    """Open the cards of these wishes; without those that describe nobody."""
    stretches = (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
    rows = (row for some in stretches for row in Wish.objects.filter(id__in=some).only("wrapped_key", "card"))
    return [person for person in (person_in(row, keys) for row in rows) if _is_described(person)]


def silence_between(presence_id: PresenceId, request: RequestFile, *, parts: Parts) -> Silence:
    """Say what is closed between these two, by any wish that stands."""
    return silences(parts=parts).between(presence_id, request, parts=parts)


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
    for row in Wish.objects.defer("body").order_by("id").iterator(chunk_size=AT_ONCE):
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
    ids = list(Wish.objects.order_by("id").values_list("id", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        with transaction.atomic():
            _note_meant(ids[start : start + AT_ONCE], held.versions, found, parts)


def _note_meant(
    ids: Sequence[str], versions: Mapping[str, int], found: Mapping[str, Iterable[str]], parts: Parts
) -> None:
    keys, anew = Keys(parts), []
    for row in Wish.objects.filter(id__in=ids).defer("body", "card").order_by("id"):
        record = keys.record_of(row)
        closes = opened_closes(record, row).with_more(found.get(row.id, ()))
        sealed = sealed_closes(record, closes, parts=parts)
        if versions.get(row.id) == row.version:
            anew.append(sealed)
            Wish.objects.filter(id=row.id, version=row.version).update(closes=sealed, matched_by=MODEL)
    note_edition(anew)


def _is_described(person: Person) -> bool:
    return bool(person.name or person.father or person.mother or person.other_names)
