"""The sentence on top of every page: while there is nothing we may tell, the same for all, whatever we know.

Each text is a constant with a named placeholder, so that the web layer can hand it to translators.
No text here may depend on what we know, or promise anything but the day by which we speak again.
"""

from datetime import date

STANDING_ID = "standing.nothing_today"
STANDING = (
    "Your request is with us. There is nothing we may tell you today. We say this to everyone, whatever we know. "
    "You will hear from us by %(date)s, even if only this."
)
LATE_ID = "standing.late"
LATE = (
    "Your request is with us. We said that you would hear from us by %(date)s, and we are late. "
    "We say this to everyone, whatever we know."
)
TOLD_ID = "standing.told"
TOLD = "Your request is with us. What we may tell you today stands below. You will hear from us again by %(date)s."
ELSEWHERE_ID = "standing.elsewhere"
ELSEWHERE = (
    "Your request is with us. What we may tell you stands on your page, and nowhere else. We say this to everyone, "
    "whatever we know. You will hear from us by %(date)s, even if only this."
)
"""What is said by mail and by telephone: true before an answer and after it, because it speaks of the page alone."""
SPOKEN_ID = "standing.spoken"
SPOKEN = (
    "Your request is with us. There is nothing I may tell you today. We say this to everyone, whatever we know. "
    "You will hear from us by %(date)s, even if only this."
)
"""What a helper says to families without a screen: true before an answer and after it, because it speaks of the helper
alone. Whoever may tell more is somebody else, whom a Permit names."""
WRITTEN_ID = "standing.written"
WRITTEN = (
    "Your request is with us. There is nothing we may tell you in this letter. We say this to everyone, whatever we "
    "know. You will hear from us by %(date)s, even if only this."
)
"""What a letter by post says: true before an answer and after it, because it speaks of the letter alone."""

PRESENCE_STANDING_ID = "standing.presence_nothing_today"
PRESENCE_STANDING = (
    "What you told us is with us. There is nothing we may tell you today. We say this to everyone, whatever we know. "
    "You will hear from us by %(date)s, even if only this."
)
PRESENCE_TOLD_ID = "standing.presence_told"
PRESENCE_TOLD = (
    "What you told us is with us. What we may tell you today stands below. You will hear from us again by %(date)s."
)
PRESENCE_LATE_ID = "standing.presence_late"
PRESENCE_LATE = (
    "What you told us is with us. We said that you would hear from us by %(date)s, and we are late. "
    "We say this to everyone, whatever we know."
)
TEXTS = {
    STANDING_ID: STANDING,
    TOLD_ID: TOLD,
    ELSEWHERE_ID: ELSEWHERE,
    SPOKEN_ID: SPOKEN,
    WRITTEN_ID: WRITTEN,
    LATE_ID: LATE,
    PRESENCE_STANDING_ID: PRESENCE_STANDING,
    PRESENCE_TOLD_ID: PRESENCE_TOLD,
    PRESENCE_LATE_ID: PRESENCE_LATE,
}
"""Every text by its message id."""


def standing_text(by: date) -> str:
    """Say promise 9 to an enquirer, with the day by which she hears from us."""
    return STANDING % {"date": by.isoformat()}


def spoken_text(by: date) -> str:
    """Say to an enquirer, in a helper's mouth, what is true whatever others may tell her."""
    return SPOKEN % {"date": by.isoformat()}


def late_text(by: date) -> str:
    """Say to an enquirer that the promised day has passed on a locked house."""
    return LATE % {"date": by.isoformat()}


def presence_standing_text(by: date) -> str:
    """Say promise 9 to somebody who registered a presence and keeps a slip."""
    return PRESENCE_STANDING % {"date": by.isoformat()}


def presence_late_text(by: date) -> str:
    """Say to somebody with a presence that the promised day has passed on a locked house."""
    return PRESENCE_LATE % {"date": by.isoformat()}
