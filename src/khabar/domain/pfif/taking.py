"""What a PFIF record may become here: a request, a presence, both, or neither; and what of it is understood.

- Somebody seeks (a note says information_sought or believed_missing, or there is no note): a request of that author.
- The person wrote (is_note_author): a presence of a list, never the person's own word; the list's questions come first.
- Somebody saw the person (believed_alive): never a presence. A death (believed_dead): a claim with its source, kept
  sealed for the asking desk, told by a person, never by us.
- Expired: nothing at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from khabar.domain.before_asking import Purpose
from khabar.domain.errors import Invalid
from khabar.domain.form_fields import LONG, MOST_LISTED, NAME, one_line, several_lines
from khabar.domain.forms import FiledBy, PresenceForm, RequestForm
from khabar.domain.pfif.converting import by_meaning
from khabar.domain.pfif.expiry import is_expired
from khabar.domain.pfif.fields import Status, Version
from khabar.domain.pfif.formats import moment_of
from khabar.domain.pfif.records import Record
from khabar.text import clip_graphemes

_SEEKING = (Status.INFORMATION_SOUGHT, Status.BELIEVED_MISSING)
_FIELD_OF = {"name": "full_name", "birth": "date_of_birth"}


class Becomes(StrEnum):
    """What a record becomes; the words stand in reports."""

    REQUEST = "request"
    PRESENCE = "presence"
    SIGHTING = "sighting"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody says of a person's life, with who and when: read by people who decide, told by nobody else."""

    status: Status
    said_by: str
    said_on: str
    text: str


def becomes(person: Record, notes: Sequence[Record], version: Version, *, now: datetime) -> tuple[Becomes, ...]:
    """Say what a person with all its notes becomes: one of them, or request and presence both."""
    if is_expired(person, now=now):
        return (Becomes.EXPIRED,)
    said = {status_of(note, version) for note in notes}
    found = []
    if said.intersection(_SEEKING) or not said - {""}:
        found.append(Becomes.REQUEST)
    if Status.IS_NOTE_AUTHOR in said:
        found.append(Becomes.PRESENCE)
    return tuple(found) or (Becomes.SIGHTING,)


def request_of(person: Record, notes: Sequence[Record], version: Version, *, now: datetime) -> RequestForm:
    """Make the request of the one who seeks; Invalid, with the PFIF field, for what has to be mended.

    The enquirer is the author of the newest note that seeks, or, without one, whoever entered the person. An address
    or telephone number that our own forms would refuse is left out; the copy keeps it as it came.
    """
    newest = _newest(seeking(notes, version))
    author = by_meaning(newest or person, version)
    news = by_meaning(newest, version) if newest else {}
    said_on = moment_of(news.get("source_date", ""))
    form = RequestForm(
        **_person(person, newest, version),
        enquirer_name=_line(author.get("author_name", "")),
        email=_line(author.get("author_email", "")),
        phone=_line(author.get("author_phone", "")),
        purpose=Purpose.NOT_TOLD,
        last_news=clip_graphemes(several_lines(news.get("text", "")), LONG),
        last_news_date=said_on.date().isoformat() if said_on else "",
        filed_at=now.isoformat(),
    )
    wrong = {one.field for one in form.validate()}
    if wrong:
        email, phone = ("" if one in wrong else said for one, said in (("email", form.email), ("phone", form.phone)))
        form = replace(form, email=email, phone=phone)
        _require_right(form)
    return form


def presence_of(
    person: Record, notes: Sequence[Record], version: Version, *, now: datetime, list_id: str
) -> PresenceForm:
    """Make the presence of somebody who wrote; who may be told what is not asked by PFIF, so nobody is told anything.

    Where and how the person can be reached stays sealed with the copy: no address is asked for here.
    """
    own = _newest([note for note in notes if status_of(note, version) == Status.IS_NOTE_AUTHOR])
    form = PresenceForm(
        **_person(person, own, version),
        filed_by=FiledBy.LIST,
        list_id=list_id,
        list_row=_line(person.id),
        filed_at=now.isoformat(),
    )
    _require_right(form)
    return form


def claims_in(notes: Sequence[Record], version: Version) -> tuple[Claim, ...]:
    """List what others say of the person's life or death, newest first."""
    found = []
    for note in sorted(notes, key=lambda one: one.text("source_date"), reverse=True):
        status = status_of(note, version)
        if status in (Status.BELIEVED_ALIVE, Status.BELIEVED_DEAD):
            said = by_meaning(note, version)
            found.append(
                Claim(Status(status), said.get("author_name", ""), note.text("source_date"), said.get("text", ""))
            )
    return tuple(found)


def status_of(note: Record, version: Version) -> str:
    """Give what a note says of the person; one that tells of a meeting and nothing more was a sighting.

    PFIF 1.1 has no status: there, whoever found the person says so.
    """
    said = note.said("status", version).strip()
    return said or (Status.BELIEVED_ALIVE if note.said("author_made_contact", version) == "true" else "")


def seeking(notes: Sequence[Record], version: Version) -> list[Record]:
    """List the notes of those who seek: the ones that say so, and those that say nothing of the person's state."""
    return [note for note in notes if status_of(note, version) in (*_SEEKING, "")]


def saying_they_seek(notes: Sequence[Record], version: Version) -> list[Record]:
    """List the notes whose own status says that their author seeks; in PFIF 1.1, which has no status, there is none."""
    return [note for note in notes if status_of(note, version) in _SEEKING]


def _newest(notes: Sequence[Record]) -> Record | None:
    return max(notes, key=lambda note: note.text("source_date"), default=None)


def _person(person: Record, note: Record | None, version: Version) -> dict[str, Any]:
    said = by_meaning(person, version)
    names = [_line(name) for key in ("full_name", "alternate_names") for name in said.get(key, "").split("\n")]
    in_parts = " ".join(_line(said[one]) for one in ("given_name", "family_name") if one in said)
    first, *others = [*dict.fromkeys(name for name in [*names, in_parts] if name)] or [""]
    place = by_meaning(note, version).get("last_known_location", "") if note else ""
    home = ", ".join(said[one] for one in ("home_city", "home_state") if one in said)
    return {
        "name": first,
        "other_names": tuple(others[:MOST_LISTED]),
        "sex": said.get("sex", "") if said.get("sex") in ("female", "male") else "",
        "birth": _birth(said),
        "last_place": _line(place or home),
    }


def _birth(said: Mapping[str, str]) -> str:
    """Write the birth as our reading of dates takes it: the date, or the age at the day of the record."""
    made = moment_of(said.get("source_date", ""))
    if born := said.get("date_of_birth", ""):
        return born
    if "age" in said and made:
        return f"age {said['age']} in {made.date().isoformat()}"
    return ""


def _line(text: str) -> str:
    return clip_graphemes(one_line(text), NAME)


def _require_right(form: RequestForm | PresenceForm) -> None:
    for problem in form.validate():
        raise Invalid(_FIELD_OF.get(problem.field, problem.field), problem.message)
