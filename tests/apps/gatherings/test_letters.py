from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apps.gatherings.test_floor_and_minutes import written
from association_cast import LEYLA, MIRA, SHIRINS, agreed, shirins_file
from khabar.apps.correspondence import actions, queries
from khabar.apps.correspondence.letters import BodyCard, BodyKind
from khabar.apps.gatherings.keeping import Who
from khabar.apps.gatherings.letters import Wanted, draft_of_minutes
from khabar.domain.actors import staff
from khabar.domain.casework.consents import Scope, Use
from khabar.domain.duties import Duty
from khabar.domain.errors import Invalid, Refused
from khabar.domain.gatherings.minutes import LineKind
from khabar.domain.ids import AccountId

if TYPE_CHECKING:
    from apps.gatherings.conftest import Hall
    from khabar.apps.correspondence.letters import OpenedLetter

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
EZRA_EDITS = staff(AccountId("e2" * 16), Duty.EDITOR)


def ministry(hall: Hall) -> str:
    card = BodyCard(name="The Ministry of Answers", kind=BodyKind.AUTHORITY, language="en", email="a@answers.example")
    return actions.add_body(actor=LEYLA, now=hall.parts.clock.now(), parts=hall.parts, card=card)


def approve_text(hall: Hall) -> None:
    template = queries.template_named("request_for_information.en.1")
    now = hall.parts.clock.now()
    actions.approve_template(actor=MIRA, now=now, parts=hall.parts, name=template.name, digest=template.digest)


def drafted(hall: Hall, to: str, language: str = "en") -> OpenedLetter:
    wanted = Wanted(to, language, "the letters nobody answers", "Sir or Madam", ("Leyla",))
    now = hall.parts.clock.now()
    made = draft_of_minutes(actor=LEYLA, now=now, parts=hall.parts, gathering=hall.now, wanted=wanted)
    return queries.letter_now(made, parts=hall.parts)


def test_minutes_become_a_draft_that_names_whom_one_file_allows_and_says_the_rest_by_pseudonym(hall: Hall) -> None:
    approve_text(hall)
    to, file = ministry(hall), shirins_file(hall.parts, SHIRINS)
    shirin = hall.admit("Sparrow", who=Who(person="shirin", email="s@families.example"), file=file)
    written(hall, LineKind.SAID, "no letter since spring", shirin)
    written(hall, LineKind.ASKED, "How many letters were handed out?")
    letter = drafted(hall, to)
    assert (letter.file, letter.body.named) == ("", ())
    assert "“Sparrow”: no letter since spring" in letter.body.texts["background"]
    assert queries.objections(letter, today=hall.parts.clock.now().date(), parts=hall.parts) == ()
    agreed(file, "shirin", Scope(Use.RECIPIENT, to), hall.parts)
    letter = drafted(hall, to)
    assert letter.file == file
    assert "Shirin Ahmadi: no letter since spring" in letter.body.texts["background"]
    golnar = hall.admit("Heron", who=Who(name="Golnar Rad"))
    written(hall, LineKind.SAID, "nobody answers the telephone", golnar)
    assert "“Heron”: nobody answers the telephone" in drafted(hall, to).body.texts["background"]


def test_without_a_question_or_an_approved_text_no_letter_is_drafted(hall: Hall) -> None:
    to = ministry(hall)
    with pytest.raises(Invalid) as refused:
        drafted(hall, to)
    assert refused.value.field == "language"
    approve_text(hall)
    with pytest.raises(Invalid, match="Nothing is marked as a question") as refused:
        drafted(hall, to)
    assert refused.value.field == "text"


def test_nobody_but_an_advocate_makes_a_letter_and_only_to_a_body_that_is_known(hall: Hall) -> None:
    approve_text(hall)
    wanted = Wanted("0" * 32, "en", "letters", "Sir or Madam", ("Leyla",))
    for actor in (EZRA_EDITS, LEYLA):
        with pytest.raises(Refused):
            draft_of_minutes(
                actor=actor, now=hall.parts.clock.now(), parts=hall.parts, gathering=hall.now, wanted=wanted
            )
