"""Signers and readers of an association: no ledger names who went, and after a restore they are gone all the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cast import JOB
from khabar.adapters.entropy import SystemEntropy
from khabar.adapters.second_place import FileSecondPlace
from khabar.adapters.witness import FileWitness
from khabar.apps.journal.actions import Replayed, replay, witness
from khabar.apps.journal.lines import opened, read, require_place
from khabar.apps.journal.outcomes import DONE, NOBODY
from khabar.apps.ledger.models import Entry
from khabar.apps.petitions import actions as petitions
from khabar.apps.petitions import replaying as of_petitions
from khabar.apps.petitions.models import Signature
from khabar.apps.petitions.models import Silenced as SilentSigner
from khabar.apps.quarantine.actions import begin, confirm
from khabar.apps.subscriptions import actions as subscriptions
from khabar.apps.subscriptions import replaying as of_readers
from khabar.apps.subscriptions.models import Reader
from khabar.apps.subscriptions.models import Silenced as SilentReader
from newsletter_cast import Newsroom, newsroom
from put_back import backed_up, put_back
from signing import DOOR, Desk, as_association

if TYPE_CHECKING:
    from pathlib import Path

    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


@pytest.fixture
def parts(parts: Parts, tmp_path: Path) -> Parts:
    """The parts of an association that has a second place."""
    for name in ("house", "stick"):
        (tmp_path / name).mkdir()
    key = FileWitness(tmp_path / "house" / "witness.key", SystemEntropy())
    place = FileSecondPlace(tmp_path / "house", tmp_path / "stick", key)
    return replace(as_association(parts), second_place=place)


@pytest.fixture
def desk(parts: Parts) -> Desk:
    made = Desk(parts)
    made.open()
    return made


@pytest.fixture
def room(parts: Parts) -> Newsroom:
    return newsroom(parts)


def journal(tmp_path: Path, number: int = 0) -> str:
    return (tmp_path / "stick" / f"withdrawals-{number:04}.journal").read_text()


def end_of_round(parts: Parts) -> None:
    witness(actor=JOB, now=parts.clock.now(), parts=parts)


def last_acts(parts: Parts, tmp_path: Path, number: int = 0) -> list[str]:
    """What the last line tells of rows that no ledger names."""
    line = read(journal(tmp_path, number).splitlines()[-1], require_place(parts).verify_key)
    return sorted(act[3] for act in opened(line, parts=parts) if act[0] == "")


def replayed(parts: Parts, tmp_path: Path) -> Replayed:
    return replay(actor=JOB, now=parts.clock.now(), parts=parts, text=journal(tmp_path))


def all_go(desk: Desk, room: Newsroom) -> None:
    """Shirin takes her signature back, Tomas wants no mail of it; Mira reads no more, Nima is never asked again."""
    parts, tokens = desk.parts, {}
    tokens["shirin"], tokens["tomas"] = desk.signed("shirin@example.org"), desk.signed("tomas@example.org", "Tomas")
    tokens["mira"] = room.reader("mira@example.org")
    room.ask("nima@example.org")
    [tokens["nima"]] = room.deliver()
    end_of_round(parts)
    yesterday = backed_up(kind="association")
    now = parts.clock.now()
    petitions.withdraw(actor=DOOR, now=now, token=tokens["shirin"])
    petitions.be_silent(actor=DOOR, now=now, token=tokens["tomas"])
    subscriptions.leave(actor=DOOR, now=now, token=tokens["mira"])
    subscriptions.be_silent(actor=DOOR, now=now, token=tokens["nima"])
    end_of_round(parts)
    put_back(yesterday)
    begin(actor=JOB, now=now, parts=parts, as_of=now)


def test_who_went_after_the_backup_goes_again_and_no_ledger_names_them(
    desk: Desk, room: Newsroom, tmp_path: Path
) -> None:
    all_go(desk, room)
    assert (Signature.objects.filter(state="confirmed").count(), Reader.objects.filter(state="left").count()) == (2, 0)
    assert replayed(desk.parts, tmp_path).done == 4
    gone = Signature.objects.get(state="withdrawn")
    assert (bytes(gone.sealed), gone.mailbox, gone.person) == (b"", "", "")
    assert (SilentSigner.objects.count(), SilentReader.objects.count()) == (1, 1)
    left = Reader.objects.get(state="left")
    assert (bytes(left.sealed), left.mailbox) == (b"", "")
    assert replayed(desk.parts, tmp_path).done == 4, "twice is once"
    assert SilentReader.objects.count() == 1
    assert not Entry.objects.filter(subject__in=[gone.id, left.id]).exists()


def test_each_is_told_in_one_line_and_in_the_first_of_a_new_journal_again(
    desk: Desk, parts: Parts, tmp_path: Path
) -> None:
    token = desk.signed("shirin@example.org")
    petitions.withdraw(actor=DOOR, now=desk.now(), token=token)
    end_of_round(parts)
    assert last_acts(parts, tmp_path) == [of_petitions.WITHDRAWN]
    end_of_round(parts)
    assert last_acts(parts, tmp_path) == []
    begin(actor=JOB, now=desk.now(), parts=parts, as_of=desk.now())
    assert confirm(actor=JOB, now=desk.now(), parts=parts, names=["mira", "tomas"], until=desk.now().date())
    end_of_round(parts)
    assert last_acts(parts, tmp_path, number=1) == [of_petitions.WITHDRAWN]


def test_with_two_sticks_in_turn_each_holds_who_went_while_the_other_was_in(
    desk: Desk, parts: Parts, tmp_path: Path
) -> None:
    other, here = tmp_path / "the other stick", tmp_path / "stick"

    def turned() -> None:
        here.rename(tmp_path / "between")
        other.rename(here)
        (tmp_path / "between").rename(other)

    other.mkdir()
    token = desk.signed("shirin@example.org")
    end_of_round(parts)
    turned()
    end_of_round(parts)
    petitions.withdraw(actor=DOOR, now=desk.now(), token=token)
    end_of_round(parts)
    assert last_acts(parts, tmp_path) == [of_petitions.WITHDRAWN]
    turned()
    end_of_round(parts)
    assert last_acts(parts, tmp_path) == [of_petitions.WITHDRAWN]
    end_of_round(parts)
    assert last_acts(parts, tmp_path) == [], "once for each turn, and no more"


def test_who_came_after_the_backup_is_nobody(parts: Parts) -> None:
    def again(of: object, act: str) -> str:
        body = {"id": "0" * 32, "mailbox": "f" * 64}
        return str(of.again(act, body, actor=JOB, now=parts.clock.now(), parts=parts))  # type: ignore[attr-defined]

    assert again(of_petitions, of_petitions.WITHDRAWN) == NOBODY
    assert again(of_petitions, of_petitions.SILENCED) == NOBODY
    assert again(of_readers, of_readers.LEFT) == NOBODY
    assert again(of_readers, of_readers.SILENCED) == DONE, "whoever it is: nobody asks there"
