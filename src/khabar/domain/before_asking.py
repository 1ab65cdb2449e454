"""What is looked at before anybody is asked, and what may be said of the enquirer when it happens.

Asking is itself a danger: it tells that somebody seeks. So each check either forbids it, or wants a written reason.
Nothing in here may weigh a check away, or say more of the enquirer than she allowed.
"""

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from types import MappingProxyType

from khabar import text
from khabar.domain.errors import Refused


class Verification(IntEnum):
    """How well the enquirer is known. It speaks of kinship, never of goodwill."""

    NONE = 0
    KINSHIP_TOLD = 1
    KINSHIP_SHOWN = 2
    KNOWN_TO_US = 3


class Purpose(StrEnum):
    """Why the enquirer seeks. All but the first three are outside what we do (FIELD section 6, condition 1)."""

    FAMILY_NEWS = "family_news"
    OTHER = "other"
    NOT_TOLD = "not_told"
    DEBT = "debt"
    POLICE = "police"
    CUSTODY = "custody"
    INHERITANCE = "inheritance"
    GENEALOGY = "genealogy"
    ADOPTION = "adoption"
    HONOUR = "honour"


EXCLUDED_PURPOSES = frozenset(Purpose) - {Purpose.FAMILY_NEWS, Purpose.OTHER, Purpose.NOT_TOLD}


class Risk(StrEnum):
    """What asking by this route could bring upon the sought person, the enquirer or who asks."""

    UNKNOWN = "unknown"
    LOW = "low"
    HIGH = "high"


