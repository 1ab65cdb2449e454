"""Old keys go out of use: nothing is forgotten, nothing is lost, and none is destroyed on which anything hangs."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.db import connections, router
from django.db.models import BinaryField

import cast
from apps.registry.test_seized import tell_the_story
from databases import on_postgresql
from khabar.adapters.entropy import SeededEntropy
from khabar.apps.accounts.models import Kin
from khabar.apps.accounts.queries import kin_of
from khabar.apps.intake.actions import take_in
from khabar.apps.intake.models import Submission
from khabar.apps.ledger.models import Entry, Event
from khabar.apps.ledger.queries import flaws_in_chain, flaws_in_details, flaws_in_events
from khabar.apps.outbox.queries import due_items
from khabar.apps.post import actions as post
from khabar.apps.post.models import Message
from khabar.apps.registry.actions import Provenance, erase_presence, file_presence, row_keys, take_list
from khabar.apps.registry.models import Presence, PresenceList
from khabar.apps.registry.queries import presence_cards, presence_file, request_cards
from khabar.apps.rotation import actions
from khabar.apps.rotation.actions import destroy_key, rewrap
from khabar.apps.rotation.queries import columns_of, uses_of, uses_of_missing_keys, uses_of_older_keys
from khabar.apps.rounds import steps
from khabar.apps.sealed.columns import Blob
from khabar.domain.actors import porch
from khabar.domain.errors import Conflict, Refused
from khabar.domain.ids import AccountId, MessageId, PresenceId
from khabar.vault import KeyClass, Unlocked, key_id_in, seal_to

if TYPE_CHECKING:
    from django.db.models import Model

    from conftest import SettableClock
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.apps.rotation.actions import Moved
    from khabar.ports import Parts
    from khabar.vault import ClassKey, Keyring

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

NOT_UNDER_A_CLASS_KEY = {
    "accounts": set(),
    "alarms": set(),
    "archive": {
        *("Shelf.marks", "Document.card", "Document.origin_key", "Leaf.paragraphs", "Leaf.words", "Claim.sealed"),
    },  # under the shelf's key or the document's own; a keyed hash
    "campaigns": {"PaperSheet.code_hash"},
    "casework": {"CaseFile.body", "HelpFile.body", "Entry.sealed"},  # under the file's own key
    "calls": {"Call.sealed", "Standing.sealed"},  # under the case's key
    "consent": {"Stance.sealed", "Permit.sealed", "Naming.sealed"},  # under the case's key
    "copies": {"Copy.fingerprint", "Copy.sealed"},  # a keyed hash; under the case's key
    "correspondence": {"Letter.body", "Dispatch.sealed", "Incoming.key"},  # under the letter's key; a keyed hash
    "deliveries": {"Delivery.digest", "Delivery.blob"},  # a hash; under age to the intake key, for one round
    "entrusted": {"Entrusted.sealed", "Entrusted.page"},  # under the file's own key; the page's own
    "exchange": {"Partner.public", "Partner.verify_key", "Outgoing.blob"},  # public keys; the partner's
    "gatherings": {
        *(f"Sitting.{column}" for column in ("plan", "floor", "minutes")),
        *("Gathering.plan", "Guest.card", "Guest.who", "Seat.name_key"),
    },  # under the gathering's key or the file's own; a keyed hash
    "guarantor": {
        *("GuaranteedAct.blind", "LicenceWord.plain", "LicenceWord.signature"),
        *("GuarantorPost.blob", "GuarantorPost.verify_key"),
    },  # a salted hash, a licence with its signature that is no secret; sealed to the guarantor
    "intake": {"Submission.key"},  # drawn, not sealed
    "ledger": {"Chain.head", "Entry.previous", "Entry.hash", "Entry.commitment", "Event.encoded"},  # hashes, signatures
    "lists": {"Brought.card", "Portion.sealed"},  # under the list's own key
    "lodged": set(),
    "matches": {"Pair.sealed"},  # under the case's key
    "newsletters": {"Issue.edition"},  # what was made for the porch: public
    "outbox": set(),
    "paper": {"Scan.key", "Scan.sealed"},  # a hash; under the picture's own key
    "petitions": {
        "Petition.head",
        *(f"Batch.{column}" for column in ("previous", "hash", "added", "removed")),
        "Signature.token_hash",
    },  # hashes
    "pigeonholes": {"Pigeonhole.public", "Pigeonhole.blob", "Pigeonhole.first"},  # the slip's
    "post": {"Page.public", "Page.verify_key", "Notice.sealed", "Message.key", "Message.sealed", "Release.kept"},
    "procedures": {"CaseVersion.sealed", "Submission.sealed", "Watch.sealed"},  # under the file's own key
    "registry": {
        *(f"{model}.{column}" for model in ("Request", "Presence") for column in ("fingerprint", "card", "body")),
        "PresenceList.fingerprint",
        "Arrival.key",
    },  # hashes; under the case's key
    "rounds": {"Unreadable.key"},
    "searches": set(),
    "sightings": set(),
    "wishes": {
        "Edition.mark",
        *("Wish.fingerprint", "Wish.card", "Wish.body", "Wish.closes", "Wish.desk"),
    },  # a submission's key; under its own key
    "subscriptions": {"Reader.token_hash", "Edition.pdf", "Edition.wall"},  # a hash; public
    "slips": {"Slip.public", "Slip.verify_key"},  # the slip's
    "trips": {"Trip.plan", "Trip.account"},  # under the trip's own key
}


class Killed(BaseException):
    """What a kill does: it is no exception that anybody catches."""


@dataclass(frozen=True)
class Rotated:
    """A house after a rotation of every class: its keys before and after, and parts as its processes have them."""

    old: Unlocked
    new: Unlocked
    parts: Parts

    def pass_over(self, *classes: KeyClass) -> list[Moved]:
        now = self.parts.clock.now()
        return rewrap(actor=cast.JOB, now=now, parts=self.parts, keys=self.new, classes=classes or tuple(self.new))

    def destroy(self, key: ClassKey) -> list[int]:
        """Let a key go, and give the counts that `write` was called with."""
        written: list[int] = []
        now = self.parts.clock.now()
        destroy_key(actor=cast.JOB, now=now, parts=self.parts, key=key, keys=self.new, write=written.append)
        return written


def rotated(parts: Parts, agent: MemoryKeyAgent, keyring: Keyring, unlocked: Unlocked) -> Rotated:
    random, new = SeededEntropy("rotation").bytes, unlocked
    for key_class in unlocked:
        keyring, new = keyring.rotate(key_class, new, random=random)
    agent.unlock(new)
    return Rotated(unlocked, new, replace(parts, public=new.public_keys()))


@pytest.fixture
def after_the_story(
    parts: Parts, clock: SettableClock, agent: MemoryKeyAgent, keyring: Keyring, unlocked: Unlocked
) -> Rotated:
    """The whole story was told under the old keys, and all of them were rotated."""
    tell_the_story(parts, clock)
    return rotated(parts, agent, keyring, unlocked)


@pytest.fixture
def quiet(parts: Parts, agent: MemoryKeyAgent, keyring: Keyring, unlocked: Unlocked) -> Rotated:
    """Five presences were filed under the old keys, and all of them were rotated."""
    file_presences(parts, 5)
    return rotated(parts, agent, keyring, unlocked)


def file_presences(parts: Parts, count: int, place: str = "Lindenau") -> None:
    now = parts.clock.now()
    for number in range(count):
        form = cast.dariuss_presence(now, last_place=f"{place} {number}")
        key = hashlib.sha256(form.last_place.encode()).digest()
        assert file_presence(actor=cast.JOB, now=now, parts=parts, form=form, key=key)


def blobs_naming(keys: Unlocked) -> set[str]:
    """Look at every binary column of every table of ours for a blob that names one of these keys."""
    ids = {key.key_id for key in keys.class_keys}
    found = set()
    for model in own_models():
        for column in binary_columns(model):
            for database in databases_of(model):
                for value in model._default_manager.using(database).values_list(column, flat=True):
                    if bytes(value or b"")[:1] in (b"\x01", b"\x02") and key_id_in(bytes(value)) in ids:
                        found.add(f"{model.__name__}.{column}")
    return found


def databases_of(model: type[Model]) -> list[str]:
    return [one for one in ("default", "porch") if router.allow_migrate_model(one, model)]


def own_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("khabar.apps.")]


def binary_columns(model: type[Model]) -> list[str]:
    return [field.name for field in model._meta.get_fields() if isinstance(field, BinaryField)]


def test_every_binary_column_is_named_or_known_not_to_hang_on_a_class_key() -> None:
    named = {
        f"{column.model._meta.app_label}.{column.model.__name__}.{column.column}"
        for column in columns_of(tuple(KeyClass))
    }
    others = {f"{app}.{column}" for app, columns in NOT_UNDER_A_CLASS_KEY.items() for column in columns}
    every = {
        f"{model._meta.app_label}.{model.__name__}.{column}"
        for model in own_models()
        for column in binary_columns(model)
    }
    assert every - named - others == set()
    assert named <= every
    assert not named & others


def test_after_a_pass_no_blob_names_an_older_key_and_nothing_is_missing(after_the_story: Rotated) -> None:
    house = after_the_story
    assert {"Request.wrapped_key", "Entry.sealed", "Kin.sealed", "Message.letter"} <= blobs_naming(house.old)
    assert {use.where for use in uses_of_older_keys(house.new)} >= {
        "registry_presence.wrapped_key",
        "accounts_kin.sealed",
    }
    moved = {one.where: one.rows for one in house.pass_over()}
    assert moved["registry_request.wrapped_key"] == 1
    assert moved["porch:intake_submission.sealed"] == 1
    assert blobs_naming(house.old) == set()
    assert uses_of_older_keys(house.new) == []
    assert uses_of_missing_keys(house.new) == []
    assert house.pass_over() == []
    entries = Entry.objects.filter(act="keys rewrapped")
    assert entries.count() == 2, "one entry for each pass"


def test_with_the_new_keys_alone_everything_opens(after_the_story: Rotated, agent: MemoryKeyAgent) -> None:
    house, parts = after_the_story, after_the_story.parts
    now = parts.clock.now()
    kin, page = Kin.objects.get(), cast.page("shirin")
    house.pass_over()
    agent.unlock(Unlocked(tuple(house.new.values())))
    assert len(list(request_cards(parts=parts))) == len(list(presence_cards(parts=parts))) == 1
    assert kin_of(AccountId(kin.account_id), parts=parts)
    assert cast.page("shirin") == page
    for message in Message.objects.all():
        assert post.open_letter(
            actor=cast.TOMAS, now=now, parts=parts, message_id=MessageId(message.id), reason="R"
        ).text
    assert due_items(KeyClass.MAIL, now=now, parts=parts)
    steps.take_in(now, parts)
    steps.file(now, parts)
    assert len(list(request_cards(parts=parts))) > 1, "what came in under the old key was filed"
    for chain in ("house", "porch"):
        assert [*flaws_in_chain(chain), *flaws_in_details(chain, parts=parts)] == []


def test_events_signed_before_and_after_a_rotation_verify_and_a_foreign_one_does_not(after_the_story: Rotated) -> None:
    public = after_the_story.new.public_keys()
    assert Event.objects.exists()
    assert list(flaws_in_events(public.verify_keys(KeyClass.REGISTER))) == []
    assert list(flaws_in_events([public[KeyClass.REGISTER].verify_key])), "the current key alone did not sign them"
    cast.write(after_the_story.parts, "shirin", "another word")
    assert list(flaws_in_events(public.verify_keys(KeyClass.REGISTER))) == []
    assert list(flaws_in_events(public.verify_keys(KeyClass.LETTERS)))
    assert list(flaws_in_events([]))


def test_a_list_taken_in_before_a_rotation_is_known_after_it(quiet: Rotated) -> None:
    now, provenance = quiet.parts.clock.now(), Provenance("a nurse", "yes", b"the file")
    before = replace(quiet.parts, public=quiet.old.public_keys())
    known = take_list(actor=cast.JOB, now=now, parts=before, provenance=provenance)
    keys = row_keys(actor=cast.JOB, now=now, parts=before)
    quiet.pass_over()
    assert row_keys(actor=cast.JOB, now=now, parts=quiet.parts) == keys
    assert take_list(actor=cast.JOB, now=now, parts=quiet.parts, provenance=provenance) == known
    assert PresenceList.objects.count() == 1


def test_a_killed_pass_is_taken_up_where_it_was(quiet: Rotated, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "BATCH", 2)

    def kill(where: str, rows: int) -> None:
        if (where, rows) == ("registry_presence.wrapped_key", 4):
            raise Killed(where)

    old = quiet.old[KeyClass.REGISTER]
    with pytest.raises(Killed):
        rewrap(
            actor=cast.JOB,
            now=quiet.parts.clock.now(),
            parts=quiet.parts,
            keys=quiet.new,
            classes=[KeyClass.REGISTER],
            progress=kill,
        )
    (left,) = (use for use in uses_of(old, keys=quiet.new) if use.where == "registry_presence.wrapped_key")
    assert left.rows == 1
    assert len(list(presence_cards(parts=quiet.parts))) == 5, "both keys serve meanwhile"
    assert next(one.rows for one in quiet.pass_over() if one.where == "registry_presence.wrapped_key") == 1
    assert uses_of(old, keys=quiet.new) == []


def test_what_was_erased_or_changed_during_a_pass_stays_as_it_was_left(quiet: Rotated) -> None:
    column = next(one for one in columns_of(tuple(KeyClass)) if one.model is Presence)
    (batch,) = column.under([quiet.old[KeyClass.REGISTER].key_id], most=200)
    erased = PresenceId(str(batch[0].row))
    erase_presence(actor=cast.JOB, now=quiet.parts.clock.now(), parts=quiet.parts, presence_id=erased)
    assert column.put([(blob, b"new") for blob in batch[:2]]) == 1
    with pytest.raises(Refused):
        presence_file(erased, parts=quiet.parts)
    assert Presence.objects.get(id=erased).wrapped_key is None


def test_destroying_a_key_in_use_is_refused_and_says_where(quiet: Rotated) -> None:
    old = quiet.old[KeyClass.REGISTER]
    with pytest.raises(Conflict, match=r"registry_presence\.wrapped_key: 5"):
        quiet.destroy(old)
    quiet.pass_over()
    assert quiet.destroy(old) == [0]
    file_presences(quiet.parts, 1, "Mill Lane")
    with pytest.raises(Conflict, match=r"wrapped_key: 6"):
        quiet.destroy(quiet.new[KeyClass.REGISTER])


def test_what_does_not_open_stays_is_named_and_keeps_its_key(quiet: Rotated) -> None:
    row = Presence.objects.order_by("id")[2]
    whole = bytes(row.wrapped_key or b"")
    Presence.objects.filter(id=row.id).update(wrapped_key=whole[:-1] + bytes([whole[-1] ^ 1]))
    moved = {one.where: one for one in quiet.pass_over()}["registry_presence.wrapped_key"]
    assert (moved.rows, moved.damaged) == (4, (row.id,))
    with pytest.raises(Conflict, match=r"registry_presence\.wrapped_key: 1"):
        quiet.destroy(quiet.old[KeyClass.REGISTER])


def test_ezra_cannot_hold_an_old_key_in_use_with_noise_that_names_it(quiet: Rotated) -> None:
    old = quiet.old[KeyClass.INTAKE]
    noise = b"\x02" + bytes.fromhex(old.key_id) + bytes(200)
    values: tuple[bytes | str | int, ...] = (noise, b"", b"\x02")
    if not on_postgresql():  # which takes nothing but bytes in a column of bytes
        values = (*values, "text, no bytes", 7)
    for number, value in enumerate(values):
        Submission.objects.create(key=bytes([number]) * 32, sealed=b"")
        with connections["porch"].cursor() as cursor:
            cursor.execute("UPDATE intake_submission SET sealed = %s WHERE key = %s", [value, bytes([number]) * 32])
    quiet.pass_over()
    (use,) = uses_of(old, keys=quiet.new)
    assert (use.rows, use.noise) == (0, 1)
    assert quiet.destroy(old) == [0]


def test_a_letter_on_its_way_in_keeps_the_key_it_is_sealed_to(quiet: Rotated) -> None:
    parts, old = quiet.parts, quiet.old[KeyClass.LETTERS]
    body: dict[str, object] = {"kind": "message", "letter": seal_to(old.public, b"a word for Darius")}
    take_in(actor=porch("message"), now=parts.clock.now(), parts=parts, key=b"m" * 32, body=body)
    for _ in ("in the queue", "as an arrival"):
        quiet.pass_over()
        with pytest.raises(Conflict, match="letters in what waits for a round: 1"):
            quiet.destroy(old)
        steps.take_in(parts.clock.now(), parts)


def test_a_keyring_put_back_from_before_the_rotation_is_noticed(quiet: Rotated) -> None:
    quiet.pass_over()
    missing = {use.where: use.rows for use in uses_of_missing_keys(quiet.old)}
    assert missing["registry_presence.wrapped_key"] == 5


def test_a_blob_says_nothing_of_its_inside() -> None:
    assert "secret" not in repr(Blob("row", b"secret"))
