from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from apps.archive.conftest import GAZETTE, MINISTRY
from apps.archive.told import acts, blobs, refused
from association_cast import EZRA, LEYLA, MIRA, NIMA
from khabar.apps.archive import actions, correcting, deciding, marking, queries, reading, taking_in
from khabar.apps.archive.models import Claim, Document, Leaf, Shelf
from khabar.apps.archive.states import State
from khabar.domain.actors import staff, system
from khabar.domain.archive_files import Untaken, untaken
from khabar.domain.claims.mending import as_it_stands
from khabar.domain.duties import Duty
from khabar.domain.errors import Outside, Refused
from khabar.domain.search_queries import wanted

if TYPE_CHECKING:
    from collections.abc import Callable

    from apps.archive.conftest import Stacks
    from khabar.domain.archive_documents import Filing

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
SEEN = "Darius Ahmadi was seen at the mill."
FOREIGN = staff(EZRA.account, Duty.COMPANION)  # type: ignore[arg-type]  # Ezra of the cast has an account


def test_a_text_goes_from_the_upload_to_a_confirmed_figure(stacks: Stacks) -> None:
    added = stacks.add()
    opened = stacks.open(added)
    assert [one.text for one in opened.passages] == [MINISTRY]
    assert opened.listed.card.filing == GAZETTE
    assert opened.listed.card.length == len(MINISTRY)
    assert stacks.texts_found("detained") == [MINISTRY]
    stacks.work()
    (proposal,) = stacks.proposals()
    assert proposal.claim.speaker == "The ministry"
    stacks.confirm_all()
    (group,) = deciding.figures(LEYLA, parts=stacks.parts)
    assert (group.unit, group.sources) == ("person", 1)
    assert GAZETTE.outlet == group.lines[0].claim.source.outlet
    assert [one.id for one in deciding.claims_of(added, LEYLA, parts=stacks.parts)] == [proposal.id]
    assert acts() == ["document taken in", "claims proposed", "claim decided"]


def test_nothing_of_it_stands_readable_in_the_database_or_among_the_files(stacks: Stacks) -> None:
    stacks.add(SEEN + "\n\n" + MINISTRY)
    marking.mark_words(**stacks.by(), words=["Golnar"])
    stacks.work()
    stacks.confirm_all()
    kept = [
        bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode()
        for model in (Shelf, Document, Leaf, Claim)
        for row in model._default_manager.values_list()
        for one in row
    ]
    whole = b" ".join((*kept, *blobs(stacks).values())).lower()
    for word in (b"darius", b"mill", b"gazette", b"detained", b"ministry", b"golnar", b"2025-03-12"):
        assert word not in whole


def test_only_editors_change_it_advocates_read_it_and_ezra_sees_nothing(stacks: Stacks) -> None:
    added = stacks.add()
    stacks.work()
    (proposal,), passage = stacks.proposals(), stacks.open(added).passages[0]
    changing: list[Callable[..., object]] = [
        lambda who: stacks.add("another text", actor=who),
        lambda who: marking.mark_words(**stacks.by(who), words=["Darius"]),
        lambda who: marking.take_mark_back(**stacks.by(who), words="Darius", reason="wrong"),
        lambda who: marking.is_marked("Darius", who, parts=stacks.parts),
        lambda who: marking.words_alike(["Darius"], who, parts=stacks.parts),
        lambda who: correcting.correct(**stacks.by(who), seen=passage, text="other"),
        lambda who: deciding.dismiss(**stacks.by(who), seen=proposal),
        lambda who: deciding.confirm(**stacks.by(who), seen=proposal, fields=as_it_stands(proposal.claim)),
        lambda who: actions.open_file(**stacks.by(who), document_id=added, reason="R"),
        lambda who: actions.take_out(**stacks.by(who), document_id=added, reason="R"),
    ]
    looking: list[Callable[..., object]] = [
        queries.counts,
        queries.document_ids,
        deciding.proposal_ids,
        lambda who: queries.listed([added], who, parts=stacks.parts),
        lambda who: queries.document(added, 0, who, parts=stacks.parts),
        lambda who: queries.passage(passage.leaf, 0, who, parts=stacks.parts),
        lambda who: queries.look_for(wanted("detained"), who, parts=stacks.parts),
        lambda who: deciding.figures(who, parts=stacks.parts),
        lambda who: deciding.quotable(who, parts=stacks.parts),
        lambda who: deciding.claims_of(added, who, parts=stacks.parts),
        lambda who: actions.note_search(**stacks.by(who), number=1),
    ]
    for act in changing:
        for who in (FOREIGN, MIRA, NIMA):
            with pytest.raises(Refused):
                act(who)
    for act in looking:
        with pytest.raises(Refused):
            act(FOREIGN)
        act(MIRA)


