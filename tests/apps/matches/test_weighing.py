"""Two people decide about a death and about a child; a bringer speaks, no page tells, and rows do not differ."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

import cast
from khabar.apps.accounts.actions import declare_kin
from khabar.apps.consent import actions as consent
from khabar.apps.consent.queries import death_behind, may_tell, newest_permit, wish_of
from khabar.apps.matches import weighing
from khabar.apps.matches.actions import note_findings, record_answer, take_step
from khabar.apps.matches.files import Findings, opened_pair
from khabar.apps.matches.queries import facts_of, may_be_asked, pair_view
from khabar.apps.registry.queries import request_file
from khabar.domain.answers import Disclosure, Setting, Tells, draft_answer
from khabar.domain.asking import PairState, Step
from khabar.domain.before_asking import QuestionCheck, Risk
from khabar.domain.best_interests import Danger, Guardian, Interest, InterestsDraft, OwnWish
from khabar.domain.death import DeathDraft, Ground, Source
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.domain.actors import Actor
    from khabar.domain.ids import PairId, PresenceId, RequestId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

CHILD = Findings(route_risk=Risk.LOW, questions=QuestionCheck.AGREE, by_name_alone_possible=True, under_age=True)


def write_down(
    parts: Parts, pair: PairId, found: DeathDraft | InterestsDraft, who: Actor = cast.MIRA, seen: int | None = None
) -> None:
    weighing.weigh(actor=who, now=parts.clock.now(), parts=parts, pair_id=pair, found=found, seen=seen)


def confirm(parts: Parts, pair: PairId, who: Actor = cast.TOMAS, reason: str = "I asked too.") -> None:
    weighing.confirm_weighed(actor=who, now=parts.clock.now(), parts=parts, pair_id=pair, reason=reason)


def may_tell_living(tells: Tells) -> frozenset[Disclosure]:
    """What an answer said alone, without an address in it, opens."""
    if tells is Tells.NOTHING:
        return frozenset()
    living = {Disclosure.SEEN_ALIVE, Disclosure.ALIVE}
    return frozenset(living if tells is Tells.ALIVE else living | {Disclosure.MESSAGE})


def waits(parts: Parts, pair: PairId) -> bool:
    return opened_pair(pair, parts=parts).inside.weighed is not None


def told(parts: Parts, pair: PairId) -> frozenset[Disclosure]:
    file = opened_pair(pair, parts=parts)
    return may_tell(file.presence_id, file.request_id, on=parts.clock.now().date(), parts=parts)


def child_pair(parts: Parts, request_id: RequestId, birth: str = "2012") -> PairId:
    """Somebody born in this year is here, and may be whom Shirin seeks; she wrote no year."""
    presence = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now(), birth=birth))
    pair = cast.pair_of(parts, request_id, presence)
    now = parts.clock.now()
    note_findings(actor=cast.MIRA, now=now, parts=parts, pair_id=pair, findings=cast.FOUND_OUT)
    return pair


@pytest.fixture
def sister(parts: Parts) -> RequestId:
    """Shirin, who wrote no date of birth."""
    made = cast.file_request(parts, cast.shirins_request(parts.clock.now(), birth=""))
    cast.verify_enquirer(parts, made)
    return made


def agree(parts: Parts, pair: PairId, who: Actor) -> PairState:
    now, step = parts.clock.now(), Step.AGREE_TO_ASK
    return take_step(actor=who, now=now, parts=parts, pair_id=pair, step=step, reason="Known to the elders")


def test_a_death_that_two_people_recorded_is_for_a_bringer_and_on_no_page(parts: Parts, pair: PairId) -> None:
    permit = cast.weighed(parts, pair, cast.death_found(parts))
    assert told(parts, pair) == {Disclosure.DEATH}
    file, today = opened_pair(pair, parts=parts), parts.clock.now().date()
    assert newest_permit(file.presence_id, file.request_id) == permit
    death = death_behind(permit, on=today, parts=parts)
    assert death
    assert death.agreed_by == (cast.MIRA.account, cast.TOMAS.account)
    assert death.found.to_say == "In spring, of a fever. It is certain."
    assert cast.page_after_round(parts, "shirin").pieces == ()


def test_one_person_decides_nothing_and_nobody_outside_the_desk_takes_part(parts: Parts, pair: PairId) -> None:
    write_down(parts, pair, cast.death_found(parts))
    assert told(parts, pair) == frozenset()
    with pytest.raises(Refused):
        confirm(parts, pair, who=cast.MIRA)
    for outsider in cast.OUTSIDE_THE_DESK:
        with pytest.raises(Refused):
            write_down(parts, pair, cast.death_found(parts), who=outsider)
        with pytest.raises(Refused):
            confirm(parts, pair, who=outsider)
        with pytest.raises(Refused):
            weighing.drop_weighed(actor=outsider, now=parts.clock.now(), parts=parts, pair_id=pair)
    assert told(parts, pair) == frozenset()
    assert waits(parts, pair)


def test_ezra_at_the_desk_sees_and_decides_nothing_about_his_own_family(parts: Parts, pair: PairId) -> None:
    from_his_family = cast.ezra_joins(parts, Duty.ASKING_DESK)
    assert from_his_family.account
    cast_kin(parts, from_his_family)
    with pytest.raises(Refused):
        write_down(parts, pair, cast.death_found(parts), who=from_his_family)
    write_down(parts, pair, cast.death_found(parts))
    with pytest.raises(Refused):
        confirm(parts, pair, who=from_his_family)


def cast_kin(parts: Parts, who: Actor) -> None:
    assert who.account
    declare_kin(actor=who, now=parts.clock.now(), parts=parts, account=who.account, name="Darius Ahmadi")


def test_the_wish_in_life_is_the_last_that_was_said_and_it_decides(
    parts: Parts, pair: PairId, presence_id: PresenceId
) -> None:
    assert wish_of(presence_id, parts=parts) == ""
    with pytest.raises(Invalid):
        write_down(parts, pair, cast.death_found(parts, Ground.WISH))
    cast.ask(parts, pair)
    cast.answered(parts, pair, Tells.NOTHING, if_i_die="my sister Shirin")
    assert wish_of(presence_id, parts=parts) == "my sister Shirin"
    with pytest.raises(Invalid):
        write_down(parts, pair, cast.death_found(parts))
    cast.weighed(parts, pair, cast.death_found(parts, Ground.WISH))
    assert told(parts, pair) == {Disclosure.DEATH}


def test_a_wish_that_came_meanwhile_is_looked_at_once_more(parts: Parts, pair: PairId) -> None:
    cast.ask(parts, pair)
    write_down(parts, pair, cast.death_found(parts))
    cast.answered(parts, pair, Tells.NOTHING, if_i_die="tell nobody")
    with pytest.raises(Invalid):
        confirm(parts, pair)
    assert told(parts, pair) == frozenset()


@pytest.mark.parametrize("ground", [Ground.TWO_PEOPLE, Ground.WISH])
def test_whoever_must_not_know_does_not_hear_of_a_death_either(parts: Parts, ground: Ground) -> None:
    wish = "Shirin" if ground is Ground.WISH else ""
    here = cast.dariuss_presence(parts.clock.now(), must_not_know=("Shirin Ahmadi",), if_i_die=wish)
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    pair = cast.pair_of(parts, request, cast.file_presence(parts, here))
    cast.weighed(parts, pair, cast.death_found(parts, ground))
    assert told(parts, pair) == frozenset()


def test_of_one_who_has_died_nothing_living_is_told_and_nobody_is_asked(
    parts: Parts, pair: PairId, clock: SettableClock
) -> None:
    cast.ask(parts, pair)
    cast.answered(parts, pair, Tells.MESSAGES)
    assert Disclosure.ALIVE in told(parts, pair)
    cast.weighed(parts, pair, cast.death_found(parts, Ground.NOT_TOLD, source=Source.HEARSAY, to_say=""))
    assert told(parts, pair) == frozenset()
    clock.advance(timedelta(days=400))
    assert not may_be_asked(opened_pair(pair, parts=parts), on=clock.now().date(), parts=parts)
    cast.answered(parts, pair, Tells.ALIVE)
    assert Disclosure.ALIVE in told(parts, pair)


@pytest.mark.parametrize("tells", Tells)
def test_an_answer_that_one_colleague_wrote_down_lets_nobody_speak_of_a_death_nor_of_life(
    parts: Parts, pair: PairId, tells: Tells
) -> None:
    cast.ask(parts, pair)
    cast.answered(parts, pair, Tells.MESSAGES)
    permit, now = cast.weighed(parts, pair, cast.death_found(parts)), parts.clock.now()
    assert death_behind(permit, on=now.date(), parts=parts) is not None
    written = draft_answer(tells=tells, setting=Setting.ALONE, given_on=now.date())
    record_answer(actor=cast.MIRA, now=now, parts=parts, pair_id=pair, answer=written)
    assert told(parts, pair) == frozenset()
    assert death_behind(permit, on=now.date(), parts=parts) is None
    known = weighing.weighed_of(pair_view(pair, cast.TOMAS, on=now.date(), parts=parts), parts=parts)
    assert (known.has_died, known.is_in_doubt) == (True, True)
    cast.confirmed(parts, pair)
    assert told(parts, pair) == may_tell_living(tells)
    assert death_behind(permit, on=now.date(), parts=parts) is None


def test_an_unread_answer_to_somebody_else_lets_no_older_yes_speak_again(parts: Parts, pair: PairId) -> None:
    cast.ask(parts, pair)
    cast.answered(parts, pair, Tells.MESSAGES)
    cast.weighed(parts, pair, cast.death_found(parts))
    aunt = cast.file_request(parts, cast.ezras_request(parts.clock.now()))
    darius, now = opened_pair(pair, parts=parts).presence_id, parts.clock.now()
    said = draft_answer(tells=Tells.NOTHING, setting=Setting.ALONE, given_on=now.date())
    consent.write_down(actor=cast.MIRA, now=now, parts=parts, subject=darius, recipient=aunt, said=said)
    assert told(parts, pair) == frozenset()


def test_what_waits_is_taken_back_and_what_has_changed_is_not_confirmed(parts: Parts, pair: PairId) -> None:
    now = parts.clock.now()
    with pytest.raises(Conflict):
        confirm(parts, pair)
    write_down(parts, pair, cast.death_found(parts))
    weighing.drop_weighed(actor=cast.TOMAS, now=now, parts=parts, pair_id=pair)
    assert not waits(parts, pair)
    with pytest.raises(Conflict):
        write_down(parts, pair, cast.death_found(parts), seen=1)
    write_down(parts, pair, cast.interests_found(parts))
    with pytest.raises(Invalid):
        confirm(parts, pair, reason=" ")
    confirm(parts, pair)
    assert not waits(parts, pair)


def test_the_desk_reads_what_waits_and_what_was_recorded(parts: Parts, pair: PairId) -> None:
    def seen() -> weighing.WeighedView:
        view = pair_view(pair, cast.TOMAS, on=parts.clock.now().date(), parts=parts)
        return weighing.weighed_of(view, parts=parts)

    assert (seen().waits, seen().death, seen().interests, seen().has_died) == (None, None, None, False)
    cast.weighed(parts, pair, cast.interests_found(parts))
    cast.weighed(parts, pair, cast.death_found(parts))
    write_down(parts, pair, cast.death_found(parts, Ground.NOT_TOLD))
    now = seen()
    assert now.death
    assert now.interests
    assert now.waits
    assert now.has_died
    assert now.waits.by == cast.MIRA.account


def test_a_child_is_asked_only_after_a_best_interests_decision(parts: Parts, sister: RequestId) -> None:
    pair = child_pair(parts, sister)
    with pytest.raises(Refused):
        agree(parts, pair, cast.MIRA)
    write_down(parts, pair, cast.interests_found(parts))
    with pytest.raises(Refused):
        agree(parts, pair, cast.MIRA)
    confirm(parts, pair)
    agree(parts, pair, cast.MIRA)
    assert agree(parts, pair, cast.TOMAS) is PairState.TO_ASK
    cast.release(parts)
    cast.answered(parts, pair, Tells.ALIVE)
    assert told(parts, pair) == {Disclosure.SEEN_ALIVE, Disclosure.ALIVE}
    cast.weighed(parts, pair, cast.interests_found(parts, Interest.LEFT_IN_PEACE))
    assert told(parts, pair) == frozenset()


def test_news_of_a_child_passes_to_nobody_without_a_decision_whoever_wrote_it(parts: Parts, sister: RequestId) -> None:
    pair = child_pair(parts, sister, birth="1986")
    cast.ask(parts, pair)
    cast.answered(parts, pair, Tells.ALIVE)
    assert told(parts, pair)
    other = child_pair(parts, sister)
    file = opened_pair(other, parts=parts)
    now, on = parts.clock.now(), parts.clock.now().date()
    assert facts_of(file, request_file(sister, parts=parts), on=on, parts=parts).is_child_undecided
    named = cast.dariuss_presence(now, birth="2012", tell_name="Shirin", tells=Tells.ALIVE, last_place="Ostheim")
    own = cast.pair_of(parts, sister, cast.file_presence(parts, named))
    note_findings(actor=cast.MIRA, now=now, parts=parts, pair_id=own, findings=cast.FOUND_OUT)
    step = Step.AGREE_IS_NAMED
    with pytest.raises(Invalid):
        take_step(actor=cast.MIRA, now=now, parts=parts, pair_id=own, step=step)
    cast.weighed(parts, own, cast.interests_found(parts))
    for one in (cast.MIRA, cast.TOMAS):
        take_step(actor=one, now=now, parts=parts, pair_id=own, step=step)
    assert Disclosure.ALIVE in told(parts, own)


@pytest.mark.parametrize(
    "said",
    [
        {"own_wish": OwnWish.NO},
        {"danger": Danger.THE_ENQUIRER},
        {"guardian": Guardian.REFUSES},
        {"decided_by": "Shirin Ahmadi"},
    ],
)
def test_a_parent_who_is_the_danger_finds_no_way_to_a_child(
    parts: Parts, sister: RequestId, said: dict[str, object]
) -> None:
    pair = child_pair(parts, sister)
    with pytest.raises(Invalid):
        write_down(parts, pair, cast.interests_found(parts, Interest.MAY_BE_ASKED, **said))
    with pytest.raises(Refused):
        agree(parts, pair, cast.MIRA)


def test_a_decision_for_one_enquirer_is_none_for_another(parts: Parts, sister: RequestId) -> None:
    pair = child_pair(parts, sister)
    ezra = cast.file_request(parts, cast.ezras_request(parts.clock.now(), birth=""))
    cast.verify_enquirer(parts, ezra)
    other = cast.pair_of(parts, ezra, opened_pair(pair, parts=parts).presence_id)
    cast.weighed(parts, pair, cast.interests_found(parts))
    now = parts.clock.now()
    note_findings(actor=cast.MIRA, now=now, parts=parts, pair_id=other, findings=cast.FOUND_OUT)
    with pytest.raises(Refused):
        agree(parts, other, cast.MIRA)


def test_a_child_of_whom_no_date_tells_is_left_in_peace_also_after_a_yes(parts: Parts, pair: PairId) -> None:
    """Both sides wrote the year of a grown man; the desk met a child."""
    cast.ask(parts, pair)
    cast.answered(parts, pair, Tells.ALIVE)
    assert Disclosure.ALIVE in told(parts, pair)
    cast.weighed(parts, pair, cast.interests_found(parts, Interest.LEFT_IN_PEACE))
    assert told(parts, pair) == frozenset()
    file, on = opened_pair(pair, parts=parts), parts.clock.now().date()
    assert facts_of(file, request_file(file.request_id, parts=parts), on=on, parts=parts).is_child_undecided
    cast.weighed(parts, pair, cast.interests_found(parts))
    cast.answered(parts, pair, Tells.ALIVE)
    assert Disclosure.ALIVE in told(parts, pair)


def test_who_comes_of_age_decides_alone(parts: Parts, sister: RequestId, clock: SettableClock) -> None:
    pair = child_pair(parts, sister, birth="2009-01-10")
    cast.weighed(parts, pair, cast.interests_found(parts, Interest.LEFT_IN_PEACE))
    note_findings(actor=cast.MIRA, now=clock.now(), parts=parts, pair_id=pair, findings=CHILD)
    with pytest.raises(Refused):
        agree(parts, pair, cast.MIRA)
    clock.advance(timedelta(days=365))
    agree(parts, pair, cast.MIRA)
    assert agree(parts, pair, cast.TOMAS) is PairState.TO_ASK
