"""Searching the archive, words of private persons in it, and paragraphs that are corrected."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from apps.archive.conftest import GAZETTE, MINISTRY
from apps.archive.told import blobs, refused
from association_cast import LEYLA
from khabar.apps.archive import actions, correcting, deciding, marking, reading, taking_in
from khabar.apps.archive.memory import Words
from khabar.apps.archive.models import Document
from khabar.domain.archive_documents import Filing
from khabar.domain.errors import Conflict
from khabar.domain.search_queries import wanted

if TYPE_CHECKING:
    from apps.archive.conftest import Stacks

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
SEEN = "Darius Ahmadi was seen at the mill."
BULLETIN = Filing("Bulletin 7", "The Bulletin", "", "2025-03-14")


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