def test_what_is_not_there_is_refused_alike(stacks: Stacks) -> None:
    added, nobody = stacks.add(), "0" * 32
    for act in (
        lambda: queries.document(nobody, 0, LEYLA, parts=stacks.parts),
        lambda: queries.document(added, 1, LEYLA, parts=stacks.parts),
        lambda: queries.passage(nobody, 0, LEYLA, parts=stacks.parts),
        lambda: queries.passage(Leaf.objects.get().id, 1, LEYLA, parts=stacks.parts),
        lambda: deciding.claim(nobody, LEYLA, parts=stacks.parts),
        lambda: actions.take_out(**stacks.by(), document_id=nobody, reason="R"),
    ):
        with pytest.raises(Refused):
            act()


@pytest.mark.parametrize(
    ("words", "filing", "field"),
    [
        (MINISTRY, replace(GAZETTE, title=" "), "title"),
        (MINISTRY, replace(GAZETTE, published="31 February 2025"), "published"),
        ("", GAZETTE, "document"),
    ],
)
def test_what_is_wrong_at_once_leaves_nothing_behind(stacks: Stacks, words: str, filing: Filing, field: str) -> None:
    assert refused(lambda: stacks.add(words, filing))[0] == field
    assert not Document.objects.exists()
    assert not blobs(stacks)


@pytest.mark.parametrize("why", [Untaken.LOCKED, Untaken.UNFOLDS, Untaken.DAMAGED, Untaken.TOO_MANY_PAGES])
def test_a_document_that_cannot_be_read_is_refused_with_its_sentence_and_leaves_nothing(
    stacks: Stacks, why: Untaken
) -> None:
    stacks.texts.failing = untaken(why)
    assert refused(stacks.add) == ("document", untaken(why).message)
    assert not Document.objects.exists()
    assert not blobs(stacks)


def test_the_same_document_is_not_taken_twice_and_may_come_again_once_refused(stacks: Stacks) -> None:
    stacks.add()
    assert refused(stacks.add) == ("document", taking_in.HERE_ALREADY)
    row = Document.objects.get()
    row.pk = "1" * 32
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    row.state, row.blob = State.REFUSED, ""
    row.save(force_insert=True)


def test_a_full_disk_keeps_nothing_and_says_so(stacks: Stacks, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_sealed: bytes) -> str:
        raise OSError

    monkeypatch.setattr(stacks.parts.blobs, "keep", full)
    with pytest.raises(Outside, match="no room"):
        stacks.add()
    assert not Document.objects.exists()


def test_a_large_document_waits_for_the_worker_which_says_how_far_it_is(stacks: Stacks) -> None:
    stacks.texts.pages = taking_in.SMALL_PAGES + 24
    added = stacks.add()
    assert stacks.open(added).listed.state is State.WAITING
    assert stacks.open(added).listed.percent is None
    assert reading.something_waits(stacks.parts.clock.now())
    assert queries.counts(LEYLA).waiting == 1
    assert reading.do_one_piece(**stacks.by(system("archive")))
    opened = stacks.open(added)
    assert (opened.listed.state, opened.listed.percent) == (State.READ, 100)
    assert [one.text for one in opened.passages] == [MINISTRY]
    assert acts() == ["document taken in", "document read"]
    stacks.work()
    assert not reading.something_waits(stacks.parts.clock.now())
    assert not reading.do_one_piece(**stacks.by(system("archive")))


def test_what_is_too_hard_while_somebody_waits_is_put_aside_and_refused_by_the_worker(stacks: Stacks) -> None:
    stacks.texts.failing = untaken(Untaken.TOO_HARD)
    added = stacks.add()
    assert len(blobs(stacks)) == 1
    stacks.work()
    card = stacks.open(added).listed.card
    assert (stacks.open(added).listed.state, card.why) == (State.REFUSED, Untaken.TOO_HARD)
    assert Document.objects.get().blob == ""
    assert acts()[-1] == "document refused"
    assert refused(lambda: actions.open_file(**stacks.by(), document_id=added, reason="R"))[1] == actions.NOT_READ_YET


def test_a_document_that_kills_the_worker_again_and_again_is_refused(stacks: Stacks) -> None:
    stacks.texts.failing = untaken(Untaken.BUSY)
    added = stacks.add()
    for _ in range(reading.MOST_TRIES):
        assert reading.do_one_piece(**stacks.by(system("archive")))
    stacks.texts.failing = None
    assert reading.do_one_piece(**stacks.by(system("archive")))
    assert stacks.open(added).listed.card.why is Untaken.TOO_HARD


def test_a_long_document_is_read_leaf_by_leaf_and_found_in_all_of_them(stacks: Stacks) -> None:
    added = stacks.add("\n\n".join(f"Paragraph {number} speaks of mills." for number in range(90)))
    assert stacks.open(added).leaves == 3
    assert stacks.open(added, 2).passages[-1].text == "Paragraph 89 speaks of mills."
    found = stacks.look("89")
    assert [(one.number, one.passage.at) for one in found.hits] == [(2, 9)]
    assert (found.searched, found.of) == (3, 3)
