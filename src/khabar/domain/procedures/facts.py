# ruff: noqa: RUF009 - told and part give fields of a dataclass, as its own `field` does
"""A case, as a family and its helpers tell it: who is sought, what happened, what was tried, who says so, who agrees.

Every field may be missing, and missing means not known. Each says in its metadata what belongs there; the schema for
others is made of that. A name in it never stands in a `repr`: a case travels into errors.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

from khabar.domain.bar_list import Ground, WordOf
from khabar.domain.calendars import Calendar
from khabar.domain.procedures.ids import ProcedureId
from khabar.domain.procedures.values import Days, StateCode, States, Tri, all_of


def told(says: str, default: object = None, *, also: tuple[str, ...] = ()) -> Any:  # noqa: ANN401 - as `field` itself
    """Make a field: what belongs there, what it is when missing, and other names it is accepted under."""
    return field(default=default, repr=False, metadata={"says": says, "also": also})


def part(says: str, kind: type, *, also: tuple[str, ...] = ()) -> Any:  # noqa: ANN401 - as `field` itself
    """Make a field that is a group of fields, all of them unknown when missing."""
    return field(default_factory=kind, repr=False, metadata={"says": says, "also": also})


@dataclass(frozen=True)
class Claim:
    """An answer, who gives it and what it rests on."""

    SHORT: ClassVar = "answer"
    answer: Tri = told("whether it is so")
    who_says: str = told("who says so", "")
    basis: str = told("what it rests on: saw it, was told, a document", "")


@dataclass(frozen=True)
class Person:
    """The person who is sought."""

    name: str = told("full name as the person writes it", "", also=("full_name",))
    other_names: tuple[str, ...] = told("other names and spellings", ())
    sex: str = told("as the family says it", "", also=("gender",))
    birth: Days | None = told("date of birth, or age at a date", also=("birth_date", "born", "date_of_birth"))
    birth_place: str = told("where the person was born", "")
    nationality: States = told(
        "the State or States whose national the person is; none for a stateless person", also=("nationalities",)
    )
    stateless: Tri = told("whether no State counts the person as its national")
    refugee: Tri = told("whether the person is a refugee or has asked for asylum", also=("asylum_seeker",))
    country_of_origin: StateCode | None = told("the State the person comes from", also=("origin",))
    left_country_of_origin: Tri = told("whether the person had left that State; not known counts as left")
    left_in_fear: States = told("States the person left in fear: they are barred")
    documents: str = told("passport, identity card: kind and number", "", also=("identity_documents",))
    occupation: str = told("what the person works or studies", "")
    home: str = told("where the person lived", "", also=("address",))
    description: str = told("what the person looks like, as far as it helps to find them", "")


@dataclass(frozen=True)
class LastSeen:
    """The last time somebody saw the person."""

    date: Days | None = told("when", also=("on",))
    place: str = told("where", "")
    by: str = told("by whom", "", also=("seen_by", "who"))
    in_custody: Tri = told("whether the person was being held at that moment")


@dataclass(frozen=True)
class LinkedCase:
    """Another disappearance bound up with this one, which WGEID takes up as urgent."""

    SHORT: ClassVar = "exists"
    exists: Tri = told("whether there is one")
    began: Days | None = told("when that one began", also=("begun", "date"))


@dataclass(frozen=True)
class Disappearance:
    """What happened, where and when."""

    held_in: States = told(
        "the State that took or holds the person, or in whose power it was; a list where there are several",
        also=("state", "states", "state_held_in", "country"),
    )
    crossed: States = told(
        "States crossed on a migration route, each of them", also=("states_crossed", "crossing_states")
    )
    began: Days | None = told(
        "when it began: arrest, abduction, disappearance", also=("begun", "date", "commenced", "commencement")
    )
    place: str = told("place of the arrest or abduction, or where last seen", "")
    circumstances: str = told("what happened, in order, as far as known", "")
    last_seen: LastSeen = part("the last time somebody saw the person", LastSeen)
    last_sign_of_life: Days | None = told("last letter, call or other sign of life, if later than last seen")
    forces: str = told("who is believed responsible: which force or group, what uniforms", "", also=("perpetrators",))
    forces_link: str = told("how these are linked with the State", "")
    still_missing: Tri = told("whether fate or whereabouts are still not known to the family")
    whereabouts_known: Tri = told("whether the place where the person is held is known")
    linked_case: LinkedCase = part("a case bound up with this one that began within three months", LinkedCase)
    only_from_media: Tri = told("whether all that is known comes from newspapers, television or the net")
    situation: tuple[str, ...] = told("armed conflict, violence, migration, disaster: what holds", ())
    warrant: str = told("warrant, charge or reason that was given for the arrest, if any", "")


@dataclass(frozen=True)
class Elements:
    """What makes a disappearance an enforced one (CED art. 2), asked one by one, each with who says so."""

    deprivation_of_liberty: Claim = part(
        "deprivation of liberty, in any form", Claim, also=("deprivation", "a", "deprived_of_liberty")
    )
    state_link: Claim = part(
        "by officials of the State, or by others with its authorisation, support or acquiescence",
        Claim,
        also=("state_agents", "b"),
    )
    refusal_or_concealment: Claim = part(
        "refusal to acknowledge it, or concealment of fate or whereabouts", Claim, also=("refusal", "concealment", "c")
    )
    outside_protection_of_law: Claim = part(
        "the person is outside the protection of the law", Claim, also=("outside_protection", "outside_law", "d")
    )


@dataclass(frozen=True)
class Dangers:
    """What makes it urgent or a matter of torture."""

    life_or_health: Claim = part("danger to life or health", Claim, also=("danger_to_life", "danger_to_life_or_health"))
    special_circumstances: Claim = part("other circumstances that make it urgent", Claim)
    reprisals: str = told("who needs protection from reprisals, and which", "", also=("protection_needs",))


class Word(StrEnum):
    """What the person said."""

    ALIVE_NO_CONTACT = "alive_no_contact"
    ALIVE = "alive"


@dataclass(frozen=True)
class OwnWord:
    """Whether the person was heard from. Only their own word, given alone, says anything about the doors."""

    SHORT: ClassVar = "heard"
    heard: Tri = told("whether any word of the person has come; no where nobody has heard anything")
    said: Word | None = told("what it said: alive and wishes no contact, or alive")
    how: WordOf | None = told(
        "whose word it is: the person alone, a release the family copies in, or what is no own word"
    )
    date: Days | None = told("when it was given", also=("on",))


@dataclass(frozen=True)
class Remedy:
    """One step before an authority of the State."""

    body: str = told("which authority or court", "", also=("authority", "court"))
    kind: str = told("complaint, habeas corpus, request for information, appeal", "")
    filed: Days | None = told("when it was brought", also=("date", "filed_on"))
    ended: Days | None = told("when it was decided or ended", also=("ended_on", "decided"))
    outcome: str = told("what came of it, in words", "", also=("answer", "result"))
    why_ineffective: str = told("why it did not help, or takes too long", "")
    reference: str = told("its number there", "")


class HowEnded(StrEnum):
    """How another procedure came to its end."""

    DECIDED = "decided"
    INADMISSIBLE = "inadmissible"
    WITHDRAWN = "withdrawn"
    SUSPENDED = "suspended"
    CLARIFIED = "clarified"
    OTHER = "other"


@dataclass(frozen=True)
class OtherProcedure:
    """One international procedure that was used for this person, or is."""

    procedure: ProcedureId | None = told("which one, by its id", also=("id",))
    body: str = told("its name, where it has no id", "")
    reference: str = told("its number or document symbol", "", also=("symbol",))
    filed: Days | None = told("when it was filed", also=("filed_on", "date"))
    pending: Tri = told("whether it is still open there")
    ended: Days | None = told("when it ended", also=("ended_on",))
    how_ended: HowEnded | None = told("how it ended", also=("how", "outcome"))
    same_matter: Tri = told("whether author, facts and rights are the same as here")
    same_author: Tri = told("whether the author is the same")
    same_facts: Tri = told("whether the facts are the same")
    same_rights: Tri = told("whether the same rights are claimed")
    same_nature: Tri = told("whether a lawyer holds the procedure to be of the same nature as the one examined")
    last_letter_to_us: Days | None = told("when the body last wrote to the family", also=("last_letter",))
    answered_it: Tri = told("whether that letter was answered")

    @property
    def is_over(self) -> Tri:
        """Whether it has ended."""
        if self.ended is not None:
            return True
        return None if self.pending is None else not self.pending

    @property
    def is_same(self) -> Tri:
        """Whether it is the same matter: author, facts and rights all coincide."""
        if self.same_matter is not None:
            return self.same_matter
        return all_of(self.same_author, self.same_facts, self.same_rights)

    @property
    def was_examined(self) -> Tri:
        """Whether the matter was examined there: a decision says yes, a withdrawal no, anything else nothing."""
        return {HowEnded.DECIDED: True, HowEnded.WITHDRAWN: False}.get(self.how_ended) if self.how_ended else None


@dataclass(frozen=True)
class NationalDoor:
    """One door inside the State: its law says whether it is there, and until when. Somebody has to look that up."""

    SHORT: ClassVar = "possible"
    possible: Tri = told("whether the law of that State offers it for this case")
    law: str = told("where that stands: the law and its article", "")
    looked_up: Days | None = told("when that was looked up", also=("looked_up_on", "as_of"))
    has_limit: Tri = told("whether there is a last day for it")
    last_day: Days | None = told("the last day, where there is one")


@dataclass(frozen=True)
class Domestic:
    """What the State's own law offers and what came of it."""

    possible: Tri = told("whether there is anybody the case could be presented to")
    exhausted: Tri = told("whether all effective remedies have been tried to the end")
    unreasonably_prolonged: Tri = told("whether they take unreasonably long", also=("prolonged",))
    no_effective_relief: Tri = told("whether they are unlikely to bring effective relief", also=("ineffective",))
    reason: str = told("why: what makes them unavailable, too slow or useless", "")
    final_decision: Days | None = told("date of the last decision of the highest authority")
    delay_reason: str = told("why the complaint comes late, if it does", "", also=("delay_reasons",))
    prosecutor: NationalDoor = part("complaint to a prosecutor", NationalDoor)
    habeas_corpus: NationalDoor = part("habeas corpus or a like remedy before a judge", NationalDoor)
    ombudsman: NationalDoor = part(
        "ombudsman, and the national preventive mechanism", NationalDoor, also=("preventive_mechanism",)
    )
    refugee_authority: NationalDoor = part("the authority for refugees", NationalDoor)


