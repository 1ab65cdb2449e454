"""The timeline of a file as a drawing; the table beside it says all that it shows, and what has no day besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khabar.domain.casework.events import likely_spans
from khabar.domain.timelines import Happened, drawn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from khabar.domain.casework.events import CaseEvent, Span

NAME = "timeline"
"""What the ids of the drawing begin with; a page has one."""


def timeline_of(events: Iterable[CaseEvent], today: date) -> SafeString:
    """Draw what has a day, by the likeliest reading of its date; nothing at all where nothing has one."""
    lines = [_line(one) for one in likely_spans(events, today)]
    return mark_safe(drawn(lines, get_language() or "en", name=NAME))  # noqa: S308 - the drawing escapes


def _line(one: Span) -> Happened:
    event = one.event
    what = _("Claim: %(what)s") % {"what": event.what} if event.incident else event.what
    return Happened(one.earliest, one.latest, what, event.when, event.source.speaker)
