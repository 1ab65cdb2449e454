"""A PFIF document on the pages of lists: what it is in plain words, what would come of it, which rules it breaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from khabar.apps.copies.becoming import Done
from khabar.apps.copies.looking import KINDS
from khabar.apps.lists.contents import ASIDE, ENDED, EXPIRED
from khabar.domain.lists.columns import ListKind
from khabar.web.components.days import shown_figures, shown_number
from khabar.web.front.list_faults import RULES_SAID
from khabar.web.front.sheets import Line

if TYPE_CHECKING:
    from khabar.apps.copies.looking import Holding
    from khabar.apps.lists.keeping import Card


@dataclass(frozen=True)
class RuleShown:
    """A rule that a document breaks: what it asks, how grave it is, in which lines."""

    asks: str
    grave: str
    lines: str


def what_it_is(holding: Holding) -> str:
    """Say in one sentence what a document is."""
    persons = ngettext("%(count)s person", "%(count)s persons", holding.persons)
    notes = ngettext("%(count)s note", "%(count)s notes", holding.notes)
    return _("A PFIF document, version %(version)s: %(persons)s and %(notes)s.") % {
        "version": shown_number(holding.version.value),
        "persons": persons % {"count": counted(holding.persons)},
        "notes": notes % {"count": counted(holding.notes)},
    }


def would_become(holding: Holding, kind: ListKind) -> list[Line]:
    """Say how many persons would be taken in, and how many not and why."""
    would = holding.would
    lines = [_figure(_would_be(kind), sum(would.get(one, 0) for one in KINDS[kind]))]
    others = (
        (_("Have expired: nothing of them is taken in, not even the name"), would.get(Done.EXPIRED, 0)),
        (_beside(kind), would.get(Done.ASIDE, 0)),
        (_("Refused, because something is to be mended"), would.get(Done.REFUSED, 0)),
    )
    return [*lines, *(_figure(label, count) for label, count in others if count)]


def came_of(card: Card, kind: ListKind) -> list[Line]:
    """Say what came of the persons that were neither taken in nor refused."""
    labels = {EXPIRED: _("Have expired: nothing was taken in"), ASIDE: _beside(kind), ENDED: _of_the_end()}
    return [_figure(label, card.beside[name]) for name, label in labels.items() if card.beside.get(name)]


def rules_broken(holding: Holding) -> list[RuleShown]:
    """List the rules that a document breaks, errors first, each with its lines."""
    return [
        RuleShown(
            str(RULES_SAID[one.rule]),
            _("error") if one.is_error else _("warning"),
            _lines(one.lines, one.times - len(one.lines)),
        )
        for one in holding.broken
    ]


def _lines(lines: list[int], more: int) -> str:
    shown = f"{pgettext('between figures', ',')} ".join(map(shown_figures, lines))
    return _("%(lines)s and %(count)s more") % {"lines": shown, "count": counted(more)} if more else shown


def _figure(label: str, count: int) -> Line:
    """Give a line whose figure stands where the page begins, as names do."""
    return Line(label, counted(count), is_name=True)


def _would_be(kind: ListKind) -> str:
    return _("Would become a request") if kind is ListKind.REQUESTS else _("Would become a presence")


def _beside(kind: ListKind) -> str:
    if kind is ListKind.REQUESTS:
        return _("Nobody seeks them in this document: nothing is taken in")
    return _("Did not write themselves: nothing is taken in")


def _of_the_end() -> str:
    return _("Were here already, and their register has said anew when they end")


def counted(count: int) -> str:
    """Write a figure as the language does."""
    return shown_number(f"{count:,}")
