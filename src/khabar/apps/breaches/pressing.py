"""Whom an association has to warn: those named in families' files, then signers and readers, each by what they gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.apps.casework.queries import every_file
from khabar.apps.petitions.reached import signers_to_warn
from khabar.apps.subscriptions.reached import readers_to_warn
from khabar.domain.breaches import Danger, ToWarn, WarnedBy, Who
from khabar.domain.casework.people import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.apps.casework.queries import FileLine
    from khabar.apps.petitions.reached import Signed
    from khabar.apps.subscriptions.reached import Reads
    from khabar.domain.casework.people import FilePerson
    from khabar.ports import Parts

_WHO = {Part.MISSED: Who.MISSED, Part.FAMILY: Who.FAMILY}
_DANGER = {Part.MISSED: Danger.WHERE_HE_IS, Part.FAMILY: Danger.SEEKS}


def to_warn(*, parts: Parts) -> Iterator[ToWarn]:
    """Give everybody in a file, everybody who signed and every reader; raises Locked while their keys are not there."""
    for file in every_file(parts=parts):
        for person in file.body.people:
            yield _named(file, person)
    for signer in signers_to_warn(parts=parts):
        yield _outside(signer, Who.SIGNER, name=signer.name)
    for reader in readers_to_warn(parts=parts):
        yield _outside(reader, Who.READER)


def _outside(one: Signed | Reads, who: Who, name: str = "") -> ToWarn:
    return ToWarn(
        id=one.id,
        who=who,
        danger=Danger.SIGNED_OR_READS,
        by=WarnedBy.MAIL,
        name=name,
        reach=one.address,
        language=one.language,
        filed_on=one.on,
        on_porch=True,
    )


def _named(file: FileLine, person: FilePerson) -> ToWarn:
    """Somebody in a file: a family by what its file says, a witness as one under pressure, a missed person by hand."""
    danger = _DANGER.get(person.part, Danger.UNDER_PRESSURE)
    if person.part is Part.FAMILY and (file.body.stop_word or file.body.stopped):
        danger = Danger.UNDER_PRESSURE
    return ToWarn(
        id=f"{file.id}:{person.id}",
        who=_WHO.get(person.part, Who.WITNESS),
        danger=danger,
        by=WarnedBy.TELEPHONE if person.reach else WarnedBy.CARRIER,
        name=person.name,
        reach=person.reach,
        stop_word=file.body.stop_word if person.part is Part.FAMILY else "",
        must_not_call=person.part is Part.FAMILY and file.body.stopped,
    )
