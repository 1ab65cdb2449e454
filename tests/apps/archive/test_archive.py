from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from apps.archive.conftest import GAZETTE, MINISTRY
from association_cast import EZRA, LEYLA, MIRA, NIMA
from khabar.adapters.blobs.memory import MemoryBlobs
from khabar.adapters.keyagent.memory import MemoryKeyAgent
from khabar.apps.archive import actions, correcting, deciding, marking, proofs, queries, reading, taking_in
from khabar.apps.archive.memory import Words
from khabar.apps.archive.models import Claim, Document, Leaf, Shelf
from khabar.apps.archive.states import State
from khabar.apps.ledger.models import Entry
from khabar.domain.actors import staff, system
from khabar.domain.archive_documents import Filing
from khabar.domain.archive_files import Untaken, untaken
from khabar.domain.claims.mending import as_it_stands
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Locked, Outside, Refused
from khabar.domain.search_queries import wanted

if TYPE_CHECKING:
    from collections.abc import Callable

    from apps.archive.conftest import Stacks

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
SEEN = "Darius Ahmadi was seen at the mill."
BULLETIN = Filing("Bulletin 7", "The Bulletin", "", "2025-03-14")
UNION = "According to the union, at least 300 people were detained in the north on 3 March 2025."
FOREIGN = staff(EZRA.account, Duty.COMPANION)  # type: ignore[arg-type]  # Ezra of the cast has an account


