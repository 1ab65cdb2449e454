"""A pigeonhole's page as templates read it: whole sentences made of the pieces that are there.

The same for a family at the porch and for whoever reads her page to her over the bridge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.translation import gettext as _

from khabar.domain.page import PieceKind, Standing, pieces_in
from khabar.domain.standing import LATE, PRESENCE_LATE, PRESENCE_STANDING, PRESENCE_TOLD, STANDING, TOLD
from khabar.web.components.days import shown_day

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from khabar.domain.page import Piece
    from khabar.vault.pigeonholes import OpenedPage

TOLD_KINDS = (PieceKind.WORD, PieceKind.SEEN, PieceKind.LETTER, PieceKind.ADDRESS)
"""Pieces that tell something; beside one of them the page cannot say that there is nothing we may tell."""


def page_model(opened: OpenedPage) -> dict[str, object]:
    """Give the template what it shows: the standing text first, then words, letters, addresses, own messages."""
    standing = Standing.from_bytes(opened.standing)
    pieces = [piece for slot in opened.pieces for piece in pieces_in(slot)]
    kinds = {piece.kind for piece in pieces}
    return {
        "standing": _standing_text(standing, kinds),
        "renewed_on": standing.renewed_on,
        "late": standing.late,
        "words": [{"text": _word(one), "on": one.on} for one in pieces if one.kind in (PieceKind.WORD, PieceKind.SEEN)],
        "letters": [
            {"writer": one.name, "text": one.text, "on": one.on} for one in pieces if one.kind == PieceKind.LETTER
        ],
        "addresses": [
            {"name": one.name, "text": one.text, "on": one.on} for one in pieces if one.kind == PieceKind.ADDRESS
        ],
        "messages": [_notice(one) for one in pieces if one.kind == PieceKind.NOTICE],
    }


def _standing_text(standing: Standing, kinds: set[str]) -> str:
    is_presence = standing.is_presence or PieceKind.PRESENCE in kinds
    nothing, below, late = (PRESENCE_STANDING, PRESENCE_TOLD, PRESENCE_LATE) if is_presence else (STANDING, TOLD, LATE)
    text = late if standing.late else nothing if kinds.isdisjoint(TOLD_KINDS) else below
    return _(text) % {"date": shown_day(standing.by)}


def _word(piece: Piece) -> SafeString:
    """Say it in the language of the page; the name and the person's own words keep their direction within it."""
    name = _own_way(piece.name or _("The person you seek"))
    if piece.kind == PieceKind.SEEN:
        return format_html(_("{name} was seen alive on that day."), name=name)
    if piece.text:
        return format_html(_("{name} is alive and says: {words}"), name=name, words=_own_way(piece.text))
    return format_html(_("{name} is alive, and wished you to know it."), name=name)


def _own_way(text: str) -> SafeString:
    return format_html('<bdi translate="no">{}</bdi>', text)


def _notice(piece: Piece) -> dict[str, object]:
    states = {
        "written": _("It is with us and will be read."),
        "please_change": _("Please change something: %(words)s") % {"words": piece.text},
        "accepted": _("It can be carried as it is."),
        "left": _("It has left our house."),
        "answered": _("An answer came."),
    }
    return {"on": piece.on, "text": "", "state": states.get(piece.state, ""), "state_on": piece.state_on}
