"""Keeping wishes, deciding about them in twos, and making of an erased person's wish what she chose."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import transaction

from khabar.apps.ledger.actions import record
from khabar.apps.registry.queries import is_presence, is_request, person_described
from khabar.apps.wishes.files import (
    Anew,
    Closes,
    Keys,
    Said,
    WishFile,
    new_row,
    note_edition,
    opened,
    save,
    sealed_closes,
)
from khabar.apps.wishes.models import Wish
from khabar.apps.wishes.queries import left_its_desk, person_meant
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.form_fields import SHORT, TOO_LONG
from khabar.domain.ids import NO_ACCOUNT, new_id
from khabar.domain.wishes import (
    CLOSING,
    OF_A_PERSON,
    Vote,
    WishForm,
    WishKind,
    WishStanding,
    WishState,
    agree,
    take_back,
    without,
)
from khabar.linkage import Person

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.domain.ids import AccountId
    from khabar.ports import Parts

__all__ = ["Decided", "Said", "decide", "drop_word", "keep", "settle_erased"]

REMEMBERED = ("name", "father", "grandfather", "mother", "other_names", "sex", "birth", "birth_place", "nationality")
"""What a card keeps of somebody who was erased and wants to be left in peace: enough to know her, and no more."""


@dataclass(frozen=True)
class Decided:
    """What one more word has come to: the wish as it was read, the word, and whether two people have now decided."""

    wish: WishFile
    vote: Vote
    is_decided: bool
    agreed_by: tuple[AccountId, ...] = ()


def keep(*, actor: Actor, now: datetime, parts: Parts, said: Said, key: bytes) -> str | None:
    """Keep a wish under the key it came with, and close at once what it closes; None where that key is kept already.

    Invalid where it names nobody, Refused where it is about a request or presence that is not here.
    """
    _require_whole(said)
    with transaction.atomic():
        if Wish.objects.filter(fingerprint=key).exists():
            return None
        wish_id = new_id(parts.entropy.bytes)
        person = person_described(said.form, wish_id, today=now.date()) if said.form else _nobody(wish_id)
        row = new_row(wish_id, key=key, now=now, said=said, person=person, parts=parts)
        row.closes = sealed_closes(Keys(parts).record_of(row), _closes(said), parts=parts)
        row.save(force_insert=True)
        note_edition([row.closes])
        record(actor=actor, now=now, parts=parts, act="wish kept", subject=wish_id)
    return wish_id


def decide(
    *, actor: Actor, now: datetime, parts: Parts, wish: WishFile, vote: Vote, seen: int | None = None
) -> Decided:
    """Say one's word about a wish; the second word for the same thing, by somebody else, decides.

    That this person may read the wish, and what has to be done then, is for the caller, in the same transaction. `seen`
    is the version that lay before this person.
    """
    with transaction.atomic():
        _as_seen(wish, seen)
        mine = replace(vote, by=actor.account or NO_ACCOUNT, on=now.date())
        counted = agree(wish.said.kind, without(wish.standing, left_its_desk(wish)), mine)
        _save(wish, wish.said, counted.standing, parts)
        record(actor=actor, now=now, parts=parts, act="wish changed", subject=wish.id)
        agreed_by = tuple(one.by for one in counted.standing.agreed if one.is_for_the_same_as(vote))
        return Decided(wish, vote, counted.decided, agreed_by)


def drop_word(*, actor: Actor, now: datetime, parts: Parts, wish: WishFile, seen: int | None = None) -> None:
    """Take back what one said oneself, as long as nobody has joined."""
    with transaction.atomic():
        _as_seen(wish, seen)
        standing = take_back(wish.standing, by=actor.account or NO_ACCOUNT)
        _save(wish, wish.said, standing, parts)
        record(actor=actor, now=now, parts=parts, act="wish changed", subject=wish.id)


def settle_erased(*, actor: Actor, now: datetime, parts: Parts, wish_id: str, person: Person) -> None:
    """After an erasure, keep of its wish what was chosen: a card that knows her and leaves her in peace, or nothing.

    Both leave the same row, of the same sizes. Of the deciders' words only who and when stays.
    """
    wish = opened(Wish.objects.get(id=wish_id), Keys(parts))
    if wish.said.kind is WishKind.ERASE_IN_PEACE:
        form = WishForm(filed_at=now.isoformat(), kind=WishKind.IN_PEACE, **_remembered(person))
        said = Said(kind=WishKind.IN_PEACE, came_by=wish.said.came_by, form=form)
        state = WishState.STANDS
    else:
        said, state = Said(kind=WishKind.ERASE, came_by=wish.said.came_by), WishState.DONE
    agreed = tuple(replace(vote, reason="", target="", value="") for vote in wish.standing.agreed)
    _save(wish, said, WishStanding(state, (), agreed), parts, closes=_closes(said))
    record(actor=actor, now=now, parts=parts, act="wish changed", subject=wish_id)


def _require_whole(said: Said) -> None:
    for name, text in (("words", said.words), ("proof", said.proof)):
        if len(text) > SHORT:
            raise Invalid(name, TOO_LONG[SHORT])
    if said.kind in OF_A_PERSON:
        if said.form is None or said.form.kind is not said.kind:
            raise Invalid("name", "Please write who is meant.")
        for problem in said.form.validate():
            raise problem
    elif not (is_request(said.holder) or is_presence(said.holder)):
        raise Refused("no such case")


def _closes(said: Said) -> Closes:
    not_to = said.form.not_to if said.form and said.kind is WishKind.NOT_TO else ()
    shut = said.kind in CLOSING and bool(said.form or said.holder)
    return Closes(shut, (said.holder,) if said.holder else (), (), not_to)


def _save(wish: WishFile, said: Said, standing: WishStanding, parts: Parts, *, closes: Closes | None = None) -> None:
    """Seal all of a wish anew. One that was lifted describes nobody any more: what is kept is who decided, and why."""
    if standing.state is WishState.LIFTED:
        said, closes = Said(kind=said.kind, came_by=said.came_by), Closes()
    elif closes is None:
        shut = wish.closes.shut and (standing.state is WishState.STANDS or bool(standing.put_aside))
        closes = replace(wish.closes, shut=shut, spared=tuple(sorted(standing.spared)))
    kept = replace(wish, said=said)
    save(wish, Anew(said, standing, closes, person_meant(kept) or _nobody(wish.id)), parts=parts)


def _as_seen(wish: WishFile, seen: int | None) -> None:
    if seen is not None and seen != wish.version:
        raise Conflict("Somebody else has changed this just now. Please look at it again.")


def _remembered(person: Person) -> dict[str, Any]:
    birth = person.birth
    given = {name: getattr(person, name) for name in REMEMBERED if name != "birth"}
    return {**given, "birth": birth.text if birth else ""}


def _nobody(wish_id: str) -> Person:
    return Person(id=wish_id, name="")
