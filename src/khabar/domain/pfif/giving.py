"""What leaves as PFIF under one Permit: the record as its enquirer knows it, and one note with what may be told.

Nothing else: not what the person's own form says, not what third hands wrote, not where the answer came from. The
record ends when the Permit does, or earlier, where its home repository wants it so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from khabar.domain.errors import Refused
from khabar.domain.page import Piece, PieceKind
from khabar.domain.pfif.converting import Loss, converted_record
from khabar.domain.pfif.expiry import expiry_of
from khabar.domain.pfif.fields import ENTRY_DATE, EXPIRY_DATE, ID, SOURCE_DATE, Status, Version
from khabar.domain.pfif.formats import written_moment
from khabar.domain.pfif.records import Document, Entry, Record, note, person
from khabar.domain.pfif.taking import seeking

NOTHING_LEAVES = "Nothing leaves without a Permit that is in force today."
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
    if not pieces:
        raise Refused(NOTHING_LEAVES)
    record, lost = converted_record(_ending(known, until), known.version, to)
    told, more = converted_record(_note(pieces, giver, record.id, now), Version.V1_4, to)
    whole = replace(record, notes=(*record.notes, told))
    return Given(Document(to, (whole,)), (*lost, *more))


def _ending(known: Known, until: date) -> Record:
    """Give the record with the notes of those who seek, ending with the Permit unless it ends before.

    A copy's expiry is its home repository's to set. Making it earlier is the one thing we do to it: to be quieter needs
    less proof than to be louder. Versions without an expiry get one all the same, and lose it in the open.
    """
    ends = datetime.combine(until, time(23, 59, 59), UTC)
    before = expiry_of(known.person)
    last = written_moment(min(ends, before) if before else ends)
    entries = tuple(entry for entry in known.person.entries if entry.name != EXPIRY_DATE)
    if known.version >= Version.V1_3:
        entries = (*entries, Entry(EXPIRY_DATE, last))
    return replace(known.person, entries=entries, notes=tuple(seeking(known.notes, known.version)))


def _note(pieces: Sequence[Piece], giver: Giver, record_id: str, now: datetime) -> Record:
    made, lines, where = written_moment(now), [], ""
    for piece in pieces:
        on = piece.on.isoformat() if piece.on else ""
        match piece.kind:
            case PieceKind.WORD:
                lines += [OWN_WORD.format(on=on), piece.text]
            case PieceKind.SEEN:
                lines.append(SEEN.format(on=on))
            case _:
                where = piece.text
    lines = [line for line in lines if line] or [WHERE]
    values = {"note_record_id": giver.note_id, ID: record_id, ENTRY_DATE: made, SOURCE_DATE: made}
    said = {"status": Status.BELIEVED_ALIVE.value, "last_known_location": where, "text": "\n".join(lines)}
    return note(**values, author_name=giver.name, **said)
