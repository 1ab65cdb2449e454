"""The gate before publication: who is named without having agreed, what tells too much, which words judge.

Asked before anything is made of an issue; nothing is made while it has a finding. A refusal offers what to write
instead; a question waits for the editor's answer in the issue. It must never repeat a name: it says the place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from khabar.domain.publishing.details import MOST_DETAILS, details_shown
from khabar.domain.publishing.issues import Agreed, Detail, heads_of, passages_of
from khabar.domain.publishing.loaded import loaded
from khabar.domain.publishing.rewriting import instead_of
from khabar.domain.publishing.sightings import Read, sightings
from khabar.domain.publishing.strangers import strangers
from khabar.names.orthography import fold
from khabar.text import marked, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from khabar.domain.publishing.details import Shown
    from khabar.domain.publishing.issues import Article, Consent, Issue, Passage, Person, Place
    from khabar.domain.publishing.sightings import Sighting
    from khabar.text import Said

NOT_AGREED = marked("This names somebody who has not agreed to it. Write instead: “%(instead)s”.")
NOT_ANSWERED = marked("This names somebody who was asked and has not answered. Write instead: “%(instead)s”.")
ENDED = marked("This names somebody whose consent ended on %(until)s. Write instead: “%(instead)s”.")
ELSEWHERE = marked("This names somebody who agreed for another publication. Write instead: “%(instead)s”.")
NO_REFERENCE = marked(
    "This names somebody whose consent cannot be looked up: it has no reference. Add it, or write “%(instead)s”."
)
NOT_COVERED = marked("The consent does not cover the %(detail)s. Write instead: “%(instead)s”.")
FACE = marked("The picture shows somebody whose consent does not name the face. Leave it out, or ask.")
TOO_MUCH = marked(
    "Too much together tells who this person is: %(details)s. Leave one out, or have a consent that names each."
)
TEXT_NOT_AGREED = marked("Whoever wrote or told this has not agreed that it is published.")
TEXT_NOT_ANSWERED = marked("Whoever wrote or told this was asked whether it may be published, and has not answered.")
TEXT_ENDED = marked("The consent to publish this ended on %(until)s.")
TEXT_ELSEWHERE = marked("The consent to publish this was given for another publication.")
TEXT_NO_REFERENCE = marked("The consent to publish this cannot be looked up: it has no reference.")
LOADED = marked(
    "“%(word)s” judges people inside. Put it into quotation marks where somebody said it, or write “%(neutral)s”."
)
STRANGER = marked(
    "This looks like somebody's name. Declare the person under names, or list these words under not_a_person."
)
BOTH = marked("These words are declared as a person and listed under not_a_person. Take them out of one of the two.")
SEVERAL = marked("%(first)s, %(others)s")


class Weight(Enum):
    """What a finding asks for: to be mended, or to be answered."""

    REFUSED = "refused"
    QUESTION = "question"


@dataclass(frozen=True)
class Finding:
    """One thing that stands between an issue and its readers, where it stands, and what could be written instead.

    `words` are those that `instead` would take the place of; they may be a name, so nothing ever shows them.
    """

    place: Place
    weight: Weight
    said: Said
    instead: str = ""
    words: str = field(default="", repr=False)

    def __str__(self) -> str:
        """Write it as one line in English: place, then sentence."""
        return f"{self.place}: {self.said}"


@dataclass(frozen=True)
class _Reading:
    """One article, or the first page's own texts, as the gate reads it."""

    issue: Issue
    article: Article | None
    language: str
    passages: tuple[Passage, ...]
    people: tuple[Person, ...]
    not_a_person: tuple[str, ...]


def findings(issue: Issue) -> tuple[Finding, ...]:
    """List everything that keeps this issue from being printed, in the order of the files; empty where nothing does."""
    found = [one for reading in _readings(issue) for one in _found_in(reading)]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.place, str(one.said))))


def _readings(issue: Issue) -> Iterator[_Reading]:
    heads = tuple(heads_of(issue))
    yield _Reading(issue, None, issue.language, heads, issue.people, issue.not_a_person)
    for article in issue.articles:
        people = (*article.people, *issue.people)
        words = (*article.not_a_person, *issue.not_a_person)
        yield _Reading(issue, article, article.language, tuple(passages_of(article)), people, words)


def _found_in(reading: _Reading) -> Iterator[Finding]:
    read = Read(reading.passages, reading.not_a_person)
    seen = sightings(read, reading.people, reading.language)
    yield from _both(reading)
    yield from _named(reading, seen)
    for place in strangers(read, seen, reading.language):
        yield Finding(place, Weight.QUESTION, said(STRANGER))
    yield from _judging(reading)
    if reading.article:
        yield from _text_itself(reading.article, reading.issue)
        yield from _telling(reading.article, reading, seen)


