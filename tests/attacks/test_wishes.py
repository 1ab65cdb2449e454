"""What was tried against a wish for silence: so many who may be meant, or so many wishes, that it meets nobody."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import cast
from apps.wishes.wishing import about, both, described, wished
from khabar.apps.matches import memory
from khabar.apps.matches.memory import Register
from khabar.apps.matches.wished import for_the_family_desk
from khabar.apps.registry.queries import request_file
from khabar.apps.wishes import files, queries
from khabar.apps.wishes.models import Wish
from khabar.apps.wishes.silences import MAY_MEAN, Silence, cards, note_meant, silence_between
from khabar.domain.answers import Tells
from khabar.domain.forms import FiledBy
from khabar.domain.wishes import Deed, WishKind
from khabar.linkage import retrieval
from khabar.web.front.held import what_we_hold

if TYPE_CHECKING:
    from khabar.domain.ids import PresenceId, RequestId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def match(parts: Parts) -> None:
    Register.of_this_process().match_new(actor=cast.JOB, now=parts.clock.now(), parts=parts)


def closed(parts: Parts, presence: PresenceId, request: RequestId) -> Silence:
    return silence_between(presence, request_file(request, parts=parts), parts=parts)


def test_many_wishes_against_nobody_in_particular_do_not_push_aside_the_one_for_silence(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "MAY_MEAN", replace(MAY_MEAN, limit=3))
    monkeypatch.setattr(retrieval, "POOL", 3)
    wished(parts, described(parts, WishKind.IN_PEACE, name="Daryush Ahmadi"))
    for number in range(8):
        exact = described(parts, WishKind.NOT_TO, father="Hassan", birth="1986", not_to=(f"Nobody {number}",))
        wished(parts, exact)
    match(parts)
    presence = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    match(parts)
    assert closed(parts, presence, request) is Silence.TO_NOBODY


@pytest.mark.parametrize("before", [True, False])
def test_many_namesakes_do_not_use_up_a_wish_for_silence(
    parts: Parts, monkeypatch: pytest.MonkeyPatch, *, before: bool
) -> None:
    monkeypatch.setattr(memory, "MAY_MEAN", replace(MAY_MEAN, limit=3))
    monkeypatch.setattr(files, "MOST_CLOSED", 6)
    monkeypatch.setattr(files, "CROWDED", 3, raising=False)
    wish = wished(parts, described(parts, WishKind.IN_PEACE)) if before else ""
    match(parts)
    for number in range(7):
        cast.file_presence(parts, cast.dariuss_presence(parts.clock.now(), own_words=str(number)))
    match(parts)
    presence = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now(), birth=""))
    other = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now(), name="Nima Karimi", father="Omid"))
    leylas = {"name": "Nima Karimi", "father": "Omid", "birth": ""}
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now(), **leylas))
    wish = wish or wished(parts, described(parts, WishKind.IN_PEACE))
    match(parts)
    assert closed(parts, presence, request) is Silence.TO_NOBODY
    assert closed(parts, other, request) is Silence.NONE, "others are not meant"
    both(parts, wish, Deed.LIFT)
    assert closed(parts, presence, request) is Silence.NONE


def test_the_family_desk_opens_no_wish_but_those_of_families_however_many_ask_for_silence(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    presence = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))
    mine = about(parts, WishKind.SEE, request)
    about(parts, WishKind.SEE, presence)
    for name in ("Darius Ahmadi", "Nima Karimi", "Omar Haddad"):
        wished(parts, described(parts, name=name))
    seen: list[str] = []

    def opened(row: Wish, keys: files.Keys) -> files.WishFile:
        seen.append(row.id)
        return files.opened(row, keys)

    monkeypatch.setattr(queries, "opened", opened)
    assert [one.id for one in for_the_family_desk(cast.FARID, parts=parts)] == [mine]
    assert seen == [mine]
    assert len({len(bytes(row.desk)) for row in Wish.objects.all()}) == 1
    Wish.objects.update(desk=b"")
    assert [one.id for one in for_the_family_desk(cast.FARID, parts=parts)] == [mine], "rows from before"


def test_the_slip_of_whoever_wrote_for_somebody_else_opens_no_answer_of_the_person(parts: Parts) -> None:
    on, keys = parts.clock.now().date(), cast.slip_of("ezra")
    written = cast.dariuss_presence(parts.clock.now(), filed_by=FiledBy.OTHER, **keys)
    presence = cast.file_presence(parts, written)
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    cast.verify_enquirer(parts, request)
    pair = cast.pair_of(parts, request, presence)
    before = what_we_hold(presence, on=on, parts=parts, by_slip_alone=True)
    cast.ask(parts, pair)
    cast.answered(parts, pair, Tells.NOTHING, must_not_know=("My uncle Omar",))
    assert what_we_hold(presence, on=on, parts=parts, by_slip_alone=True) == before
    assert "My uncle Omar" in what_we_hold(presence, on=on, parts=parts), "whoever is known to be the person reads it"


def test_the_longest_wish_has_room_for_all_whom_it_may_mean_and_stops_no_round(parts: Parts) -> None:
    longest = tuple("ن" * 200 + "\u0301" * 480 for _ in range(20))
    wish = wished(parts, described(parts, WishKind.NOT_TO, not_to=longest))
    crowd = frozenset(f"{number:032x}" for number in range(1000))
    held = cards(parts=parts)
    note_meant(actor=cast.JOB, now=parts.clock.now(), parts=parts, held=held, found={wish: crowd})
    assert files.opened(Wish.objects.get(id=wish), files.Keys(parts)).closes.is_crowded


def test_a_crowd_that_is_like_a_wish_at_a_glance_does_not_hide_whom_it_means(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retrieval, "POOL", 3)
    presence = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now(), name="Daryush Ahmadi"))
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now(), name="Leyla Karimi", father="Omid"))
    for number in range(8):
        junk = {"name": f"Darius Karim Omid Ahmadi Behnam Farhad {number}", "father": "", "birth": ""}
        cast.file_presence(parts, cast.dariuss_presence(parts.clock.now(), **junk))
    match(parts)
    wished(parts, described(parts, WishKind.IN_PEACE))
    match(parts)
    assert closed(parts, presence, request) is Silence.TO_NOBODY
