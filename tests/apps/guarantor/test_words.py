from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from guarantor_parts import TAKES_IN, Guarantor, with_guarantor
from khabar.adapters.entropy import SeededEntropy
from khabar.apps.guarantor.actions import (
    NO_GUARANTOR,
    Told,
    alarm_is_due,
    make_bundle,
    put_before_guarantor,
    require_countersigned,
    take_in,
)
from khabar.apps.guarantor.models import GuaranteedAct, GuarantorPost, LicenceWord
from khabar.apps.guarantor.queries import ALWAYS, exchanged, is_countersigned, licence_standing, newest_bundle
from khabar.apps.ledger.models import Entry
from khabar.domain.bridge.bundles import Coming
from khabar.domain.errors import Invalid, Locked, Refused
from khabar.domain.guaranteeing.acts import Act, ActKind, countersign
from khabar.domain.guaranteeing.bundles import DAMAGED, FOREIGN, MOST_ACTS, NOT_FOR_US, WORD_OVERTAKEN, WRONG_SIZE
from khabar.domain.guaranteeing.cards import Card, Role
from khabar.domain.guaranteeing.licences import given_for
from khabar.vault import canonical
from khabar.vault.guarantor_keys import GuarantorKey

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default"])
EXPORT = Act(ActKind.EXPORT, "ab" * 16, ("a list",))


@pytest.fixture
def oak(parts: Parts) -> Guarantor:
    return with_guarantor(parts)


def waits(oak: Guarantor, *acts: Act) -> None:
    now = oak.parts.clock.now()
    put_before_guarantor(actor=TAKES_IN, now=now, parts=oak.parts, acts=acts)
    make_bundle(actor=TAKES_IN, now=now, parts=oak.parts, told=Told())


def ash_after(oak: Guarantor) -> Guarantor:
    """Another body, which the settings of the house name from now on."""
    ash = replace(oak, key=GuarantorKey(bytes([8] * 32)), number=0)
    card = Card(of=Role.GUARANTOR, name="Ash", house="", public=ash.key.public, verify_key=ash.key.verify_key)
    ash.parts = replace(oak.parts, options=replace(oak.parts.options, guarantor_name="Ash", guarantor_key=card.keys))  # type: ignore[type-var]  # a dataclass in tests
    return ash


def refusal(oak: Guarantor, blob: bytes) -> str:
    entries = Entry.objects.count()
    with pytest.raises(Invalid) as refused:
        oak.tells(blob)
    assert Entry.objects.count() == entries
    assert not LicenceWord.objects.exists()
    assert not GuaranteedAct.objects.exclude(countersignature=b"").exists()
    return refused.value.message


def test_what_needs_a_countersignature_is_refused_waits_and_is_then_done(oak: Guarantor) -> None:
    now = oak.parts.clock.now()
    for _ in range(2):
        with pytest.raises(Refused, match="waits for the guarantor's countersignature"):
            require_countersigned(actor=TAKES_IN, now=now, parts=oak.parts, act=EXPORT)
    assert GuaranteedAct.objects.count() == 1
    waits(oak)
    oak.tells(oak.signs())
    require_countersigned(actor=TAKES_IN, now=now, parts=oak.parts, act=EXPORT)
    for other in (replace(EXPORT, rests_on=("another list",)), replace(EXPORT, kind=ActKind.IMPORT)):
        assert not is_countersigned(other, parts=oak.parts)


def test_the_same_word_twice_writes_nothing_and_an_older_one_is_refused(oak: Guarantor, clock: SettableClock) -> None:
    first, second = oak.licenses(30), oak.licenses(60)
    assert oak.tells(second).how is Coming.NEW
    entries = Entry.objects.count()
    assert oak.tells(second).how is Coming.THE_SAME
    with pytest.raises(Invalid, match=WORD_OVERTAKEN[:30]):
        oak.tells(first)
    assert Entry.objects.count() == entries
    assert licence_standing(clock.now().date(), parts=oak.parts).ends == date(2026, 4, 30)


