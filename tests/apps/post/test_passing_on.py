from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cast
from apps.post.sealed_slips import new_slips, opens
from khabar.apps.consent.actions import record_answer
from khabar.apps.consent.queries import may_tell, permit_covering
from khabar.apps.ledger.queries import flaws_in_chain
from khabar.apps.matches.actions import note_findings, take_step
from khabar.apps.matches.memory import Register
from khabar.apps.matches.models import Pair
from khabar.apps.matches.queries import pair_view, pairs_of_request
from khabar.apps.outbox.models import Item
from khabar.apps.post import contact
from khabar.apps.post.actions import take_message
from khabar.apps.post.filing import pass_on, take_back_passing
from khabar.apps.post.models import Promise
from khabar.apps.post.ways import way_open
from khabar.apps.registry.models import Request
from khabar.apps.registry.queries import closed_ids, open_requests, request_file
from khabar.domain.answers import Disclosure, Setting, Tells, draft_answer
from khabar.domain.asking import Step
from khabar.domain.before_asking import SaidOfMe, Verification
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.forms import RequestForm, Way
from khabar.domain.inheritance import NEVER, NOT_NAMED, Passing

if TYPE_CHECKING:
    from khabar.domain.ids import PairId, PresenceId, RequestId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

HEIRS = {"heirs": ("my son Kian",), "must_not_inherit": ("Ezra Rostami",)}


def passing(parts: Parts, number: str = "", **heir: object) -> Passing:
    written = {"enquirer_name": "Kian Ahmadi", "enquirer_given": "Kian", "kinship": "nephew", "slip_number": number}
    form = RequestForm(filed_at=parts.clock.now().isoformat(), **(written | heir))  # type: ignore[arg-type]  # by name
    return Passing(chosen="my son Kian", related="son", heir=form, reason="The neighbours buried her.")


def pass_to_kian(parts: Parts, request: RequestId, number: str = "", **heir: object) -> RequestId:
    now = parts.clock.now()
    return pass_on(actor=cast.FARID, now=now, parts=parts, request_id=request, passing=passing(parts, number, **heir))


def shirin(parts: Parts, **more: object) -> RequestId:
    return cast.file_request(parts, cast.shirins_request(parts.clock.now(), **(HEIRS | more)))


def darius(parts: Parts) -> PresenceId:
    return cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))


def told(parts: Parts, request: RequestId, presence: PresenceId, tells: Tells = Tells.MESSAGES) -> PairId:
    """Darius was asked, and answered for Shirin alone."""
    pair = cast.pair_of(parts, request, presence)
    cast.verify_enquirer(parts, request)
    cast.ask(parts, pair)
    cast.answered(parts, pair, tells, own_words="I think of you, Shirin")
    return pair


def match(parts: Parts) -> None:
    Register.of_this_process().match_new(actor=cast.JOB, now=parts.clock.now(), parts=parts)


def test_the_search_goes_on_under_a_request_and_a_page_of_the_heirs_own(parts: Parts) -> None:
    [slip] = new_slips(parts, 1)
    old = shirin(parts, said_of_me=SaidOfMe.FULL_NAME)
    cast.objects(parts, old, stands=True)
    new = pass_to_kian(parts, old, slip.outer)
    cast.renew(parts)
    assert opens(slip) is not None
    heirs, hers = request_file(new, parts=parts), request_file(old, parts=parts)
    assert (heirs.form.name, heirs.form.enquirer_name) == ("Darius Ahmadi", "Kian Ahmadi")
    assert (heirs.form.said_of_me, heirs.verification) == (SaidOfMe.NOTHING, Verification.NONE)
    assert heirs.objection  # whoever asked for silence about him asked it of everybody
    assert (heirs.came_from, hers.passed_to, hers.is_closed) == (old, new, True)
    assert [one.id for one in open_requests(parts=parts)] == [new]
    assert list(flaws_in_chain("house")) == []


