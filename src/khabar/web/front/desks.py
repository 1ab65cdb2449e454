"""The desks of the house and the duty that opens each: what the first page and the navigation list.

A duty whose work lies at the shell has no page. It must never count what lies on a desk.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from khabar.domain.duties import Duty

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Desk:
    """One duty in words; `route` is the name of its first page ("" where it has none), `also` of another room's."""

    duty: Duty
    label: _StrPromise
    task: _StrPromise
    route: str = ""
    also: str = ""


@dataclass(frozen=True)
class Place:
    """A desk as a page lists it; `url` is "" where there is nothing to open."""

    url: str
    label: str
    task: str
    current: bool = False


DESKS = (
    Desk(
        Duty.HELPER,
        _("Helper"),
        _("Fill in forms with families. What is filed is closed to you afterwards."),
        "helper:home",
    ),
    Desk(
        Duty.FAMILY_DESK,
        _("Family desk"),
        _("Receive requests and speak with families."),
        "family_desk:home",
    ),
    Desk(
        Duty.ASKING_DESK,
        _("Asking desk"),
        _("Look at pairs, and decide in twos whether and how to ask."),
        "asking_desk:home",
    ),
    Desk(Duty.LETTERS, _("Letters"), _("Read messages before they are carried."), "letters:home"),
    Desk(
        Duty.BRINGER,
        _("Bringer"),
        _("Speak one release to one person, when you are named for it."),
        "bringer:home",
    ),
    Desk(Duty.CARRIER, _("Carrier"), _("Say what became of the paper you carried."), "carrier:home"),
    Desk(
        Duty.ADVOCATE,
        _("Advocate"),
        _("Keep a family's file, write its letters, open the doors of procedures."),
        "advocacy:home",
    ),
    Desk(
        Duty.EDITOR,
        _("Editor"),
        _("Make the newsletter, the petition's texts and the archive."),
        "editing:home",
        "archive:documents",
    ),
    Desk(
        Duty.COMPANION,
        _("Companion"),
        _("Stand by those who came out, in a file of their own."),
        "companion:home",
    ),
    Desk(Duty.OPERATOR, _("Operator"), _("Keep the machines running. You see no case."), "operator:home"),
    Desk(Duty.UNLOCKER, _("Unlocker"), _("Unlock the house from the shell: khabar unlock.")),
)


def duty_words(duties: Iterable[Duty]) -> list[str]:
    """Name duties as people say them, in the order of the house."""
    held = set(duties)
    return [str(desk.label) for desk in DESKS if desk.duty in held]


def places(duties: Iterable[Duty], *, at: str = "") -> list[Place]:
    """List the desks of these duties; the one whose pages the path `at` belongs to is marked as current."""
    held = set(duties)
    return [_place(desk, at) for desk in DESKS if desk.duty in held]


def _place(desk: Desk, at: str) -> Place:
    url = _address(desk.route)
    rooms = tuple(room for room in (url, _address(desk.also)) if room)
    return Place(url, str(desk.label), str(desk.task), current=at.startswith(rooms))


def _address(route: str) -> str:
    """Give the address of a desk, or "" while its door is not built into this installation."""
    try:
        return reverse(route) if route else ""
    except NoReverseMatch:
        return ""
