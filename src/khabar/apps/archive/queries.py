"""Reading the archive: the list, a document page by page, search, how far the reading is. All of it as it may be shown.

Every text leaves here masked. Editors and advocates read; it must never give anybody a list of names.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from django.db.models import F

from khabar.apps.accounts.queries import display_name_of
from khabar.apps.archive.keeping import (
    card_of,
    document_row,
    hidden_words,
    is_said,
    opened_shelf,
    paragraphs_in,
    record_of,
)
from khabar.apps.archive.memory import Words
from khabar.apps.archive.models import Claim, Document, Leaf
from khabar.apps.archive.proposals import MOST_PROPOSED
from khabar.apps.archive.states import State
from khabar.domain.actors import require_duty
from khabar.domain.archive_index import shown
from khabar.domain.duties import Duty
from khabar.domain.errors import Refused
from khabar.domain.ids import AccountId
from khabar.domain.repair.edits import text_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from khabar.apps.archive.keeping import Card, Kept
    from khabar.domain.actors import Actor
    from khabar.domain.repair.edits import Edit
    from khabar.domain.search_queries import Hidden, Span, Wanted
    from khabar.ports import Parts

READERS: Final = (Duty.EDITOR, Duty.ADVOCATE)
"""Who reads and searches the archive; only editors change anything in it."""
MOST_FOUND: Final = 50


@dataclass(frozen=True)
class Listed:
    """One document as pages show it: its card masked, where its reading stands, who added it and when."""

    id: str
    card: Card = field(repr=False)
    state: State
    added_by: str
    added_at: datetime
    pages_read: int
    pages_of: int

    @property
    def percent(self) -> int | None:
        """How much of it was read, in percent; None while nobody knows its pages."""
        return None if not self.pages_of else 100 * self.pages_read // self.pages_of


@dataclass(frozen=True)
class Choice:
    """A place where the text could be read otherwise: which of the paragraph's edits, both readings, and why."""

    number: int
    now: str = field(repr=False)
    other: str = field(repr=False)
    why: str


@dataclass(frozen=True)
class Passage:
    """One paragraph as it may be shown. `corrected_by`: who read it otherwise than the machine, if anybody did.

    `found` are the places that were sought, in `text`.
    """

    leaf: str
    version: int
    at: int
    text: str = field(repr=False)
    raw: str = field(repr=False)
    kept: Kept = field(repr=False)
    choices: tuple[Choice, ...] = field(default=(), repr=False)
    corrected_by: str = ""
    found: tuple[Span, ...] = ()

    @property
    def is_apart(self) -> bool:
        """Say whether it is no part of what the document says: a running line, a page number."""
        return not is_said(self.kept)


@dataclass(frozen=True)
class OpenedDocument:
    """A document with its place among pages of paragraphs; `number` counts leaves from 0."""

    listed: Listed
    leaves: int
    number: int
    passages: tuple[Passage, ...]
    is_gone_through: bool
    waiting_claims: int
    has_most_claims: bool
    has_marked_words: bool


@dataclass(frozen=True)
class Hit:
    """A paragraph that holds what was sought, with its document."""

    listed: Listed
    number: int
    passage: Passage


@dataclass(frozen=True)
class Found:
    """What a search found: hits, best first; how many leaves were looked through, of how many."""

    hits: tuple[Hit, ...]
    searched: int
    of: int


@dataclass(frozen=True)
class Counts:
    """How much there is: documents read, waiting and refused, proposals that nobody has looked at."""

    read: int
    waiting: int
    refused: int
    proposals: int


def counts(actor: Actor) -> Counts:
    """Count what there is; needs no key."""
    require_duty(actor, *READERS)
    states = list(Document.objects.values_list("state", flat=True))
    return Counts(
        read=states.count(State.READ),
        waiting=states.count(State.WAITING),
        refused=states.count(State.REFUSED),
        proposals=Claim.objects.filter(is_decided=False).count(),
    )


def document_ids(actor: Actor) -> list[str]:
    """List the documents, newest first, by their ids alone."""
    require_duty(actor, *READERS)
    return list(Document.objects.order_by("-added_at", "id").values_list("id", flat=True))


def listed(ids: Sequence[str], actor: Actor, *, parts: Parts) -> list[Listed]:
    """Open these documents for a list, in this order."""
    require_duty(actor, *READERS)
    hidden, rows = hidden_words(parts=parts), {one.id: one for one in Document.objects.filter(id__in=ids)}
    return [as_listed(rows[one], hidden, parts=parts) for one in ids if one in rows]


def document(document_id: str, number: int, actor: Actor, *, parts: Parts) -> OpenedDocument:
    """Open one leaf of a document; Refused for an unknown document, and for a leaf it does not have."""
    require_duty(actor, *READERS)
    row = document_row(document_id)
    if number < 0 or number >= max(row.leaves, 1):
        raise Refused("no such leaf")
    hidden = hidden_words(parts=parts)
    leaf = Leaf.objects.filter(document=row, number=number).first()
    proposals = Claim.objects.filter(document=row)
    return OpenedDocument(
        as_listed(row, hidden, parts=parts),
        row.leaves,
        number,
        () if leaf is None else tuple(_passages(leaf, row, hidden, parts=parts)),
        row.proposed == row.leaves,
        proposals.filter(is_decided=False).count(),
        proposals.count() >= MOST_PROPOSED,
        has_marked_words(row, hidden, parts=parts),
    )