def test_the_first_word_of_a_new_guarantor_is_new_once_though_a_round_comes_after_it(oak: Guarantor) -> None:
    waits(oak, EXPORT)
    oak.tells(oak.signs())
    oak.tells(oak.licenses())
    ash = ash_after(oak)
    ash.number = 7
    given = ash.licenses()
    assert ash.tells(given).how is Coming.NEW
    waits(ash)
    assert ash.tells(given).how is Coming.THE_SAME


def test_the_numbers_of_the_guarantor_before_overtake_no_word_of_the_new_one(oak: Guarantor) -> None:
    waits(oak, EXPORT)
    oak.number = 99
    oak.tells(oak.licenses())
    assert ash_after(oak).tells(ash_after(oak).licenses()).how is Coming.NEW


def test_what_two_processes_put_before_the_guarantor_at_once_waits_once(oak: Guarantor) -> None:
    put = {"actor": TAKES_IN, "now": oak.parts.clock.now(), "acts": [EXPORT]}

    class Meanwhile(SeededEntropy):
        """Chance that is drawn just when another process does the same."""

        def bytes(self, count: int) -> bytes:
            put_before_guarantor(parts=oak.parts, **put)  # type: ignore[arg-type]  # values by name
            return super().bytes(count)

    put_before_guarantor(parts=replace(oak.parts, entropy=Meanwhile("meanwhile")), **put)  # type: ignore[arg-type]
    assert GuaranteedAct.objects.count() == 1


def test_a_word_that_is_not_the_guarantors_or_not_for_this_house_leaves_nothing_behind(oak: Guarantor) -> None:
    waits(oak, EXPORT)
    ezra = replace(oak, key=GuarantorKey(bytes([9] * 32)))
    assert refusal(oak, ezra.word()) == FOREIGN
    assert refusal(oak, oak.word(house="00" * 16)) == NOT_FOR_US
    assert refusal(oak, b"nothing") == WRONG_SIZE
    assert refusal(oak, bytes(len(oak.word()))) == DAMAGED


def test_a_word_with_one_wrong_signature_is_refused_whole(oak: Guarantor) -> None:
    waits(oak, EXPORT, replace(EXPORT, id="cd" * 16))
    one, other = oak.looks().acts
    good = countersign(oak.house, one.kind, one.blind, signing=oak.key.signing)
    assert refusal(oak, oak.word(countersigned={one.blind: good, other.blind: good})) == FOREIGN
    on = oak.parts.clock.now().date()
    licence = given_for(90, on=on, by="Oak Street Relief", number=oak.number + 1)
    forged = licence.signed("00" * 16, signing=oak.key.signing)
    assert refusal(oak, oak.word(licence=licence, licence_signature=forged)) == FOREIGN
    older = replace(licence, number=1)
    signature = older.signed(oak.house, signing=oak.key.signing)
    assert refusal(oak, oak.word(licence=older, licence_signature=signature)) == FOREIGN


def test_what_the_house_has_forgotten_meanwhile_may_be_signed_and_opens_nothing(oak: Guarantor) -> None:
    waits(oak, EXPORT)
    signed = oak.signs()
    GuaranteedAct.objects.all().delete()
    assert oak.tells(signed).countersigned == 0
    assert not is_countersigned(EXPORT, parts=oak.parts)


def test_rows_put_there_by_hand_open_nothing(oak: Guarantor, clock: SettableClock) -> None:
    on = clock.now().date()
    longer = given_for(90, on=on, by="Ezra", number=99)
    LicenceWord.objects.create(
        number=99, plain=canonical.encode(longer.to_plain()), signature=bytes(64), taken_at=clock.now()
    )
    LicenceWord.objects.create(number=100, plain=b"noise", signature=bytes(64), taken_at=clock.now())
    assert not licence_standing(on, parts=oak.parts).may_ask
    waits(oak, EXPORT)
    GuaranteedAct.objects.update(countersignature=bytes(64))
    assert not is_countersigned(EXPORT, parts=oak.parts)


