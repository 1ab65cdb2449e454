"""Marking words as a private person's: from then on they are neither indexed nor shown. Taking a mark back is slow.

No page lists the marked words, for that would be a list of people; who wants one back must know it. A mark holds for
the whole archive, in every spelling that the normaliser folds together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import F

from khabar.apps.archive.keeping import leaf_blobs, marks_blob, opened_shelf, paragraphs_in, record_of, words_in
from khabar.apps.archive.models import Leaf, Shelf
from khabar.apps.ledger.actions import record
from khabar.domain.actors import require_duty
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid
from khabar.domain.search_queries import alike, without
from khabar.domain.search_words import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from khabar.apps.archive.keeping import OpenedShelf
    from khabar.domain.actors import Actor
    from khabar.domain.archive_index import IndexedParagraph
    from khabar.ports import Parts

MOST_AT_ONCE: Final = 50
LONGEST: Final = 120
NO_WORDS: Final = "Write the words to hide, each name on a line of its own."
TOO_MANY: Final = "Write at most 50 lines, each of 120 letters at most."
NOT_MARKED: Final = "These words are not marked."
NO_REASON: Final = "Write why it may be found and shown again."
NOTHING_HERE: Final = "There is no document yet in which a word could be marked."
SOMEBODY_MARKED: Final = "Somebody else marked a word at the same moment. Please send it again."
MOST_ALIKE: Final = 60


def mark_words(*, actor: Actor, now: datetime, parts: Parts, words: Iterable[str]) -> int:
    """Mark words as a private person's and return how many are new; they leave every index and page at once.

    1. Find the leaves whose index knows them; 2. make those words anew without them; 3. keep all of it together.
    """
    require_duty(actor, Duty.EDITOR)
    wanted, shelf = words_given(words), _shelf(parts)
    new = [one for one in wanted if _joined(one) not in _all_joined(shelf.marked)]
    if not new:
        return 0
    marked = (*shelf.marked, *new)
    hidden = without(marked)
    changed: list[tuple[Leaf, bytes]] = []
    seen = 0
    for leaf, is_meant in _leaves_with(new, parts):
        seen += 1
        if not is_meant:
            continue
        inner = record_of(leaf.document, parts=parts)
        kept = paragraphs_in(leaf, inner)
        changed.append((leaf, leaf_blobs(inner, leaf.id, kept, hidden, parts=parts)["words"]))
    with transaction.atomic():
        _keep_marks(shelf, marked, parts)
        if Leaf.objects.count() != seen:
            raise Conflict(SOMEBODY_MARKED)  # a document came while we looked, folded without these marks
        for leaf, blob in changed:
            same = Leaf.objects.filter(id=leaf.id, version=leaf.version)
            if same.update(words=blob, is_stale=False, version=F("version") + 1) != 1:
                raise Conflict(SOMEBODY_MARKED)
        record(actor=actor, now=now, parts=parts, act="words marked", subject=shelf.id, details={"number": len(new)})
    return len(new)


def take_mark_back(*, actor: Actor, now: datetime, parts: Parts, words: str, reason: str) -> None:
    """Take a mark back, for a reason that is sealed into the ledger; the worker then folds all leaves anew."""
    require_duty(actor, Duty.EDITOR)
    (wanted,) = words_given([words])
    if not reason.strip():
        raise Invalid("reason", NO_REASON)
    shelf = _shelf(parts)
    left = tuple(one for one in shelf.marked if _joined(one) != _joined(wanted))
    if len(left) == len(shelf.marked):
        raise Invalid("words", NOT_MARKED)
    with transaction.atomic():
        _keep_marks(shelf, left, parts)
        Leaf.objects.update(is_stale=True)
        details = {"reason": reason.strip(), "words": wanted}
        record(actor=actor, now=now, parts=parts, act="mark taken back", subject=shelf.id, details=details)


def is_marked(words: str, actor: Actor, *, parts: Parts) -> bool:
    """Say whether exactly these words are marked; only who knows a name can ask for it."""
    require_duty(actor, Duty.EDITOR)
    (wanted,) = words_given([words])
    shelf = opened_shelf(parts=parts)
    return shelf is not None and _joined(wanted) in _all_joined(shelf.marked)


def words_alike(words: Iterable[str], actor: Actor, *, parts: Parts) -> list[str]:
    """Propose words of the documents that begin like those given or sound so in another script: endings, spellings."""
    require_duty(actor, Duty.EDITOR)
    given = words_given(words)
    vocabulary = {word for _, lines in _indexed(parts) for line in lines for word in line.words.split(" ") if word}
    pieces = dict.fromkeys(token.word for one in given for token in tokens(one))
    found = {near for one in pieces for near in alike(one, vocabulary)} - set(pieces)
    return sorted(found)[:MOST_ALIKE]


def words_given(words: Iterable[str]) -> list[str]:
    """Read words as typed, each line once whatever its spelling; Invalid (field `words`) for none or too much."""
    lines = {_joined(one): " ".join(one.split()) for one in words}
    found = [line for letters, line in lines.items() if letters]
    if not found:
        raise Invalid("words", NO_WORDS)
    if len(found) > MOST_AT_ONCE or max(map(len, found)) > LONGEST:
        raise Invalid("words", TOO_MANY)
    return found


def _leaves_with(new: Sequence[str], parts: Parts) -> Iterator[tuple[Leaf, bool]]:
    """Give all leaves, and whether the indexed words or other readings of each hold one of these letters in a row.

    None is missed; a leaf that waits to be folded anew is meant too, for its index says nothing yet.
    """
    letters = [_joined(one) for one in new]
    for leaf, lines in _indexed(parts):
        runs = (text.replace(" ", "") for line in lines for text in (line.words, line.also))
        yield leaf, leaf.is_stale or any(one in run for run in runs for one in letters)


def _indexed(parts: Parts) -> Iterator[tuple[Leaf, list[IndexedParagraph]]]:
    held = None
    for leaf in Leaf.objects.select_related("document").order_by("document_id", "number").iterator(chunk_size=200):
        if held is None or held.row != leaf.document_id:
            held = record_of(leaf.document, parts=parts)
        yield leaf, words_in(leaf, held)


def _joined(words: str) -> str:
    return "".join(token.word for token in tokens(words))


def _all_joined(marked: Iterable[str]) -> set[str]:
    return {_joined(one) for one in marked}


def _keep_marks(shelf: OpenedShelf, marked: Sequence[str], parts: Parts) -> None:
    blob = marks_blob(shelf.record, marked, parts=parts)
    same = Shelf.objects.filter(id=shelf.id, version=shelf.version)
    if same.update(marks=blob, version=F("version") + 1) != 1:
        raise Conflict(SOMEBODY_MARKED)


def _shelf(parts: Parts) -> OpenedShelf:
    shelf = opened_shelf(parts=parts)
    if shelf is None:
        raise Invalid("words", NOTHING_HERE)
    return shelf
