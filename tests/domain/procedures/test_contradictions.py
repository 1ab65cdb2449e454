"""Cases that cannot be: each is found with the field to mend, and what can be is left alone."""

from __future__ import annotations

import pytest

from domain.procedures.invented_cases import MEXICO, NO_CONTACT, OPEN, changed, day, other
from khabar.domain.procedures import Case, ProcedureId
from khabar.domain.procedures.contradictions import contradictions
from khabar.domain.procedures.facts import LastSeen, LinkedCase, NationalDoor, OwnWord, Remedy

P = ProcedureId


def seen(date: str, **told: object) -> Case:
    return changed(disappearance={"last_seen": LastSeen(date=day(date), **told)})  # type: ignore[arg-type]


IMPOSSIBLE = [
    ("person.stateless", changed(person={"stateless": True, "nationality": (MEXICO,)})),
    ("disappearance.began", changed(person={"birth": day("2027")})),
    ("disappearance.last_seen.date", seen("1989-12-31")),
    ("disappearance.last_seen.date", seen("2026-09-01")),
    ("disappearance.linked_case.began", changed(disappearance={"linked_case": LinkedCase(False, day("2026"))})),  # noqa: FBT003
    ("disappearance.last_seen.date", changed(seen("2026-11-20"), disappearance={"began": day("2026-10-01")})),
    ("domestic.final_decision", changed(domestic={"final_decision": day("2026-10-01")})),
    ("own_word.heard", changed(own_word=OwnWord(heard=False, said=NO_CONTACT.said))),
    ("own_word.heard", changed(own_word=OwnWord(heard=False, how=NO_CONTACT.how))),
    ("submitter.anonymous", changed(submitter={"anonymous": True})),
    ("remedies[0].filed", changed(remedies=(Remedy(filed=day("2026-10-01")),))),
    ("remedies[1].ended", changed(remedies=(Remedy(), Remedy(filed=day("2026-11-03"), ended=day("2026-11-02"))))),
    ("domestic.final_decision", changed(domestic={"exhausted": False})),
    (
        "domestic.ombudsman.last_day",
        changed(domestic={"ombudsman": NationalDoor(has_limit=False, last_day=day("2027"))}),
    ),
    ("other_procedures[0].filed", changed(other_procedures=(other(filed=day("2026-10-01")),))),
    ("other_procedures[0].ended", changed(other_procedures=(other(filed=day("2026-11-02"), ended=day("2026-11-01")),))),
    ("other_procedures[0].pending", changed(other_procedures=(other(pending=True, ended=day("2026-11-01")),))),
    ("other_procedures[0].same_matter", changed(other_procedures=(other(same_facts=False),))),
    (
        "other_procedures[0].same_matter",
        changed(other_procedures=(other(same_matter=False, same_author=True, same_facts=True, same_rights=True),)),
    ),
    (
        "other_procedures[0].last_letter_to_us",
        changed(other_procedures=(other(filed=day("2026-11-02"), last_letter_to_us=day("2026-11-01")),)),
    ),
]


@pytest.mark.parametrize(("field", "case"), IMPOSSIBLE)
def test_what_cannot_be_is_found_at_its_field(field: str, case: Case) -> None:
    assert field in [one.field for one in contradictions(case)]


POSSIBLE = [
    OPEN,
    Case(),
    seen("2026-10-22"),
    changed(seen("2026-09-01"), disappearance={"last_sign_of_life": day("2026-10-20")}),
    changed(seen("2026-11-20", in_custody=True), disappearance={"began": day("2026-10-01")}),
    changed(person={"stateless": True, "nationality": ()}),
    changed(other_procedures=(other(filed=day("2020"), same_matter=False),)),
    changed(disappearance={"began": day("2026"), "last_seen": LastSeen(date=day("2026-02"))}),
    changed(own_word=NO_CONTACT),
]


@pytest.mark.parametrize("number", range(len(POSSIBLE)))
def test_what_can_be_is_left_alone(number: int) -> None:
    assert contradictions(POSSIBLE[number]) == ()
