"""Ezra inside: what one colleague tries alone that two decide, and what a desk would show him of his own family."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

import cast
from apps.wishes.wishing import about, described, wished, word
from khabar.apps.accounts.actions import close_account, create_account, declare_kin, take_duty
from khabar.apps.matches import bringers, weighing
from khabar.apps.matches.actions import note_findings, take_step
from khabar.apps.matches.files import opened_pair
from khabar.apps.matches.memory import Register
from khabar.apps.matches.wished import file_called, for_the_asking_desk, wish_for
from khabar.domain.answers import Tells
from khabar.domain.asking import PairState, Step
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Refused
from khabar.domain.ids import NO_ACCOUNT
from khabar.domain.wishes import Deed, WishKind

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.domain.actors import Actor
    from khabar.domain.ids import PairId, PresenceId, RequestId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
PASSPHRASE = "8316 2074 5591 6038 2247"


@pytest.fixture
def request_id(parts: Parts) -> RequestId:
    made = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    cast.verify_enquirer(parts, made)
    return made


@pytest.fixture
def presence_id(parts: Parts) -> PresenceId:
    return cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))


@pytest.fixture
def pair(parts: Parts, request_id: RequestId, presence_id: PresenceId) -> PairId:
    return cast.pair_of(parts, request_id, presence_id)


@pytest.fixture
def ezra(parts: Parts) -> Actor:
    return cast.ezra_joins(parts, Duty.ASKING_DESK)


def leaves(parts: Parts, who: Actor, how: str) -> None:
    """His account is closed, or the duty is taken from him; he comes back with another account, as Tomas here."""
    assert who.account
    now = parts.clock.now()
    if how == "closed":
        close_account(actor=cast.JOB, now=now, parts=parts, account=who.account)
    else:
        take_duty(actor=cast.JOB, now=now, parts=parts, account=who.account, duty=Duty.ASKING_DESK)


def agree(parts: Parts, pair: PairId, who: Actor, step: Step = Step.AGREE_TO_ASK) -> PairState:
    now = parts.clock.now()
    return take_step(actor=who, now=now, parts=parts, pair_id=pair, step=step, reason="Known to the elders")


@pytest.mark.parametrize("how", ["closed", "taken"])
def test_whoever_left_the_desk_and_comes_back_under_another_name_does_not_agree_with_himself(
    parts: Parts, pair: PairId, ezra: Actor, how: str
) -> None:
    note_findings(actor=ezra, now=parts.clock.now(), parts=parts, pair_id=pair, findings=cast.FOUND_OUT)
    agree(parts, pair, ezra)
    leaves(parts, ezra, how)
    assert agree(parts, pair, cast.TOMAS) is PairState.ONE_FOR_ASKING
    assert opened_pair(pair, parts=parts).inside.standing.agreed_by == (cast.TOMAS.account,)
    assert agree(parts, pair, cast.MIRA) is PairState.TO_ASK


def test_a_word_about_a_wish_counts_no_more_once_its_speaker_has_left(parts: Parts, ezra: Actor) -> None:
    wish = wished(parts, described(parts))
    word(parts, ezra, wish, Deed.LIFT)
    leaves(parts, ezra, "closed")
    assert not word(parts, cast.TOMAS, wish, Deed.LIFT).is_decided
    assert word(parts, cast.MIRA, wish, Deed.LIFT).is_decided


def test_a_death_that_somebody_wrote_down_who_left_waits_for_nobody(parts: Parts, pair: PairId, ezra: Actor) -> None:
    now, found = parts.clock.now(), cast.death_found(parts)
    weighing.weigh(actor=ezra, now=now, parts=parts, pair_id=pair, found=found)
    leaves(parts, ezra, "closed")
    with pytest.raises(Conflict, match="Nothing waits"):
        weighing.confirm_weighed(actor=cast.TOMAS, now=now, parts=parts, pair_id=pair, reason="I asked too.")


def test_a_bringer_whom_somebody_proposed_who_left_is_not_named(parts: Parts, pair: PairId, ezra: Actor) -> None:
    now = parts.clock.now()
    cast.ask(parts, pair)
    cast.answered(parts, pair, Tells.MESSAGES, own_words="I am well.")
    bringer = create_account(
        actor=cast.JOB,
        now=now,
        parts=parts,
        username="omar",
        display_name="Omar",
        duties=(Duty.BRINGER,),
        passphrase=PASSPHRASE,
    )
    bringers.propose_bringer(actor=ezra, now=now, parts=parts, pair_id=pair, bringer=bringer)
    leaves(parts, ezra, "closed")
    with pytest.raises(Conflict, match="Nobody is proposed"):
        bringers.confirm_bringer(actor=cast.TOMAS, now=now, parts=parts, pair_id=pair)
    at = bringers.bringer_of(opened_pair(pair, parts=parts), parts=parts)
    assert (at.proposed, at.named.bringer) == (NO_ACCOUNT, NO_ACCOUNT)


def concerns_ezra(parts: Parts, ezra: Actor, name: str) -> None:
    assert ezra.account
    declare_kin(actor=ezra, now=parts.clock.now(), parts=parts, account=ezra.account, name=name)


def test_a_colleague_whose_sister_seeks_somebody_never_sees_nor_lifts_what_that_one_wishes(
    parts: Parts, pair: PairId, presence_id: PresenceId, ezra: Actor
) -> None:
    assert pair
    silence, own = wished(parts, described(parts)), about(parts, WishKind.SEE, presence_id)
    Register.of_this_process().match_new(actor=cast.JOB, now=parts.clock.now(), parts=parts)
    assert {one.id for one in for_the_asking_desk(ezra, parts=parts)} == {silence, own}
    concerns_ezra(parts, ezra, "Shirin Ahmadi")
    assert for_the_asking_desk(ezra, parts=parts) == []
    for wish in (silence, own):
        with pytest.raises(Refused):
            wish_for(wish, ezra, parts=parts)
    with pytest.raises(Refused):
        word(parts, ezra, silence, Deed.LIFT)
    with pytest.raises(Refused):
        file_called(presence_id, ezra, parts=parts)


def test_whoever_is_kin_of_the_one_who_must_not_know_is_not_shown_that(parts: Parts, ezra: Actor) -> None:
    wish = wished(parts, described(parts, WishKind.NOT_TO, not_to=("Nima Karimi",)))
    assert wish_for(wish, ezra, parts=parts).id == wish
    concerns_ezra(parts, ezra, "Nima Karimi")
    with pytest.raises(Refused):
        wish_for(wish, ezra, parts=parts)


def test_a_parent_who_writes_that_the_child_comes_of_age_tomorrow_does_not_end_what_the_desk_thinks(
    parts: Parts, clock: SettableClock
) -> None:
    now = parts.clock.now()
    tomorrow = f"{now.year - 18}-{now.month:02}-{now.day + 1:02}"
    request = cast.file_request(parts, cast.shirins_request(now, birth=tomorrow))
    cast.verify_enquirer(parts, request)
    pair = cast.pair_of(parts, request, cast.file_presence(parts, cast.dariuss_presence(now, birth="")))
    findings = replace(cast.FOUND_OUT, under_age=True)
    note_findings(actor=cast.MIRA, now=now, parts=parts, pair_id=pair, findings=findings)
    clock.moment += timedelta(days=3)
    with pytest.raises(Refused, match="child"):
        agree(parts, pair, cast.MIRA)