class QuestionCheck(StrEnum):
    """How the two things only one's people know compare with the family's."""

    NOT_COMPARED = "not_compared"
    AGREE = "agree"
    DISAGREE = "disagree"
    NOT_GIVEN = "not_given"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the asking desk knows before it asks. Each has to be stated; the licence and a decision have a default."""

    enquirer_verified: Verification
    purpose: Purpose
    route_risk: Risk
    under_age: bool
    reported_dead: bool
    objection: bool
    durable_no: bool
    questions: QuestionCheck
    by_name_alone_possible: bool
    licence_valid: bool = True
    in_the_childs_interest: bool = False

    @property
    def is_child_undecided(self) -> bool:
        """Whether this is a child, and no best-interests decision lets it be asked for this enquirer."""
        return self.under_age and not self.in_the_childs_interest

    must_not_know: bool = False


class ObstacleCode(StrEnum):
    """The kinds of reason not to ask."""

    OBJECTION = "objection"
    MUST_NOT_KNOW = "must_not_know"
    DURABLE_NO = "durable_no"
    NO_LICENCE = "no_licence"
    EXCLUDED_PURPOSE = "excluded_purpose"
    RISK_NOT_LOOKED_AT = "risk_not_looked_at"
    RISK_HIGH = "risk_high"
    NOT_ALONE = "not_alone"
    QUESTIONS_NOT_COMPARED = "questions_not_compared"
    QUESTIONS_DISAGREE = "questions_disagree"
    UNDER_AGE = "under_age"
    QUESTIONS_NOT_GIVEN = "questions_not_given"
    NOT_VERIFIED = "not_verified"
    PURPOSE_NOT_CLEAR = "purpose_not_clear"
    REPORTED_DEAD = "reported_dead"


@dataclass(frozen=True)
class Obstacle:
    """A reason not to ask. A hard one forbids it; any other wants a written reason from those who ask all the same."""

    code: ObstacleCode
    sentence: str
    hard: bool


UNDER_AGE = (
    "This person may be a child. Children are asked, and news of them passes, only after a best-interests decision."
)
_C = ObstacleCode
_HARD = MappingProxyType(
    {
        _C.OBJECTION: "Somebody asked us to be silent about this person. Nobody is asked while that stands.",
        _C.MUST_NOT_KNOW: "This person does not want this enquirer to know anything. Nobody is asked for them.",
        _C.DURABLE_NO: "This person said no, alone, and is not asked again.",
        _C.NO_LICENCE: "The guarantor's licence to ask has run out, was withdrawn, or has not come yet.",
        _C.EXCLUDED_PURPOSE: "What the enquirer wants this for is outside what we do.",
        _C.RISK_NOT_LOOKED_AT: "The risk of this route has not been looked at yet.",
        _C.RISK_HIGH: "Asking by this route could do harm. The pair waits for another way in.",
        _C.NOT_ALONE: "It is not noted that this person can be met alone. If not, make the general offer instead.",
        _C.QUESTIONS_NOT_COMPARED: "The two things only one's people know have not been compared yet.",
        _C.QUESTIONS_DISAGREE: "What was written for recognition does not agree. This may be somebody else.",
        _C.UNDER_AGE: UNDER_AGE,
    },
)
_WANTS_A_REASON = MappingProxyType(
    {
        _C.QUESTIONS_NOT_GIVEN: "One side wrote nothing for recognition. Write down why you ask all the same.",
        _C.NOT_VERIFIED: "Nobody has verified the enquirer. Write down why the person should be asked all the same.",
        _C.PURPOSE_NOT_CLEAR: "The enquirer's purpose is not clear. Write down what is known of it.",
        _C.REPORTED_DEAD: "This person was reported dead. Write down by whom, and why you ask all the same.",
    },
)


def reasons_not_to_ask(facts: Facts) -> tuple[Obstacle, ...]:
    """List what stands against asking, hard obstacles first; empty when nothing does."""
    present = {
        _C.OBJECTION: facts.objection,
        _C.MUST_NOT_KNOW: facts.must_not_know,
        _C.DURABLE_NO: facts.durable_no,
        _C.NO_LICENCE: not facts.licence_valid,
        _C.EXCLUDED_PURPOSE: facts.purpose in EXCLUDED_PURPOSES,
        _C.RISK_NOT_LOOKED_AT: facts.route_risk is Risk.UNKNOWN,
        _C.RISK_HIGH: facts.route_risk is Risk.HIGH,
        _C.NOT_ALONE: not facts.by_name_alone_possible,
        _C.QUESTIONS_NOT_COMPARED: facts.questions is QuestionCheck.NOT_COMPARED,
        _C.QUESTIONS_DISAGREE: facts.questions is QuestionCheck.DISAGREE,
        _C.UNDER_AGE: facts.is_child_undecided,
        _C.QUESTIONS_NOT_GIVEN: facts.questions is QuestionCheck.NOT_GIVEN,
        _C.NOT_VERIFIED: facts.enquirer_verified is Verification.NONE,
        _C.PURPOSE_NOT_CLEAR: facts.purpose in (Purpose.OTHER, Purpose.NOT_TOLD),
        _C.REPORTED_DEAD: facts.reported_dead,
    }
    hard = (Obstacle(code, sentence, hard=True) for code, sentence in _HARD.items() if present[code])
    soft = (Obstacle(code, sentence, hard=False) for code, sentence in _WANTS_A_REASON.items() if present[code])
    return (*hard, *soft)


def refuse_unless_askable(facts: Facts, written_reason: str) -> None:
    """Refuse asking over a hard obstacle, and over any other without a written reason."""
    obstacles = reasons_not_to_ask(facts)
    forbidding = [obstacle for obstacle in obstacles if obstacle.hard or not written_reason.strip()]
    if forbidding:
        raise Refused(" ".join(obstacle.sentence for obstacle in forbidding))


class SaidOfMe(IntEnum):
    """What may be said of the enquirer when the person is asked; each includes the ones before it."""

    NOTHING = 0
    KINSHIP = 1
    GIVEN_NAME = 2
    FULL_NAME = 3


OPENING = (
    "Someone would like to know how you are. You need not answer. If you say no, nobody will be told that we spoke. "
    "Do you want to hear first who it is?"
)
ASSURANCE = (
    "Nothing you get or lose here depends on your answer. You may change it. "
    "You may answer through another service or a lawyer."
)
NOBODY_NAMED = "We may not tell you who it is."
KINSHIP_SAID = "We may tell you how you are related: %(kinship)s."
NAME_SAID = "We may tell you a name: %(name)s."


@dataclass(frozen=True)
class AskingWords:
    """What is spoken: the opening, who it is (only if the person wants to hear), and the assurance.

    Doors say them in the language of the page; English is what stands here.
    """

    opening: str
    who: tuple[text.Said, ...] = field(repr=False)
    assurance: str


@dataclass(frozen=True)
class AllowedOfEnquirer:
    """What the enquirer allows to be said of her; empty where she does not."""

    kinship: str = field(default="", repr=False)
    name: str = field(default="", repr=False)


def allowed_of_enquirer(said: SaidOfMe, kinship: str, given: str, full: str) -> AllowedOfEnquirer:
    """Give of kinship and name what may be said, as it was filed, in no language of ours."""
    name = (said >= SaidOfMe.FULL_NAME and full) or (said >= SaidOfMe.GIVEN_NAME and given) or ""
    return AllowedOfEnquirer(kinship if said >= SaidOfMe.KINSHIP else "", name)


def words_for_asking(said: SaidOfMe, kinship: str, given: str, full: str) -> AskingWords:
    """Put the words together from what the enquirer allowed; what was not filled in is left out (DESIGN section 7)."""
    allowed = allowed_of_enquirer(said, kinship, given, full)
    who = (
        *([text.said(KINSHIP_SAID, kinship=allowed.kinship)] if allowed.kinship else ()),
        *([text.said(NAME_SAID, name=allowed.name)] if allowed.name else ()),
    )
    return AskingWords(OPENING, who or (text.said(NOBODY_NAMED),), ASSURANCE)
