"""The list of speakers of a sitting, and its minutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from apps.gatherings.conftest import PLAN
from apps.gatherings.told import invalid
from association_cast import LEYLA, agreed, shirins_file
from khabar.apps.gatherings import admitting, floor, minutes
from khabar.apps.gatherings.keeping import Who
from khabar.apps.gatherings.queries import (
    minutes_as_letter,
    minutes_in_words,
)
from khabar.domain.actors import staff
from khabar.domain.casework.consents import ConsentEvent, Scope, Stand, Use
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.gatherings.admission import MinutesAs
from khabar.domain.gatherings.minutes import Line, LineKind
from khabar.domain.gatherings.speakers import Way, upcoming
from khabar.domain.ids import AccountId

if TYPE_CHECKING:
    from apps.gatherings.conftest import Hall

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
EDITOR = staff(AccountId("f2" * 16), Duty.EDITOR)


def test_the_list_of_speakers_is_kept_and_explained(hall: Hall) -> None:
    sparrow, heron = hall.admit("Sparrow"), hall.admit("Heron", "south")
    for one, way in ((sparrow, Way.PHONE), (heron, Way.CHAT)):
        floor.raise_hand(**hall.by(), sitting=hall.sitting, guest=hall.now.guest(one), way=way)
    floor.call_next(**hall.by(), sitting=hall.sitting)
    hall.parts.clock.advance(timedelta(seconds=40))  # type: ignore[attr-defined]  # the clock of tests
    assert hall.sitting.floor.current
    assert hall.sitting.floor.current.hand.speaker == sparrow
    owl = hall.now.guests_of(hall.sitting_id)[-1]
    assert owl.card.pseudonym == "Owl"
    floor.raise_reply(**hall.by(), sitting=hall.sitting, guest=owl, way=Way.CALL)
    places = upcoming(hall.sitting.floor, PLAN.rules)
    assert [one.hand.speaker for one in places] == [owl.id, heron]
    floor.lower_hand(**hall.by(), sitting=hall.sitting, number=places[0].hand.number)
    floor.take_back(**hall.by(), sitting=hall.sitting)
    assert [one.hand.speaker for one in upcoming(hall.sitting.floor, PLAN.rules)] == [sparrow, heron]
    floor.call_next(**hall.by(), sitting=hall.sitting)
    floor.pass_over(**hall.by(), sitting=hall.sitting)
    floor.call_next(**hall.by(), sitting=hall.sitting)
    floor.end_turn(**hall.by(), sitting=hall.sitting)
    assert [one.hand.speaker for one in hall.sitting.floor.turns] == [heron]


def test_an_act_pressed_twice_is_done_once(hall: Hall) -> None:
    seen, guest = hall.sitting, hall.admitted("Sparrow")
    floor.raise_hand(**hall.by(), sitting=seen, guest=guest, way=Way.CALL)
    with pytest.raises(Conflict):
        floor.raise_hand(**hall.by(), sitting=seen, guest=guest, way=Way.CALL)
    assert len(hall.sitting.floor.hands) == 1


def test_who_leaves_is_off_the_list_and_may_not_raise_a_hand(hall: Hall) -> None:
    guest = hall.admitted("Sparrow")
    floor.raise_hand(**hall.by(), sitting=hall.sitting, guest=guest, way=Way.CALL)
    admitting.withdraw_guest(**hall.by(), seen=hall.now, guest=guest)
    with pytest.raises(Refused):
        floor.raise_hand(**hall.by(), sitting=hall.sitting, guest=hall.now.guest(guest.id), way=Way.CALL)
    with pytest.raises(Conflict, match="Nobody waits"):
        floor.call_next(**hall.by(), sitting=hall.sitting)


def test_who_has_spoken_stays_with_their_region(hall: Hall) -> None:
    guest = hall.admitted("Sparrow")
    floor.raise_hand(**hall.by(), sitting=hall.sitting, guest=guest, way=Way.CALL)
    floor.call_next(**hall.by(), sitting=hall.sitting)
    moved = admitting.Entry(card=replace(guest.card, region="south"), who=Who(), sittings=frozenset({hall.sitting_id}))
    with pytest.raises(Invalid) as problem:
        admitting.change_guest(**hall.by(), seen=hall.now, guest=guest, entry=moved)
    assert invalid(problem) == ("region", admitting.SPEAKS_FOR)


def written(hall: Hall, kind: LineKind, text: str, speaker: str = "") -> None:
    line = Line("", kind, text, speaker)
    minutes.write_line(**hall.by(), gathering=hall.now, sitting=hall.sitting, line=line)


def test_minutes_speak_of_everybody_as_agreed(hall: Hall) -> None:
    sparrow = hall.admit("Sparrow")
    mother = hall.admit("Heron", card={"minutes_as": MinutesAs.DESCRIBED, "described": "A mother from the north"})
    silent = hall.admit("Stork", card={"minutes_as": MinutesAs.UNNAMED})
    written(hall, LineKind.SAID, "no letter since spring", sparrow)
    written(hall, LineKind.SAID, "my son is ill", mother)
    written(hall, LineKind.SAID, "the office was closed", silent)
    written(hall, LineKind.DECIDED, "we write to the ministry")
    said = minutes_in_words(hall.now, hall.sitting, "en", today=hall.parts.clock.now().date(), parts=hall.parts)
    assert said == (
        "“Sparrow”: no letter since spring",
        "A mother from the north: my son is ill",
        "One of those present: the office was closed",
        "we write to the ministry",
    )
    minutes.drop_line(**hall.by(), sitting=hall.sitting, line=hall.sitting.minutes.lines[1].id)
    assert len(hall.sitting.minutes.lines) == 3
    with pytest.raises(Conflict):
        minutes.drop_line(**hall.by(), sitting=hall.sitting, line="0" * 32)
    with pytest.raises(Refused):
        written(hall, LineKind.SAID, "x", "0" * 32)
    with pytest.raises(Conflict):
        minutes.drop_line(**hall.by(), sitting=replace(hall.sitting, minutes_version=99), line="x")


def test_minutes_become_a_letter_that_names_who_agreed_to_it_for_that_body_alone(hall: Hall) -> None:
    file, today = shirins_file(hall.parts), hall.parts.clock.now().date()
    shirin = hall.admit("Sparrow", who=Who(person="shirin", email="s@families.example"), file=file)
    golnar = hall.admit("Heron", who=Who(name="Golnar Rad"))
    agreed(file, "shirin", Scope(Use.RECIPIENT, "ministry"), hall.parts)
    said = ConsentEvent("", Scope(Use.RECIPIENT, "ombudsman"), Stand.GIVEN, today, "G-1", "by telephone")
    admitting.note_agreement(**hall.by(), seen=hall.now, guest=hall.now.guest(golnar), said=said)
    written(hall, LineKind.SAID, "no letter since spring", shirin)
    written(hall, LineKind.SAID, "nobody answers the telephone", golnar)
    written(hall, LineKind.ASKED, "How many letters\nwere handed out?", shirin)

    def letter_to(body: str) -> tuple[str, list[tuple[str, str, tuple[str, ...]]]]:
        scope = Scope(Use.RECIPIENT, body)
        made = minutes_as_letter(hall.now, scope, "en", actor=LEYLA, today=today, parts=hall.parts)
        assert made.texts["questions"] == "How many letters were handed out?"
        return made.texts["background"], [(one.person, one.name, one.references) for one in made.named]

    text, named = letter_to("ministry")
    assert "Shirin Ahmadi: no letter since spring" in text
    assert "“Heron”: nobody answers the telephone" in text
    assert named == [("shirin", "Shirin Ahmadi", ("C-7",))]
    text, named = letter_to("ombudsman")
    assert "“Sparrow”: no letter" in text
    assert named == [(golnar, "Golnar Rad", ("G-1",))]
    assert letter_to("court")[1] == []
    with pytest.raises(Refused):
        minutes_as_letter(hall.now, Scope(Use.RECIPIENT, "court"), "en", actor=EDITOR, today=today, parts=hall.parts)


def test_what_somebody_of_a_file_agrees_to_is_noted_there(hall: Hall) -> None:
    guest = hall.admit("Sparrow", who=Who(person="shirin"), file=shirins_file(hall.parts))
    said = ConsentEvent("", Scope(Use.RECIPIENT, "b"), Stand.ASKED, hall.parts.clock.now().date())
    with pytest.raises(Invalid) as problem:
        admitting.note_agreement(**hall.by(), seen=hall.now, guest=hall.now.guest(guest), said=said)
    assert problem.value.message == admitting.HAS_FILE
