"""Whether a letter may be approved: every rule asked, every complaint with its field, none passed over.

Somebody inside is named: one addressee, no copies, no public page, no name in the subject. Health, self-harm, escape:
only as a confidential appeal. Bars refuse. Everybody else who is named has agreed, for each recipient. It must never
say a name in what it refuses.
"""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from khabar.domain.bar_list import Barred, Deed, Told, may_write
from khabar.domain.casework.consents import Scope, Stand, Standing, Use, standing
from khabar.domain.errors import Invalid
from khabar.domain.letters.drafts import Draft, LetterKind, Named, Role
from khabar.domain.letters.naming import names_inside, undeclared
from khabar.domain.letters.sensitive import questions, spoken_of, unanswered
from khabar.text import Said, marked, said

SAY_WHOM = marked("Please say whom this letter names, or that it names nobody.")
INSIDE_COPIES = marked("This letter names somebody inside. It goes to one addressee, without copies.")
INSIDE_PUBLIC = marked("This letter names somebody inside. It cannot stand on a public page.")
INSIDE_SUBJECT = marked(
    "The subject names somebody inside. Everybody on the way can read a subject: leave the name out."
)
ONE_INSIDE = marked("This letter names more than one person inside. Please write a letter for each.")
TOPIC_APPEAL = marked(
    "What this letter speaks of may leave only in an urgent appeal. Please write one, or leave these words out."
)
TOPIC_CONFIDENTIAL = marked("What this letter speaks of may leave only in confidence. Please mark it as confidential.")
CONFIDENTIAL_COPIES = marked("A confidential letter goes to one addressee, without copies.")
CONFIDENTIAL_PUBLIC = marked("A confidential letter cannot stand on a public page.")
SAME_TWICE = marked("Recipient %(number)s is on this list already.")
NOT_ASKED = marked("Person %(person)s of your list was not asked whether recipient %(number)s may be told.")
NO_ANSWER = marked("Person %(person)s of your list was asked about recipient %(number)s and has not answered.")
SAID_NO = marked("Person %(person)s of your list does not agree that recipient %(number)s is told.")
ENDED = marked("The consent of person %(person)s of your list for recipient %(number)s has ended.")
NO_REFERENCE = marked("Please give the reference of the consent of person %(person)s for recipient %(number)s.")
PUBLIC_NOT_AGREED = marked("Person %(person)s of your list has not agreed to be named on this public page.")
PUBLIC_NO_REFERENCE = marked("Please give the reference of the consent of person %(person)s for this public page.")
IN_THE_FILE = marked(
    "Line %(line)s names somebody of the file whom you did not declare. Declare them, or leave it out."
)
LIKE_A_NAME = marked("Something in line %(line)s looks like a name. Declare the person, or say that it is no person.")

_WHY_NOT = {
    Stand.NOT_ASKED: NOT_ASKED,
    Stand.ASKED: NO_ANSWER,
    Stand.GIVEN: ENDED,
    Stand.REFUSED: SAID_NO,
    Stand.WITHDRAWN: SAID_NO,
}


@dataclass(frozen=True)
class Complaint:
    """One thing that keeps a letter from leaving: the field to mend, the sentence, and the line in a text (or 0).

    `excerpt` shows the writer the place; it is never logged.
    """

    field: str
    sentence: Said
    line: int = 0
    excerpt: str = dataclasses.field(default="", repr=False)


def complaints(draft: Draft) -> tuple[Complaint, ...]:
    """List everything that keeps this letter from being approved; empty when nothing does."""
    return tuple(
        dict.fromkeys(
            (*_on_inside(draft), *_on_confidence(draft), *_on_names(draft), *_on_bars(draft), *_on_consents(draft))
        )
    )


def require_sendable(draft: Draft) -> None:
    """Raise Invalid for the first complaint; the page shows all of them by `complaints`."""
    for one in complaints(draft):
        raise Invalid(one.field, str(one.sentence))


