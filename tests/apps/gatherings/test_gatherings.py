from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from apps.gatherings.conftest import LINK, PLAN, SITTING
from apps.gatherings.told import invalid
from association_cast import EZRA, LEYLA, MIRA, NIMA, shirins_file
from khabar.apps.casework.actions import erase_file
from khabar.apps.gatherings import actions, admitting, floor, minutes
from khabar.apps.gatherings.keeping import Who
from khabar.apps.gatherings.models import Gathering, Guest, Seat, Sitting
from khabar.apps.gatherings.queries import (
    gathering_for,
    gathering_of,
    gatherings,
    person_behind,
)
from khabar.apps.outbox.models import Item
from khabar.domain.actors import Actor, staff
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.gatherings.admission import REAL_NAME, SHARED, Card
from khabar.domain.gatherings.invitations import WayIn
from khabar.domain.gatherings.minutes import Line, LineKind
from khabar.domain.gatherings.nameless import LIKE_A_NAME, NAMES_INSIDE
from khabar.domain.ids import AccountId

if TYPE_CHECKING:
    from apps.gatherings.conftest import Hall

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
EDITOR = staff(AccountId("f2" * 16), Duty.EDITOR)


def test_a_gathering_is_kept_sealed_and_opened_by_those_who_hold_it(hall: Hall) -> None:
    seen = hall.now
    assert seen.plan == PLAN
    assert hall.sitting.plan.way_in.link == LINK
    assert [one.card.pseudonym for one in seen.guests_of(hall.sitting_id)] == ["Owl"]
    assert hall.sitting.plan.moderator == seen.guests[0].id
    assert [one.id for one in gatherings(EDITOR, parts=hall.parts)] == [hall.id]
    assert gathering_of(hall.sitting_id, EDITOR, parts=hall.parts).id == hall.id


def test_nothing_of_it_stands_readable_in_the_database(hall: Hall) -> None:
    hall.admit("Sparrow")
    hall.invite()
    said = [
        repr(bytes(one) if isinstance(one, memoryview) else one)
        for model in (Gathering, Sitting, Guest, Seat, Item)
        for row in model._default_manager.values_list()
        for one in row
    ]
    whole = " ".join(said)
    for word in ("Sparrow", "Golnar", "calls.example", "north", "ministry", "families.example", "2026-05-03"):
        assert word not in whole


def test_ezra_opens_nothing_and_moves_nothing(hall: Hall) -> None:
    outsider = staff(EZRA.account, Duty.COMPANION)  # type: ignore[arg-type]  # Ezra of the cast has an account
    for act in (
        lambda: gatherings(outsider, parts=hall.parts),
        lambda: gathering_for(hall.id, outsider, parts=hall.parts),
        lambda: gathering_of(hall.sitting_id, outsider, parts=hall.parts),
        lambda: actions.open_gathering(**hall.by(outsider), plan=PLAN),
        lambda: hall.admit("Sparrow", actor=outsider),
        lambda: hall.invite(actor=outsider),
        lambda: hall.change_sitting(actor=outsider, name="morning"),
        lambda: floor.call_next(**hall.by(NIMA), sitting=hall.sitting),
    ):
        with pytest.raises(Refused):
            act()
    with pytest.raises(Refused):
        gathering_for("0" * 32, LEYLA, parts=hall.parts)
    with pytest.raises(Refused):
        gathering_of("0" * 32, LEYLA, parts=hall.parts)


@pytest.mark.parametrize("title", ["the meeting about Darius Ahmadi", "نشست دربارهٔ داریوش احمدی", "freedom for Darius"])
def test_no_title_looks_like_a_name(hall: Hall, title: str) -> None:
    with pytest.raises(Invalid) as problem:
        actions.open_gathering(**hall.by(), plan=replace(PLAN, title=title))
    assert invalid(problem) == ("title", LIKE_A_NAME)


def test_a_colleague_may_say_that_a_word_is_no_person(hall: Hall) -> None:
    plan = replace(PLAN, title="the call in Jasmin Hall", not_a_person=("Jasmin Hall",))
    assert actions.open_gathering(**hall.by(), plan=plan)


def test_words_that_name_somebody_of_a_family_keep_that_family_from_being_admitted(hall: Hall) -> None:
    file = shirins_file(hall.parts)
    actions.change_gathering(**hall.by(), seen=hall.now, plan=replace(PLAN, regions=("north", "south", "dariush")))
    with pytest.raises(Invalid) as problem:
        hall.admit("Sparrow", who=Who(person="shirin", email="s@families.example"), file=file)
    assert problem.value.field == "regions"
    assert problem.value.message == NAMES_INSIDE


def test_once_a_family_takes_part_only_an_advocate_changes_the_words_and_none_names_them(hall: Hall) -> None:
    hall.admit("Sparrow", who=Who(person="shirin", email="s@families.example"), file=shirins_file(hall.parts))

    def retitled(actor: Actor, title: str) -> None:
        actions.change_gathering(**hall.by(actor), seen=hall.now, plan=replace(PLAN, title=title))

    def renamed(actor: Actor, name: str) -> None:
        hall.change_sitting(actor, name=name)

    for act in (retitled, renamed):
        with pytest.raises(Invalid) as problem:
            act(EDITOR, "letters")
        assert problem.value.message == actions.FOR_ADVOCATES
        with pytest.raises(Invalid) as problem:
            act(LEYLA, "letters for dariush")
        assert problem.value.message == NAMES_INSIDE
        act(LEYLA, "letters")


