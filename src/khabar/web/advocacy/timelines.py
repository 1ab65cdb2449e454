"""The timeline of a file as a drawing: what happened, letters that left, answers, and the silence between them.

The tables beside it say all that it shows, and what has no day besides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khabar.domain.casework.events import likely_spans
from khabar.domain.timelines import Happened, Line, Sent, TimeRow, drawn, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from khabar.apps.correspondence.letters import OpenedLetter
    from khabar.domain.casework.events import CaseEvent, Span

NAME = "timeline"
"""What the ids of the drawing begin with; a page has one."""


def timeline_of(events: Iterable[CaseEvent], sent: Iterable[Sent], today: date) -> SafeString:
    """Draw what has a day, by the likeliest reading of its date; nothing at all where nothing has one."""
    lines: list[Line] = [*(_line(one) for one in likely_spans(events, today)), *sent]
    return mark_safe(drawn(lines, _language(), name=NAME))  # noqa: S308 - the drawing escapes


def sent_of(letters: Iterable[OpenedLetter], bodies: Mapping[str, str], today: date) -> list[Sent]:
    """Give every letter and every copy that left, with its answer or its silence up to today."""
    return [
        Sent(bodies.get(one.body, one.body), one.sent_on, one.answered_on, today, one.is_copy)
        for letter in letters
        for one in letter.dispatches
        if one.sent_on is not None
    ]


def rows_of(sent: Iterable[Sent]) -> tuple[TimeRow, ...]:
    """Say the letters as rows of a table, in order."""
    return rows(sent, _language())


def _language() -> str:
    return get_language() or "en"


def _line(one: Span) -> Happened:
    event = one.event
    what = _("Claim: %(what)s") % {"what": event.what} if event.incident else event.what
    return Happened(one.earliest, one.latest, what, event.when, event.source.speaker)