def refused(problem: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(Invalid) as found:
        problem()
    return found.value.field, found.value.message


def blobs(stacks: Stacks) -> dict[str, bytes]:
    assert isinstance(stacks.parts.blobs, MemoryBlobs)
    return stacks.parts.blobs.kept


def remembers() -> bool:
    return Words._kept is not None


def acts() -> list[str]:
    return list(Entry.objects.order_by("sequence").values_list("act", flat=True))


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


@pytest.mark.parametrize(
    ("text", "sought"),
    [
        ("كتاب‌هاي علي", "کتابهای"),
        ("Ёлка у мельницы", "елка"),
        ("Müller sah niemanden", "muller"),
        ("۱۲۰ نفر", "120"),
    ],
)
def test_it_finds_in_any_script_and_quotes_as_it_stands(stacks: Stacks, text: str, sought: str) -> None:
    stacks.add(text)
    (hit,) = stacks.look(sought).hits
    assert hit.passage.text == text
    assert hit.passage.found


def test_other_scripts_are_looked_in_by_sound_only_where_asked(stacks: Stacks) -> None:
    stacks.add("داریوش آمد")
    assert not stacks.look("Dariush").hits
    (hit,) = stacks.look("Dariush", by_sound=True).hits
    assert all(span.by_sound for span in hit.passage.found)


def test_a_marked_word_is_neither_found_nor_shown_anywhere_from_then_on(stacks: Stacks) -> None:
    added = stacks.add(
        SEEN + "\n\nThe ministry said that Darius had left the camp.", replace(GAZETTE, title="On Darius")
    )
    stacks.work()
    claims = stacks.proposals()
    assert stacks.texts_found("Darius")
    assert marking.mark_words(**stacks.by(), words=["dariús", "Darius"]) == 1
    for words in ("Darius", "darius*", "Dar*"):
        assert not stacks.texts_found(words)
    assert stacks.texts_found("mill") == ["[…] Ahmadi was seen at the mill."]
    opened = stacks.open(added)
    whole = repr([(one.text, one.raw, one.choices) for one in opened.passages]) + repr(opened.listed.card.filing.title)
    assert "Darius" not in whole
    assert opened.has_marked_words
    assert marking.is_marked("DARIUS", LEYLA, parts=stacks.parts)
    assert not marking.is_marked("Ahmadi", LEYLA, parts=stacks.parts)
    assert all("Darius" not in one.claim.text for one in stacks.proposals())
    assert len(stacks.proposals()) <= len(claims)
    reason = refused(lambda: actions.open_file(**stacks.by(), document_id=added, reason="for a court"))
    assert reason == ("reason", actions.HOLDS_MARKED_WORDS)
    assert marking.mark_words(**stacks.by(), words=["Darius"]) == 0


def test_a_marked_word_is_not_indexed_in_what_comes_afterwards(stacks: Stacks) -> None:
    stacks.add("nothing of interest")
    marking.mark_words(**stacks.by(), words=["Darius Ahmadi", "داریوش"])
    stacks.add(SEEN + "\n\nداریوش آمد", BULLETIN)
    assert stacks.texts_found("mill") == ["[…] was seen at the mill."]
    assert not stacks.texts_found("داریوش")
    index = Words.of_this_process(stacks.parts)._index
    assert not index.find(wanted("ahmadi"), most=5)
    assert not index.find(wanted("داریوش"), most=5)


def test_a_mark_taken_back_lets_the_worker_fold_the_words_anew(stacks: Stacks) -> None:
    stacks.add(SEEN)
    marking.mark_words(**stacks.by(), words=["Darius"])
    assert refused(lambda: marking.take_mark_back(**stacks.by(), words="Omar", reason="R"))[1] == marking.NOT_MARKED
    assert refused(lambda: marking.take_mark_back(**stacks.by(), words="Darius", reason=" "))[0] == "reason"
    marking.take_mark_back(**stacks.by(), words="darius", reason="a river, no person")
    assert not stacks.texts_found("Darius")
    assert reading.something_waits(stacks.parts.clock.now())
    stacks.work()
    assert stacks.texts_found("Darius") == [SEEN]


def test_a_word_marked_while_another_is_taken_back_stays_hidden(stacks: Stacks) -> None:
    stacks.add(SEEN)
    marking.mark_words(**stacks.by(), words=["Darius"])
    marking.take_mark_back(**stacks.by(), words="Darius", reason="wrong")
    marking.mark_words(**stacks.by(), words=["Ahmadi"])
    stacks.work()
    assert stacks.texts_found("Darius") == ["Darius […] was seen at the mill."]
    assert not stacks.texts_found("Ahmadi")


def test_marks_want_words_few_enough_and_a_document(stacks: Stacks) -> None:
    assert refused(lambda: marking.mark_words(**stacks.by(), words=["Darius"]))[1] == marking.NOTHING_HERE
    assert not marking.is_marked("Darius", LEYLA, parts=stacks.parts)
    stacks.add()
    for words, sentence in (
        (["", "–"], marking.NO_WORDS),
        ([f"word{one}" for one in range(60)], marking.TOO_MANY),
        (["x" * 200], marking.TOO_MANY),
    ):
        assert refused(partial(marking.mark_words, **stacks.by(), words=words)) == ("words", sentence)


def test_words_that_begin_alike_or_sound_so_elsewhere_are_proposed(stacks: Stacks) -> None:
    stacks.add("Dariush met Dariushes and داریوش at the mill")
    assert marking.words_alike(["Dariush"], LEYLA, parts=stacks.parts) == ["dariushes", "داریوش"]


def test_two_who_mark_at_once_lose_nothing(stacks: Stacks, monkeypatch: pytest.MonkeyPatch) -> None:
    stacks.add(SEEN)
    shelf = marking._shelf(stacks.parts)
    marking.mark_words(**stacks.by(), words=["Ahmadi"])
    monkeypatch.setattr(marking, "_shelf", lambda _parts: shelf)
    with pytest.raises(Conflict):
        marking.mark_words(**stacks.by(), words=["Darius"])
    monkeypatch.setattr(taking_in, "_shelf", lambda _parts: shelf)
    with pytest.raises(Conflict):
        stacks.add("Ahmadi again", BULLETIN)
    assert Document.objects.count() == 1
    assert len(blobs(stacks)) == 1


def test_a_paragraph_is_corrected_and_goes_back_to_how_it_was_read(stacks: Stacks) -> None:
    added = stacks.add("The mlil stands still.")
    stacks.work()
    seen = stacks.open(added).passages[0]
    correcting.correct(**stacks.by(), seen=seen, text="The mill stands still.")
    now = stacks.open(added).passages[0]
    assert (now.text, now.raw) == ("The mill stands still.", "The mlil stands still.")
    assert stacks.texts_found("mill") == ["The mill stands still."]
    assert not stacks.texts_found("mlil")
    with pytest.raises(Conflict):
        correcting.correct(**stacks.by(), seen=seen, text="another")
    correcting.as_the_machine_read_it(**stacks.by(), seen=now)
    back = stacks.open(added).passages[0]
    assert (back.text, back.kept.as_read) == ("The mlil stands still.", None)
    assert refused(lambda: correcting.as_the_machine_read_it(**stacks.by(), seen=back))[0] == "text"


def test_a_corrected_paragraph_is_gone_through_for_claims_again_and_decided_ones_stay(stacks: Stacks) -> None:
    added = stacks.add(MINISTRY)
    stacks.work()
    correcting.correct(**stacks.by(), seen=stacks.open(added).passages[0], text=MINISTRY.replace("120", "130"))
    (proposal,) = stacks.proposals()
    assert proposal.claim.quantity is not None
    assert proposal.claim.quantity.least == 130
    stacks.confirm_all()
    correcting.correct(**stacks.by(), seen=stacks.open(added).passages[0], text=MINISTRY)
    assert len(stacks.proposals()) == 1
    assert len(deciding.claims_of(added, LEYLA, parts=stacks.parts)) == 1


def test_another_reading_of_a_divided_word_is_chosen(stacks: Stacks) -> None:
    added = stacks.add("They were self-\nemployed at the mill, as all of them were in those long years of the war.")
    seen = stacks.open(added).passages[0]
    assert [(one.now, one.other) for one in seen.choices]
    correcting.switch(**stacks.by(), seen=seen, number=seen.choices[0].number)
    assert stacks.open(added).passages[0].text != seen.text
    with pytest.raises(Conflict):
        correcting.switch(**stacks.by(), seen=replace(stacks.open(added).passages[0], choices=()), number=0)


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
