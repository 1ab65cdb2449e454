"""Titles, regions and points name nobody: held against the names of a file, and against what looks like a name.

What looks like a name is asked the same of everybody, so an answer tells nothing about whose file there is. It must
never say a name in what it refuses.
"""

from collections.abc import Iterable, Sequence

from khabar.data.publishing import naming_words
from khabar.domain.errors import Invalid
from khabar.domain.publishing.issues import Agreed, Consent, Passage, Person, Place
from khabar.domain.publishing.sightings import Read, sightings
from khabar.domain.publishing.strangers import strangers
from khabar.text import Script, scripts

LIKE_A_NAME = (
    "Something here looks like the name of a person, and a gathering’s words name nobody. "
    "Write it otherwise, or add the words below as no person’s name."
)
NAMES_INSIDE = (
    "These words name somebody of a family’s file. "
    "Nobody inside is named in a title, a region or a point: write it otherwise first."
)


def require_no_name(field: str, text: str, not_a_person: Sequence[str] = ()) -> None:
    """Raise Invalid for the field where something looks like a name, unless it is among these words."""
    language = _language(text)
    read = Read([Passage(text, language, Place(field, 1))], not_a_person)
    if any(strangers(read, (), language)):
        raise Invalid(field, LIKE_A_NAME)


def require_none_of(field: str, texts: Iterable[str], names: Iterable[str]) -> None:
    """Raise Invalid for the field where one of these texts names one of these people, in any spelling or script."""
    known = tuple(names)
    if any(names_one_of(text, known) for text in texts):
        raise Invalid(field, NAMES_INSIDE)


def names_one_of(text: str, names: Iterable[str]) -> bool:
    """Say whether a text names one of these people, by the whole name or a word of it."""
    language = _language(text)
    people = [Person(name, Place(str(at), 0), Consent(Agreed.YES)) for at, name in enumerate(names) if name.strip()]
    passages = [Passage(one, language, Place("", 1)) for one in (text, text.title())]  # names are typed small, too
    return bool(sightings(Read(passages, ()), people, language))


def _language(text: str) -> str:
    """Give whose words of naming are asked: Persian for Arabic script, else English, which asks too often."""
    language = "fa" if Script.ARABIC in scripts(text) else "en"
    return language if language in naming_words() else "en"
