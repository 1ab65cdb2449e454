"""A word that one person speaks to one person: named by two, asked of the gate at each opening, closed when spoken."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

import cast
from apps.consent.cases import verify_key
from apps.consent.worlds import shape_of
from khabar.apps.calls import bringing
from khabar.apps.consent.actions import record_answer
from khabar.apps.consent.models import Permit
from khabar.apps.consent.queries import newest_permit
from khabar.apps.ledger.models import Event
from khabar.apps.ledger.queries import flaws_in_events
from khabar.apps.matches import actions as matches
from khabar.apps.matches import bringers
from khabar.apps.matches.files import opened_pair
from khabar.apps.post.erasing import erase
from khabar.domain.actors import staff
from khabar.domain.answers import Setting, Tells, draft_answer
from khabar.domain.bringing import Brought
from khabar.domain.death import Ground
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import AccountId, PermitId
from khabar.domain.page import PieceKind

if TYPE_CHECKING:
    from apps.calls.desk import Voices
    from khabar.domain.actors import Actor
    from khabar.domain.ids import PairId, PresenceId, RequestId

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

ELSEWHERE = {"name": "Bahram Sohrabi", "enquirer_name": "Parvin Sohrabi", "enquirer_given": "Parvin"}


@pytest.fixture
def mother(voices: Voices) -> RequestId:
    return voices.family()


@pytest.fixture
def darius(voices: Voices) -> PresenceId:
    return cast.file_presence(voices.parts, cast.dariuss_presence(voices.clock.now()))


@pytest.fixture
def pair(voices: Voices, mother: RequestId, darius: PresenceId) -> PairId:
    return voices.answer(mother, darius)


def another(voices: Voices) -> PairId:
    """Another family of another person, told something too."""
    other = voices.family(**ELSEWHERE)
    here = cast.file_presence(voices.parts, cast.dariuss_presence(voices.clock.now(), name="Bahram Sohrabi"))
    return voices.answer(other, here)


def told_to(voices: Voices, who: Actor | None = None) -> str:
    word = voices.word(who)
    return word.to if word else ""


def permit_of(voices: Voices, pair: PairId) -> PermitId:
    file = opened_pair(pair, parts=voices.parts)
    permit = newest_permit(file.presence_id, file.request_id)
    assert permit
    return permit


def test_whom_two_people_name_sees_the_words_whom_to_tell_and_how_and_nothing_else(
    voices: Voices, pair: PairId
) -> None:
    voices.propose(pair, voices.omar)
    assert voices.word() is None, "one voice names nobody"
    voices.confirm(pair)
    word = voices.word()
    assert word
    assert (word.to, word.phone, word.question, word.answer) == (
        "Golnar Ahmadi",
        "۰۷۱ ۵۵ ۰۱ ۲۳",
        "What did we call the goat?",
        "Minister",
    )
    (piece,) = word.words
    assert (piece.kind, piece.name, piece.text) == (PieceKind.WORD, "Darius Ahmadi", "I am well. I still sing.")
    assert "داریوش" not in str(word.words), "he is called as his mother calls him"


def test_a_death_is_spoken_by_whom_two_people_named_and_no_page_or_other_word_carries_it(
    voices: Voices, mother: RequestId, darius: PresenceId
) -> None:
    pair = cast.pair_of(voices.parts, mother, darius)
    cast.weighed(voices.parts, pair, cast.death_found(voices.parts))
    voices.name(pair)
    assert voices.word() is None, "nothing is brought before the round"
    cast.release(voices.parts)
    word = voices.word()
    assert word
    assert word.died == bringing.SpokenDeath("Darius Ahmadi", "In spring, of a fever. It is certain.")
    assert (word.to, word.words) == ("Golnar Ahmadi", ())
    assert "fever" not in repr(word)
    voices.bring(word.permit, Brought.SPOKEN)
    assert voices.word() is None


def test_a_death_that_is_kept_has_no_bringer_and_a_sign_of_life_stops_one_who_is_under_way(
    voices: Voices, mother: RequestId, darius: PresenceId
) -> None:
    pair = cast.pair_of(voices.parts, mother, darius)
    cast.weighed(voices.parts, pair, cast.death_found(voices.parts, Ground.NOT_TOLD))
    cast.release(voices.parts)
    with pytest.raises(Invalid):
        voices.name(pair)
    cast.verify_enquirer(voices.parts, mother)
    cast.weighed(voices.parts, pair, cast.death_found(voices.parts))
    cast.release(voices.parts)
    voices.name(pair)
    assert voices.word()
    lives = draft_answer(tells=Tells.NOTHING, setting=Setting.OBSERVED, given_on=voices.today)
    record_answer(
        actor=cast.MIRA,
        now=voices.clock.now(),
        parts=voices.parts,
        draft=replace(lives, subject=darius, recipient=mother),
    )
    assert voices.word() is None


def test_nobody_names_a_bringer_alone_and_nobody_outside_the_desk_names_one(voices: Voices, pair: PairId) -> None:
    voices.propose(pair, voices.omar)
    with pytest.raises(Refused):
        voices.confirm(pair, cast.MIRA)
    for somebody in (cast.FARID, cast.NIMA, voices.omar, cast.EZRA_OPERATOR):
        with pytest.raises(Refused):
            voices.propose(pair, voices.omar, somebody)
        with pytest.raises(Refused):
            voices.confirm(pair, somebody)
        with pytest.raises(Refused):
            bringers.drop_bringer(actor=somebody, now=voices.clock.now(), parts=voices.parts, pair_id=pair)


def test_nothing_is_brought_before_the_round_in_which_it_leaves(
    voices: Voices, mother: RequestId, darius: PresenceId
) -> None:
    pair = cast.pair_of(voices.parts, mother, darius)
    cast.verify_enquirer(voices.parts, mother)
    cast.ask(voices.parts, pair)
    cast.answered(voices.parts, pair, Tells.ALIVE)
    voices.name(pair)
    assert voices.word() is None
    cast.release(voices.parts)
    assert voices.word()


def test_a_withdrawal_an_objection_and_the_last_day_close_it_between_two_openings(voices: Voices, pair: PairId) -> None:
    voices.name(pair)
    assert voices.word()
    mother = opened_pair(pair, parts=voices.parts).request_id
    cast.objects(voices.parts, mother, stands=True)
    assert voices.word() is None
    cast.objects(voices.parts, mother, stands=False)
    permit = permit_of(voices, pair)
    assert voices.word()
    matches.withdraw(actor=cast.MIRA, now=voices.clock.now(), parts=voices.parts, pair_id=pair)
    assert voices.word() is None
    with pytest.raises(Refused):
        voices.bring(permit, Brought.SPOKEN)


def test_what_has_run_out_is_not_brought(voices: Voices, pair: PairId) -> None:
    voices.name(pair)
    voices.clock.advance(timedelta(days=200))
    assert voices.word() is None


def test_a_later_answer_needs_a_bringer_of_its_own(voices: Voices, pair: PairId) -> None:
    voices.name(pair)
    cast.answered(voices.parts, pair, Tells.ALIVE, own_words="Tell mother the tree bears again.")
    cast.release(voices.parts)
    assert voices.word() is None
    voices.name(pair)
    word = voices.word()
    assert word
    assert "tree bears" in word.words[0].text


def test_ezra_who_is_named_for_one_word_reads_and_notes_no_other(voices: Voices, pair: PairId) -> None:
    ezra = voices.colleague("ezra", Duty.BRINGER)
    other = another(voices)
    voices.name(pair)
    voices.name(other, ezra)
    assert told_to(voices) == "Golnar Ahmadi"
    assert told_to(voices, ezra) == "Parvin Sohrabi"
    for permit in (permit_of(voices, pair), PermitId("0" * 32)):
        for brought in Brought:
            with pytest.raises(Refused):
                voices.bring(permit, brought, ezra)
    for duty in (Duty.HELPER, Duty.FAMILY_DESK, Duty.ASKING_DESK, Duty.LETTERS, Duty.CARRIER):
        with pytest.raises(Refused):
            voices.word(staff(ezra.account or AccountId(""), duty))


def test_whose_family_it_turns_out_to_be_sees_it_no_more(voices: Voices, pair: PairId) -> None:
    voices.name(pair)
    voices.is_kin(voices.omar, "Darius Ahmadi")
    assert voices.word() is None


def test_where_nothing_may_be_told_nobody_is_named(voices: Voices, mother: RequestId, darius: PresenceId) -> None:
    pair = cast.pair_of(voices.parts, mother, darius)
    with pytest.raises(Invalid, match="no answer yet"):
        voices.propose(pair, voices.omar)
    cast.verify_enquirer(voices.parts, mother)
    cast.ask(voices.parts, pair)
    assert bringers.bringer_of(opened_pair(pair, parts=voices.parts), parts=voices.parts).named.bringer == ""
    cast.answered(voices.parts, pair, Tells.NOTHING)
    with pytest.raises(Invalid, match="nothing to bring"):
        voices.propose(pair, voices.omar)


def test_spoken_is_a_signed_station_and_closes_the_word_for_good(voices: Voices, pair: PairId) -> None:
    voices.name(pair)
    permit = permit_of(voices, pair)
    voices.bring(permit, Brought.NOT_REACHED)
    assert voices.word(), "he tries again"
    before = Event.objects.filter(kind="station").count()
    voices.bring(permit, Brought.SPOKEN)
    assert Event.objects.filter(kind="station").count() == before + 1
    assert voices.word() is None
    with pytest.raises(Refused):
        voices.bring(permit, Brought.SPOKEN)
    with pytest.raises(Conflict):
        bringers.drop_bringer(actor=cast.MIRA, now=voices.clock.now(), parts=voices.parts, pair_id=pair)
    named = bringers.bringer_of(opened_pair(pair, parts=voices.parts), parts=voices.parts).named
    assert (named.brought, named.agreed_by) == (Brought.SPOKEN, (cast.MIRA.account, cast.TOMAS.account))


def test_after_the_stop_word_the_desk_has_to_name_somebody_again(voices: Voices, pair: PairId) -> None:
    voices.name(pair)
    voices.bring(permit_of(voices, pair), Brought.STOP_WORD)
    assert voices.word() is None
    voices.name(pair)
    assert voices.word()


def test_what_was_proposed_or_named_is_taken_back_until_it_is_spoken(voices: Voices, pair: PairId) -> None:
    voices.propose(pair, voices.omar)
    bringers.drop_bringer(actor=cast.TOMAS, now=voices.clock.now(), parts=voices.parts, pair_id=pair)
    with pytest.raises(Conflict):
        voices.confirm(pair)
    voices.name(pair)
    bringers.drop_bringer(actor=cast.MIRA, now=voices.clock.now(), parts=voices.parts, pair_id=pair)
    assert voices.word() is None


def test_an_erased_person_takes_the_word_along(voices: Voices, pair: PairId, darius: PresenceId) -> None:
    voices.name(pair)
    erase(actor=cast.JOB, now=voices.clock.now(), parts=voices.parts, holder=darius)
    assert voices.word() is None


def test_each_opening_is_in_the_ledger_and_only_a_bringer_opens(voices: Voices) -> None:
    bringing.note_opened(actor=voices.omar, now=voices.clock.now(), parts=voices.parts)
    with pytest.raises(Refused):
        bringing.note_opened(actor=cast.FARID, now=voices.clock.now(), parts=voices.parts)


def test_an_observed_yes_lets_no_more_be_spoken_than_stands_on_a_page(
    voices: Voices, mother: RequestId, darius: PresenceId
) -> None:
    pair = cast.pair_of(voices.parts, mother, darius)
    cast.verify_enquirer(voices.parts, mother)
    cast.ask(voices.parts, pair)
    cast.answered(voices.parts, pair, Tells.MESSAGES, Setting.OBSERVED, own_words="they treat me well")
    cast.release(voices.parts)
    voices.name(pair)
    word = voices.word()
    assert word
    assert [(one.kind, one.text) for one in word.words] == [(PieceKind.SEEN, "")]


def test_naming_leaves_the_same_rows_as_two_other_changes_of_a_pair(voices: Voices, pair: PairId) -> None:
    assert voices.omar.account, "he joins before the worlds part"

    def names() -> None:
        voices.name(pair)

    def finds_out_twice() -> None:
        for who in (cast.MIRA, cast.TOMAS):
            matches.note_findings(
                actor=who, now=voices.clock.now(), parts=voices.parts, pair_id=pair, findings=cast.FOUND_OUT
            )

    assert shape_of(names) == shape_of(finds_out_twice)
    assert Permit.objects.count() == 1


def test_every_event_of_a_story_with_a_bringer_is_signed_and_whole(voices: Voices, pair: PairId) -> None:
    voices.name(pair)
    voices.bring(permit_of(voices, pair), Brought.SPOKEN)
    assert list(flaws_in_events([verify_key(voices.parts)])) == []
