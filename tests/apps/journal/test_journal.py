from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cast import (
    JOB,
    answered,
    ask,
    dariuss_presence,
    file_presence,
    file_request,
    page_after_round,
    pair_of,
    renew,
    shirins_request,
    verify_enquirer,
)
from cast import page as page_of
from khabar.adapters.entropy import SystemEntropy
from khabar.adapters.second_place import FileSecondPlace
from khabar.adapters.witness import FileWitness
from khabar.apps.consent import actions as consent
from khabar.apps.journal.actions import Replayed, replay, witness
from khabar.apps.journal.queries import journal_name
from khabar.apps.ledger.checkpoints import flaws_against_checkpoint
from khabar.apps.ledger.models import Entry
from khabar.apps.post.erasing import erase
from khabar.apps.quarantine.actions import begin, confirm
from khabar.apps.quarantine.queries import is_quarantined, standing
from khabar.apps.registry.queries import erased_ids
from khabar.apps.rounds.actions import conduct
from khabar.apps.rounds.queries import steps_done
from khabar.apps.rounds.steps import do_step
from khabar.domain.answers import Tells
from khabar.domain.checkpoints import parse_checkpoint
from khabar.domain.errors import Broken, Invalid, Locked
from khabar.domain.rounds import IN_QUARANTINE, INTERMEDIARY_ROUND, Step, round_number
from put_back import backed_up, put_back

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import SettableClock
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.domain.ids import PresenceId, RequestId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
DAY = timedelta(days=1)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """The second place."""
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def parts(parts: Parts, tmp_path: Path, stick: Path) -> Parts:
    """The parts of a house that has a second place."""
    (tmp_path / "house").mkdir()
    key = FileWitness(tmp_path / "house" / "witness.key", SystemEntropy())
    return replace(parts, second_place=FileSecondPlace(tmp_path / "house", stick, key))


def said(parts: Parts) -> tuple[RequestId, PresenceId]:
    """Darius has said that Shirin may know that he lives; the next round will tell her."""
    request, presence = (
        file_request(parts, shirins_request(parts.clock.now())),
        file_presence(parts, dariuss_presence(parts.clock.now())),
    )
    verify_enquirer(parts, request)
    pair = pair_of(parts, request, presence)
    ask(parts, pair)
    answered(parts, pair, Tells.ALIVE)
    return request, presence


def told(parts: Parts) -> tuple[RequestId, PresenceId]:
    """Her page says so."""
    both = said(parts)
    assert page_after_round(parts, "shirin").pieces
    return both


def end_of_round(parts: Parts) -> None:
    witness(actor=JOB, now=parts.clock.now(), parts=parts)


def round_done(parts: Parts) -> None:
    """A whole round, as it is conducted."""
    now = parts.clock.now()
    conduct(actor=JOB, now=now, parts=parts, do=lambda step, moment: do_step(step, now=moment, parts=parts))


def journal(stick: Path) -> str:
    return (stick / "withdrawals-0000.journal").read_text()


def quarantined(parts: Parts) -> None:
    now = parts.clock.now()
    begin(actor=JOB, now=now, parts=parts, as_of=now - DAY)


def replayed(parts: Parts, stick: Path) -> Replayed:
    return replay(actor=JOB, now=parts.clock.now(), parts=parts, text=journal(stick))


def ended(parts: Parts) -> None:
    now = parts.clock.now()
    assert confirm(actor=JOB, now=now, parts=parts, names=["mira", "tomas"], until=now.date())


def withdrawn_and_put_back(parts: Parts, clock: SettableClock) -> None:
    """Darius takes back what has not left yet; then yesterday's backup is restored, which still holds his yes."""
    request, presence = said(parts)
    end_of_round(parts)
    yesterday = backed_up()
    clock.advance(DAY)
    consent.withdraw(actor=JOB, now=clock.now(), parts=parts, subject=presence, recipient=request)
    end_of_round(parts)
    put_back(yesterday)


def test_a_withdrawal_after_the_backup_is_done_again_before_anything_is_told(
    parts: Parts, stick: Path, clock: SettableClock
) -> None:
    withdrawn_and_put_back(parts, clock)
    quarantined(parts)
    assert page_after_round(parts, "shirin").pieces == (), "nothing leaves in quarantine"
    found = replayed(parts, stick)
    assert (found.done, found.known, found.to_look_at) == (1, 3, ())
    assert found.lost == {"house": 1}, "the withdrawal; a line of the journal is no entry of the ledger"
    ended(parts)
    assert page_after_round(parts, "shirin").pieces == ()


def test_without_the_replay_the_withdrawn_word_would_be_told(parts: Parts, clock: SettableClock) -> None:
    """The control of the test above: what it guards against does happen where nobody replays."""
    withdrawn_and_put_back(parts, clock)
    assert page_after_round(parts, "shirin").pieces