def _both(reading: _Reading) -> Iterator[Finding]:
    """Refuse the short way round the gate: a declared name among the words that are no person."""
    listed = {fold(phrase) for phrase in reading.not_a_person}
    for person in reading.people:
        if listed & {fold(name) for name in (person.name, *person.forms)}:
            yield Finding(person.place, Weight.REFUSED, said(BOTH))


def _named(reading: _Reading, seen: Sequence[Sighting]) -> Iterator[Finding]:
    for one in seen:
        instead = instead_of(one.person, reading.language)
        detail = Detail.NAME if one.whole else Detail.FIRST_NAME
        sentence = _why_not(one.person, detail, reading.issue, instead)
        if sentence:
            yield Finding(one.place, Weight.REFUSED, sentence, instead, one.passage.text[one.start : one.end])


def _why_not(person: Person, detail: Detail, issue: Issue, instead: str) -> Said | None:
    """Say why this person may not be named like this; None where it is allowed."""
    if person.office:
        return None
    lacking = _lacking(person.consent, issue.title.text, issue.on)
    if lacking == "until":
        return said(ENDED, instead=instead, until=_iso(person.consent.until))
    if lacking:
        return said(_NOT_NAMED[lacking], instead=instead)
    if person.covers and not person.covers & {detail, Detail.NAME}:
        return said(NOT_COVERED, detail=said(_CALLED[detail]), instead=instead)
    return None


def _lacking(consent: Consent, publication: str, on: date) -> str:
    """Name what a consent lacks for this publication on this day; empty where it holds."""
    if consent.agreed is not Agreed.YES:
        return consent.agreed.value
    if not consent.reference:
        return "reference"
    if consent.until and consent.until < on:
        return "until"
    return "publication" if consent.publication and fold(consent.publication) != fold(publication) else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


_NOT_NAMED = {"no": NOT_AGREED, "asked": NOT_ANSWERED, "reference": NO_REFERENCE, "publication": ELSEWHERE}
_NOT_PRINTED = {
    "no": TEXT_NOT_AGREED,
    "asked": TEXT_NOT_ANSWERED,
    "reference": TEXT_NO_REFERENCE,
    "publication": TEXT_ELSEWHERE,
}
_CALLED = {
    Detail.NAME: marked("full name"),
    Detail.FACE: marked("face"),
    Detail.PROVINCE: marked("province"),
    Detail.YEAR: marked("year"),
    Detail.AGE: marked("age"),
    Detail.FIRST_NAME: marked("first name"),
}


def _text_itself(article: Article, issue: Issue) -> Iterator[Finding]:
    """Say why an article as a whole may not be published."""
    lacking = _lacking(article.consent, issue.title.text, issue.on)
    if lacking == "until":
        yield Finding(article.place, Weight.REFUSED, said(TEXT_ENDED, until=_iso(article.consent.until)))
    elif lacking:
        yield Finding(article.place, Weight.REFUSED, said(_NOT_PRINTED[lacking]))


def _telling(article: Article, reading: _Reading, seen: Sequence[Sighting]) -> Iterator[Finding]:
    """Refuse faces without their own consent, and more than two details that no consent names one by one."""
    for person in reading.people:
        shown = details_shown(article, person, reading.passages, seen)
        if Detail.FACE in shown and not _may_be_seen(person, reading.issue):
            yield Finding(shown[Detail.FACE], Weight.REFUSED, said(FACE))
        if len(shown) > MOST_DETAILS and not _is_covered(person, shown, reading.issue):
            names = _listed([said(_CALLED[detail]) for detail in Detail if detail in shown])
            yield Finding(_last_told(shown), Weight.REFUSED, said(TOO_MUCH, details=names))


def _listed(names: Sequence[Said]) -> Said:
    """Say several things one after another."""
    first, *others = names
    return said(SEVERAL, first=first, others=_listed(others)) if others else first


def _may_be_seen(person: Person, issue: Issue) -> bool:
    return Detail.FACE in person.covers and not _lacking(person.consent, issue.title.text, issue.on)


def _is_covered(person: Person, shown: Shown, issue: Issue) -> bool:
    return set(shown) <= person.covers and not _lacking(person.consent, issue.title.text, issue.on)


def _last_told(shown: Shown) -> Place:
    """Give the place of the detail with which it became too much."""
    return sorted(shown.values())[MOST_DETAILS]


def _judging(reading: _Reading) -> Iterator[Finding]:
    others = reading.article.not_about_people_inside if reading.article else ()
    for passage in reading.passages:
        for one in loaded(passage, reading.issue.loaded, others):
            sentence = said(LOADED, word=one.word, neutral=one.neutral)
            yield Finding(one.place, Weight.REFUSED, sentence, one.neutral, one.word)
