"""When somebody takes a consent back after an issue is out: what of it has to disappear.

The consent becomes a no, the gate is asked again, and whatever it refuses now and did not refuse before goes: an
article whole, a line of the first page alone. Quieter needs less proof than louder: one person and a reason do.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from khabar.domain.publishing.drafts import FRONT, FRONT_LINES, ArticleDraft, FrontDraft
from khabar.domain.publishing.gate import Finding
from khabar.domain.publishing.issues import Agreed, Consent


@dataclass(frozen=True)
class Pieces:
    """The pieces of one issue: its front, and its articles by their names, in their order."""

    front: FrontDraft
    articles: Mapping[str, ArticleDraft]


def references_in(pieces: Pieces) -> frozenset[str]:
    """List the references of all consents an issue rests on."""
    consents = (*(one.consent for one in pieces.front.people), *(one.consent for one in pieces.articles.values()))
    return frozenset(one.reference for one in consents if one.agreed is Agreed.YES and one.reference)


def closed(pieces: Pieces, references: Collection[str]) -> Pieces:
    """Give the pieces as they would stand with these consents taken back."""
    people = tuple(replace(one, consent=_closed(one.consent, references)) for one in pieces.front.people)
    articles = {piece: replace(one, consent=_closed(one.consent, references)) for piece, one in pieces.articles.items()}
    return Pieces(replace(pieces.front, people=people), articles)


def person_closed(pieces: Pieces, at: int) -> Pieces:
    """Give the pieces with the consent of one person taken back, by the place in the list of people."""
    people = list(pieces.front.people)
    people[at] = replace(people[at], consent=replace(people[at].consent, agreed=Agreed.NO))
    return Pieces(replace(pieces.front, people=tuple(people)), pieces.articles)


def article_closed(pieces: Pieces, piece: str) -> Pieces:
    """Give the pieces with the consent to one article taken back."""
    one = pieces.articles[piece]
    shut = replace(one, consent=replace(one.consent, agreed=Agreed.NO))
    return Pieces(pieces.front, {**pieces.articles, piece: shut})


def left_standing(pieces: Pieces, before: Iterable[Finding], after: Iterable[Finding]) -> Pieces:
    """Take out what the gate refuses after and did not before: whole articles, and lines of the front."""
    old = {(one.place, one.said) for one in before}
    touched = {one.place.file for one in after if (one.place, one.said) not in old}
    gone = {file.partition("/")[0] for file in touched}
    lines: dict[str, Any] = {name: "" for name in FRONT_LINES if f"{FRONT}/{name}" in touched and name != "title"}
    if f"{FRONT}/title" in touched:  # the newsletter itself bears the name: nothing of this issue can stand
        return Pieces(pieces.front, {})
    articles = {piece: one for piece, one in pieces.articles.items() if piece not in gone}
    return Pieces(replace(pieces.front, **lines), articles)


def _closed(consent: Consent, references: Collection[str]) -> Consent:
    return replace(consent, agreed=Agreed.NO) if consent.reference in references else consent
