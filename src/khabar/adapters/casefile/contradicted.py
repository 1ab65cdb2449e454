"""Says what in a case file contradicts itself: the field to mend and one sentence, for the first that is found.

The rules give codes (`khabar.domain.procedures.contradictions`); here are the words of the shell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from khabar.domain.errors import Invalid
from khabar.domain.procedures.contradictions import contradictions

if TYPE_CHECKING:
    from khabar.domain.procedures import Case

SENTENCES: Final = {
    "stateless-with-nationality": "somebody with a nationality is not stateless. Keep one of the two.",
    "began-before-birth": "it begins (%(this)s) before the person was born (%(other)s).",
    "seen-before-birth": "the person was seen (%(this)s) before being born (%(other)s).",
    "no-linked-case": "a date stands here, and it is said that there is no such case. Keep one of the two.",
    "decided-before-began": "the last decision (%(this)s) lies before it began (%(other)s).",
    "seen-long-before": (
        "last seen on %(this)s, but it begins on %(other)s. Correct one of them, or say when the last sign of life "
        "came (last_sign_of_life)."
    ),
    "seen-long-after": (
        "seen on %(this)s, long after it began on %(other)s. Correct one of them, or say that the person was being "
        "held (last_seen.in_custody)."
    ),
    "word-not-heard": "it is said that nobody has heard from the person, and what was heard. Keep one of the two.",
    "anonymous-with-name": (
        "a name stands beside “anonymous”. To have it kept confidential, write “confidential” instead."
    ),
    "filed-before-began": "this was filed (%(this)s) before it began (%(other)s).",
    "ended-before-filed": "this ended (%(this)s) before it was filed (%(other)s).",
    "letter-before-filed": "their letter (%(this)s) is older than the filing (%(other)s).",
    "final-but-not-exhausted": "a last decision stands beside “not exhausted”. Correct one of the two.",
    "no-limit-but-last-day": "a last day stands beside “no limit”. Keep one of the two.",
    "pending-but-ended": "this is said to be pending, and to have ended. Keep one of the two.",
    "same-matter-disagrees": "this does not go with what is said of author, facts and rights.",
}


def require_no_contradiction(case: Case) -> None:
    """Raise Invalid for the first contradiction, naming its field."""
    for found in contradictions(case):
        raise Invalid(found.field, SENTENCES[found.code] % dict(found.values))
