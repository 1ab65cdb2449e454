from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from apps.gatherings.conftest import LINK, PLAN, SITTING
from association_cast import EZRA, LEYLA, MIRA, NIMA, agreed, shirins_file
from khabar.adapters.invitations import calendar_text
from khabar.apps.casework.actions import erase_file
from khabar.apps.gatherings import actions, admitting, floor, minutes
from khabar.apps.gatherings.keeping import Who
from khabar.apps.gatherings.models import Gathering, Guest, Seat, Sitting
from khabar.apps.gatherings.queries import (
    gathering_for,
    gathering_of,
    gatherings,
    mail_for,
    minutes_as_letter,
    minutes_in_words,
    person_behind,
)
from khabar.apps.outbox.models import Item
from khabar.apps.outbox.queries import waiting_count
from khabar.domain.actors import Actor, staff
from khabar.domain.casework.consents import ConsentEvent, Scope, Stand, Use
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Outside, Refused
from khabar.domain.gatherings.admission import REAL_NAME, SHARED, Card, MinutesAs
from khabar.domain.gatherings.invitations import House, Method, WayIn
from khabar.domain.gatherings.minutes import Line, LineKind
from khabar.domain.gatherings.nameless import LIKE_A_NAME, NAMES_INSIDE
from khabar.domain.gatherings.speakers import Way, upcoming
from khabar.domain.ids import AccountId

if TYPE_CHECKING:
    from apps.gatherings.conftest import Hall
    from khabar.ports import Envelope

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
EDITOR = staff(AccountId("f2" * 16), Duty.EDITOR)


def invalid(problem: pytest.ExceptionInfo[Invalid]) -> tuple[str, str]:
    return problem.value.field, problem.value.message


def told(envelope: Envelope) -> tuple[Method, int]:
    assert envelope.calendar is not None
    return envelope.calendar.method, envelope.calendar.sequence


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


def test_everybody_is_told_alone_and_nobody_is_named(hall: Hall) -> None:
    hall.admit("Sparrow")
    hall.admit("Heron", "south", card={"language": "fa"})
    assert hall.invite() == 2
    first, second = sorted(hall.mail(), key=lambda one: one.recipient)
    assert (first.recipient, second.recipient) == ("heron@families.example", "sparrow@families.example")
    assert told(first) == told(second) == (Method.REQUEST, 0)
    assert LINK in first.body
    assert "«Heron»" in first.body
    for mine, other in ((first, "sparrow"), (second, "heron")):
        assert mine.calendar
        entry = calendar_text(mine.calendar).replace("\r\n ", "")
        whole = (mine.subject + mine.body + entry).casefold()
        assert other not in whole
        assert LINK not in entry
        assert mine.calendar.attendee == mine.recipient
        for word in ("golnar", "owl", "ministry", "north", "letters nobody answers"):
            assert word not in whole
        assert mine.recipient.partition("@")[0] not in entry.replace(mine.recipient, "").casefold()
    assert first.calendar.uid != second.calendar.uid  # type: ignore[union-attr]  # seen above


def test_an_invitation_says_how_the_call_is_held(hall: Hall) -> None:
    hall.admit("Sparrow")
    hall.invite()
    (first,) = hall.mail()
    assert "not streamed" in first.body
    assert "chat is not kept" in first.body
    assert "We record nothing" in first.body
    plan = replace(PLAN, house=House(stream_off=False, chat_not_kept=False))
    actions.change_gathering(**hall.by(), seen=hall.now, plan=plan)
    (second,) = hall.mail()
    assert "is streamed" in second.body
    assert "chat is kept" in second.body
    assert told(second) == (Method.REQUEST, 1)


def test_a_changed_sitting_changes_the_calendars_by_the_same_uid_and_the_next_number(hall: Hall) -> None:
    hall.admit("Sparrow")
    hall.invite()
    (first,) = hall.mail()
    later = replace(SITTING.when, wall=datetime(2026, 5, 4, 19))  # noqa: DTZ001 - a time on the wall
    hall.change_sitting(when=later)
    (second,) = hall.mail()
    assert second.calendar
    assert first.calendar
    assert second.calendar.uid == first.calendar.uid
    assert told(second) == (Method.REQUEST, 1)
    assert second.subject.startswith("Changed:")
    assert second.calendar.when == later
    hall.change_sitting(name="late evening")
    assert hall.mail() == []


def test_who_is_not_told_yet_is_told_once_and_of_the_newest_time(hall: Hall) -> None:
    hall.admit("Sparrow")
    hall.change_sitting(way_in=WayIn(telephone="+49 30 123456", code="4711#"))
    assert hall.mail() == []
    assert (hall.invite(), hall.invite()) == (1, 0)
    hall.change_sitting(way_in=WayIn(link=LINK))
    (only,) = hall.mail()
    assert told(only) == (Method.REQUEST, 1)
    assert only.subject.startswith("Meeting:")
    assert LINK in only.body
    assert waiting_count() == 0


