"""Whom a family names beside the one it seeks is in no index, found by no search, and forgotten after two years."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

import cast
from apps.consent.worlds import shape_of
from khabar.apps.ledger.models import Entry
from khabar.apps.matches.memory import Register
from khabar.apps.matches.models import Pair
from khabar.apps.registry.actions import erase_request
from khabar.apps.registry.forgetting import forget_third_persons
from khabar.apps.registry.models import Request
from khabar.apps.registry.queries import called_in, person_of_presence, person_of_request, request_file
from khabar.apps.registry.remembered import Remembered
from khabar.apps.rounds import steps
from khabar.apps.searches.memory import Called
from khabar.domain.forms import PresenceForm, RequestForm
from khabar.domain.third_persons import FIELDS
from khabar.linkage import card_of
from khabar.vault import canonical
from khabar.vault.seals import key_id_in, unseal_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import SettableClock
    from khabar.domain.ids import RequestId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

BAKER = "Bahram Nikzad"
INDEXED = {"name", "father", "grandfather", "mother", "other_names", "birth", "birth_place", "nationality"}
INDEXED |= {"last_place", "sex"}
SEARCHED = {"name", "other_names", "enquirer_name", "enquirer_given"}
BORN = "1986"


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> Iterator[None]:
    Remembered.forget_all()
    yield
    Remembered.forget_all()


def marked(form: RequestForm | PresenceForm) -> dict[str, str]:
    """A word of its own in each field that takes words, by the name of the field."""
    texts = [one.name for one in fields(form) if one.metadata.get("kind") in ("line", "text", "list")]
    own = {name: f"{name.replace('_', '')}word" for name in texts if name not in ("slip_number", "birth")}
    return own | {"birth": BORN}


def filled(form: RequestForm | PresenceForm) -> RequestForm | PresenceForm:
    lists = {one.name for one in fields(form) if one.metadata.get("kind") == "list"}
    words = {name: (word,) if name in lists else word for name, word in marked(form).items()}
    return replace(form, **words)  # type: ignore[arg-type]  # values by name


def fields_in(text: str, form: RequestForm | PresenceForm) -> set[str]:
    return {name for name, word in marked(form).items() if word in text}


def filed(parts: Parts, **said: object) -> RequestId:
    return cast.file_request(parts, cast.shirins_request(parts.clock.now(), who_may_know=(BAKER, "Parvin"), **said))


def forget(parts: Parts) -> int:
    return forget_third_persons(actor=cast.JOB, now=parts.clock.now(), parts=parts)


def who_may_know(parts: Parts, request: RequestId) -> tuple[str, ...]:
    return request_file(request, parts=parts).form.who_may_know


def test_what_the_matcher_and_the_search_by_name_hold_is_read_off_the_code_and_is_of_no_third_person(
    parts: Parts,
) -> None:
    now = parts.clock.now()
    asked, here = filled(cast.shirins_request(now)), filled(cast.dariuss_presence(now))
    assert isinstance(asked, RequestForm)
    assert isinstance(here, PresenceForm)
    request, presence = cast.file_request(parts, asked), cast.file_presence(parts, here)
    for held in (
        fields_in(str(card_of(person_of_request(request, parts=parts))), asked),
        fields_in(str(card_of(person_of_presence(presence, parts=parts))), here),
    ):
        assert held == INDEXED
        assert held.isdisjoint(FIELDS)
    ((_, names),) = called_in([request], parts=parts)
    assert fields_in(" ".join(names), asked) == SEARCHED


def test_a_companions_name_finds_nothing_and_pairs_with_nobody(parts: Parts) -> None:
    request = filed(parts)
    assert Called.of_this_process().requests_called("Darius Ahmadi", parts=parts) == [request]
    assert Called.of_this_process().requests_called(BAKER, parts=parts) == []
    here = cast.dariuss_presence(parts.clock.now(), name=BAKER, father="", birth="", last_place="")
    cast.file_presence(parts, here)
    Register.of_this_process().match_new(actor=cast.JOB, now=parts.clock.now(), parts=parts)
    assert not Pair.objects.exists()


def test_they_are_forgotten_after_two_years_and_not_a_day_before(parts: Parts, clock: SettableClock) -> None:
    request = filed(parts)
    clock.advance(timedelta(days=730))
    assert forget(parts) == 0
    assert who_may_know(parts, request) == (BAKER, "Parvin")
    clock.advance(timedelta(days=1))
    assert forget(parts) == 2
    assert who_may_know(parts, request) == ()
    assert request_file(request, parts=parts).form.name == "Darius Ahmadi"
    assert forget(parts) == 0


def test_a_round_forgets_them_and_a_clock_that_has_leapt_forgets_nobody(
    parts: Parts, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = filed(parts)
    clock.advance(timedelta(days=800))
    monkeypatch.setattr(steps, "clock_goes_steadily", lambda *_, **__: False)
    steps.file(clock.now(), parts)
    assert who_may_know(parts, request)
    monkeypatch.setattr(steps, "clock_goes_steadily", lambda *_, **__: True)
    steps.file(clock.now(), parts)
    assert who_may_know(parts, request) == ()


def test_the_ledger_says_how_many_and_names_nobody(parts: Parts, clock: SettableClock) -> None:
    filed(parts)
    clock.advance(timedelta(days=800))
    forget(parts)
    (entry,) = Entry.objects.filter(act="third persons forgotten")
    assert entry.subject == ""
    sealed = bytes(entry.sealed)
    private = parts.keys.key(parts.public.of_record, key_id_in(sealed)).private
    opened = canonical.decode(unseal_with(private, sealed))
    assert isinstance(opened, list)
    assert canonical.decode(opened[1]) == {"requests": 1, "names": 2}


def test_rows_do_not_tell_who_named_anybody(parts: Parts, clock: SettableClock) -> None:
    """A request that names twenty is sealed anew at its size; one that names nobody is sealed anew like it."""

    def world(*names: str) -> object:
        def both() -> None:
            form = cast.shirins_request(clock.now(), who_may_know=names, last_news="x" * 2600)
            cast.file_request(parts, form)
            before = [bytes(row.body) for row in Request.objects.all()]
            forget_third_persons(actor=cast.JOB, now=clock.now() + timedelta(days=800), parts=parts)
            after = [bytes(row.body) for row in Request.objects.all()]
            assert [len(one) for one in before] == [len(one) for one in after]
            assert before != after

        return shape_of(both)

    assert world() == world(BAKER)
    assert world(*["Bahram Nikzad the baker of the quarter"] * 20)


def test_an_erased_request_is_left_alone(parts: Parts, clock: SettableClock) -> None:
    request = filed(parts)
    erase_request(actor=cast.JOB, now=clock.now(), parts=parts, request_id=request)
    clock.advance(timedelta(days=800))
    assert forget(parts) == 0
