"""What the states, ways and reasons of gatherings are called on pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khabar.domain.gatherings.admission import MinutesAs
from khabar.domain.gatherings.invitations import Summary
from khabar.domain.gatherings.minutes import LineKind
from khabar.domain.gatherings.sittings import Which
from khabar.domain.gatherings.speakers import Held, Way, Why

WAYS = {
    Way.CALL: _("in the call"),
    Way.PHONE: _("by telephone"),
    Way.CHAT: _("by chat"),
    Way.ROOM: _("in the room"),
}
SUMMARIES = {
    Summary.MEETING: _("Meeting"),
    Summary.CONVERSATION: _("Conversation"),
    Summary.APPOINTMENT: _("Appointment"),
}
WHICH = {
    Which.ONLY: _("This time comes once on that day"),
    Which.FIRST: _("It comes twice: the first of the two"),
    Which.SECOND: _("It comes twice: the second of the two"),
}
MINUTES_AS = {
    MinutesAs.PSEUDONYM: _("under the pseudonym"),
    MinutesAs.DESCRIBED: _("by a description, as below"),
    MinutesAs.UNNAMED: _("as one of those present"),
}
KINDS = {
    LineKind.SAID: _("Somebody said"),
    LineKind.ASKED: _("To be asked in a letter"),
    LineKind.DECIDED: _("Decided by all"),
}
LANGUAGES = {"en": _("English"), "fa": _("Persian")}
AHEAD = {
    Why.REPLY: _("%(who)s replies directly to the one who speaks."),
    Why.NEVER_SPOKE: _("%(who)s has not spoken yet, and you have."),
    Why.SPOKE_LESS: _("%(who)s has spoken less often than you."),
    Why.REGION_NEVER_SPOKE: _("%(who)s speaks for a region that has not spoken yet when it is this turn."),
    Why.REGION_SPOKE_LESS: _("%(who)s speaks for a region that has spoken less often than yours by then."),
    Why.EARLIER: _("%(who)s raised the hand before you."),
}
HELD = {
    Held.ENOUGH: _("This reply waits like any other hand: the turn it answers has as many replies as it may."),
    Held.REGION_WAITS: _("This reply waits like any other hand: you have spoken, and a region that waits has not."),
}