def test_a_real_name_lies_with_the_file_and_is_known_to_its_advocates_alone(hall: Hall) -> None:
    file = shirins_file(hall.parts)
    guest = hall.admit("Sparrow", who=Who(person="shirin", email="s@families.example"), file=file)
    seen = hall.now.guest(guest)
    known = person_behind(seen, LEYLA, parts=hall.parts)
    assert known
    assert (known.name, known.email) == ("Shirin Ahmadi", "s@families.example")
    assert person_behind(seen, EDITOR, parts=hall.parts) is None
    with pytest.raises(Refused):
        person_behind(seen, NIMA, parts=hall.parts)


def test_with_the_file_goes_the_name_and_the_pseudonym_stays(hall: Hall) -> None:
    file = shirins_file(hall.parts)
    guest = hall.admit("Sparrow", who=Who(person="shirin", email="s@families.example"), file=file)
    erase_file(actor=LEYLA, now=hall.parts.clock.now(), parts=hall.parts, file_id=file)
    seen = hall.now.guest(guest)
    assert seen.card.pseudonym == "Sparrow"
    assert person_behind(seen, LEYLA, parts=hall.parts) is None
    with pytest.raises(Invalid) as problem:
        hall.invite(guest)
    assert problem.value.field == "email"


@pytest.mark.parametrize("pseudonym", ["Shirin", "shirin", "شیرین", "Darius", "daryush", "Ahmadi the bird"])
def test_a_pseudonym_holds_no_real_name_of_the_file(hall: Hall, pseudonym: str) -> None:
    with pytest.raises(Invalid) as problem:
        hall.admit(pseudonym, who=Who(person="shirin"), file=shirins_file(hall.parts))
    assert invalid(problem) == ("pseudonym", REAL_NAME)


@pytest.mark.parametrize("same", ["Sparrow", "sparrow", " Sparrow", "SPARROW"])
def test_two_people_of_a_sitting_never_share_a_pseudonym(hall: Hall, same: str) -> None:
    hall.admit("Sparrow")
    with pytest.raises(Invalid) as problem:
        hall.admit(same)
    assert invalid(problem) == ("pseudonym", SHARED)
    assert len(hall.now.guests) == 2


def test_the_schema_itself_holds_that_no_name_stands_twice(hall: Hall) -> None:
    hall.admit("Sparrow")
    first, second = Seat.objects.order_by("id")
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(id=first.id).update(name_key=second.name_key)


def test_a_pseudonym_is_free_again_once_its_place_is_given_up(hall: Hall) -> None:
    guest = hall.admit("Sparrow")
    admitting.withdraw_guest(**hall.by(), seen=hall.now, guest=hall.now.guest(guest))
    assert hall.now.guest(guest).seat_in(hall.sitting_id) is None
    assert hall.admit("Sparrow")


def test_somebody_without_a_file_needs_a_name_and_a_known_region(hall: Hall) -> None:
    for more, field in (
        ({"who": Who()}, "name"),
        ({"region": "east"}, "region"),
        ({"sittings": frozenset()}, "sittings"),
    ):
        with pytest.raises(Invalid) as problem:
            hall.admit("Sparrow", **more)
        assert problem.value.field == field
    with pytest.raises(Invalid) as problem:
        hall.admit("Sparrow", sittings=frozenset({"0" * 32}))
    assert problem.value.field == "sittings"


def test_two_who_change_at_once_do_not_overwrite_one_another(hall: Hall) -> None:
    seen = hall.now
    actions.change_gathering(**hall.by(), seen=seen, plan=replace(PLAN, title="letters"))
    with pytest.raises(Conflict):
        actions.change_gathering(**hall.by(MIRA), seen=seen, plan=replace(PLAN, title="petitions"))
    assert hall.now.plan.title == "letters"
    with pytest.raises(Conflict):
        actions.change_sitting(
            **hall.by(),
            seen=hall.now,
            sitting=replace(hall.sitting, version=7),
            plan=SITTING,
        )


def test_a_region_somebody_speaks_from_cannot_go(hall: Hall) -> None:
    with pytest.raises(Invalid) as problem:
        actions.change_gathering(**hall.by(), seen=hall.now, plan=replace(PLAN, regions=("north",)))
    assert problem.value.field == "regions"


def test_a_sitting_needs_a_moderator_of_a_known_region_who_stays(hall: Hall) -> None:
    owl = Card(pseudonym="Owl", region="east")
    with pytest.raises(Invalid) as problem:
        actions.add_sitting(**hall.by(), seen=hall.now, plan=SITTING, moderator=owl)
    assert problem.value.field == "region"
    with pytest.raises(Conflict, match="moderator"):
        admitting.withdraw_guest(**hall.by(), seen=hall.now, guest=hall.now.guests[0])


def test_closing_forgets_ways_in_and_addresses_and_keeps_minutes(hall: Hall) -> None:
    guest = hall.admit("Sparrow")
    said = Line("", LineKind.SAID, "nobody has written since spring", guest)
    minutes.write_line(**hall.by(), gathering=hall.now, sitting=hall.sitting, line=said)
    actions.close_gathering(**hall.by(), seen=hall.now)
    assert hall.sitting.plan.way_in == WayIn()
    known = person_behind(hall.now.guest(guest), LEYLA, parts=hall.parts)
    assert known
    assert (known.name, known.email) == ("Golnar Rad", "")
    assert len(hall.sitting.minutes.lines) == 1
    for act in (lambda: hall.admit("Heron"), lambda: floor.call_next(**hall.by(), sitting=hall.sitting)):
        with pytest.raises(Conflict, match="closed"):
            act()