def test_a_bundle_holds_a_thousand_acts_and_says_how_many_more_wait(oak: Guarantor) -> None:
    waits(oak, *(replace(EXPORT, id=f"{n:032x}") for n in range(MOST_ACTS + 3)))
    told = oak.looks()
    assert (len(told.acts), told.more) == (MOST_ACTS, 3)
    size = len(newest_bundle())
    assert oak.tells(oak.signs()).countersigned == MOST_ACTS
    waits(oak)
    assert (len(oak.looks().acts), len(newest_bundle())) == (3, size)
    assert oak.looks().number > told.number


def test_how_the_licence_stands_is_known_while_the_house_is_locked(
    oak: Guarantor, agent: MemoryKeyAgent, clock: SettableClock
) -> None:
    oak.tells(oak.licenses(20))
    agent.lock()
    assert licence_standing(clock.now().date(), parts=oak.parts).may_ask
    near = licence_standing(clock.now().date() + timedelta(days=6), parts=oak.parts)
    assert near.is_near_its_end
    with pytest.raises(Locked):
        make_bundle(actor=TAKES_IN, now=clock.now(), parts=oak.parts, told=Told())


def test_without_a_guarantor_there_is_nothing_to_sign_and_no_licence_that_could_end(parts: Parts) -> None:
    now = parts.clock.now()
    assert licence_standing(now.date(), parts=parts) == ALWAYS
    require_countersigned(actor=TAKES_IN, now=now, parts=parts, act=EXPORT)
    assert put_before_guarantor(actor=TAKES_IN, now=now, parts=parts, acts=[EXPORT]) == 0
    with pytest.raises(Refused, match=NO_GUARANTOR):
        make_bundle(actor=TAKES_IN, now=now, parts=parts, told=Told())
    with pytest.raises(Refused, match=NO_GUARANTOR):
        take_in(actor=TAKES_IN, now=now, parts=parts, blob=b"")
    assert newest_bundle() == b""
    assert not GuaranteedAct.objects.exists()


def test_the_house_is_told_once_a_week_of_what_stays_true_for_days(oak: Guarantor, clock: SettableClock) -> None:
    told = []
    for _ in range(15):
        told.append(alarm_is_due("pattern", actor=TAKES_IN, now=clock.now()))
        clock.advance(timedelta(days=1))
    assert [day for day, due in enumerate(told) if due] == [0, 7, 14]
    assert alarm_is_due("licence", actor=TAKES_IN, now=clock.now())
    assert oak.tells(oak.licenses()).licence_came


def test_it_is_kept_when_bundles_went_and_came(oak: Guarantor, clock: SettableClock) -> None:
    assert (exchanged().made_at, exchanged().taken_at) == (None, None)
    waits(oak)
    clock.advance(timedelta(days=1))
    oak.tells(oak.word())
    assert (exchanged().made_at, exchanged().taken_at) == (clock.now() - timedelta(days=1), clock.now())
    assert GuarantorPost.objects.count() == 1


def test_under_a_new_guarantor_everything_waits_anew_and_only_its_word_counts(oak: Guarantor) -> None:
    waits(oak, EXPORT)
    oak.tells(oak.signs())
    oak.tells(oak.licenses())
    ash = ash_after(oak)
    assert not is_countersigned(EXPORT, parts=ash.parts)
    assert not licence_standing(ash.parts.clock.now().date(), parts=ash.parts).may_ask
    waits(ash)
    assert [one.kind for one in ash.looks().acts] == [ActKind.EXPORT]
    with pytest.raises(Invalid, match=FOREIGN[:30]):
        ash.tells(oak.word())
    ash.tells(ash.signs())
    assert is_countersigned(EXPORT, parts=ash.parts)
    waits(ash)
    assert is_countersigned(EXPORT, parts=ash.parts), "once, and not with every bundle"


def test_no_moment_no_act(oak: Guarantor) -> None:
    naive = oak.parts.clock.now().replace(tzinfo=None)
    with pytest.raises(ValueError, match="no actor, no act"):
        put_before_guarantor(actor=TAKES_IN, now=naive, parts=oak.parts, acts=[EXPORT])
