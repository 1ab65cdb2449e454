"""What people wish about their own file, done by two: erased with a card or with nothing, mended with the old kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cast
from apps.consent.worlds import shape_of
from apps.wishes.wishing import about
from khabar.apps.matches.memory import Register
from khabar.apps.matches.queries import pairs_for
from khabar.apps.matches.wished import for_the_asking_desk, for_the_family_desk, wish_for
from khabar.apps.pigeonholes.models import Pigeonhole
from khabar.apps.post.wished import say
from khabar.apps.registry.mending import mendings_of
from khabar.apps.registry.queries import erased_ids, person_of_presence, presence_file, request_file
from khabar.apps.wishes.silences import Silence, silence_between
from khabar.domain.actors import staff
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import NO_ACCOUNT, AccountId
from khabar.domain.wishes import Deed, Vote, WishKind, WishState

if TYPE_CHECKING:
    from khabar.domain.actors import Actor
    from khabar.domain.ids import PresenceId, RequestId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

LEYLA_AT_THE_DESK = staff(AccountId("c7" * 16), Duty.FAMILY_DESK)


@pytest.fixture
def request_id(parts: Parts) -> RequestId:
    return cast.file_request(parts, cast.shirins_request(parts.clock.now()))


@pytest.fixture
def presence_id(parts: Parts) -> PresenceId:
    return cast.file_presence(parts, cast.dariuss_presence(parts.clock.now(), **cast.slip_of("darius")))


def granted(parts: Parts, wish: str, *people: Actor, target: str = "", value: str = "") -> None:
    now = parts.clock.now()
    for who in people or (cast.MIRA, cast.TOMAS):
        vote = Vote(Deed.GRANT, NO_ACCOUNT, "She showed the slip.", now.date(), target, value)
        say(actor=who, now=now, parts=parts, wish_id=wish, vote=vote)


def match(parts: Parts) -> int:
    return Register.of_this_process().match_new(actor=cast.JOB, now=parts.clock.now(), parts=parts)


def test_who_was_erased_and_wants_to_be_recognised_is_known_in_another_script_and_asked_no_more(
    parts: Parts, presence_id: PresenceId
) -> None:
    wish = about(parts, WishKind.ERASE_IN_PEACE, presence_id)
    granted(parts, wish)
    assert presence_id in erased_ids()
    kept = wish_for(wish, cast.MIRA, parts=parts)
    assert kept.said.kind is WishKind.IN_PEACE
    assert kept.said.form is not None
    assert (kept.said.form.last_place, kept.said.form.two_things, kept.said.words) == ("", (), "")
    match(parts)
    again = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now(), name="Darius Ahmadi", two_things=()))
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    match(parts)
    assert silence_between(again, request_file(request, parts=parts), parts=parts) is Silence.TO_NOBODY
    assert pairs_for(cast.MIRA, parts=parts) == []


def test_otherwise_erased_means_that_nothing_is_kept_and_she_is_not_known_again(
    parts: Parts, presence_id: PresenceId
) -> None:
    wish = about(parts, WishKind.ERASE, presence_id, words="Darius Ahmadi, of Lindenau", proof="he said plum jam")
    granted(parts, wish)
    kept = wish_for(wish, cast.MIRA, parts=parts)
    assert (kept.said.form, kept.said.holder, kept.said.words, kept.said.proof) == (None, "", "", "")
    assert {vote.reason for vote in kept.standing.agreed} == {""}
    again = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now(), name="Darius Ahmadi"))
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    match(parts)
    assert silence_between(again, request_file(request, parts=parts), parts=parts) is Silence.NONE


def test_rows_do_not_tell_which_of_both_was_chosen(parts: Parts, presence_id: PresenceId) -> None:
    def chosen(kind: WishKind) -> None:
        granted(parts, about(parts, kind, presence_id))
        match(parts)
        cast.release(parts)

    assert shape_of(lambda: chosen(WishKind.ERASE)) == shape_of(lambda: chosen(WishKind.ERASE_IN_PEACE))


def test_erasing_stops_everything_at_once_and_the_round_takes_the_page_off_the_porch(
    parts: Parts, request_id: RequestId
) -> None:
    wish = about(parts, WishKind.ERASE, request_id)
    assert [one.id for one in for_the_family_desk(cast.FARID, parts=parts)] == [wish]
    assert for_the_asking_desk(cast.MIRA, parts=parts) == []
    locator = cast.slip("shirin").locator.hex()
    granted(parts, wish, cast.FARID, LEYLA_AT_THE_DESK)
    assert request_id in erased_ids()
    assert Pigeonhole.objects.filter(locator=locator).exists()
    cast.release(parts)
    assert not Pigeonhole.objects.filter(locator=locator).exists()


def test_nobody_erases_alone_or_twice_or_from_the_wrong_desk(parts: Parts, presence_id: PresenceId) -> None:
    wish = about(parts, WishKind.ERASE, presence_id)
    granted(parts, wish, cast.MIRA)
    with pytest.raises(Refused, match="Two different people"):
        granted(parts, wish, cast.MIRA)
    for outside in cast.OUTSIDE_THE_DESK:
        with pytest.raises(Refused):
            granted(parts, wish, outside)
    assert presence_id not in erased_ids()
    granted(parts, wish, cast.TOMAS)
    with pytest.raises(Conflict):
        granted(parts, wish, cast.MIRA)


def test_what_is_put_right_keeps_what_stood_there_and_is_matched_again(parts: Parts, presence_id: PresenceId) -> None:
    match(parts)
    wish = about(parts, WishKind.MEND, presence_id)
    granted(parts, wish, target="other_names", value="Dara\nDariush")
    assert presence_file(presence_id, parts=parts).form.other_names == ("Dara", "Dariush")
    assert person_of_presence(presence_id, parts=parts).other_names == ("Dara", "Dariush")
    (mended,) = mendings_of(presence_id, parts=parts)
    assert (mended.name, mended.was, mended.agreed_by) == ("other_names", "", (cast.MIRA.name, cast.TOMAS.name))
    cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    assert match(parts) == 1
    assert wish_for(wish, cast.MIRA, parts=parts).standing.state is WishState.DONE


def test_a_value_that_the_form_objects_to_is_put_nowhere(parts: Parts, presence_id: PresenceId) -> None:
    wish = about(parts, WishKind.MEND, presence_id)
    with pytest.raises(Invalid, match="birth"):
        granted(parts, wish, target="birth", value="the year 40")
    assert mendings_of(presence_id, parts=parts) == []
    assert wish_for(wish, cast.MIRA, parts=parts).standing.state is WishState.STANDS
