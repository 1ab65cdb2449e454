"""What states and kinds of letters are called on pages, in whole words for translators.

Codes of the rules never reach a page. It must never say more of a letter than its reader may see.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khabar.domain.letters.dispatch import Channel, Happening, State
from khabar.domain.letters.drafts import LetterKind

KIND_WORDS = {
    LetterKind.REQUEST_FOR_CONTACT: _("Request for contact"),
    LetterKind.REQUEST_FOR_INFORMATION: _("Request for information"),
    LetterKind.URGENT_APPEAL: _("Urgent appeal"),
    LetterKind.REMINDER: _("Reminder"),
    LetterKind.THANKS: _("Thanks"),
    LetterKind.DIGEST: _("What a petition has come to"),
}
STATE_WORDS = {
    State.DRAFTED: _("drafted"),
    State.APPROVED: _("approved, not sent"),
    State.SENT: _("sent, no proof yet"),
    State.DELIVERED: _("delivered"),
    State.BOUNCED: _("came back"),
    State.PROVED: _("delivered, with proof"),
    State.ANSWERED: _("answered"),
    State.STOPPED: _("stopped"),
}
HAPPENING_WORDS = {
    Happening.APPROVED: _("approved"),
    Happening.CHANGED: _("changed"),
    Happening.SENT: _("sent"),
    Happening.DELIVERED: _("delivered"),
    Happening.BOUNCED: _("came back"),
    Happening.PROVED: _("delivered, with proof"),
    Happening.ANSWERED: _("answered"),
    Happening.STOPPED: _("stopped"),
}
CHANNEL_WORDS = {Channel.EMAIL: _("by e-mail"), Channel.POST: _("by post"), Channel.HAND: _("by hand")}
CAME_WORDS = {
    "answer": _("an answer"),
    "bounce": _("a mail that came back"),
    "auto-reply": _("an automatic reply"),
    "complaint": _("a complaint about a mail"),
    "spam": _("spam"),
    "unknown": _("a mail"),
}