def test_nothing_that_was_told_or_allowed_reaches_the_heir_or_whoever_finds_the_old_slip(parts: Parts) -> None:
    [slip] = new_slips(parts, 1)
    old, presence = shirin(parts), darius(parts)
    told(parts, old, presence)
    assert cast.page_after_round(parts, "shirin").of_kind("word")
    on = parts.clock.now().date()
    assert permit_covering(presence, old, Disclosure.ALIVE, on=on, parts=parts)
    new = pass_to_kian(parts, old, slip.outer)
    match(parts)
    assert cast.page_after_round(parts, "shirin").pieces == ()
    read = opens(slip)
    assert read is not None
    assert read.pieces == ()
    for one in (old, new):
        assert may_tell(presence, one, on=on, parts=parts) == frozenset()
        assert all(permit_covering(presence, one, what, on=on, parts=parts) is None for what in Disclosure)
        assert way_open(one, on=on, parts=parts) is None


def test_what_was_about_to_leave_when_she_died_does_not_leave(parts: Parts) -> None:
    [slip] = new_slips(parts, 1)
    old = shirin(parts)
    told(parts, old, darius(parts))
    pass_to_kian(parts, old, slip.outer)
    assert cast.page_after_round(parts, "shirin").pieces == ()
    read = opens(slip)
    assert read is not None
    assert read.pieces == ()


def test_the_person_is_asked_anew_for_the_heir_and_no_more_for_the_dead(parts: Parts) -> None:
    old, presence = shirin(parts), darius(parts)
    pair = cast.pair_of(parts, old, presence)
    cast.verify_enquirer(parts, old)
    new = pass_to_kian(parts, old)
    match(parts)
    [anew] = pairs_of_request(new, parts=parts)
    assert anew.presence_id == presence
    on = parts.clock.now().date()
    assert not pair_view(pair, cast.MIRA, on=on, parts=parts).may_be_asked
    assert pair_view(anew.id, cast.MIRA, on=on, parts=parts).may_be_asked
    with pytest.raises(Refused):
        cast.agree_to_ask(parts, pair, cast.MIRA)
    cast.verify_enquirer(parts, new)
    cast.ask(parts, anew.id)
    cast.answered(parts, anew.id, Tells.ALIVE)
    assert Disclosure.ALIVE in may_tell(presence, new, on=on, parts=parts)
    assert may_tell(presence, old, on=on, parts=parts) == frozenset()


def test_an_asking_that_has_not_left_when_she_died_does_not_leave(parts: Parts) -> None:
    old = shirin(parts)
    pair = cast.pair_of(parts, old, darius(parts))
    cast.verify_enquirer(parts, old)
    cast.agree_to_ask(parts, pair, cast.MIRA, cast.TOMAS)
    pass_to_kian(parts, old)
    cast.release(parts)
    assert pair_view(pair, cast.MIRA, on=parts.clock.now().date(), parts=parts).file.inside.standing.state == "proposed"


def test_a_no_that_comes_after_her_death_is_kept_and_shields_him_from_the_heir(parts: Parts) -> None:
    old, presence = shirin(parts), darius(parts)
    pair = cast.pair_of(parts, old, presence)
    cast.verify_enquirer(parts, old)
    cast.ask(parts, pair)
    new = pass_to_kian(parts, old)
    cast.answered(parts, pair, Tells.NOTHING, Setting.ALONE)
    match(parts)
    [anew] = pairs_of_request(new, parts=parts)
    assert not pair_view(anew.id, cast.MIRA, on=parts.clock.now().date(), parts=parts).may_be_asked


def test_a_yes_that_comes_after_her_death_tells_nobody(parts: Parts) -> None:
    [slip] = new_slips(parts, 1)
    old, presence = shirin(parts), darius(parts)
    pair = cast.pair_of(parts, old, presence)
    cast.verify_enquirer(parts, old)
    cast.ask(parts, pair)
    pass_to_kian(parts, old, slip.outer)
    cast.answered(parts, pair, Tells.ADDRESS, Setting.ALONE, address="behind the mill")
    assert cast.page_after_round(parts, "shirin").pieces == ()
    read = opens(slip)
    assert read is not None
    assert read.pieces == ()


