"""What a wish closes: at once, in any spelling, for whoever it may mean; and how two people open it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cast
from apps.wishes.wishing import both, described, wished, word
from khabar.apps.consent.queries import may_tell
from khabar.apps.matches.memory import Register
from khabar.apps.matches.models import Pair
from khabar.apps.matches.queries import pair_view, pairs_for
from khabar.apps.registry.queries import request_file
from khabar.apps.wishes.models import Wish
from khabar.apps.wishes.silences import Silence, silence_between
from khabar.domain.answers import Tells
from khabar.domain.before_asking import ObstacleCode
from khabar.domain.errors import Refused
from khabar.domain.ids import PairId
from khabar.domain.wishes import Deed, WishKind

if TYPE_CHECKING:
    from khabar.domain.ids import PresenceId, RequestId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


@pytest.fixture
def request_id(parts: Parts) -> RequestId:
    made = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    cast.verify_enquirer(parts, made)
    return made


@pytest.fixture
def presence_id(parts: Parts) -> PresenceId:
    return cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))


def match(parts: Parts) -> int:
    return Register.of_this_process().match_new(actor=cast.JOB, now=parts.clock.now(), parts=parts)


def closed(parts: Parts, presence: PresenceId, request: RequestId) -> Silence:
    return silence_between(presence, request_file(request, parts=parts), parts=parts)


def pair_of(request: RequestId, presence: PresenceId) -> PairId:
    return PairId(Pair.objects.get(request_id=request, presence_id=presence).id)


def test_an_unproven_wish_stops_a_yes_from_being_told_from_the_moment_it_is_kept(
    parts: Parts, request_id: RequestId, presence_id: PresenceId
) -> None:
    pair = cast.pair_of(parts, request_id, presence_id)
    cast.ask(parts, pair)
    cast.answered(parts, pair, Tells.MESSAGES, own_words="I am well.")
    today = parts.clock.now().date()
    assert may_tell(presence_id, request_id, on=today, parts=parts)
    wish = wished(parts, described(parts))
    assert may_tell(presence_id, request_id, on=today, parts=parts) == frozenset()
    match(parts)
    assert may_tell(presence_id, request_id, on=today, parts=parts) == frozenset()
    both(parts, wish, Deed.LIFT)
    assert may_tell(presence_id, request_id, on=today, parts=parts), "a false objection silences no living yes for ever"


def test_who_asked_to_be_left_in_peace_is_known_when_a_request_and_a_list_row_come_later(parts: Parts) -> None:
    wished(parts, described(parts, WishKind.IN_PEACE, name="Daryush Ahmadi", birth="1986"))
    match(parts)
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    presence = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))
    other = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now(), name="Nima Karimi", father="Omid"))
    assert match(parts) == 1, "the row of the pair is made as ever"
    assert closed(parts, presence, request) is Silence.TO_NOBODY
    assert closed(parts, other, request) is Silence.TO_NOBODY, "the request is about her, whoever it is held against"
    assert pairs_for(cast.MIRA, parts=parts) == []


def test_a_pair_about_which_somebody_wants_silence_is_neither_shown_nor_asked(
    parts: Parts, request_id: RequestId, presence_id: PresenceId
) -> None:
    match(parts)
    pair, today = pair_of(request_id, presence_id), parts.clock.now().date()
    assert [line.id for line in pairs_for(cast.MIRA, parts=parts)] == [pair]
    wish = wished(parts, described(parts))
    match(parts)
    assert pairs_for(cast.MIRA, parts=parts) == []
    view = pair_view(pair, cast.MIRA, on=today, parts=parts)
    assert view.is_left_in_peace
    assert ObstacleCode.OBJECTION in {one.code for one in view.obstacles}
    with pytest.raises(Refused, match="silent"):
        cast.ask(parts, pair)
    both(parts, wish, Deed.LIFT)
    match(parts)
    assert [line.id for line in pairs_for(cast.MIRA, parts=parts)] == [pair]


def test_an_asking_that_was_agreed_does_not_leave_when_a_wish_comes_before_the_round(
    parts: Parts, request_id: RequestId, presence_id: PresenceId
) -> None:
    pair = cast.pair_of(parts, request_id, presence_id)
    cast.agree_to_ask(parts, pair, cast.MIRA)
    cast.agree_to_ask(parts, pair, cast.TOMAS)
    wished(parts, described(parts))
    cast.release(parts)
    assert pair_view(pair, cast.MIRA, on=parts.clock.now().date(), parts=parts).is_left_in_peace


@pytest.mark.parametrize("said", ["Ezra Rostami", "عزرا رستمی", "my cousin"])
def test_an_enquirer_who_is_not_wanted_is_never_asked_for_in_any_spelling_and_others_are(
    parts: Parts, presence_id: PresenceId, request_id: RequestId, said: str
) -> None:
    wished(parts, described(parts, WishKind.NOT_TO, not_to=(said,)))
    match(parts)
    ezra = cast.file_request(parts, cast.ezras_request(parts.clock.now()))
    cast.verify_enquirer(parts, ezra)
    match(parts)
    assert closed(parts, presence_id, ezra) is Silence.NOT_TO_THIS_ENQUIRER
    assert closed(parts, presence_id, request_id) is Silence.NONE
    view = pair_view(pair_of(ezra, presence_id), cast.MIRA, on=parts.clock.now().date(), parts=parts)
    assert next(one.code for one in view.obstacles if one.hard) is ObstacleCode.MUST_NOT_KNOW


def test_who_must_not_know_by_an_answer_is_not_asked_for_either(parts: Parts, presence_id: PresenceId) -> None:
    presence = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now(), must_not_know=("Ezra Rostami",)))
    ezra = cast.file_request(parts, cast.ezras_request(parts.clock.now()))
    today = parts.clock.now().date()
    for one, expected in ((presence, True), (presence_id, False)):
        view = pair_view(cast.pair_of(parts, ezra, one), cast.MIRA, on=today, parts=parts)
        assert (ObstacleCode.MUST_NOT_KNOW in {obstacle.code for obstacle in view.obstacles}) is expected


def test_two_people_spare_a_namesake_and_the_wish_goes_on_closing_for_others(
    parts: Parts, request_id: RequestId, presence_id: PresenceId
) -> None:
    wish = wished(parts, described(parts))
    match(parts)
    both(parts, wish, Deed.SPARE, presence_id)
    assert closed(parts, presence_id, request_id) is Silence.TO_NOBODY, "the request is still meant"
    both(parts, wish, Deed.SPARE, request_id)
    assert closed(parts, presence_id, request_id) is Silence.NONE
    match(parts)
    assert closed(parts, presence_id, request_id) is Silence.NONE
    later = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now(), name="Daryush Ahmadi"))
    match(parts)
    assert closed(parts, later, request_id) is Silence.TO_NOBODY


def test_one_person_alone_lifts_nothing(parts: Parts, request_id: RequestId, presence_id: PresenceId) -> None:
    wish = wished(parts, described(parts))
    word(parts, cast.MIRA, wish, Deed.LIFT)
    with pytest.raises(Refused, match="Two different people"):
        word(parts, cast.MIRA, wish, Deed.LIFT)
    assert closed(parts, presence_id, request_id) is Silence.TO_NOBODY


def test_a_wish_for_somebody_else_closes_nothing(parts: Parts, request_id: RequestId, presence_id: PresenceId) -> None:
    wished(parts, described(parts, name="Leyla Karimi"))
    assert closed(parts, presence_id, request_id) is Silence.NONE
    match(parts)
    assert closed(parts, presence_id, request_id) is Silence.NONE


def test_every_wish_is_sealed_anew_when_anything_was_filed_and_all_rows_have_one_size(parts: Parts) -> None:
    cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))
    first = wished(parts, described(parts))
    wished(parts, described(parts, WishKind.NOT_TO, name="Leyla Karimi", not_to=("her brother",) * 20))
    match(parts)
    before = dict(Wish.objects.values_list("id", "closes"))
    cast.file_presence(parts, cast.dariuss_presence(parts.clock.now(), name="Daryush Ahmadi"))
    match(parts)
    after = dict(Wish.objects.values_list("id", "closes"))
    assert all(bytes(before[one]) != bytes(after[one]) for one in before)
    both(parts, first, Deed.LIFT)
    shapes = {tuple(len(bytes(getattr(row, one))) for one in ("card", "body", "closes")) for row in Wish.objects.all()}
    assert len(shapes) == 1
