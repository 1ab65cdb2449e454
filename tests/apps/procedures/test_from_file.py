"""What a file already says of its case: proposals, and what holds whatever the facts say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from association_cast import SHIRINS, TODAY, agreed, opened, shirins_file, written
from khabar.apps.casework.files import Document, FileBody
from khabar.apps.procedures.cases import Filed, Happening, Kept, OpenedSubmission, What
from khabar.apps.procedures.from_file import always, proposed, taken_back, was_asked, with_submissions
from khabar.domain.bar_list import Bar, Departure, Ground, Holding
from khabar.domain.casework.consents import Scope, Stand, Use
from khabar.domain.casework.events import CaseEvent, EventKind, Source
from khabar.domain.casework.next_steps import NextStep
from khabar.domain.casework.people import FilePerson, Part
from khabar.domain.procedures import Case
from khabar.domain.procedures.facts import Agreed, Consents, HowEnded, OtherProcedure, PersonConsent, Word
from khabar.domain.procedures.ids import ProcedureId

if TYPE_CHECKING:
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def event(kind: EventKind, when: str, what: str, speaker: str = "a trader") -> CaseEvent:
    return CaseEvent(kind, when, what, Source(speaker))


def test_people_lines_holders_and_documents_are_proposed(association: Parts) -> None:
    body = FileBody(label="a", people=SHIRINS.people, step=SHIRINS.step, holding=Holding(frozenset({"LBY", "KEN"})))
    file = shirins_file(association, body)
    for one in (
        event(EventKind.BORN, "1365", "born in Lindenau"),
        event(EventKind.TAKEN, "2026-02-10", "taken at the market"),
        event(EventKind.LAST_SEEN, "2026-02-11", "seen in a car", "Nima"),
        event(EventKind.CALL, "2026-02-14", "one call"),
        event(EventKind.STEP, "", "asked the police"),
        Document("a letter", "ab" * 32, "blob", 5),
    ):
        written(file, one, association)
    assert proposed(opened(file, association)) == {
        "person": {"name": "Darius Ahmadi", "other_names": ["داریوش احمدی"], "birth": "1365"},
        "disappearance": {
            "held_in": ["KEN", "LBY"],
            "began": "2026-02-10",
            "circumstances": "taken at the market\nseen in a car",
            "last_seen": {"date": "2026-02-11", "by": "Nima"},
            "last_sign_of_life": "2026-02-14",
        },
        "submitter": {"name": "Shirin Ahmadi", "relation": "relative", "kinship": "sister"},
        "remedies": [{"kind": "asked the police"}],
        "attachments": [{"title": "a letter", "sha256": "ab" * 32}],
    }


def test_a_file_of_nobody_proposes_nothing(association: Parts) -> None:
    body = FileBody(label="a", people=(FilePerson("nima", "Nima", Part.OTHER),), step=NextStep("call", TODAY))
    assert proposed(opened(shirins_file(association, body), association)) == {}


def test_hearsay_of_life_is_no_sign_of_life(association: Parts) -> None:
    file = shirins_file(association)
    written(file, event(EventKind.HEARD_OF, "2026-02-20", "somebody saw him"), association)
    assert "disappearance" not in proposed(opened(file, association))


def test_bars_origin_and_the_own_word_are_the_files_alone(association: Parts) -> None:
    bars = (Bar("NLD", Ground.ORIGIN), Bar("NLD", Ground.FORWARDS, "b" * 32))
    body = FileBody(
        label="a",
        people=SHIRINS.people,
        step=SHIRINS.step,
        departure=Departure("NLD", had_left=None, left_in_fear=frozenset({"DEU"})),
        own_word="a letter, he was alone",
    )
    file = opened(shirins_file(association, body), association)
    case = always(Case(), replace(file, body=replace(file.body, bars=bars)), {"b" * 32: "WGEID"}, None)
    assert case.person.country_of_origin == "NLD"
    assert case.person.left_in_fear == ("DEU",)
    assert case.own_word.said is Word.ALIVE_NO_CONTACT
    assert case.bar_list is not None
    assert {(one.state, one.body) for one in case.bar_list} == {("NLD", ""), ("NLD", "WGEID")}


@pytest.mark.parametrize(
    ("departure", "asked"),
    [(Departure(), False), (Departure(had_left=False), True), (Departure("NLD", had_left=True), True)],
)
def test_a_bar_list_counts_as_asked_once_anybody_noted_where_they_came_from(
    association: Parts, departure: Departure, *, asked: bool
) -> None:
    body = FileBody(label="a", people=SHIRINS.people, step=SHIRINS.step, departure=departure)
    file = opened(shirins_file(association, body), association)
    assert was_asked(file) is asked
    assert (always(Case(), file, {}, None).bar_list is None) is not asked


def test_a_no_to_everything_holds_until_consents_are_kept_again(association: Parts) -> None:
    file = shirins_file(association)
    yes = Case(consents=Consents(filing=Agreed(everywhere=True), publication=Agreed(everywhere=True)))
    before = Kept(TODAY, "leyla", len(opened(file, association).entries))
    agreed(file, "shirin", None, association, stand=Stand.WITHDRAWN)
    agreed(file, "darius", None, association, stand=Stand.REFUSED)
    now = opened(file, association)
    assert taken_back(now, before) == {"shirin", "darius"}
    after = always(yes, now, {}, before).consents
    assert not after.filing.everywhere
    assert not after.publication.everywhere
    assert after.person_concerned is PersonConsent.REFUSED
    again = always(yes, now, {}, Kept(TODAY, "leyla", len(now.entries))).consents
    assert again.filing.everywhere


def test_a_no_to_one_body_is_no_withdrawal_of_all(association: Parts) -> None:
    file = shirins_file(association)
    agreed(file, "shirin", Scope(Use.RECIPIENT, "c" * 32), association, stand=Stand.REFUSED)
    assert taken_back(opened(file, association), None) == frozenset()


def test_what_we_filed_counts_and_leaves_unsaid_what_nobody_said() -> None:
    filed = Filed(procedure=ProcedureId.CED_30, on=TODAY, by="Shirin")
    ours = (OpenedSubmission("1" * 32, "2" * 32, 1, filed),)
    assert with_submissions(Case(), ours).other_procedures == (filed.as_procedure(), OtherProcedure())
    assert with_submissions(Case(other_procedures=()), ours).other_procedures == (filed.as_procedure(),)
    assert with_submissions(Case(), ()).other_procedures is None


def test_an_ended_submission_is_over_and_says_how() -> None:
    ended = Happening(What.ENDED, date(2026, 5, 1), "closed", how_ended=HowEnded.SUSPENDED)
    told = Filed(procedure=ProcedureId.CED_30, on=TODAY, by="Shirin", happenings=(ended,)).as_procedure()
    assert told.is_over
    assert told.how_ended is HowEnded.SUSPENDED
    assert told.is_same is None