class Relation(StrEnum):
    """Who files."""

    RELATIVE = "relative"
    PERSON_CONCERNED = "person_concerned"
    LEGAL_REPRESENTATIVE = "legal_representative"
    COUNSEL = "counsel"
    AUTHORISED = "authorised"
    LEGITIMATE_INTEREST = "legitimate_interest"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class Submitter:
    """Who files, and by what right."""

    name: str = told("name of whoever files", "")
    anonymous: Tri = told("whether they will not give their name even to the body")
    confidential: Tri = told("whether the body is to keep the name to itself")
    relation: Relation | None = told("in which quality they file", also=("role",))
    kinship: str = told("how they are related: mother, brother", "")
    organisation: str = told("the organisation, where one files", "")
    authority: str = told("written consent, power of attorney: what there is and of when", "", also=("mandate",))
    interest: str = told("why they have a legitimate interest, where they are not family", "")
    family_consent: Tri = told("whether the family agreed beforehand, where an organisation files")
    can_follow_up: Tri = told("whether an organisation can follow the case up and pass answers on")
    address: str = told("postal address", "")
    email: str = told("e-mail", "")
    telephone: str = told("telephone", "", also=("phone",))


class PersonConsent(StrEnum):
    """What is said of the sought person's own consent."""

    GIVEN = "given"
    CANNOT_BE_ASKED = "cannot_be_asked"
    REFUSED = "refused"


