"""Names in a letter that its writer has not declared: people of the file for certain, others as a question.

The gate of the newsletter looks for names; letters ask it the same. It finds a name in another spelling or script, and
may take a common word for one: then the writer says that it is no person.
"""

import dataclasses
from dataclasses import dataclass

from khabar.data.publishing import naming_words
from khabar.domain.letters.drafts import Draft, Named
from khabar.domain.publishing.issues import Agreed, Consent, Passage, Person, Place
from khabar.domain.publishing.sightings import Read, Sighting, sightings
from khabar.domain.publishing.strangers import strangers

_OTHERWISE = "en"
"""Whose words of naming are used where a language has none: they ask too often rather than too seldom."""


@dataclass(frozen=True)
class Sight:
    """A place where a name seems to stand: field, line from 1, whether it is somebody of the file for certain."""

    field: str
    line: int
    certain: bool
    excerpt: str = dataclasses.field(default="", repr=False)


def undeclared(draft: Draft) -> tuple[Sight, ...]:
    """List where somebody seems to be named whom the writer did not declare, in the order of fields and lines."""
    language = draft.language.partition("-")[0]
    known = language if language in naming_words() else _OTHERWISE
    texts = {"subject": draft.subject, **draft.texts}
    passages = [Passage(text, known, Place(name, 1), tuple(text.split("\n"))) for name, text in texts.items()]
    declared, others = list(map(_person, draft.everybody_named)), list(map(_person, _not_declared(draft)))
    read = Read(passages, draft.not_a_person)
    seen = sightings(read, [*declared, *others], known)
    certain = [one for one in seen if one.person in others and not _also_declared(one, seen, declared)]
    return (
        *(_sight(one.place, one.passage.text[one.start : one.end], certain=True) for one in certain),
        *(_sight(place, "", certain=False) for place in strangers(read, seen, known)),
    )


def names_inside(draft: Draft, inside: tuple[Named, ...]) -> bool:
    """Say whether the subject names one of these people, in any spelling."""
    passage = Passage(draft.subject, draft.language, Place("subject", 1))
    language = draft.language.partition("-")[0]
    known = language if language in naming_words() else _OTHERWISE
    return bool(sightings(Read([passage], ()), list(map(_person, inside)), known))


def _not_declared(draft: Draft) -> list[Named]:
    declared = {one.person for one in draft.everybody_named}
    return [one for one in draft.file_people if one.person not in declared]


def _also_declared(seen: Sighting, all_seen: list[Sighting], declared: list[Person]) -> bool:
    """Say whether the same words may be somebody declared: people of one family share a name."""
    return any(
        one.person in declared and one.passage is seen.passage and one.start <= seen.start and seen.end <= one.end
        for one in all_seen
    )


def _person(named: Named) -> Person:
    return Person(named.name, Place(named.person, 0), Consent(Agreed.YES), named.forms)


def _sight(place: Place, excerpt: str, *, certain: bool) -> Sight:
    return Sight(place.file, place.line, certain, excerpt)
