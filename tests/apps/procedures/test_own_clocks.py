"""Own clocks over a file: what rings, once, and puts itself first; and what a locked house sees."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from association_cast import EZRA, LEYLA, TODAY, opened, shirins_file
from khabar.apps.casework.actions import close_file, erase_file, note_own_word, take_step
from khabar.apps.procedures import actions
from khabar.apps.procedures.actions import NewFacts, OnSubmission
from khabar.apps.procedures.cases import Filed, Happening, What
from khabar.apps.procedures.clocks import clocks_of, deadlines_of
from khabar.apps.procedures.models import CaseVersion, Submission, Watch
from khabar.apps.procedures.queries import Procedures, dates_at_risk, procedures_of, versions_of
from khabar.apps.procedures.rounds import LOOK, look_at_own_clocks
from khabar.domain.actors import system
from khabar.domain.casework.next_steps import NextStep
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.procedures.facts import Case, Disappearance, HowEnded
from khabar.domain.procedures.ids import ProcedureId
from khabar.domain.procedures.values import Days
from khabar.vault.errors import VaultError

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
WGEID = Filed(procedure=ProcedureId.WGEID_STANDARD, on=TODAY, by="Shirin")


def noted(file: str, parts: Parts, filed: Filed = WGEID) -> str:
    now = parts.clock.now()
    return actions.note_filed(actor=LEYLA, now=now, parts=parts, file=opened(file, parts), filed=filed)


def happened(file: str, submission: str, what: What, parts: Parts, how: HowEnded | None = None) -> None:
    now, seen = parts.clock.now(), found(file, parts).submission(submission)
    note = OnSubmission(seen, Happening(what, now.date(), "by letter", how_ended=how))
    actions.note_happening(actor=LEYLA, now=now, parts=parts, file=opened(file, parts), note=note)


def found(file: str, parts: Parts) -> Procedures:
    return procedures_of(opened(file, parts), LEYLA, parts=parts)


def round_at(day: date, clock: SettableClock, parts: Parts) -> None:
    clock.advance(day - clock.now().date())
    look_at_own_clocks(actor=system("clocks"), now=clock.now(), parts=parts)


def codes(file: str, parts: Parts) -> list[str]:
    return [one.code for one in found(file, parts).waiting]


def test_the_next_own_clock_stands_in_clear_for_a_locked_house(association: Parts) -> None:
    file = shirins_file(association)
    noted(file, association)
    due = Watch.objects.values_list("due_on", flat=True).get(file=file)
    assert due == date(2026, 6, 2)  # three months: half of the six of the guard is the same day, earlier by none
    assert dates_at_risk(due - timedelta(days=8)) == dates_at_risk(due - timedelta(days=7)) - 1


def test_half_of_the_guard_and_any_news_ring_once_and_stand_before_the_next_step(
    association: Parts, clock: SettableClock
) -> None:
    file = shirins_file(association)
    noted(file, association)
    round_at(date(2026, 6, 1), clock, association)
    assert codes(file, association) == []
    assert opened(file, association).body.step.what == "write to the ministry"
    round_at(date(2026, 6, 2), clock, association)
    step = opened(file, association).body.step
    assert sorted(codes(file, association)) == ["any-news", "guard-share"]
    assert step.on == date(2026, 6, 2)
    assert LOOK in step.what
    assert step.what.endswith("write to the ministry")
    round_at(date(2026, 6, 3), clock, association)
    assert len(codes(file, association)) == 2
    assert opened(file, association).body.step.what.count(LOOK) == 1


def test_a_house_that_slept_past_any_news_still_hears_it(association: Parts, clock: SettableClock) -> None:
    file = shirins_file(association)
    noted(file, association)
    round_at(date(2026, 8, 20), clock, association)
    rung = {one.code: one.on for one in found(file, association).waiting}
    assert rung["any-news"] == date(2026, 6, 2)
    assert rung["guard-share"] == date(2026, 7, 28)  # of 50, 60 and 80 percent the last that fell


def test_what_is_noted_sees_to_what_rang(association: Parts, clock: SettableClock) -> None:
    file = shirins_file(association)
    one = noted(file, association)
    round_at(date(2026, 6, 2), clock, association)
    happened(file, one, What.ASKED_NEWS, association)
    assert codes(file, association) == ["guard-share"]
    happened(file, one, What.THEY_WROTE, association)
    assert codes(file, association) == ["guard-share"]
    happened(file, one, What.WE_ANSWERED, association)
    assert codes(file, association) == []


def test_their_letter_starts_six_months_in_which_we_must_not_be_silent(
    association: Parts, clock: SettableClock
) -> None:
    file = shirins_file(association)
    one = noted(file, association)
    clock.advance(timedelta(days=30))
    happened(file, one, What.THEY_WROTE, association)
    filed = found(file, association).submission(one).filed
    ends = [due.on for due in clocks_of(filed, clock.now().date(), has_spoken=False) if due.code == "guard-end"]
    assert ends == [date(2026, 10, 1)]
    happened(file, one, What.WE_ANSWERED, association)
    filed = found(file, association).submission(one).filed
    assert {due.code for due in clocks_of(filed, clock.now().date(), has_spoken=False)} == {"any-news"}


def test_nobody_waits_for_the_first_answer_of_a_body_that_has_written(association: Parts) -> None:
    file = shirins_file(association)
    one = noted(file, association, Filed(procedure=ProcedureId.CED_30, on=TODAY, by="Shirin"))
    before = clocks_of(found(file, association).submission(one).filed, TODAY, has_spoken=False)
    assert {"reply-share", "reply-end"} < {due.code for due in before}
    happened(file, one, What.THEY_WROTE, association)
    after = clocks_of(found(file, association).submission(one).filed, TODAY, has_spoken=False)
    assert {due.code for due in after} == {"any-news"}


def test_an_end_stops_every_clock(association: Parts, clock: SettableClock) -> None:
    file = shirins_file(association)
    one = noted(file, association)
    happened(file, one, What.ENDED, association, HowEnded.CLARIFIED)
    assert Watch.objects.get(file=file).due_on is None
    round_at(date(2026, 12, 1), clock, association)
    assert codes(file, association) == []


def test_a_closed_file_is_open_again_when_a_clock_is_due(association: Parts, clock: SettableClock) -> None:
    file = shirins_file(association)
    noted(file, association)
    now = association.clock.now()
    close_file(actor=LEYLA, now=now, parts=association, seen=opened(file, association), reason="moved away")
    round_at(date(2026, 6, 2), clock, association)
    after = opened(file, association)
    assert not after.is_closed
    assert "write to the ministry" not in after.body.step.what


def test_when_the_person_has_spoken_one_thing_is_due_and_rings_once(association: Parts, clock: SettableClock) -> None:
    file = shirins_file(association)
    noted(file, association)
    now = clock.now()
    seen = opened(file, association)
    note_own_word(actor=LEYLA, now=now, parts=association, seen=seen, how="A letter in his hand, he was alone.")
    round_at(date(2026, 3, 3), clock, association)
    round_at(date(2026, 6, 20), clock, association)
    assert codes(file, association) == ["tell-the-body"]


def test_a_last_day_to_file_rings_until_it_was_filed(association: Parts, clock: SettableClock) -> None:
    file = shirins_file(association)
    case = Case(disappearance=Disappearance(began=Days.of(date(2026, 2, 10))))
    ahead = deadlines_of(case, TODAY)
    assert max(one.on for one in ahead) == date(2026, 5, 10)
    facts = NewFacts("happened", {"disappearance": {"began": "2026-02-10"}}, ahead, 0)
    now = clock.now()
    seen = opened(file, association)
    assert actions.keep_facts(actor=LEYLA, now=now, parts=association, file=seen, facts=facts) == 1
    round_at(date(2026, 3, 27), clock, association)
    assert codes(file, association) == ["file-share"]
    noted(file, association, Filed(procedure=ProcedureId.WGEID_URGENT, on=date(2026, 3, 27), by="Shirin"))
    round_at(date(2026, 5, 10), clock, association)
    assert "file-end" not in codes(file, association)


def test_every_version_of_the_facts_stays_and_a_second_writer_is_told(association: Parts) -> None:
    file, now = shirins_file(association), association.clock.now()
    seen = opened(file, association)
    first = NewFacts("person", {"person": {"name": "Darius"}}, (), 0)
    actions.keep_facts(actor=LEYLA, now=now, parts=association, file=seen, facts=first)
    with pytest.raises(Conflict):
        actions.keep_facts(actor=LEYLA, now=now, parts=association, file=seen, facts=first)
    second = NewFacts("person", {"person": {"name": "Darius Ahmadi"}}, (), 1)
    actions.keep_facts(actor=LEYLA, now=now, parts=association, file=seen, facts=second)
    names = [one.document["person"] for one in versions_of(seen, LEYLA, parts=association)]
    assert names == [{"name": "Darius Ahmadi"}, {"name": "Darius"}]


def test_facts_too_long_to_be_kept_are_refused_whole(association: Parts) -> None:
    file, now = shirins_file(association), association.clock.now()
    facts = NewFacts("person", {"person": {"description": "x" * 300_000}}, (), 0)
    with pytest.raises(Invalid, match="too long"):
        actions.keep_facts(actor=LEYLA, now=now, parts=association, file=opened(file, association), facts=facts)
    assert not CaseVersion.objects.exists()


def test_nothing_is_noted_ahead_before_the_filing_or_twice(association: Parts) -> None:
    file, now = shirins_file(association), association.clock.now()
    with pytest.raises(Invalid, match="on: This day has not come yet"):
        noted(file, association, Filed(procedure=ProcedureId.CED_30, on=TODAY + timedelta(days=1), by="Shirin"))
    one = noted(file, association)
    seen = found(file, association).submission(one)
    early = OnSubmission(seen, Happening(What.THEY_WROTE, TODAY - timedelta(days=1), "a letter"))
    with pytest.raises(Invalid, match="before the day of filing"):
        actions.note_happening(actor=LEYLA, now=now, parts=association, file=opened(file, association), note=early)
    happened(file, one, What.THEY_WROTE, association)
    again = OnSubmission(seen, Happening(What.THEY_WROTE, TODAY, "a letter"))
    with pytest.raises(Conflict):
        actions.note_happening(actor=LEYLA, now=now, parts=association, file=opened(file, association), note=again)
    assert len(found(file, association).submission(one).filed.happenings) == 1


def test_a_submission_of_another_file_is_none(association: Parts) -> None:
    file, other = shirins_file(association), shirins_file(association)
    one = noted(other, association)
    seen = found(other, association).submission(one)
    with pytest.raises(Refused):
        found(file, association).submission(one)
    note = OnSubmission(seen, Happening(What.THEY_WROTE, TODAY, "a letter"))
    now = association.clock.now()
    with pytest.raises(Refused):
        actions.note_happening(actor=LEYLA, now=now, parts=association, file=opened(file, association), note=note)


@pytest.mark.parametrize(
    ("made", "field"),
    [
        (lambda: Filed(procedure=ProcedureId.CED_30, on=TODAY, by=" "), "by"),
        (lambda: Happening(What.THEY_WROTE, TODAY, " "), "words"),
        (lambda: Happening(What.ENDED, TODAY, "closed"), "how_ended"),
    ],
)
def test_what_nobody_could_read_later_is_refused_by_its_field(made: object, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        made()  # type: ignore[operator]  # a thing that makes
    assert refused.value.field == field


def test_ezra_reads_and_writes_nothing(association: Parts) -> None:
    file, now = shirins_file(association), association.clock.now()
    seen = opened(file, association)
    with pytest.raises(Refused):
        procedures_of(seen, EZRA, parts=association)
    with pytest.raises(Refused):
        versions_of(seen, EZRA, parts=association)
    with pytest.raises(Refused):
        actions.note_filed(actor=EZRA, now=now, parts=association, file=seen, filed=WGEID)
    with pytest.raises(Refused):
        actions.note_paper(actor=EZRA, now=now, parts=association, file=seen, paper="sheet", made=b"%PDF")
    facts = NewFacts("person", {}, (), 0)
    with pytest.raises(Refused):
        actions.keep_facts(actor=EZRA, now=now, parts=association, file=seen, facts=facts)
    assert not Submission.objects.exists()
    assert not CaseVersion.objects.exists()


def test_what_lies_in_the_tables_opens_for_its_own_file_alone(association: Parts) -> None:
    file, other = shirins_file(association), shirins_file(association)
    noted(file, association)
    row = Submission.objects.get()
    assert b"Shirin" not in bytes(row.sealed)
    Submission.objects.filter(id=row.id).update(file=other)
    with pytest.raises(VaultError):
        found(other, association)


def test_with_the_file_everything_goes(association: Parts, clock: SettableClock) -> None:
    file = shirins_file(association)
    noted(file, association)
    erase_file(actor=LEYLA, now=clock.now(), parts=association, file_id=file)
    round_at(date(2026, 3, 3), clock, association)
    assert not Submission.objects.exists()
    assert not Watch.objects.exists()


def test_a_step_brought_forward_is_a_conflict_for_whoever_was_writing(association: Parts, clock: SettableClock) -> None:
    file = shirins_file(association)
    noted(file, association)
    seen = opened(file, association)
    round_at(date(2026, 6, 2), clock, association)
    step = NextStep("call", date(2026, 6, 9))
    with pytest.raises(Conflict):
        take_step(actor=LEYLA, now=clock.now(), parts=association, seen=seen, step=step)