@dataclass(frozen=True)
class Agreed:
    """The family's consent: to every procedure, to none, or to those named."""

    everywhere: Tri = None
    procedures: frozenset[ProcedureId] | None = None

    def to(self, procedure: ProcedureId) -> Tri:
        """Say whether it covers this procedure."""
        return self.everywhere if self.procedures is None else procedure in self.procedures


@dataclass(frozen=True)
class Consents:
    """Three questions, each answered apart: filing, naming to the State, publication."""

    filing: Agreed = part("to file: yes, no, or the ids it is agreed for", Agreed)
    naming_to_state: Agreed = part("to give the name to the State: yes, no, or the ids it is agreed for", Agreed)
    publication: Agreed = part("to publish: yes, no, or the ids it is agreed for", Agreed)
    person_concerned: PersonConsent | None = told("what is known of the sought person's own consent")
    given_by: str = told("who gave these consents, and when", "", also=("by",))


@dataclass(frozen=True)
class Claims:
    """What is claimed, article by article."""

    covenant: str = told("rights of the Covenant (ICCPR) that were broken, and how", "", also=("iccpr",))
    torture: str = told("torture, ill-treatment, or danger of it (CAT), and how", "", also=("cat",))
    disappearance: str = told("rights of the Convention (CED) that were broken, and how", "", also=("ced",))


