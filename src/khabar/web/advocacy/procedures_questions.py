"""The facts of a case, asked in sections, in the words in which an advocate asks a family.

Everything may stay empty, and not known is a choice of its own. Where the person came from and the bar list are not
asked here: they stand on the file's page, once.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from khabar.adapters.procedures import LANGUAGES
from khabar.domain.bar_list import WordOf
from khabar.domain.calendars import Calendar
from khabar.domain.procedures.facts import HowEnded, PersonConsent, Relation, Word
from khabar.web.advocacy.procedures_sections import Ask, Group, Rows, Section
from khabar.web.advocacy.words import WORDS_OF

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

    Words = Mapping[str, _StrPromise | str]

_DATE = _("As it was told: 2024-03-05, 2024-03, 2024, 1402-12-15.")
_WHO_SAYS = _("Who says so")
_BASIS = _("What it rests on")
_BASIS_HINT = _("They saw it, were told, or it stands in a document.")
_BODY = _("Which authority or court")
_REFERENCE = _("Its number there")
_FILED = _("When it was brought")
_ENDED = _("When it ended")

ENDINGS: Final[Mapping[str, _StrPromise]] = MappingProxyType(
    {
        HowEnded.DECIDED: _("Decided on the matter itself"),
        HowEnded.INADMISSIBLE: _("Held inadmissible"),
        HowEnded.WITHDRAWN: _("Withdrawn by whoever brought it"),
        HowEnded.SUSPENDED: _("Suspended"),
        HowEnded.CLARIFIED: _("Clarified"),
        HowEnded.OTHER: _("In another way"),
    }
)
RELATIONS: Final[Words] = {
    Relation.RELATIVE: _("As family"),
    Relation.PERSON_CONCERNED: _("As the person concerned"),
    Relation.LEGAL_REPRESENTATIVE: _("As legal representative"),
    Relation.COUNSEL: _("As lawyer"),
    Relation.AUTHORISED: _("Authorised by the family"),
    Relation.LEGITIMATE_INTEREST: _("With a legitimate interest"),
    Relation.ORGANISATION: _("As an organisation"),
}
SAID: Final[Words] = {
    Word.ALIVE_NO_CONTACT: _("Alive, and wishes no contact"),
    Word.ALIVE: _("Alive"),
}
OWN_CONSENTS: Final[Words] = {
    PersonConsent.GIVEN: _("The person agrees"),
    PersonConsent.CANNOT_BE_ASKED: _("The person cannot be asked"),
    PersonConsent.REFUSED: _("The person said no"),
}
CALENDARS: Final[Words] = {
    Calendar.GREGORIAN: _("Gregorian"),
    Calendar.SOLAR_HIJRI: _("Solar Hijri"),
    Calendar.HIJRI: _("Hijri"),
}
SITUATIONS: Final[Words] = {
    "armed conflict": _("Armed conflict"),
    "violence": _("Other violence"),
    "migration": _("Migration"),
    "disaster": _("A disaster"),
}
_TONGUES: Final[Words] = {one: {"en": "English", "fa": "فارسی"}[one] for one in LANGUAGES}


def _claim(path: str, legend: _StrPromise, hint: _StrPromise | str = "") -> Group:
    return Group(
        (
            Ask(f"{path}.answer", _("Is it so?")),
            Ask(f"{path}.who_says", _WHO_SAYS),
            Ask(f"{path}.basis", _BASIS, _BASIS_HINT),
        ),
        legend,
        hint,
    )


def _door(name: str, legend: _StrPromise) -> Group:
    at = f"domestic.{name}"
    return Group(
        (
            Ask(f"{at}.possible", _("Does the law of that State offer it for this case?")),
            Ask(f"{at}.law", _("Where that stands: the law and its article")),
            Ask(f"{at}.looked_up", _("When that was looked up"), _DATE),
            Ask(f"{at}.has_limit", _("Is there a last day for it?")),
            Ask(f"{at}.last_day", _("The last day"), _("As 2026-09-30. It may lie ahead.")),
        ),
        legend,
    )


PERSON = Section(
    "person",
    _("Who is sought"),
    _("What a form asks of the person. What nobody knows stays empty."),
    (
        Group(
            (
                Ask("person.name", _("Full name"), _("As the person writes it.")),
                Ask("person.other_names", _("Other names and spellings"), _("One in each line.")),
                Ask("person.sex", _("Woman or man"), _("As the family says it.")),
                Ask("person.birth", _("Date of birth, or age"), _DATE),
                Ask("person.birth_place", _("Place of birth")),
                Ask("person.nationality", _("Nationality")),
                Ask("person.stateless", _("Is the person stateless?")),
                Ask("person.refugee", _("Is the person a refugee, or has asked for asylum?")),
                Ask("person.documents", _("Identity papers"), _("Kind and number.")),
                Ask("person.occupation", _("Work or studies")),
                Ask("person.home", _("Where the person lived")),
                Ask("person.description", _("What the person looks like"), is_long=True),
                Ask("reference", _("Our number of this case"), _("It stands on sheets and forms. No name.")),
                Ask("family_language", _("Language of the family"), _("Forms have it beside English."), words=_TONGUES),
            )
        ),
    ),
)
HAPPENED = Section(
    "happened",
    _("What happened, when and where"),
    _("As the family and witnesses tell it. A month or a year is a date too."),
    (
        Group(
            (
                Ask("calendar", _("Calendar of years from 1200 to 1500"), words=CALENDARS),
                Ask("disappearance.held_in", _("State that took or holds the person"), many=3),
                Ask("disappearance.began", _("When it began"), _DATE),
                Ask("disappearance.place", _("Place of the arrest, or where last seen")),
                Ask("disappearance.circumstances", _("What happened, in order"), is_long=True),
                Ask("disappearance.warrant", _("Warrant, charge or reason that was given, if any")),
                Ask("disappearance.situation", _("What holds there"), words=SITUATIONS),
                Ask("disappearance.only_from_media", _("Is all of it from newspapers, television or the net?")),
            )
        ),
        Group(
            (
                Ask("disappearance.last_seen.date", _("When"), _DATE),
                Ask("disappearance.last_seen.place", _("Where")),
                Ask("disappearance.last_seen.by", _("Who saw the person")),
                Ask("disappearance.last_seen.in_custody", _("Was the person being held at that moment?")),
                Ask(
                    "disappearance.last_sign_of_life",
                    _("Last letter, call or other sign of life, if it came later"),
                    _DATE,
                ),
            ),
            _("Last seen"),
        ),
        Group(
            (
                Ask("disappearance.still_missing", _("Is it still unknown where the person is and how they are?")),
                Ask("disappearance.whereabouts_known", _("Is the place known where the person is held?")),
            ),
            _("Today"),
        ),
        Group(
            (
                Ask("disappearance.linked_case.exists", _("Is there another disappearance bound up with this one?")),
                Ask("disappearance.linked_case.began", _("When that one began"), _DATE),
            ),
            _("A case bound up with this one"),
        ),
        Group(
            (Ask("disappearance.crossed", _("State crossed on the way"), many=6),),
            _("States crossed on a route"),
            _("Each of them may be asked for help at the same time."),
        ),
    ),
)
ELEMENTS = Section(
    "elements",
    _("Who is responsible, and the four elements"),
    _("What makes a disappearance an enforced one, asked one by one, each with who says so."),
    (
        Group(
            (
                Ask("disappearance.forces", _("Which force or group is believed responsible"), is_long=True),
                Ask("disappearance.forces_link", _("How it is linked with the State"), is_long=True),
            )
        ),
        _claim("elements.deprivation_of_liberty", _("The person was deprived of liberty, in any form")),
        _claim("elements.state_link", _("By officials of the State, or with its leave, support or acquiescence")),
        _claim("elements.refusal_or_concealment", _("It is denied, or fate or whereabouts are concealed")),
        _claim("elements.outside_protection_of_law", _("The person is outside the protection of the law")),
    ),
)
DANGER = Section(
    "danger",
    _("Danger"),
    "",
    (
        _claim("dangers.life_or_health", _("Danger to life or health")),
        _claim("dangers.special_circumstances", _("Other circumstances that make it urgent")),
        Group((Ask("dangers.reprisals", _("Who needs protection from reprisals, and which"), is_long=True),)),
    ),
)
WORD = Section(
    "word",
    _("Was anything heard from the person?"),
    _("Only a word of their own, given alone, says anything about the doors. Nobody having heard is an answer too."),
    (
        Group(
            (
                Ask("own_word.heard", _("Has any word of the person come?")),
                Ask("own_word.said", _("What it said"), words=SAID),
                Ask("own_word.how", _("Whose word it is"), words={one: WORDS_OF[one] for one in WordOf}),
                Ask("own_word.date", _("When it was given"), _DATE),
            )
        ),
    ),
)
REMEDIES = Section(
    "remedies",
    _("Steps inside the State"),
    _("Every complaint, request and appeal, also those without an answer; and why none was brought, if so."),
    (
        Rows(
            "remedies",
            _("Was anything tried before authorities of the State?"),
            _("No, nothing was tried"),
            _("Step"),
            (
                Ask("body", _BODY),
                Ask("kind", _("What it was"), _("Complaint, habeas corpus, request, appeal.")),
                Ask("filed", _FILED, _DATE),
                Ask("ended", _ENDED, _DATE),
                Ask("outcome", _("What came of it")),
                Ask("why_ineffective", _("Why it did not help, or takes too long")),
                Ask("reference", _REFERENCE),
            ),
        ),
        Group(
            (
                Ask("domestic.possible", _("Is there anybody the case could be presented to?")),
                Ask("domestic.exhausted", _("Have all effective remedies been tried to the end?")),
                Ask("domestic.unreasonably_prolonged", _("Do they take unreasonably long?")),
                Ask("domestic.no_effective_relief", _("Are they unlikely to help?")),
                Ask("domestic.reason", _("Why they are not there, too slow or useless"), is_long=True),
                Ask("domestic.final_decision", _("Last decision of the highest authority"), _DATE),
                Ask("domestic.delay_reason", _("Why the complaint comes late, if it does"), is_long=True),
            ),
            _("All of them together"),
        ),
        _door("prosecutor", _("Complaint to a prosecutor")),
        _door("habeas_corpus", _("Habeas corpus, or a like remedy before a judge")),
        _door("ombudsman", _("Ombudsman and preventive mechanism")),
        _door("refugee_authority", _("Authority for refugees")),
    ),
)
ELSEWHERE = Section(
    "elsewhere",
    _("Other international procedures"),
    _("What others filed, or we before this file. What you note as filed stands on its own page and counts by itself."),
    (
        Rows(
            "other_procedures",
            _("Was any other procedure used for this person?"),
            _("No, none"),
            _("Procedure"),
            (
                Ask("procedure", _("Which one")),
                Ask("body", _("Its name, where it is not in the list")),
                Ask("reference", _REFERENCE),
                Ask("filed", _("When it was filed"), _DATE),
                Ask("pending", _("Is it still open there?")),
                Ask("ended", _ENDED, _DATE),
                Ask("how_ended", _("How it ended"), words=ENDINGS),
                Ask("same_author", _("Is the author the same?")),
                Ask("same_facts", _("Are the facts the same?")),
                Ask("same_rights", _("Are the same rights claimed?")),
                Ask("same_nature", _("Does a lawyer hold it to be of the same nature?")),
                Ask("last_letter_to_us", _("When the body last wrote to the family"), _DATE),
                Ask("answered_it", _("Was that letter answered?")),
            ),
        ),
        Group(
            (
                Ask(
                    "checked.op1_bars_examined_matters",
                    _("Does the State's reservation to the Protocol bar matters examined elsewhere?"),
                ),
            )
        ),
    ),
)
SUBMITTER = Section(
    "submitter",
    _("Who files"),
    _("The family files in its own name, for its own right to know."),
    (
        Group(
            (
                Ask("submitter.name", _("Name")),
                Ask("submitter.anonymous", _("Will they not give their name even to the body?")),
                Ask("submitter.confidential", _("Is the body to keep the name to itself?")),
                Ask("submitter.relation", _("In which quality they file"), words=RELATIONS),
                Ask("submitter.kinship", _("How they are related")),
                Ask("submitter.organisation", _("The organisation, where one files")),
                Ask("submitter.authority", _("Written consent or power of attorney: what there is, of when")),
                Ask("submitter.interest", _("Why they have a legitimate interest, where they are not family")),
                Ask("submitter.family_consent", _("Did the family agree beforehand, where an organisation files?")),
                Ask("submitter.can_follow_up", _("Can the organisation follow the case up?")),
                Ask("submitter.address", _("Postal address"), is_long=True),
                Ask("submitter.email", _("E-mail")),
                Ask("submitter.telephone", _("Telephone")),
            )
        ),
    ),
)
CONSENTS = Section(
    "consents",
    _("What the family agrees to"),
    _("Three questions, each asked apart: to file, to name the person to the State, to publish."),
    (
        Group((Ask("consents.filing", _("Does the family agree to file?")),), _("To file")),
        Group(
            (Ask("consents.naming_to_state", _("Does the family agree that the State is given the name?")),),
            _("To name the person to the State"),
        ),
        Group((Ask("consents.publication", _("Does the family agree to publication?")),), _("To publish")),
        Group(
            (
                Ask("consents.person_concerned", _("The sought person's own consent"), words=OWN_CONSENTS),
                Ask("consents.given_by", _("Who gave these consents, and when")),
            )
        ),
    ),
)
CLAIMS = Section(
    "claims",
    _("What is claimed, and papers"),
    _("Article by article, in the family's own words or a lawyer's."),
    (
        Group(
            (
                Ask("claims.disappearance", _("Rights of the Convention on enforced disappearance"), is_long=True),
                Ask("claims.covenant", _("Rights of the Covenant on civil and political rights"), is_long=True),
                Ask("claims.torture", _("Torture, ill-treatment, or danger of it"), is_long=True),
            )
        ),
        Rows(
            "attachments",
            _("Do papers go with it?"),
            _("No papers"),
            _("Paper"),
            (
                Ask("title", _("What it is")),
                Ask("date", _("Its date"), _DATE),
                Ask("language", _("Its language, and into which it was translated")),
                Ask("sha256", _("Its SHA-256, so that it can be known again")),
            ),
        ),
    ),
)
SECTIONS: Final = {
    one.name: one
    for one in (*(PERSON, HAPPENED, ELEMENTS, DANGER, WORD, REMEDIES, ELSEWHERE, SUBMITTER, CONSENTS, CLAIMS),)
}
"""Every section by the name in its address, in the order in which they are asked."""