def test_that_the_person_named_her_names_nobody_after_her(parts: Parts) -> None:
    old = shirin(parts)
    named = {"tells": Tells.ALIVE, "tell_name": "Shirin"}
    presence = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now(), **named))
    pair = cast.pair_of(parts, old, presence)
    note_findings(actor=cast.MIRA, now=parts.clock.now(), parts=parts, pair_id=pair, findings=cast.FOUND_OUT)
    pass_to_kian(parts, old)
    with pytest.raises(Invalid, match="died"):
        take_step(actor=cast.MIRA, now=parts.clock.now(), parts=parts, pair_id=pair, step=Step.AGREE_IS_NAMED)


def test_new_presences_are_held_against_the_heirs_request_alone(parts: Parts) -> None:
    old = shirin(parts)
    match(parts)
    new = pass_to_kian(parts, old)
    darius(parts)
    match(parts)
    assert [pair.request_id for pair in Pair.objects.all()] == [new]


def test_whoever_finds_her_slip_writes_in_nobodys_name(parts: Parts) -> None:
    old = shirin(parts)
    pass_to_kian(parts, old)
    sent, key = cast.sent_by(parts, "shirin", "Tell me where you live.")
    with pytest.raises(Refused):
        take_message(actor=cast.JOB, now=parts.clock.now(), parts=parts, sent=sent, key=key)


def test_nobody_calls_or_writes_to_the_dead_and_the_heir_is_promised_a_day(parts: Parts) -> None:
    old = shirin(parts, way=Way.TELEPHONE, phone="0700 555 0147", email="shirin@example.org")
    contact.promise_first(
        actor=cast.JOB, now=parts.clock.now(), parts=parts, holder=old, form=request_file(old, parts=parts).form
    )
    new = pass_to_kian(parts, old, way=Way.TELEPHONE, phone="0700 555 0199")
    assert [one.holder for one in Promise.objects.all()] == [new]
    waiting = Item.objects.count()
    later = parts.clock.now() + timedelta(days=parts.options.contact_days + 1)
    contact.renew_dates(actor=cast.JOB, now=later, parts=parts)
    assert Item.objects.count() == waiting


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"chosen": "Ezra"}, NOT_NAMED),
        ({"heir": {"enquirer_name": "Ezra Rostami"}}, NEVER),
    ],
)
def test_ezra_inherits_nothing(parts: Parts, change: dict[str, object], field: str) -> None:
    old = shirin(parts)
    told(parts, old, darius(parts))
    planned = passing(parts)
    heir = replace(planned.heir, **change.pop("heir", {}))  # type: ignore[arg-type]  # values by name
    with pytest.raises(Invalid, match=field):
        pass_on(
            actor=cast.FARID,
            now=parts.clock.now(),
            parts=parts,
            request_id=old,
            passing=replace(planned, heir=heir, **change),  # type: ignore[arg-type]  # values by name
        )
    assert closed_ids() == frozenset()
    assert Request.objects.count() == 1


def test_ezra_of_another_desk_passes_nothing_on(parts: Parts) -> None:
    old, now = shirin(parts), parts.clock.now()
    for actor in (cast.NIMA, cast.LEYLA, cast.MIRA, cast.EZRA_OPERATOR, cast.JOB):
        with pytest.raises(Refused):
            pass_on(actor=actor, now=now, parts=parts, request_id=old, passing=passing(parts))
        with pytest.raises(Refused):
            take_back_passing(actor=actor, now=now, parts=parts, request_id=old, reason="She lives.")
    assert closed_ids() == frozenset()