def test_a_round_with_yesterdays_database_put_back_by_hand_tells_nothing(parts: Parts, clock: SettableClock) -> None:
    withdrawn_and_put_back(parts, clock)
    round_done(parts)
    found = standing()
    assert found is not None
    assert found.reason == "behind"
    assert page_of("shirin").pieces == ()
    assert steps_done(round_number(clock.now(), 6)) == IN_QUARANTINE


def test_while_the_stick_is_away_the_same_round_does_tell(parts: Parts, stick: Path, clock: SettableClock) -> None:
    """The control of the test above, and what the guide says of it."""
    withdrawn_and_put_back(parts, clock)
    stick.rename(stick.with_name("in a drawer"))
    round_done(parts)
    assert page_of("shirin").pieces


def test_in_quarantine_every_page_shows_the_standing_text_alone(parts: Parts) -> None:
    told(parts)
    quarantined(parts)
    renew(parts)
    assert page_of("shirin").pieces == ()
    ended(parts)
    assert page_after_round(parts, "shirin").pieces


def test_a_case_erased_after_the_backup_is_erased_again(parts: Parts, stick: Path, clock: SettableClock) -> None:
    request, presence = told(parts)
    yesterday = backed_up()
    clock.advance(DAY)
    for case in (request, presence):
        erase(actor=JOB, now=clock.now(), parts=parts, holder=case)
    end_of_round(parts)
    put_back(yesterday)
    assert erased_ids() == frozenset()
    quarantined(parts)
    found = replayed(parts, stick)
    assert found.done == 2
    assert erased_ids() == {request, presence}
    assert replayed(parts, stick).done == 2, "twice is once"


def test_what_was_noted_of_a_request_after_the_backup_is_named_to_be_looked_at(
    parts: Parts, stick: Path, clock: SettableClock
) -> None:
    request, _ = told(parts)
    yesterday = backed_up()
    clock.advance(DAY)
    verify_enquirer(parts, request)
    end_of_round(parts)
    put_back(yesterday)
    quarantined(parts)
    assert replayed(parts, stick).to_look_at == (f"request established: {request}",)


def test_a_case_that_came_in_after_the_backup_is_nobody_here(parts: Parts, stick: Path, clock: SettableClock) -> None:
    yesterday = backed_up()
    clock.advance(DAY)
    request, _ = told(parts)
    erase(actor=JOB, now=clock.now(), parts=parts, holder=request)
    end_of_round(parts)
    put_back(yesterday)
    quarantined(parts)
    found = replayed(parts, stick)
    assert (found.done, found.nobody) == (0, 4)


def test_yesterdays_database_put_back_is_found_by_the_next_round_which_then_keeps_still(
    parts: Parts, stick: Path, clock: SettableClock
) -> None:
    told(parts)
    end_of_round(parts)
    yesterday = backed_up()
    clock.advance(DAY)
    end_of_round(parts)
    assert not is_quarantined(), "a chain may stand still"
    verify_enquirer(parts, file_request(parts, shirins_request(clock.now(), name="Darius Karimi")))
    end_of_round(parts)
    lines = journal(stick)
    put_back(yesterday)
    end_of_round(parts)
    found = standing()
    assert found is not None
    assert found.reason == "behind"
    assert journal(stick) == lines, "the journal of what is missing is not written over"


def test_every_round_writes_one_line_of_one_size_whatever_was_withdrawn(parts: Parts, stick: Path) -> None:
    end_of_round(parts)
    request, presence = told(parts)
    end_of_round(parts)
    consent.withdraw(actor=JOB, now=parts.clock.now(), parts=parts, subject=presence, recipient=request)
    erase(actor=JOB, now=parts.clock.now(), parts=parts, holder=request)
    end_of_round(parts)
    lines = journal(stick).splitlines()
    assert len(lines) == 3
    assert max(map(len, lines)) - min(map(len, lines)) < 200, "only heads and numbers differ"
    assert request not in journal(stick)


def test_a_locked_house_writes_its_journal_and_only_an_unlocked_one_replays_it(
    parts: Parts, stick: Path, agent: MemoryKeyAgent
) -> None:
    request, _ = told(parts)
    agent.lock()
    erase(actor=JOB, now=parts.clock.now(), parts=parts, holder=request)
    end_of_round(parts)
    quarantined(parts)
    with pytest.raises(Locked):
        replayed(parts, stick)


def test_a_second_place_that_is_away_stops_no_round_and_is_made_up_for(parts: Parts, stick: Path) -> None:
    request, _ = told(parts)
    stick.rename(stick.with_name("in a drawer"))
    erase(actor=JOB, now=parts.clock.now(), parts=parts, holder=request)
    end_of_round(parts)
    stick.with_name("in a drawer").rename(stick)
    end_of_round(parts)
    yesterday = backed_up()
    put_back(yesterday)
    quarantined(parts)
    assert replayed(parts, stick).known == 4


