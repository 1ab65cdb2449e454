"""Answers that a colleague brings in as a file: on paper, photographed, or as a document beside its reference.

A paper has no sender that a machine could know. So the one who brings it is the one who looks: it joins a letter unseen
only by the whole reference that was typed beside it. What stands in the document proposes, and can contradict.
"""

from dataclasses import replace
from enum import StrEnum
from typing import Final

from khabar.domain.errors import Invalid
from khabar.domain.replies.codes import written_codes
from khabar.domain.replies.filing import NOBODY, ONE, Filing
from khabar.domain.replies.kinds import Kind
from khabar.domain.replies.mail import Incoming
from khabar.domain.replies.matching import Match, Step, matched
from khabar.domain.replies.threads import KnownThreads
from khabar.text import Said, said

NOT_A_REFERENCE: Final = "A reference has fifteen digits. Type what stands there, even if some are hard to read."
UNKNOWN_FILE: Final = "This is no mail, PDF, picture or text. Please choose another file, or note the answer by hand."
EMPTY: Final = "This file is empty. Please choose it again."
UNREAD: Final = said("The program could not read this file; it is kept as it came.")
MOST_TYPED: Final = 60
"""Characters of a reference as somebody types it, with spaces."""


class CameAs(StrEnum):
    """What a file is that came in, by its first bytes."""

    MAIL = "mail"
    PDF = "pdf"
    PICTURE = "picture"
    TEXT = "text"


def require_reference(typed: str) -> None:
    """Refuse what is far from any reference; Invalid (field `code`). Empty is allowed: nobody may know it."""
    if typed.strip() and not written_codes(typed):
        raise Invalid("code", NOT_A_REFERENCE)


def filed_document(document: Incoming, threads: KnownThreads) -> Filing:
    """Say where a paper or document goes, by the reference typed beside it and what its own text names.

    Filed unseen is one whose typed reference is whole and of a letter known here, unless its text names another.
    """
    match, in_text = matched(document, threads), matched(replace(document, typed=""), threads)
    against = _against(match, in_text)
    automatic = match.is_certain and match.step is Step.CODE and not against
    return Filing(
        kind=Kind.ANSWER,
        thread=match.code,
        probability=match.probability,
        automatic=automatic,
        people=NOBODY if automatic else ONE,
        reasons=(_BROUGHT, *match.reasons, *against, *document.notes, *_untyped(document)),
        rivals=match.rivals,
        step=match.step,
    )


_BROUGHT: Final = said("A colleague brought it in.")
_OTHER: Final = said("Its own text names another letter than the reference that was typed, so a person looks.")
_UNTYPED: Final = said("No reference was typed beside it, so a person looks.")


def _against(match: Match, in_text: Match) -> tuple[Said, ...]:
    others = in_text.step is Step.CODE_IN_TEXT and match.code not in {in_text.code, *in_text.rivals}
    return (_OTHER,) if others else ()


def _untyped(document: Incoming) -> tuple[Said, ...]:
    return () if document.typed.strip() else (_UNTYPED,)
