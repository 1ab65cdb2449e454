"""Letters by post that say the same to everyone: queued by the round, printed in one go, moved on when posted.

They are for families who asked for letters, whatever is known of the person sought. Nothing here may add a word.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.post.contact import note_heard, promises
from khabar.apps.post.models import StandingLetter
from khabar.apps.registry.queries import request_file
from khabar.apps.registry.readings import note_list_reading, request_for
from khabar.domain.actors import require_duty
from khabar.domain.documents import Look, StandingLetters
from khabar.domain.documents import StandingLetter as Written
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import RequestId
from khabar.domain.languages import language_named
from khabar.domain.reaching import Way
from khabar.domain.rounds import next_contact_on, warn_on
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from khabar.apps.registry.queries import RequestFile
    from khabar.domain.actors import Actor
    from khabar.ports import Parts

PRINTED_IN = ("en", "fa")
"""Languages in which the printer has this letter; in any other its reader gets the first."""
KEPT_FOR = timedelta(days=400)
"""How long a posted letter stays in the list of what was posted when."""


@dataclass(frozen=True)
class LetterLine:
    """One letter that is due: to whom, whose date it keeps, and the date it names once it is printed."""

    request: RequestId
    to: str
    by: date
    says: date | None


def queue_letters(*, actor: Actor, now: datetime, parts: Parts) -> None:
    """Queue a letter for every family that reads letters and whose date comes within a week; the same one once."""
    if not actor.name:
        raise ValueError("no actor, no act")
    StandingLetter.objects.filter(posted_on__lt=now.date() - KEPT_FOR).delete()
    for holder, by in sorted(promises().items()):
        if warn_on(by) <= now.date() and _reads_letters(RequestId(holder), parts):
            StandingLetter.objects.get_or_create(holder=holder, by=by)


def letters_for(actor: Actor, *, parts: Parts) -> list[LetterLine]:
    """List the letters that are due, earliest date first, for the family desk; none to his own family."""
    return [
        LetterLine(request.id, request.form.enquirer_name or request.form.enquirer_given, row.by, row.says)
        for row, request in _due(actor, parts)
    ]


def print_letters(*, actor: Actor, now: datetime, parts: Parts) -> bytes:
    """Print all letters that are due as one document, each in its reader's language; Conflict where there are none.

    The next date that each names is kept, so that posting it later moves the date to what she reads. An address that
    has letters without a shape is written by hand: its letter bears its number in the list, and stops nobody else's.
    """
    says = next_contact_on(now.date(), now.date(), parts.options.contact_days)
    with transaction.atomic():
        due = _due(actor, parts)
        if not due:
            raise Conflict("There is no letter to print.")
        printed = _printed([_letter(one, says) for _, one in due], now, parts)
        StandingLetter.objects.filter(id__in=[row.id for row, _ in due]).update(says=says)
        subjects = [one.id for _, one in due]
        note_list_reading(actor=actor, now=now, parts=parts, subjects=subjects, act="letters printed")
    return printed


def note_posted(*, actor: Actor, now: datetime, parts: Parts) -> int:
    """Note that the printed letters are in the post: each family's date moves to the one its letter names."""
    with transaction.atomic():
        posted = [(row, one) for row, one in _due(actor, parts) if row.says is not None]
        for row, one in posted:
            note_heard(actor=actor, now=now, parts=parts, holder=one.id, by=row.says)
        StandingLetter.objects.filter(id__in=[row.id for row, _ in posted]).update(posted_on=now.date())
        subjects = [one.id for _, one in posted]
        note_list_reading(actor=actor, now=now, parts=parts, subjects=subjects, act="letters posted")
    return len(posted)


def _printed(letters: Sequence[Written], now: datetime, parts: Parts) -> bytes:
    try:
        return parts.printer.print(_document(letters, now, parts), Look())
    except Invalid:
        numbered = [_by_hand_where_needed(one, number, now, parts) for number, one in enumerate(letters, start=1)]
        return parts.printer.print(_document(numbered, now, parts), Look())


def _by_hand_where_needed(letter: Written, number: int, now: datetime, parts: Parts) -> Written:
    try:
        parts.printer.print(_document([letter], now, parts), Look())
    except Invalid:
        return replace(letter, address=(f"[{number}]",))
    return letter


def _letter(request: RequestFile, says: date) -> Written:
    return Written(address=_address(request), by=says, language=language_named(request.form.language, PRINTED_IN))


def _document(letters: Sequence[Written], now: datetime, parts: Parts) -> StandingLetters:
    whose = parts.options
    return StandingLetters(tuple(letters), sender=whose.who_runs_this, contact=whose.contact, on=now.date())


def _address(request: RequestFile) -> tuple[str, ...]:
    form = request.form
    name = form.enquirer_name or form.enquirer_given
    return tuple(line for line in (name, *form.post_address.splitlines()) if line)


def _due(actor: Actor, parts: Parts) -> list[tuple[StandingLetter, RequestFile]]:
    require_duty(actor, Duty.FAMILY_DESK)
    parts.keys.key(KeyClass.REGISTER)  # locked also where no letter is due
    found = []
    for row in StandingLetter.objects.filter(posted_on=None).order_by("by", "id"):
        try:
            request = request_for(RequestId(row.holder), actor, parts=parts)
        except Refused:
            continue  # his own family, or erased
        if request.form.way is Way.POST:
            found.append((row, request))
    return found


def _reads_letters(holder: RequestId, parts: Parts) -> bool:
    try:
        return request_file(holder, parts=parts).form.way is Way.POST
    except Refused:
        return False  # erased