def _on_inside(draft: Draft) -> Iterator[Complaint]:
    inside = tuple(one for one in draft.everybody_named if one.role is Role.INSIDE)
    if not inside:
        return
    if len({one.person for one in inside}) > 1:
        yield Complaint("named", said(ONE_INSIDE))
    if draft.copies:
        yield Complaint("copies", said(INSIDE_COPIES))
    if draft.publication:
        yield Complaint("publication", said(INSIDE_PUBLIC))
    if names_inside(draft, inside):
        yield Complaint("subject", said(INSIDE_SUBJECT))


def _on_confidence(draft: Draft) -> Iterator[Complaint]:
    """Ask about health, self-harm and escape; what speaks of them is a confidential appeal, to one addressee."""
    asked = questions({"subject": draft.subject, **draft.texts}, draft.language)
    for one in unanswered(asked, draft.answers):
        yield Complaint(one.field, said(one.sentence), excerpt=one.excerpt)
    if spoken_of(draft.answers):
        if draft.kind is not LetterKind.URGENT_APPEAL:
            yield Complaint("kind", said(TOPIC_APPEAL))
        if not draft.confidential:
            yield Complaint("confidential", said(TOPIC_CONFIDENTIAL))
    if draft.confidential and draft.copies:
        yield Complaint("copies", said(CONFIDENTIAL_COPIES))
    if draft.confidential and draft.publication:
        yield Complaint("publication", said(CONFIDENTIAL_PUBLIC))


def _on_names(draft: Draft) -> Iterator[Complaint]:
    if draft.named is None:
        yield Complaint("named", said(SAY_WHOM))
        return
    for one in undeclared(draft):
        sentence = said(IN_THE_FILE if one.certain else LIKE_A_NAME, line=one.line)
        yield Complaint(one.field, sentence, one.line, one.excerpt)


def _on_bars(draft: Draft) -> Iterator[Complaint]:
    """Ask the bar list for each recipient by itself, and for the public page."""
    bodies: set[str] = set()
    for number, addressee in enumerate(draft.addressees, start=1):
        name = "to" if number == 1 else "copies"
        if addressee.body in bodies:
            yield Complaint(name, said(SAME_TWICE, number=number))
        bodies.add(addressee.body)
        yield from _barred(draft, addressee.told, name)
    if draft.publication:
        yield from _barred(draft, Told(public=True), "publication")


def _barred(draft: Draft, told: Told, name: str) -> Iterator[Complaint]:
    verdict = may_write(draft.bars, told, Deed.LETTER, draft.door, draft.holding)
    if isinstance(verdict, Barred):
        yield from (Complaint(name, one.sentence) for one in verdict.reasons)


def _on_consents(draft: Draft) -> Iterator[Complaint]:
    """Ask for everybody else who is named whether each recipient, and the public page, may be told."""
    for place, one in enumerate(draft.everybody_named, start=1):
        if one.role is not Role.OTHER:
            continue
        for number, addressee in enumerate(draft.addressees, start=1):
            found = standing(draft.consents, one.person, Scope(Use.RECIPIENT, addressee.body), draft.on)
            sentence = _missing(found, one, _WHY_NOT[found.stand], NO_REFERENCE)
            if sentence:
                yield Complaint("named", said(sentence, person=place, number=number))
        if draft.publication:
            found = standing(draft.consents, one.person, Scope(Use.PUBLICATION, draft.publication), draft.on)
            sentence = _missing(found, one, PUBLIC_NOT_AGREED, PUBLIC_NO_REFERENCE)
            if sentence:
                yield Complaint("named", said(sentence, person=place))


def _missing(found: Standing, named: Named, why_not: str, no_reference: str) -> str:
    """Give the sentence that says what a consent lacks; empty where it is in force and its reference is given."""
    if not found.in_force:
        return why_not
    return "" if found.reference in named.references else no_reference
