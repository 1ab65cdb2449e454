"""What leaves as PFIF under one Permit: the record as its enquirer knows it, and one note with what may be told.

Nothing else: not what the person's own form says, not what third hands wrote, not where the answer came from. Of notes
that came with the record, those that say they seek go back; one without a status may be anybody's, so it stays. The
record ends when the Permit does, or earlier, where its home repository wants it so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from khabar.domain.errors import Refused
from khabar.domain.page import Piece, PieceKind
from khabar.domain.pfif.converting import NO_END, Loss, converted_record
from khabar.domain.pfif.expiry import expiry_of
from khabar.domain.pfif.fields import ENTRY_DATE, EXPIRY_DATE, ID, SOURCE_DATE, Status, Version
from khabar.domain.pfif.formats import written_moment
from khabar.domain.pfif.records import Document, Entry, Record, note, person
from khabar.domain.pfif.taking import saying_they_seek

NOTHING_LEAVES = "Nothing leaves without a Permit that is in force today."
UNDATED = "it was not said when the record was made; the date of the copy stands there"
_TOLD = (PieceKind.WORD, PieceKind.SEEN, PieceKind.ADDRESS)
OWN_WORD, SEEN, WHERE = "On {on}, the person told us to say: alive.", "Seen alive on {on}.", "Where to find the person."


@dataclass(frozen=True, slots=True)
class Known:
    """The record of the one who is sought, as its enquirer gave it: in its version, with the notes that came along."""

    version: Version
    person: Record
    notes: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True)
class Giver:
    """Who gives it out: the installation's name, its domain, and the ids its record and note bear."""

    name: str
    record_id: str
    note_id: str


@dataclass(frozen=True, slots=True)
class Given:
    """A document that may leave, and what its version could not say of it."""

    document: Document
    lost: tuple[Loss, ...]


def known_by_name(name: str, other_names: Sequence[str], giver: Giver, *, now: datetime) -> Known:
    """Make the record of somebody who was never in a PFIF list: the names by which the enquirer knows the person."""
    made = written_moment(now)
    values = {ID: giver.record_id, ENTRY_DATE: made, SOURCE_DATE: made, "source_name": giver.name}
    names = {"full_name": name, "alternate_names": "\n".join(other_names)}
    return Known(Version.V1_4, person(**values, **names))


def given(known: Known, pieces: Sequence[Piece], giver: Giver, *, until: date, now: datetime, to: Version) -> Given:
    """Put together what leaves; Refused where there is nothing that may be told."""
    told = [piece for piece in pieces if piece.kind in _TOLD]
    if not told:
        raise Refused(NOTHING_LEAVES)
    asked = replace(known.person, notes=tuple(saying_they_seek(known.notes, known.version)))
    record, lost = converted_record(asked, known.version, to)
    note_of_ours, more = converted_record(_note(told, giver, record.id, now), Version.V1_4, to)
    whole, more_still = _dated(replace(record, notes=(*record.notes, note_of_ours)), until, now, to)
    not_told_twice = tuple(one for one in lost if one.field != EXPIRY_DATE)
    return Given(Document(to, (whole,)), (*not_told_twice, *more, *more_still))


def _dated(record: Record, until: date, now: datetime, to: Version) -> tuple[Record, tuple[Loss, ...]]:
    """Let the record end with the Permit, unless it ends before, and give it the date that 1.3 began to ask for.

    A copy's expiry is its home repository's to set. Making it earlier is the one thing we do to it: to be quieter needs
    less proof than to be louder.
    """
    if to < Version.V1_3:
        return record, (Loss(record.id, EXPIRY_DATE, NO_END % to),)
    ends = datetime.combine(until, time(23, 59, 59), UTC)
    before = expiry_of(record)
    dates = {EXPIRY_DATE: written_moment(min(ends, before) if before else ends)}
    lost: tuple[Loss, ...] = ()
    if not record.text(SOURCE_DATE):
        dates[SOURCE_DATE] = record.text(ENTRY_DATE) or written_moment(now)
        lost = (Loss(record.id, SOURCE_DATE, UNDATED),)
    entries = [entry for entry in record.entries if entry.name not in dates]
    return replace(record, entries=(*entries, *(Entry(name, text) for name, text in dates.items()))), lost


def _note(pieces: Sequence[Piece], giver: Giver, record_id: str, now: datetime) -> Record:
    made, lines, where = written_moment(now), [], ""
    for piece in pieces:
        on = piece.on.isoformat() if piece.on else ""
        if piece.kind == PieceKind.ADDRESS:
            where = piece.text
        else:
            lines.append((OWN_WORD if piece.kind == PieceKind.WORD else SEEN).format(on=on))
            lines += [piece.text] if piece.text else []
    values = {"note_record_id": giver.note_id, ID: record_id, ENTRY_DATE: made, SOURCE_DATE: made}
    said = {"status": Status.BELIEVED_ALIVE.value, "last_known_location": where, "text": "\n".join(lines or [WHERE])}
    return note(**values, author_name=giver.name, **said)
