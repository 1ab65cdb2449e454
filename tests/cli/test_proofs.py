from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import cast
from khabar.apps.consent.actions import record_answer
from khabar.apps.consent.models import Naming, Permit, Stance
from khabar.apps.ledger.actions import record
from khabar.apps.ledger.models import Chain, Entry, Event
from khabar.apps.registry.actions import file_presence, file_request
from khabar.cli.proofs import rebuild, verify
from khabar.domain.actors import system
from khabar.domain.answers import Answer, Setting, Tells
from khabar.domain.errors import Locked
from khabar.domain.forms import PresenceForm, RequestForm
from khabar.domain.ids import EventId

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.domain.ids import PresenceId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def write(parts: Parts, chain: str = "house", count: int = 3) -> None:
    for _ in range(count):
        record(actor=system("round"), now=parts.clock.now(), parts=parts, act="round finished", chain=chain)


def asked(parts: Parts) -> Result:
    return CliRunner().invoke(verify, [], obj=parts)


def test_what_is_whole_is_said_to_be_whole_with_the_length_of_each_chain(parts: Parts) -> None:
    write(parts)
    write(parts, "porch", 2)
    found = asked(parts)
    assert (found.exit_code, found.stdout) == (0, "Nothing was altered, nothing is missing.\n")
    assert found.stderr == "house: 3 entries\nporch: 2 entries\n"


@pytest.mark.parametrize("chain", ["house", "porch"])
def test_a_tampered_row_is_named_and_the_exit_code_is_one(parts: Parts, chain: str) -> None:
    write(parts, chain)
    database = "porch" if chain == "porch" else "default"
    Entry.objects.using(database).filter(sequence=2).update(act="something else")
    found = asked(parts)
    assert found.exit_code == 1
    assert f"{chain}: Entry 2 was altered." in found.stdout
    assert "Nothing was altered" not in found.stdout


def test_a_missing_row_is_named(parts: Parts) -> None:
    write(parts)
    Entry.objects.filter(sequence=2).delete()
    found = asked(parts)
    assert (found.exit_code, "house: Entry 2" in found.stdout) == (1, True)


def test_altered_details_are_found_when_unlocked_and_said_to_be_unseen_when_locked(
    parts: Parts, agent: MemoryKeyAgent
) -> None:
    write(parts)
    Entry.objects.filter(sequence=3).update(sealed=b"\x02 nothing of ours")
    assert "house: The sealed details of entry 3 were altered." in asked(parts).stdout
    agent.lock()
    found = asked(parts)
    assert found.exit_code == 0
    assert "locked: sealed details and projections were not compared" in found.stderr


def test_a_forged_event_is_named(parts: Parts) -> None:
    Event.objects.create(id="e" * 64, device="house", sequence=1, kind="consent", subject="d" * 32, encoded=b"forged")
    found = asked(parts)
    assert found.exit_code == 1
    assert "events: Event 1 was altered." in found.stdout


def answered(parts: Parts) -> PresenceId:
    """File Shirin's request and Darius's presence, and record his yes to her."""
    now, filer = parts.clock.now(), system("file")
    sought = RequestForm(name="Darius", filed_at=now.isoformat())
    here = PresenceForm(name="Darius", filed_at=now.isoformat())
    request = file_request(actor=filer, now=now, parts=parts, form=sought, key=b"r" * 32)
    presence = file_presence(actor=filer, now=now, parts=parts, form=here, key=b"p" * 32)
    assert request is not None
    assert presence is not None
    said = Answer(
        event_id=EventId(""),
        parents=(),
        subject=presence,
        recipient=request,
        tells=Tells.ALIVE,
        setting=Setting.ALONE,
        given_on=now.date(),
    )
    record_answer(actor=system("answers"), now=now, parts=parts, draft=cast.read_by_two(said))
    return presence


def test_an_answer_and_its_projection_are_whole(parts: Parts) -> None:
    answered(parts)
    assert asked(parts).exit_code == 0


@pytest.mark.parametrize("sealed", [b"", b"nothing of ours", None])
def test_a_tampered_projection_is_named_and_rebuilding_mends_it(parts: Parts, sealed: bytes | None) -> None:
    darius = answered(parts)
    if sealed is None:
        Stance.objects.all().delete()
    else:
        Stance.objects.filter(subject=darius).update(sealed=sealed)
    found = asked(parts)
    assert found.exit_code == 1
    assert f"consent: the stance of {darius} is not what the events say" in found.stdout
    done = CliRunner().invoke(rebuild, [], obj=parts)
    assert done.exit_code == 0
    assert done.stdout.startswith("Made anew from the events: the stances of 1 persons, the states of 0 messages, ")
    assert asked(parts).exit_code == 0


def test_an_event_deleted_with_its_projection_is_named(parts: Parts) -> None:
    darius = answered(parts)
    Naming.objects.all().delete()
    Permit.objects.all().delete()
    Event.objects.filter(subject=darius).delete()
    Stance.objects.all().delete()
    assert "The event named by entry" in asked(parts).stdout


def test_rebuilding_waits_for_the_register(parts: Parts, agent: MemoryKeyAgent) -> None:
    answered(parts)
    agent.lock()
    with pytest.raises(Locked):
        CliRunner().invoke(rebuild, [], obj=parts, catch_exceptions=False)
    assert Stance.objects.count() == 1


def test_a_chain_cut_or_rewritten_whole_is_found_with_a_checkpoint_kept_elsewhere(parts: Parts, tmp_path: Path) -> None:
    write(parts, count=4)
    noted = tmp_path / "heads.json"
    assert CliRunner().invoke(verify, ["--checkpoint", str(noted)], obj=parts).exit_code == 0
    write(parts, count=1)
    assert CliRunner().invoke(verify, ["--checkpoint", str(noted)], obj=parts).exit_code == 0, "a chain may grow"
    Entry.objects.all().delete()
    Chain.objects.all().delete()
    write(parts, count=5)
    assert asked(parts).exit_code == 0, "alone, a chain written anew looks whole"
    found = CliRunner().invoke(verify, ["--checkpoint", str(noted)], obj=parts)
    assert found.exit_code == 1
    assert "Entry 4 is not the one the checkpoint noted." in found.stdout
    noted.write_text('{"garden": [1, "00"]}')
    assert "no chain of this name" in CliRunner().invoke(verify, ["--checkpoint", str(noted)], obj=parts).stdout
    noted.write_text("heads")
    assert "not a checkpoint" in CliRunner().invoke(verify, ["--checkpoint", str(noted)], obj=parts).stderr