def passage(leaf_id: str, at: int, actor: Actor, *, parts: Parts) -> tuple[Listed, Passage]:
    """Open one paragraph with its document; Refused for one that is not there."""
    require_duty(actor, *READERS)
    leaf = Leaf.objects.select_related("document").filter(id=leaf_id).first()
    if leaf is None:
        raise Refused("no such leaf")
    hidden = hidden_words(parts=parts)
    found = _passages(leaf, leaf.document, hidden, parts=parts)
    if not 0 <= at < len(found):
        raise Refused("no such paragraph")
    return as_listed(leaf.document, hidden, parts=parts), found[at]


def look_for(sought: Wanted, actor: Actor, *, parts: Parts) -> Found:
    """Find paragraphs that hold all that is wanted, in what may be shown of them."""
    require_duty(actor, *READERS)
    looked = Words.of_this_process(parts).look_for(sought, most=MOST_FOUND, parts=parts)
    hidden = hidden_words(parts=parts)
    leaves = {one.id: one for one in Leaf.objects.filter(id__in={one.leaf for one in looked.places})}
    rows = {one.id: one for one in Document.objects.filter(id__in={one.document_id for one in leaves.values()})}
    opened = {one: paragraphs_in(leaf, record_of(rows[leaf.document_id], parts=parts)) for one, leaf in leaves.items()}
    cards = {one: as_listed(row, hidden, parts=parts) for one, row in rows.items()}
    hits = []
    for place in looked.places:
        if place.leaf not in leaves or place.at >= len(opened[place.leaf]):
            continue  # it went while we looked
        leaf = leaves[place.leaf]
        one = _passage(leaf, place.at, opened[place.leaf][place.at], hidden, sought)
        if one.found:
            hits.append(Hit(cards[leaf.document_id], leaf.number, one))
    return Found(tuple(hits), looked.searched, looked.of)


def has_marked_words(row: Document, hidden: Hidden, *, parts: Parts) -> bool:
    """Say whether a marked word stands anywhere in a document, running lines and its own title included."""
    shelf = opened_shelf(parts=parts)
    if shelf is None or not shelf.marked:
        return False
    inner = record_of(row, parts=parts)
    filing = card_of(row, inner).filing
    written = (filing.title, filing.outlet, filing.address, filing.published)
    if any(hidden.spans(one) for one in written):
        return True
    leaves = Leaf.objects.filter(document=row).order_by("number").iterator(chunk_size=50)
    kept = (one.paragraph for leaf in leaves for one in paragraphs_in(leaf, inner))
    return any(hidden.spans(one.text) or hidden.spans(one.raw) for one in kept)


def as_listed(row: Document, hidden: Hidden, *, parts: Parts) -> Listed:
    """Give a document as a list shows it, its card masked."""
    card = card_of(row, record_of(row, parts=parts))
    filing = replace(
        card.filing,
        title=hidden.shown(card.filing.title),
        outlet=hidden.shown(card.filing.outlet),
        address=hidden.shown(card.filing.address),
        published=hidden.shown(card.filing.published),
    )
    return Listed(
        row.id,
        replace(card, filing=filing),
        State(row.state),
        display_name_of(AccountId(row.added_by)),
        row.added_at,
        row.pages_read,
        row.pages_of,
    )


def reading_now() -> list[tuple[str, int, int]]:
    """List the documents that wait to be read: id, pages read, of how many; needs no key."""
    waiting = Document.objects.filter(state=State.WAITING).order_by("added_at", "id")
    return list(waiting.values_list("id", F("pages_read"), F("pages_of")))


def _passages(leaf: Leaf, row: Document, hidden: Hidden, *, parts: Parts) -> list[Passage]:
    kept = paragraphs_in(leaf, record_of(row, parts=parts))
    return [_passage(leaf, at, one, hidden, None) for at, one in enumerate(kept)]


def _passage(leaf: Leaf, at: int, kept: Kept, hidden: Hidden, sought: Wanted | None) -> Passage:
    visible = shown(kept.paragraph, hidden, sought)
    choices = tuple(_choices(kept.paragraph.raw, kept.paragraph.edits, hidden))
    by = display_name_of(AccountId(kept.corrected_by)) if kept.corrected_by else ""
    return Passage(leaf.id, leaf.version, at, visible.text, visible.raw, kept, choices, by, visible.found)


def _choices(raw: str, edits: Sequence[Edit], hidden: Hidden) -> list[Choice]:
    """Give the edits that had another reading; one that would show a marked word is left out."""
    text = text_of(raw, edits)
    if hidden.spans(text):
        return []
    return [
        Choice(number, edit.now, edit.other, edit.why)
        for number, edit in enumerate(edits)
        if edit.other is not None and not hidden.spans(edit.other)
    ]
