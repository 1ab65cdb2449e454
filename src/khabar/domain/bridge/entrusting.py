"""Whether a family's request may go over the bridge: on whose consent, past which bars, and when never.

It is asked when the request is written, and again in every round that would send it. Every "no" here has a sentence
for the advocate, and none depends on what the intermediary knows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from khabar.domain.bar_list import Allowed, Bar, Deed, Told, may_write
from khabar.domain.casework.consents import ConsentEvent, Scope, Use, standing
from khabar.domain.errors import Invalid
from khabar.domain.forms import RequestForm
from khabar.domain.reaching import Way
from khabar.text import Said

NO_CONSENT = "The one who asks has not agreed that this intermediary is asked to look, or has taken it back."
NO_PARTNER = "This intermediary is no partner any more."
HAS_SPOKEN = "The person has spoken. Nothing is done in their name without them."
FILE_CLOSED = "This file is closed."
ASKED_ALREADY = "This intermediary was asked already."
NOT_OVER_HERE = "This goes over the bridge to nobody. Leave it empty."

_NEVER = (
    *("email", "phone", "post_address", "safe_times", "stop_word", "slip_number"),
    *("callback_question", "callback_answer", "heirs", "must_not_inherit", "who_may_know"),
)
"""What a family has told us for reaching her: we reach her ourselves, so the intermediary need not know."""

TOLD_OF_SOUGHT = (
    *("name", "other_names", "father", "grandfather", "mother", "sex", "birth", "birth_place", "nationality"),
    *("last_place", "last_news", "last_news_date", "risk", "two_things"),
)
TOLD_OF_ENQUIRER = ("enquirer_name", "enquirer_given", "kinship", "language", "purpose_words")
"""The facts that may be copied into a request, each named on the page that asks whether it may."""


def tracing_by(partner: str) -> Scope:
    """Give what one consents to: that this intermediary is asked to look for the person, and nobody else."""
    return Scope(Use.TRACING, partner)


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What the rule looks at. `partner` and `state`: whom it would go to; an empty state is no partner any more."""

    partner: str
    state: str
    enquirer: str
    consents: tuple[ConsentEvent, ...] = field(repr=False)
    bars: tuple[Bar, ...]
    has_spoken: bool
    is_closed: bool


def hindrances(asking: Asking, on: date) -> tuple[str | Said, ...]:
    """List what keeps a request from going over on this day, a sentence each; none where it may go.

    A bar is never passed by a decision of advocates here: an intermediary is no door at which a State is asked.
    """
    found: list[str | Said] = []
    if not asking.state:
        found.append(NO_PARTNER)
    if not standing(asking.consents, asking.enquirer, tracing_by(asking.partner), on).in_force:
        found.append(NO_CONSENT)
    if asking.has_spoken:
        found.append(HAS_SPOKEN)
    if asking.is_closed:
        found.append(FILE_CLOSED)
    return (*found, *_bars(asking))


def require_copied_facts(form: RequestForm) -> None:
    """Raise Invalid, naming the field, for a request that says how the family is reached, or is no request at all."""
    for name in _NEVER:
        if getattr(form, name):
            raise Invalid(name, NOT_OVER_HERE)
    if form.way is not Way.PAGE:
        raise Invalid("way", NOT_OVER_HERE)
    for problem in form.validate():
        raise problem


def facts_of(form: RequestForm, names: Iterable[str]) -> Mapping[str, str]:
    """Give those of these facts that a request says, each in one text, in the order of the form."""
    written = {name: getattr(form, name) for name in names}
    return {
        name: "\n".join(value) if isinstance(value, tuple) else str(value) for name, value in written.items() if value
    }


def _bars(asking: Asking) -> tuple[str | Said, ...]:
    told = Told(states=frozenset({asking.state} - {""}), bodies=frozenset({asking.partner}))
    answer = may_write(asking.bars, told, Deed.EXPORT)
    return () if isinstance(answer, Allowed) else tuple(one.sentence for one in answer.reasons)
