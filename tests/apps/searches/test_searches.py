"""Searches of the family desk: sealed, on the record without a name, for the asker alone, gone within the hour."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

import cast
from khabar.apps.ledger.models import Entry
from khabar.apps.registry.actions import erase_request
from khabar.apps.registry.remembered import Remembered
from khabar.apps.rounds import steps
from khabar.apps.searches.actions import answer_waiting, ask
from khabar.apps.searches.memory import Called
from khabar.apps.searches.models import Search
from khabar.apps.searches.queries import asked, something_waits
from khabar.domain.actors import staff
from khabar.domain.duties import Duty
from khabar.domain.errors import Invalid, Locked, Refused
from khabar.domain.ids import AccountId
from khabar.domain.searching import KEPT_FOR, MOST_AN_HOUR, MOST_FOUND, Why
from khabar.vault import KeyClass, canonical, unseal_with

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.apps.searches.actions import SearchId
    from khabar.domain.actors import Actor
    from khabar.domain.ids import RequestId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

RARE = "Zarathustra Quirkwell"


def put(
    parts: Parts, name: str = RARE, who: Actor = cast.FARID, why: Why = Why.FAMILY_ASKS, more: str = ""
) -> SearchId:
    return ask(actor=who, now=parts.clock.now(), parts=parts, name=name, why=why, more=more)


def looked_up(parts: Parts) -> int:
    return answer_waiting(actor=cast.JOB, now=parts.clock.now(), parts=parts)


def found(parts: Parts, search: SearchId, who: Actor = cast.FARID) -> tuple[RequestId, ...] | None:
    return asked(search, who, now=parts.clock.now(), parts=parts).found


def searched(parts: Parts, name: str) -> tuple[RequestId, ...]:
    search = put(parts, name)
    looked_up(parts)
    answer = found(parts, search)
    assert answer is not None
    return answer


def filed(parts: Parts, name: str, enquirer: str = "Nobody Known") -> RequestId:
    form = cast.shirins_request(parts.clock.now(), name=name, enquirer_name=enquirer, enquirer_given="")
    return cast.file_request(parts, form)


def test_what_is_put_is_answered_by_whoever_has_the_names(parts: Parts) -> None:
    one, _ = filed(parts, "Darius Ahmadi"), filed(parts, "Olga Petrova")
    search = put(parts, "داریوش احمدی")
    assert found(parts, search) is None
    assert something_waits(parts.clock.now())
    assert looked_up(parts) == 1
    assert found(parts, search) == (one,)
    assert not something_waits(parts.clock.now())


def test_the_one_who_seeks_is_found_too_and_whoever_is_here_never(parts: Parts) -> None:
    one = filed(parts, "Darius Ahmadi", enquirer="Golnar Tabrizi")
    cast.file_presence(parts, cast.dariuss_presence(parts.clock.now(), name=RARE))
    assert searched(parts, "Golnar Tabrizi") == (one,)
    assert searched(parts, RARE) == ()


def test_the_ledger_says_who_when_and_why_and_nowhere_for_whom(parts: Parts) -> None:
    search = put(parts, RARE, why=Why.OTHER, more="The court asks")
    looked_up(parts)
    entries = Entry.objects.filter(subject=search).order_by("sequence")
    assert [(entry.act, entry.actor) for entry in entries] == [
        ("requests searched", f"staff:{cast.FARID.name}"),
        ("search answered", f"system:{cast.JOB.name}"),
    ]
    private = parts.keys.key(KeyClass.REGISTER).private
    inside = [unseal_with(private, bytes(entry.sealed)) for entry in entries]
    opened = canonical.decode(inside[0])
    assert isinstance(opened, list)
    assert canonical.decode(opened[1]) == {"why": "other", "more": "The court asks"}
    assert not [one for one in inside if RARE.encode() in one]


def test_nothing_that_is_kept_shows_the_name_or_whether_anybody_was_found(parts: Parts) -> None:
    filed(parts, RARE)
    there, nowhere = put(parts, RARE), put(parts, "Ali")
    looked_up(parts)
    rows = Search.objects.in_bulk([there, nowhere])
    assert len(bytes(rows[there].question)) == len(bytes(rows[nowhere].question))
    assert len(bytes(rows[there].answer or b"")) == len(bytes(rows[nowhere].answer or b""))
    for row in Search.objects.values():
        assert RARE not in repr(row)


@pytest.mark.parametrize(
    "ezra",
    [*(one for one in cast.OUTSIDE_THE_DESK if one not in (cast.FARID, cast.EZRA)), cast.MIRA],
    ids=lambda one: f"{one.kind}-{'-'.join(sorted(one.duties))}",
)
def test_ezra_without_the_duty_neither_asks_nor_reads(parts: Parts, ezra: Actor) -> None:
    search = put(parts)
    looked_up(parts)
    with pytest.raises(Refused):
        put(parts, who=ezra)
    with pytest.raises(Refused):
        found(parts, search, ezra)


def test_ezra_of_the_same_desk_does_not_read_what_farid_asked(parts: Parts) -> None:
    search = put(parts)
    looked_up(parts)
    with pytest.raises(Refused) as his:
        found(parts, search, cast.EZRA)
    with pytest.raises(Refused) as none:
        asked("0" * 32, cast.FARID, now=parts.clock.now(), parts=parts)
    assert str(his.value) == str(none.value)


def test_an_answer_put_under_another_search_is_not_believed(parts: Parts) -> None:
    filed(parts, RARE)
    mine, other = put(parts, RARE), put(parts, RARE, who=cast.EZRA)
    looked_up(parts)
    Search.objects.filter(id=mine).update(answer=Search.objects.get(id=other).answer)
    with pytest.raises(Exception, match="another search"):
        found(parts, mine)


def test_a_question_that_was_moved_is_dropped_and_the_others_are_answered(parts: Parts) -> None:
    moved, spoilt, good = put(parts), put(parts), put(parts)
    Search.objects.filter(id=moved).update(question=Search.objects.get(id=good).question)
    Search.objects.filter(id=spoilt).update(question=b"nothing of ours")
    assert looked_up(parts) == 1
    assert list(Search.objects.values_list("id", flat=True)) == [good]


def test_one_person_searches_so_often_within_an_hour_and_a_colleague_besides(
    parts: Parts, clock: SettableClock
) -> None:
    for _ in range(MOST_AN_HOUR):
        put(parts)
    with pytest.raises(Invalid):
        put(parts)
    assert put(parts, who=staff(AccountId("f2" * 16), Duty.FAMILY_DESK))
    assert Entry.objects.filter(act="requests searched").count() == MOST_AN_HOUR + 1
    clock.advance(KEPT_FOR)
    assert put(parts)


def test_after_an_hour_question_and_answer_are_gone(parts: Parts, clock: SettableClock) -> None:
    search, late = put(parts), put(parts)
    looked_up(parts)
    Search.objects.filter(id=late).update(answer=None)
    clock.advance(KEPT_FOR)
    with pytest.raises(Refused):
        found(parts, search)
    assert something_waits(parts.clock.now())
    assert looked_up(parts) == 0, "nobody reads it any more"
    assert not Search.objects.exists()


def test_a_locked_house_takes_no_question_and_gives_no_answer(
    parts: Parts, agent: MemoryKeyAgent, clock: SettableClock
) -> None:
    put(parts)
    agent.lock()
    with pytest.raises(Locked):
        put(parts)
    with pytest.raises(Locked):
        looked_up(parts)
    assert Search.objects.count() == 1
    clock.advance(KEPT_FOR)
    with pytest.raises(Locked):
        looked_up(parts)
    assert not Search.objects.exists(), "what was asked lies no longer because nobody unlocks"


def test_names_are_forgotten_once_the_house_is_locked(parts: Parts, agent: MemoryKeyAgent) -> None:
    filed(parts, RARE)
    searched(parts, RARE)
    remembered = Called.of_this_process()
    Remembered.forget_all_when_locked(parts)
    assert Called.of_this_process() is remembered
    agent.lock()
    Remembered.forget_all_when_locked(parts)
    assert Called.of_this_process() is not remembered


def test_what_is_filed_later_is_found_and_what_is_erased_is_not(parts: Parts) -> None:
    kept = [filed(parts, f"{RARE}")]
    for number in range(9):
        assert searched(parts, RARE) == tuple(sorted(kept))
        kept.append(filed(parts, RARE, enquirer=f"Enquirer {number}"))
    gone = kept.pop(3)
    erase_request(actor=cast.JOB, now=parts.clock.now(), parts=parts, request_id=gone)
    assert searched(parts, RARE) == tuple(sorted(kept))


def test_the_next_round_forgets_whoever_was_erased_though_nobody_searches(parts: Parts, clock: SettableClock) -> None:
    gone = filed(parts, RARE)
    searched(parts, RARE)
    assert len(Called.of_this_process()) == 1
    erase_request(actor=cast.JOB, now=parts.clock.now(), parts=parts, request_id=gone)
    steps.match(clock.now() + timedelta(hours=6), parts)
    assert len(Called.of_this_process()) == 0


def test_a_round_reads_no_names_for_searches_where_nobody_searched(parts: Parts, clock: SettableClock) -> None:
    filed(parts, RARE)
    steps.match(clock.now(), parts)
    assert len(Called.of_this_process()) == 0


def test_a_name_that_everybody_has_gives_as_many_as_a_person_reads(parts: Parts) -> None:
    for number in range(MOST_FOUND + 3):
        filed(parts, "Ali Ahmadi", enquirer=f"Enquirer {number}")
    assert len(searched(parts, "Ali Ahmadi")) == MOST_FOUND


@pytest.mark.parametrize("name", ["7", "😀", "x", "\N{RIGHT-TO-LEFT OVERRIDE}nimda", "a " * 99, "%_'\"\\", "آ" * 200])
def test_odd_names_are_answered_like_any_other(parts: Parts, name: str) -> None:
    filed(parts, RARE)
    assert searched(parts, name) == ()