@dataclass(frozen=True)
class Checked:
    """What a lawyer looked up that no table holds."""

    op1_bars_examined_matters: Tri = told(
        "whether the State's reservation to OP1 bars matters already examined elsewhere", also=("op1_reservation",)
    )


@dataclass(frozen=True)
class BarEntry:
    """Whom the person must not be named to."""

    state: StateCode | None = told("the State that must not be told")
    ground: Ground = told("why: origin, fear, or a body that forwards", Ground.FEAR)
    body: str = told("the body that forwards to that State, by its name or id", "")
    forwards_to: States = told("to which States the body forwards")
    lifted_by: WordOf | None = told("whose word lifted it; only the person's own does")
    lifted_source: str = told("how that word came", "")
    lifted_on: Days | None = told("when")


@dataclass(frozen=True)
class BarDecision:
    """One advocate's decision to go to a State on the bar list because it holds or took the person."""

    state: StateCode | None = told("which State")
    procedure: ProcedureId | None = told("for which procedure")
    advocate: str = told("who decides", "", also=("by",))
    reason: str = told("why", "", also=("reasons",))


@dataclass(frozen=True)
class Attachment:
    """A paper that goes with it, as a copy."""

    title: str = told("what it is", "", also=("name",))
    date: Days | None = told("its date")
    language: str = told("its language, and into which it was translated", "")
    sha256: str = told("its SHA-256, so that it can be known again", "", also=("hash",))


@dataclass(frozen=True)
class Case:
    """All that is known. A field that is missing is not known; nothing is concluded from that."""

    reference: str = told("the file's own number", "")
    calendar: Calendar | None = told("the calendar of years from 1200 to 1500 in this file, where a date names none")
    family_language: str = told("the family's language (fa, en); papers have it beside English", "", also=("language",))
    person: Person = part("who is sought", Person)
    disappearance: Disappearance = part("what happened", Disappearance)
    elements: Elements = part("the four elements of an enforced disappearance, CED art. 2", Elements)
    dangers: Dangers = part("what makes it urgent", Dangers, also=("danger",))
    own_word: OwnWord = part("whether the person has been heard from", OwnWord)
    remedies: tuple[Remedy, ...] | None = told(
        "steps before authorities of the State; an empty list: none was taken", also=("remedies_tried",)
    )
    domestic: Domestic = part("the State's own law", Domestic)
    other_procedures: tuple[OtherProcedure, ...] | None = told(
        "international procedures used for this person; an empty list: none", also=("procedures",)
    )
    submitter: Submitter = part("who files", Submitter, also=("who_submits", "author"))
    consents: Consents = part("what the family agrees to", Consents, also=("consent",))
    claims: Claims = part("what is claimed", Claims)
    checked: Checked = part("what a lawyer looked up", Checked)
    bar_list: tuple[BarEntry, ...] | None = told(
        "whom the person must not be named to; an empty list: it was asked, and there is nobody", also=("bars",)
    )
    bar_decisions: tuple[BarDecision, ...] = told("decisions of two advocates about a State that holds the person", ())
    attachments: tuple[Attachment, ...] = told("papers that go with it", (), also=("evidence",))