def test_a_request_passes_on_once_and_the_heirs_slip_is_used_once(parts: Parts) -> None:
    [slip] = new_slips(parts, 1)
    old = shirin(parts)
    pass_to_kian(parts, old, slip.outer)
    with pytest.raises(Conflict):
        pass_to_kian(parts, old)
    another = cast.file_request(parts, cast.ezras_request(parts.clock.now(), heirs=("my son Kian",)))
    with pytest.raises(Invalid, match="No unused slip"):
        pass_to_kian(parts, another, slip.outer)
    assert closed_ids() == {old}


def test_when_she_was_not_dead_her_page_says_all_it_said_and_the_heirs_falls_silent(parts: Parts) -> None:
    [slip] = new_slips(parts, 1)
    old, presence = shirin(parts), darius(parts)
    told(parts, old, presence)
    before = cast.page_after_round(parts, "shirin").pieces
    new = pass_to_kian(parts, old, slip.outer)
    match(parts)
    [anew] = pairs_of_request(new, parts=parts)
    cast.verify_enquirer(parts, new)
    cast.ask(parts, anew.id)
    cast.answered(parts, anew.id, Tells.ALIVE)
    assert cast.page_after_round(parts, "shirin").pieces == ()
    take_back_passing(
        actor=cast.FARID, now=parts.clock.now(), parts=parts, request_id=old, reason="She came herself, with her slip."
    )
    assert cast.page_after_round(parts, "shirin").pieces == before
    read = opens(slip)
    assert read is not None
    assert read.pieces == ()
    on = parts.clock.now().date()
    assert Disclosure.ALIVE in may_tell(presence, old, on=on, parts=parts)
    assert may_tell(presence, new, on=on, parts=parts) == frozenset()
    with pytest.raises(Conflict):
        take_back_passing(actor=cast.FARID, now=parts.clock.now(), parts=parts, request_id=old, reason="Again.")
    with pytest.raises(Invalid):
        take_back_passing(actor=cast.FARID, now=parts.clock.now(), parts=parts, request_id=old, reason=" ")


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=st.lists(st.tuples(st.sampled_from(Tells), st.sampled_from([Setting.ALONE, Setting.OBSERVED])), max_size=2),
    after=st.lists(st.tuples(st.sampled_from(Tells), st.sampled_from([Setting.ALONE, Setting.OBSERVED])), max_size=2),
    turns=st.integers(0, 2),
)
def test_no_path_by_which_an_heir_reads_what_was_told_to_another(
    parts: Parts,
    before: list[tuple[Tells, Setting]],
    after: list[tuple[Tells, Setting]],
    turns: int,
) -> None:
    """Whatever is answered for Shirin before and after her death, and however often it is taken back.

    Each example leaves the tables as it found them.
    """
    with transaction.atomic(), transaction.atomic(using="porch"):
        [slip] = new_slips(parts, 1)
        old, presence = shirin(parts), darius(parts)
        _answers(parts, old, presence, before)
        new = pass_to_kian(parts, old, slip.outer)
        for turn in range(turns):
            if turn % 2 == 0:
                take_back_passing(
                    actor=cast.FARID, now=parts.clock.now(), parts=parts, request_id=old, reason="She lives."
                )
            else:
                pass_to_kian(parts, old)
        _answers(parts, old, presence, after)
        cast.release(parts)
        cast.renew(parts)
        read = opens(slip)
        assert read is not None
        assert read.pieces == ()
        assert may_tell(presence, new, on=parts.clock.now().date(), parts=parts) == frozenset()
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="porch")


def _answers(parts: Parts, request: RequestId, presence: PresenceId, said: list[tuple[Tells, Setting]]) -> None:
    for tells, setting in said:
        draft = draft_answer(
            tells=tells,
            setting=setting,
            given_on=parts.clock.now().date(),
            own_words="I live",
            address="the mill",
        )
        named = cast.read_by_two(replace(draft, subject=presence, recipient=request))
        record_answer(actor=cast.TOMAS, now=parts.clock.now(), parts=parts, draft=named)