def test_a_cancelled_sitting_leaves_the_calendars_of_those_who_were_told(hall: Hall) -> None:
    hall.admit("Sparrow")
    hall.invite()
    hall.mail()
    hall.admit("Heron")
    actions.cancel_sitting(**hall.by(), seen=hall.now, sitting=hall.sitting)
    (only,) = hall.mail()
    assert told(only) == (Method.CANCEL, 1)
    assert only.subject.startswith("Cancelled:")
    assert LINK not in only.body
    assert hall.sitting.plan.is_cancelled
    assert hall.sitting.plan.way_in == WayIn()
    with pytest.raises(Conflict, match="cancelled"):
        actions.cancel_sitting(**hall.by(), seen=hall.now, sitting=hall.sitting)
    with pytest.raises(Conflict, match="cancelled"):
        hall.change_sitting()
    assert hall.invite() == 0


def test_no_cancellation_reaches_somebody_whose_invitation_never_left(hall: Hall) -> None:
    guest = hall.admit("Sparrow")
    hall.invite()
    admitting.withdraw_guest(**hall.by(), seen=hall.now, guest=hall.now.guest(guest))
    assert hall.mail() == []
    assert waiting_count() == 0


def test_who_comes_back_gets_an_entry_of_its_own(hall: Hall) -> None:
    guest = hall.admit("Sparrow")
    hall.invite()
    (first,) = hall.mail()
    assert first.calendar
    card, email = hall.now.guest(guest).card, "sparrow@families.example"
    admitting.withdraw_guest(**hall.by(), seen=hall.now, guest=hall.now.guest(guest))
    assert [told(one) for one in hall.mail()] == [(Method.CANCEL, 1)]
    back = admitting.Entry(card=card, who=Who(email=email), sittings=frozenset({hall.sitting_id}))
    admitting.change_guest(**hall.by(), seen=hall.now, guest=hall.now.guest(guest), entry=back)
    assert hall.invite(guest) == 1
    (again,) = hall.mail()
    assert told(again) == (Method.REQUEST, 0)
    assert again.calendar
    assert again.calendar.uid != first.calendar.uid


def test_with_another_address_the_old_one_is_cancelled_and_the_new_one_is_told(hall: Hall) -> None:
    guest = hall.admit("Sparrow")
    hall.invite()
    hall.mail()
    card = hall.now.guest(guest).card
    moved = admitting.Entry(card=card, who=Who(email="new@families.example"), sittings=frozenset({hall.sitting_id}))
    admitting.change_guest(**hall.by(), seen=hall.now, guest=hall.now.guest(guest), entry=moved)
    hall.invite()
    assert {one.recipient: told(one) for one in hall.mail()} == {
        "sparrow@families.example": (Method.CANCEL, 1),
        "new@families.example": (Method.REQUEST, 0),
    }
    admitting.change_guest(**hall.by(), seen=hall.now, guest=hall.now.guest(guest), entry=moved)
    assert hall.mail() == []


def test_a_mail_server_that_is_away_keeps_the_invitation_and_one_that_refuses_ends_it(hall: Hall) -> None:
    hall.admit("Sparrow")
    hall.invite()
    hall.post.refuses = Outside("busy", retry=True)
    assert hall.mail() == []
    assert waiting_count() == 1
    hall.post.refuses = Outside("cut off", retry=True, fate_unknown=True)
    assert hall.mail() == []
    hall.post.refuses = None
    assert len(hall.mail()) == 1
    hall.change_sitting(way_in=WayIn())
    hall.post.refuses = Outside("no such user", retry=False)
    assert hall.mail() == []
    assert waiting_count() == 0
    assert Seat.objects.exclude(told=None).get().told == 0


def test_a_mail_of_unknown_fate_is_sent_once_more_under_the_same_id_and_never_a_third_time(hall: Hall) -> None:
    hall.admit("Sparrow")
    hall.invite()
    hall.post.refuses = Outside("cut off", retry=True, fate_unknown=True)
    for _ in range(3):
        assert hall.mail() == []
    assert waiting_count() == 0


def test_whoever_has_no_address_is_read_the_words(hall: Hall) -> None:
    guest = hall.admit("Sparrow", who=Who(name="Golnar"))
    with pytest.raises(Invalid) as problem:
        hall.invite(guest)
    assert problem.value.message == admitting.NO_ADDRESS
    assert hall.invite() == 0
    known = hall.now.guest(guest)
    words = mail_for(hall.now, known, known.seats[0], Method.REQUEST, parts=hall.parts)
    assert LINK in words.text
    assert "“Sparrow”" in words.text


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
