"""Claims that people decide, and a document that is given out or taken out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from apps.archive.conftest import MINISTRY
from apps.archive.told import acts, blobs, refused, remembers
from association_cast import LEYLA
from khabar.adapters.keyagent.memory import MemoryKeyAgent
from khabar.apps.archive import actions, deciding, marking, proofs, queries
from khabar.apps.archive.memory import Words
from khabar.apps.archive.models import Claim, Document, Leaf
from khabar.domain.actors import system
from khabar.domain.archive_documents import Filing
from khabar.domain.claims.mending import as_it_stands
from khabar.domain.errors import Conflict, Locked, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from apps.archive.conftest import Stacks

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
BULLETIN = Filing("Bulletin 7", "The Bulletin", "", "2025-03-14")
UNION = "According to the union, at least 300 people were detained in the north on 3 March 2025."


def test_a_claim_is_mended_confirmed_taken_back_and_dismissed_each_as_an_event(stacks: Stacks) -> None:
    stacks.add()
    stacks.work()
    (seen,) = stacks.proposals()
    fields = replace(as_it_stands(seen.claim), speaker="The interior ministry", most=None)
    deciding.confirm(**stacks.by(), seen=seen, fields=fields)
    now = deciding.claim(seen.id, LEYLA, parts=stacks.parts)
    assert now.is_mended
    assert now.claim.confirmed_by == LEYLA.name
    assert now.claim.speaker == "The interior ministry"
    with pytest.raises(Conflict):
        deciding.dismiss(**stacks.by(), seen=seen)
    deciding.undecide(**stacks.by(), seen=now)
    again = deciding.claim(seen.id, LEYLA, parts=stacks.parts)
    assert (again.claim, again.decision) == (seen.claim, None)
    deciding.dismiss(**stacks.by(), seen=again)
    assert not deciding.figures(LEYLA, parts=stacks.parts)
    assert not deciding.quotable(LEYLA, parts=stacks.parts)
    assert acts().count("claim decided") == 3


def test_contradicting_figures_stand_side_by_side_and_a_reprint_is_one_source(stacks: Stacks) -> None:
    stacks.add(MINISTRY)
    stacks.add(UNION, BULLETIN)
    stacks.add(MINISTRY + " ", replace(BULLETIN, title="Reprint", outlet="Evening Post"))
    stacks.work()
    stacks.confirm_all()
    (group,) = deciding.figures(LEYLA, parts=stacks.parts)
    assert (len(group.lines), group.sources) == (3, 2)
    assert len(group.pairs) == 2
    assert sorted(one.is_repeated for one in group.lines) == [False, False, True]


def test_a_confirmed_claim_is_quoted_with_its_attribution_and_no_other_is(stacks: Stacks) -> None:
    stacks.add()
    stacks.work()
    (seen,) = stacks.proposals()
    with pytest.raises(Refused):
        deciding.quoted(seen.id, "en", LEYLA, parts=stacks.parts)
    stacks.confirm_all()
    made = deciding.quoted(seen.id, "en", LEYLA, parts=stacks.parts)
    assert made.text == f"“{MINISTRY[:-1]}”"
    assert made.attribution == "The ministry, in: Morning Gazette, 12 March 2025 (2025-03-12)"
    marking.mark_words(**stacks.by(), words=["north"])
    assert "north" not in deciding.quoted(seen.id, "en", LEYLA, parts=stacks.parts).markdown


def test_what_was_decided_follows_from_its_events_and_is_made_anew_from_them(stacks: Stacks) -> None:
    stacks.add()
    stacks.work()
    stacks.confirm_all()
    assert list(proofs.differences(stacks.parts)) == []
    honest = bytes(Claim.objects.get().sealed)
    Claim.objects.update(sealed=b"x" + honest[1:], is_decided=False)
    (line,) = proofs.differences(stacks.parts)
    assert Claim.objects.get().id in line
    assert proofs.rebuild(**stacks.by(system("rebuild"))) == "what was decided on claims of 1 documents"
    assert list(proofs.differences(stacks.parts)) == []
    assert len(deciding.quotable(LEYLA, parts=stacks.parts)) == 1


def test_a_decision_without_an_event_is_named(stacks: Stacks) -> None:
    stacks.add()
    stacks.work()
    Claim.objects.update(is_decided=True)
    assert len(list(proofs.differences(stacks.parts))) == 1


def test_the_file_is_given_out_as_it_came_for_a_reason_in_the_ledger(stacks: Stacks) -> None:
    added = stacks.add()
    assert refused(lambda: actions.open_file(**stacks.by(), document_id=added, reason=" "))[0] == "reason"
    assert actions.open_file(**stacks.by(), document_id=added, reason="for the court").decode() == MINISTRY
    assert acts()[-1] == "document opened"


def test_a_document_is_taken_out_with_its_claims_and_its_file(
    stacks: Stacks, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    added = stacks.add()
    stacks.work()
    stacks.confirm_all()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]  # a context
        actions.take_out(**stacks.by(), document_id=added, reason="the family asked for it")
    assert not any(model._default_manager.exists() for model in (Document, Leaf, Claim))
    assert not blobs(stacks)
    assert not stacks.texts_found("detained")
    assert acts()[-1] == "document taken out"


def test_a_locked_archive_says_so_and_its_words_leave_the_memory(stacks: Stacks) -> None:
    stacks.add()
    assert stacks.texts_found("detained")
    agent = stacks.parts.keys
    assert isinstance(agent, MemoryKeyAgent)
    Words.forget_when_locked(stacks.parts)
    assert remembers()
    agent.lock()
    with pytest.raises(Locked):
        stacks.look("detained")
    with pytest.raises(Locked):
        stacks.add("more", BULLETIN)
    Words.forget_when_locked(stacks.parts)
    assert not remembers()
    assert queries.counts(LEYLA).read == 1


def test_a_search_gathers_a_part_at_a_time_and_says_how_far_it_is(
    stacks: Stacks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("khabar.apps.archive.memory.LEAVES_AT_ONCE", 1)
    stacks.add("\n\n".join(f"mill number {number}" for number in range(90)))
    assert [(one.searched, one.of) for one in (stacks.look("mill"), stacks.look("mill"), stacks.look("mill"))] == [
        (1, 3),
        (2, 3),
        (3, 3),
    ]
