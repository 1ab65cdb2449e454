"""What a journal tells once the record key was rotated, and after the old one was destroyed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cast import JOB, file_request, shirins_request
from khabar.adapters.entropy import SeededEntropy, SystemEntropy
from khabar.adapters.second_place import FileSecondPlace
from khabar.adapters.witness import FileWitness
from khabar.apps.journal.actions import Replayed, replay, witness
from khabar.apps.journal.lines import opened, read, require_place
from khabar.apps.post.erasing import erase
from khabar.apps.quarantine.actions import begin
from khabar.domain.errors import Invalid
from khabar.vault.keys import KeyClass
from put_back import backed_up, put_back

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import SettableClock
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.ports import Parts
    from khabar.vault.keyring import Keyring
    from khabar.vault.unlocked import Unlocked

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
DAY = timedelta(days=1)
NAME = "withdrawals-0000.journal"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """The second place."""
    for name in ("house", "stick"):
        (tmp_path / name).mkdir()
    return tmp_path / "stick"


@pytest.fixture
def parts(parts: Parts, tmp_path: Path, stick: Path) -> Parts:
    """The parts of a house that has a second place."""
    key = FileWitness(tmp_path / "house" / "witness.key", SystemEntropy())
    return replace(parts, second_place=FileSecondPlace(tmp_path / "house", stick, key))


@dataclass(frozen=True)
class Rotated:
    """The house with its new record key, and keyrings: with both keys, without the new one, without the old one."""

    parts: Parts
    both: Unlocked
    before: Unlocked
    after: Unlocked


@pytest.fixture
def rotated(parts: Parts, keyring: Keyring, unlocked: Unlocked) -> Rotated:
    random, register = SeededEntropy("rotation").bytes, KeyClass.REGISTER
    ring, both = keyring.rotate(register, unlocked, random=random)
    old = unlocked.key(register).key_id
    _, after = ring.destroy(register, old, both, remaining_users=0, random=random)
    return Rotated(replace(parts, public=both.public_keys()), both, unlocked, after)


def end_of_round(parts: Parts) -> None:
    witness(actor=JOB, now=parts.clock.now(), parts=parts)


def replayed(parts: Parts, stick: Path) -> Replayed:
    now = parts.clock.now()
    begin(actor=JOB, now=now, parts=parts, as_of=now)
    return replay(actor=JOB, now=now, parts=parts, text=(stick / NAME).read_text())


def acts_in(line: str, parts: Parts) -> list[str]:
    return [act[3] for act in opened(read(line, require_place(parts).verify_key), parts=parts)]


def test_lines_under_a_destroyed_key_are_counted_and_what_they_told_is_done_again_all_the_same(
    parts: Parts, stick: Path, clock: SettableClock, agent: MemoryKeyAgent, rotated: Rotated
) -> None:
    request = file_request(parts, shirins_request(clock.now()))
    yesterday = backed_up()
    clock.advance(DAY)
    erase(actor=JOB, now=clock.now(), parts=parts, holder=request)
    end_of_round(parts)
    end_of_round(parts)
    agent.unlock(rotated.after)
    end_of_round(rotated.parts)
    end_of_round(rotated.parts)
    put_back(yesterday)
    first, last = (stick / NAME).read_text().splitlines()[-2:]
    assert (acts_in(first, rotated.parts), acts_in(last, rotated.parts)) == (["case erased"], []), "everything, once"
    found = replayed(rotated.parts, stick)
    assert (found.unopened, found.done, found.until) == (2, 1, clock.now())


def test_a_keyring_of_before_a_rotation_reaches_no_further_than_what_it_opens(
    parts: Parts, stick: Path, clock: SettableClock, agent: MemoryKeyAgent, rotated: Rotated
) -> None:
    end_of_round(parts)
    day = clock.now()
    clock.advance(DAY)
    agent.unlock(rotated.both)
    end_of_round(rotated.parts)
    agent.unlock(rotated.before)
    found = replayed(parts, stick)
    assert (found.unopened, found.until) == (1, day)
    (stick / NAME).unlink()
    end_of_round(rotated.parts)
    with pytest.raises(Invalid, match="Not one of its 1 lines can be opened"):
        replayed(parts, stick)
