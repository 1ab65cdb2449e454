"""Two worlds, one in which Darius is known, asked, says yes, and a bringer is named: the lists are the same bytes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

import cast
from apps.calls.test_bringing import permit_of
from khabar.apps.calls import actions as calls
from khabar.apps.calls import queries
from khabar.apps.post.postal import print_letters
from khabar.apps.rounds import steps
from khabar.domain.bringing import Brought
from khabar.domain.calls import Outcome
from khabar.domain.documents import CallingList, Look, Paper
from khabar.domain.duties import Duty
from khabar.domain.reaching import Way
from khabar.domain.standing import SPOKEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from apps.calls.desk import Voices
    from khabar.domain.ids import RequestId

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def nothing_known(voices: Voices, request: RequestId) -> None:
    """Nobody like Darius is here."""
    cast.file_presence(voices.parts, cast.dariuss_presence(voices.clock.now(), name="Bahram Sohrabi", father="Yusef"))
    assert request


def known(voices: Voices, request: RequestId) -> None:
    cast.file_presence(voices.parts, cast.dariuss_presence(voices.clock.now()))
    assert request


def said_yes(voices: Voices, request: RequestId) -> None:
    voices.answer(request, cast.file_presence(voices.parts, cast.dariuss_presence(voices.clock.now())))


def brought_by(voices: Voices, request: RequestId, brought: Brought) -> None:
    here = cast.file_presence(voices.parts, cast.dariuss_presence(voices.clock.now()))
    pair = voices.answer(request, here)
    voices.name(pair)
    if brought is not Brought.WAITING:
        voices.bring(permit_of(voices, pair), brought)


WORLDS: dict[str, Callable[[Voices, RequestId], None]] = {
    "nothing known": nothing_known,
    "known": known,
    "said yes": said_yes,
    **{
        f"a bringer is named: {brought}": lambda voices, request, brought=brought: brought_by(voices, request, brought)  # type: ignore[misc]  # bound now
        for brought in Brought
    },
}


def outside(voices: Voices, world: Callable[[Voices, RequestId], None]) -> list[object]:
    """All that helper and family desk get in a month in this world; then everything is undone."""
    with transaction.atomic(), transaction.atomic(using="porch"):
        start = voices.clock.moment
        request = voices.family()
        cast.verify_enquirer(voices.parts, request)
        voices.family(
            enquirer_name="Parvin Sohrabi", enquirer_given="Parvin", name="Olga", way=Way.POST, post_address="L"
        )
        world(voices, request)
        voices.until_due()
        steps.write_contacts(voices.clock.now(), voices.parts)
        seen = [_plan_of(voices), _list_on_paper(voices)]
        seen.append(print_letters(actor=cast.FARID, now=voices.clock.now(), parts=voices.parts))
        voices.note(Outcome.WANTS_CALL, "mornings are better")
        seen += [_to_see(voices), voices.said(request, "Pasha"), voices.hears_by(request)]
        voices.clock.advance(timedelta(days=26))
        seen += [_plan_of(voices), _list_on_paper(voices)]
        voices.clock.moment = start
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="porch")
    return seen


def _plan_of(voices: Voices) -> object:
    made = voices.plan(1, 1)
    view = queries.plan_as_it_stands(cast.FARID, now=voices.clock.now(), parts=voices.parts)
    assert view
    return len(made.calls), len(made.left), made.missing, view.days, [(one.name, one.by) for one in view.unplanned]


def _list_on_paper(voices: Voices) -> bytes:
    helper = voices.nima.account
    assert helper
    return calls.print_list(
        actor=cast.FARID, now=voices.clock.now(), parts=voices.parts, helper=helper, day=voices.today
    )


def _to_see(voices: Voices) -> object:
    noted = queries.to_see(cast.FARID, today=voices.today, parts=voices.parts)
    return [(one.name, one.day, one.outcome, one.note) for one in noted]


@pytest.mark.slow
def test_lists_plans_and_letters_are_the_same_bytes_in_every_world(voices: Voices) -> None:
    voices.nima, voices.omar, voices.colleague("ezra", Duty.BRINGER)
    first = outside(voices, nothing_known)
    assert isinstance(first[1], bytes)
    assert len(first[1]) > 1000
    for name, world in WORLDS.items():
        assert outside(voices, world) == first, name


def test_the_comparison_of_lists_sees_one_changed_letter(voices: Voices) -> None:
    voices.family()
    voices.until_due()
    voices.plan()
    paper = _list_on_paper(voices)
    (line,) = voices.list_of()
    look = Look(paper=Paper.A5)
    printer = voices.parts.printer
    call = calls._printed(line)
    assert printer.print(CallingList("Nima", (call,), on=voices.today), look) == paper
    assert printer.print(CallingList("Nimo", (call,), on=voices.today), look) != paper


def test_what_is_said_on_the_telephone_names_no_page_and_no_person() -> None:
    assert "page" not in SPOKEN
    assert "I may tell" in SPOKEN
