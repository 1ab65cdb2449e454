"""Wishes in words: what is wished, how it came, what two people may agree on. Each sentence is true in every state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khabar.domain.wishes import CameBy, Deed, SaidBy, WishKind, WishState
from khabar.web.front import sheets
from khabar.web.front.sheets import Line

if TYPE_CHECKING:
    from khabar.apps.wishes.files import WishFile

KINDS = {
    WishKind.SILENCE: gettext_lazy("Be silent about this person, towards everybody"),
    WishKind.NOT_ME: gettext_lazy(
        "Something was said in this person's name that is not true, or is about somebody else"
    ),
    WishKind.IN_PEACE: gettext_lazy("Know this person in any spelling, and leave them in peace"),
    WishKind.NOT_TO: gettext_lazy("Be silent towards certain people"),
    WishKind.SEE: gettext_lazy("Show what we hold"),
    WishKind.MEND: gettext_lazy("Put something right"),
    WishKind.ERASE: gettext_lazy("Erase everything, and keep nothing"),
    WishKind.ERASE_IN_PEACE: gettext_lazy("Erase everything but a sealed card that leaves this person in peace"),
}
WAYS = {
    CameBy.PORCH: gettext_lazy("By the form for everybody"),
    CameBy.PAGE: gettext_lazy("From the page of the slip, signed by it"),
    CameBy.TELEPHONE: gettext_lazy("By telephone"),
    CameBy.PAPER: gettext_lazy("On paper"),
    CameBy.IN_PERSON: gettext_lazy("In person"),
    CameBy.NOTED: gettext_lazy("Noted at a request by an earlier version of this program"),
}
SAID = {SaidBy.MYSELF: gettext_lazy("For myself"), SaidBy.ANOTHER: gettext_lazy("For somebody else")}
STATES = {
    WishState.STANDS: gettext_lazy("It stands"),
    WishState.DONE: gettext_lazy("It was done"),
    WishState.LIFTED: gettext_lazy("It does not hold any more"),
}
DEEDS = {
    Deed.LIFT: gettext_lazy("It is not to hold any more"),
    Deed.SPARE: gettext_lazy("This one is not meant"),
    Deed.PUT_ASIDE: gettext_lazy("This is not the person's own: put it aside"),
    Deed.GRANT: gettext_lazy("Do what is wished"),
}
FIELDS = {
    "name": gettext_lazy("Name"),
    "father": gettext_lazy("Father's name"),
    "grandfather": gettext_lazy("Grandfather's name"),
    "mother": gettext_lazy("Mother's name"),
    "other_names": gettext_lazy("Other names"),
    "sex": gettext_lazy("Sex"),
    "birth": gettext_lazy("Born"),
    "birth_place": gettext_lazy("Place of birth"),
    "nationality": gettext_lazy("Nationality"),
    "last_place": gettext_lazy("Last place"),
    "language": gettext_lazy("Language"),
}


def said_lines(wish: WishFile) -> list[Line]:
    """Say how a wish came and what was said with it."""
    said, form = wish.said, wish.said.form
    lines = [
        Line(_("What is wished"), str(KINDS[said.kind])),
        Line(_("How it came"), str(WAYS[said.came_by])),
        Line(_("Who says it"), str(SAID[form.said_by]) if form else ""),
        *(Line(_("Must not know"), name, is_name=True) for name in (form.not_to if form else ())),
        Line(_("In own words"), (form.words if form else "") or said.words),
        Line(_("Who this is, as written down here"), said.proof),
    ]
    return [line for line in lines if line.text]


def described_lines(wish: WishFile) -> list[Line]:
    """Say who is meant, as it was described."""
    return sheets.person_lines(wish.said.form) if wish.said.form else []
