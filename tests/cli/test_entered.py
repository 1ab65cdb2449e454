"""Root writes into the tables: what no entry of the ledger made, `verify` names, and a round rings for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.models import Authenticator
from click.testing import CliRunner
from django.contrib.auth.hashers import make_password

import cast
from guarantor_parts import with_guarantor
from khabar.apps.accounts.actions import close_account, create_account, give_duty, reset_sign_in, take_duty
from khabar.apps.accounts.factors import current_totp_code as code_now
from khabar.apps.accounts.factors import enrol_factor, new_totp_secret, renew_recovery_codes, spend_totp_code
from khabar.apps.accounts.models import Account, Assignment
from khabar.apps.accounts.queries import duties_of
from khabar.apps.alarms.actions import raise_alarm
from khabar.apps.alarms.models import Alarm
from khabar.apps.alarms.queries import raised_alarms
from khabar.apps.guarantor.models import LicenceWord
from khabar.apps.guarantor.queries import licence_standing
from khabar.apps.ledger.actions import record
from khabar.apps.ledger.models import Entry
from khabar.apps.rounds.steps import do_step
from khabar.cli.proofs import verify
from khabar.domain.alarms import AlarmKind
from khabar.domain.duties import Duty
from khabar.domain.ids import AccountId
from khabar.domain.rounds import Step

if TYPE_CHECKING:
    from click.testing import Result

    from conftest import SettableClock
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
PASSPHRASE = "8316 2074 5591 6038 2247"
EZRA = "e" * 32


def asked(parts: Parts) -> Result:
    return CliRunner().invoke(verify, [], obj=parts)


def joins(parts: Parts, name: str, *duties: Duty) -> AccountId:
    return create_account(
        actor=cast.JOB,
        now=parts.clock.now(),
        parts=parts,
        username=name,
        display_name=name.capitalize(),
        duties=duties,
        passphrase=PASSPHRASE,
    )


def root_writes(clock: SettableClock, *duties: Duty) -> None:
    """Root writes an account into the table, as the program would, and no entry."""
    now = clock.now()
    row = Account.objects.create(
        id=EZRA, username="ezra", display_name="Ezra", password=make_password(PASSPHRASE), joined_at=now
    )
    Assignment.objects.bulk_create(Assignment(account=row, duty=duty, given_at=now) for duty in duties)


def test_everything_an_account_goes_through_is_as_the_ledger_says(
    parts: Parts, clock: SettableClock, agent: MemoryKeyAgent
) -> None:
    mira, tomas = joins(parts, "mira", Duty.ASKING_DESK), joins(parts, "tomas", Duty.LETTERS)
    now = clock.now() + timedelta(hours=1, microseconds=7)
    give_duty(actor=cast.JOB, now=now, parts=parts, account=mira, duty=Duty.UNLOCKER)
    take_duty(actor=cast.JOB, now=now, parts=parts, account=mira, duty=Duty.ASKING_DESK)
    secret = new_totp_secret(parts.entropy.bytes)
    enrol_factor(actor=cast.JOB, now=now, parts=parts, account=mira, secret=secret)
    assert spend_totp_code(mira, code_now(secret))
    renew_recovery_codes(actor=cast.JOB, now=now, parts=parts, account=mira)
    assert Account.objects.get(id=mira).check_password("8316207455916038" + "2247")
    reset_sign_in(actor=cast.JOB, now=now, parts=parts, account=tomas, passphrase=PASSPHRASE)
    give_duty(actor=cast.JOB, now=now, parts=parts, account=tomas, duty=Duty.LETTERS)
    close_account(actor=cast.JOB, now=now, parts=parts, account=tomas)
    for lock in (False, True):
        if lock:
            agent.lock()
        assert (asked(parts).exit_code, asked(parts).stdout) == (0, "Nothing was altered, nothing is missing.\n")


@pytest.mark.parametrize("is_locked", [False, True])
def test_an_account_that_root_wrote_is_named_with_its_duties_and_a_locked_house_finds_it_too(
    parts: Parts, clock: SettableClock, agent: MemoryKeyAgent, *, is_locked: bool
) -> None:
    joins(parts, "mira", Duty.ASKING_DESK)
    root_writes(clock, Duty.ASKING_DESK, Duty.UNLOCKER)
    if is_locked:
        agent.lock()
    found = asked(parts)
    assert found.exit_code == 1
    told = "has no entry in the ledger that makes this account. It holds: asking_desk, unlocker."
    assert found.stdout == f"accounts: Ezra ({EZRA}) {told}\n"


def test_a_duty_that_root_gave_is_named_locked_or_not(
    parts: Parts, clock: SettableClock, agent: MemoryKeyAgent
) -> None:
    mira = joins(parts, "mira", Duty.ASKING_DESK)
    Assignment.objects.create(account_id=mira, duty=Duty.UNLOCKER, given_at=clock.now() + timedelta(seconds=1))
    assert asked(parts).stdout == f"accounts: Mira ({mira}) holds the duty unlocker, which no entry gives.\n"
    agent.lock()
    told = f"accounts: Mira ({mira}) holds the duty unlocker, and no entry was written when it was given.\n"
    assert asked(parts).stdout == told


def test_a_duty_that_root_changed_into_another_or_took_is_named(parts: Parts) -> None:
    mira = joins(parts, "mira", Duty.HELPER)
    Assignment.objects.update(duty=Duty.LETTERS)
    assert asked(parts).stdout.splitlines() == [
        f"accounts: Mira ({mira}) holds the duty letters, which no entry gives.",
        f"accounts: Mira ({mira}) does not hold the duty helper, which the ledger gives and does not take.",
    ]


def test_what_root_opened_closed_renamed_or_removed_is_named(parts: Parts, clock: SettableClock) -> None:
    mira, tomas, omar = (joins(parts, name) for name in ("mira", "tomas", "omar"))
    close_account(actor=cast.JOB, now=clock.now(), parts=parts, account=mira)
    Account.objects.filter(id=mira).update(is_active=True)
    Account.objects.filter(id=tomas).update(is_active=False, username="tomasz", display_name="T\x1b[2Jomas")
    Account.objects.filter(id=omar).delete()
    assert asked(parts).stdout.splitlines() == [
        f"accounts: Mira ({mira}) is open, though the ledger closes it.",
        f"accounts: T�[2Jomas ({tomas}) is closed, and no entry closes it.",
        f"accounts: T�[2Jomas ({tomas}) was made under the name tomas, and has another now.",
        f"accounts: the account {omar}, made in entry 3, is not there any more.",
    ]


def test_a_sign_in_that_root_put_in_the_place_of_a_colleagues_is_named(parts: Parts, clock: SettableClock) -> None:
    mira, tomas = joins(parts, "mira", Duty.ASKING_DESK), joins(parts, "tomas", Duty.ASKING_DESK)
    secret = new_totp_secret(parts.entropy.bytes)
    enrol_factor(actor=cast.JOB, now=clock.now(), parts=parts, account=tomas, secret=secret)
    kept = Authenticator.objects.get(type="totp")
    Authenticator.objects.create(user_id=mira, type="totp", data=dict(kept.data))
    kept.data["secret"] = "A" + kept.data["secret"]
    kept.save()
    Account.objects.filter(id=tomas).update(password=make_password("another passphrase"))
    codes = Authenticator.objects.get(type="recovery_codes")
    codes.data["migrated_codes"] = ["mine"]
    codes.save()
    told = asked(parts).stdout.splitlines()
    assert sorted(told) == sorted(
        [
            f"accounts: Tomas ({tomas}) has another passphrase than the one of which the ledger tells.",
            f"accounts: Mira ({mira}) has a second factor (totp) of which no entry tells.",
            f"accounts: Tomas ({tomas}) has another second factor (totp) than its entry tells of.",
            f"accounts: Tomas ({tomas}) has another second factor (recovery_codes) than its entry tells of.",
        ]
    )


def test_an_account_of_before_is_compared_as_far_as_its_entry_tells(parts: Parts, clock: SettableClock) -> None:
    root_writes(clock, Duty.LETTERS)
    details = {"username": "ezra", "duties": ["letters"]}
    record(actor=cast.JOB, now=clock.now(), parts=parts, act="create account", subject=EZRA, details=details)
    record(actor=cast.JOB, now=clock.now(), parts=parts, act="activate authenticator", subject=EZRA)
    Authenticator.objects.create(user_id=EZRA, type="totp", data={"secret": "as it was"})
    assert asked(parts).exit_code == 0
    Assignment.objects.update(duty=Duty.UNLOCKER)
    assert "holds the duty unlocker, which no entry gives" in asked(parts).stdout


def test_where_root_took_the_details_of_an_entry_away_the_account_is_said_not_to_be_compared(parts: Parts) -> None:
    mira = joins(parts, "mira", Duty.HELPER)
    Entry.objects.filter(act="create account").update(sealed=b"")
    assert asked(parts).stdout == (
        f"accounts: Mira ({mira}) cannot be compared: the details of entry 1 are gone, or are not those it had.\n"
    )


@pytest.mark.parametrize("how", ["deleted", "altered"])
def test_the_word_that_ended_a_licence_is_missed_when_root_takes_its_row_away(parts: Parts, how: str) -> None:
    oak = with_guarantor(parts)
    today = parts.clock.now().date()
    oak.tells(oak.licenses())
    oak.tells(oak.word())
    oak.tells(oak.licenses(ends=True))
    assert not licence_standing(today, parts=oak.parts).may_ask
    assert asked(oak.parts).exit_code == 0
    last = LicenceWord.objects.order_by("-number")[:1].get()
    if how == "deleted":
        last.delete()
    else:
        LicenceWord.objects.filter(number=last.number).update(signature=bytes(64))
    assert licence_standing(today, parts=oak.parts).may_ask, "so the licence before it holds again"
    end = "is not kept any more" if how == "deleted" else "is kept otherwise than it came"
    assert asked(oak.parts).stdout == (
        f"guarantor: word 3, taken in by entry 3, brought a licence or ended one, and {end}.\n"
    )


def test_an_alarm_that_root_took_back_is_named_while_the_house_is_locked(parts: Parts, agent: MemoryKeyAgent) -> None:
    raise_alarm(actor=cast.JOB, now=parts.clock.now(), parts=parts, kind=AlarmKind.NO_QUORUM, details={})
    assert asked(parts).exit_code == 0
    Alarm.objects.all().delete()
    agent.lock()
    assert asked(parts).stdout == "alarms: the alarm that entry 1 raised is not there any more.\n"


def released(parts: Parts) -> list[AlarmKind]:
    do_step(Step.RELEASE, now=parts.clock.now(), parts=parts)
    return [one.kind for one in raised_alarms(now=parts.clock.now(), parts=parts)]


def test_the_rounds_ring_once_a_day_for_what_no_entry_made(parts: Parts, clock: SettableClock) -> None:
    mira = joins(parts, "mira", Duty.ASKING_DESK)
    assert released(parts) == []
    root_writes(clock, Duty.ASKING_DESK)
    clock.advance(timedelta(hours=6))
    assert released(parts) == [], "it was looked at today"
    clock.advance(timedelta(hours=18))
    assert released(parts) == [AlarmKind.NOT_ENTERED]
    clock.advance(timedelta(hours=6))
    assert released(parts) == [AlarmKind.NOT_ENTERED]
    clock.advance(timedelta(hours=18))
    assert released(parts) == [AlarmKind.NOT_ENTERED], "once for each thing that was found"
    assert duties_of(AccountId(EZRA)) == {Duty.ASKING_DESK}, "what is done about it is for people to say"
    Assignment.objects.create(account_id=mira, duty=Duty.UNLOCKER, given_at=clock.now())
    clock.advance(timedelta(days=1))
    assert released(parts) == [AlarmKind.NOT_ENTERED] * 2
    assert Entry.objects.filter(act="rows compared").count() == 4


def test_an_account_that_was_found_and_closed_by_the_command_is_settled(parts: Parts, clock: SettableClock) -> None:
    root_writes(clock, Duty.ASKING_DESK)
    close_account(actor=cast.JOB, now=clock.now(), parts=parts, account=AccountId(EZRA))
    assert asked(parts).exit_code == 0
    Account.objects.filter(id=EZRA).update(is_active=True)
    assert f"Ezra ({EZRA}) has no entry in the ledger that makes this account" in asked(parts).stdout
