"""Reading what a family entrusted to whom, what stands in its way, and her page as it may be told to her."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.apps.casework.queries import file_for
from khabar.apps.entrusted.files import opened_inside
from khabar.apps.entrusted.models import Entrusted
from khabar.apps.exchange.queries import partner_of
from khabar.domain.bridge.entrusting import Asking, hindrances
from khabar.domain.errors import Refused
from khabar.vault.errors import VaultError
from khabar.vault.pigeonholes import open_page

if TYPE_CHECKING:
    from datetime import date

    from khabar.apps.casework.files import OpenedFile
    from khabar.domain.actors import Actor
    from khabar.domain.forms import RequestForm
    from khabar.ports import Parts
    from khabar.text import Said
    from khabar.vault.pigeonholes import OpenedPage


@dataclass(frozen=True)
class EntrustedLine:
    """One request: to whom, on whose consent, made and left when, and the page, once there is one and it opens."""

    id: str
    partner: str
    enquirer: str
    form: RequestForm = field(repr=False)
    made_on: date
    has_left: bool
    page: OpenedPage | None = field(repr=False)
    page_on: date | None


def entrusted_by(file_id: str, actor: Actor, *, parts: Parts) -> list[EntrustedLine]:
    """List what a family entrusted and did not take back, oldest first; Refused for a file that is not the reader's."""
    file = file_for(file_id, actor, parts=parts)
    rows = Entrusted.objects.filter(file=file.id, stopped_at=None).order_by("made_at", "id")
    return [_line(row, parts) for row in rows]


def hindrances_of(file: OpenedFile, partner: str, enquirer: str, on: date, *, parts: Parts) -> tuple[str | Said, ...]:
    """List what keeps a request of this family from going to a partner on a day; none where it may go."""
    asking = Asking(
        partner=partner,
        state=_state_of(partner, parts),
        enquirer=enquirer,
        consents=file.consents,
        bars=file.body.bars,
        has_spoken=bool(file.body.own_word),
        is_closed=file.is_closed,
    )
    return hindrances(asking, on)


def _state_of(partner: str, parts: Parts) -> str:
    try:
        return partner_of(partner, parts=parts).card.state
    except Refused:
        return ""


def _line(row: Entrusted, parts: Parts) -> EntrustedLine:
    inside = opened_inside(row, parts=parts)
    return EntrustedLine(
        id=row.id,
        partner=row.partner,
        enquirer=inside.enquirer,
        form=inside.form,
        made_on=row.made_at.date(),
        has_left=row.sent > 0,
        page=_page(inside.keys.private, bytes(row.page)),
        page_on=row.page_on,
    )


def _page(private: bytes, blob: bytes) -> OpenedPage | None:
    """Open a page; one that does not open is shown as none, for an intermediary may have sent anything."""
    try:
        return open_page(private, blob)
    except VaultError:
        return None