def changed(line: str) -> str:
    place = len(line) // 2
    return line[:place] + ("A" if line[place] != "A" else "B") + line[place + 1 :]


def test_a_journal_that_was_changed_cut_in_the_middle_or_is_another_houses_changes_nothing(
    parts: Parts, stick: Path, tmp_path: Path
) -> None:
    for _ in range(3):
        end_of_round(parts)
    quarantined(parts)
    first, second, third = journal(stick).splitlines()
    number = Entry.objects.count()
    for text, words in (
        (f"{first}\n{changed(second)}\n", "Line 2"),
        (f"{first}\n{third}\n", "missing before line 2"),
        (f"{second}\n", "missing before line 1"),
        ("nothing of ours\n", "Line 1 is damaged"),
        ("", "no line"),
    ):
        with pytest.raises(Invalid, match=words):
            replay(actor=JOB, now=parts.clock.now(), parts=parts, text=text)
    stranger = FileWitness(tmp_path / "other.key", SystemEntropy())
    others = replace(parts, second_place=FileSecondPlace(tmp_path / "house", stick, stranger))
    with pytest.raises(Invalid, match="not signed by this house"):
        replay(actor=JOB, now=parts.clock.now(), parts=others, text=journal(stick))
    assert Entry.objects.count() == number


def test_a_line_that_a_power_cut_tore_is_left_out_and_the_next_one_follows_the_one_before_it(
    parts: Parts, stick: Path
) -> None:
    end_of_round(parts)
    whole = journal(stick)
    (stick / journal_name()).write_text(whole + whole[: len(whole) // 2])
    end_of_round(parts)
    assert journal(stick).startswith(whole)
    quarantined(parts)
    assert len(journal(stick).splitlines()) == 2
    assert replayed(parts, stick).until is not None


@pytest.mark.parametrize("text", ["nothing of ours\n", "AAAA.AAAA\n", "b\u00fccher\n"])
def test_a_journal_that_cannot_be_read_is_told_and_not_written_over_and_costs_a_round_nothing_else(
    parts: Parts, stick: Path, text: str
) -> None:
    (stick / journal_name()).write_text(text, encoding="utf-8")
    with pytest.raises(Broken, match="Put that file aside"):
        round_done(parts)
    assert steps_done(round_number(parts.clock.now(), 6)) == set(INTERMEDIARY_ROUND.steps) - {Step.WITNESS}
    assert (stick / journal_name()).read_text(encoding="utf-8") == text
    (stick / journal_name()).rename(stick / "aside")
    round_done(parts)
    assert len(journal(stick).splitlines()) == 1


def test_a_stick_that_takes_no_checkpoint_costs_a_round_nothing_and_has_its_line(
    parts: Parts, stick: Path, clock: SettableClock
) -> None:
    (stick / f".checkpoint-2026-03-02.txt.{os.getpid()}").mkdir()
    round_done(parts)
    assert len(journal(stick).splitlines()) == 1
    clock.advance(DAY)
    round_done(parts)
    assert (stick / "checkpoint-2026-03-03.txt").exists()


def test_each_day_has_one_checkpoint_in_the_house_and_in_the_second_place(
    parts: Parts, stick: Path, tmp_path: Path, clock: SettableClock
) -> None:
    told(parts)
    end_of_round(parts)
    verify_enquirer(parts, file_request(parts, shirins_request(clock.now(), name="Darius Karimi")))
    end_of_round(parts)
    clock.advance(DAY)
    end_of_round(parts)
    for place in (stick, tmp_path / "house" / "checkpoints"):
        assert sorted(one.name for one in place.glob("checkpoint-*")) == [
            "checkpoint-2026-03-02.txt",
            "checkpoint-2026-03-03.txt",
        ]
    kept = parse_checkpoint((stick / "checkpoint-2026-03-02.txt").read_text())
    assert list(flaws_against_checkpoint(kept)) == []
    Entry.objects.filter(sequence=kept.heads["house"].sequence).delete()
    assert [flaw.chain for flaw in flaws_against_checkpoint(kept)] == ["house"]


def test_after_a_quarantine_has_ended_another_journal_begins_with_everything_in_it(parts: Parts, stick: Path) -> None:
    request, _ = told(parts)
    erase(actor=JOB, now=parts.clock.now(), parts=parts, holder=request)
    end_of_round(parts)
    quarantined(parts)
    replayed(parts, stick)
    ended(parts)
    end_of_round(parts)
    assert journal_name() == "withdrawals-0001.journal"
    text = (stick / journal_name()).read_text()
    quarantined(parts)
    assert replay(actor=JOB, now=parts.clock.now(), parts=parts, text=text).known == 4
