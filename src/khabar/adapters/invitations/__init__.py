"""Calendar entries as mail carries them (RFC 5545, 5546, 6047, 7986): one entry, one person, its time zone with it.

Written with the icalendar library. It must never name anybody but the one who is invited: no title, no other guest, no
way in; and it says nothing about this machine.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from icalendar import Calendar, Event, vCalAddress

from khabar.domain.gatherings.invitations import CalendarEntry, Method

CONTENT_TYPE: Final = "text/calendar"
PRODUCT: Final = "-//Khabar//Gatherings//EN"
_AROUND = timedelta(days=400)
"""How far before and after a sitting its zone is described: all that a calendar needs to read that one day."""


def calendar_text(entry: CalendarEntry) -> str:
    """Write one entry as a calendar of its own; lines end with CRLF and are folded as the standard asks."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", entry.method.value)
    calendar.add_component(_event(entry))
    begins = entry.when.begins.date()
    calendar.add_missing_timezones(first_date=begins - _AROUND, last_date=begins + _AROUND)
    for zone in calendar.timezones:
        zone.pop("COMMENT", None)  # the library's own note about the days it covers
    written: bytes = calendar.to_ical()
    return written.decode("utf-8")


def _event(entry: CalendarEntry) -> Event:
    """Make the entry. Its time stands with its zone; where clocks repeat it, in UTC, which alone is unambiguous."""
    event, when = Event(), entry.when
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamp)
    event.add("dtstart", when.begins_utc if when.comes_twice else when.begins)
    event.add("dtend", when.ends_utc if when.comes_twice else when.ends)
    event.add("summary", entry.summary)
    if entry.text:
        event.add("description", entry.text)
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE")
    event.add("status", "CANCELLED" if entry.method is Method.CANCEL else "CONFIRMED")
    event.add("organizer", vCalAddress(f"mailto:{entry.organiser}"))
    event.add("attendee", _attendee(entry))
    return event


def _attendee(entry: CalendarEntry) -> vCalAddress:
    """Give the one who is invited, without a name; no answer is asked for: who comes is seen at the sitting."""
    address = vCalAddress(f"mailto:{entry.attendee}")
    address.params["ROLE"] = "REQ-PARTICIPANT"
    address.params["PARTSTAT"] = "NEEDS-ACTION"
    address.params["RSVP"] = "FALSE"
    return address
