"""How the asking desk's pages say what stands sealed in a pair: its state, a probability, what may be told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from khabar import names
from khabar.domain.answers import Disclosure, Setting, Tells, Withdrawal
from khabar.domain.asking import PairState
from khabar.domain.before_asking import words_for_asking
from khabar.domain.pfif.fields import Status
from khabar.domain.pfif.formats import moment_of
from khabar.linkage import DEFAULT_PRIOR
from khabar.linkage.wording import TITLES
from khabar.web.components.days import shown_day, shown_number
from khabar.web.components.saying import in_readers_words
from khabar.web.front.sheets import Line, sex_words

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from khabar.domain.answers import Answer
    from khabar.domain.before_asking import AskingWords
    from khabar.domain.forms import RequestForm
    from khabar.domain.pfif.taking import Claim
    from khabar.linkage import Candidate, FieldEvidence

NAMED = ("name", "father", "grandfather", "mother")
"""Fields that hold names of people."""
_NEARLY, _HARDLY = 0.99, 0.01


@dataclass(frozen=True)
class Reason:
    """One line of evidence in the reader's words; the two forms stay as they were written."""

    field: str
    left: str
    right: str
    weight: float
    sentence: SafeString
    by_word: tuple[SafeString, ...] = ()


@dataclass(frozen=True)
class ClaimLine:
    """What somebody else says of the person sought, as it stood in a list."""

    says: str
    who: str
    on: date | None
    text: str


def claim_line(claim: Claim) -> ClaimLine:
    """Put a claim into the reader's words; who said it, and what, stay as they were written."""
    moment = moment_of(claim.said_on)
    says = _("Said to have died") if claim.status is Status.BELIEVED_DEAD else _("Said to be alive")
    return ClaimLine(says, claim.said_by, moment.date() if moment else None, claim.text)


def state_words(state: PairState, *, guarantor: str) -> str:
    """Say where a pair stands; what two agreed on waits for the guarantor too, where one is named."""
    leaves = _("Two agreed: leaves with the next round")
    signed = _("Two agreed: leaves only after the guarantor has countersigned it")
    words = {
        PairState.PROPOSED: _("Proposed"),
        PairState.ONE_FOR_ASKING: _("One agreed to ask"),
        PairState.TO_ASK: signed if guarantor else leaves,
        PairState.ASKED: _("Left the house: being asked"),
        PairState.ONE_FOR_ANSWER: _("One wrote down an answer: it waits to be confirmed"),
        PairState.ANSWERED: _("Answered"),
        PairState.NOT_REACHED: _("Not reached"),
        PairState.SET_ASIDE: _("Set aside"),
        PairState.ONE_FOR_NAMED: _("One agreed that this enquirer was named"),
        PairState.NAMED: _("Two agreed that this enquirer was named"),
    }
    return words[state]


def prior_words() -> str:
    """Say how many are looked through for one, before anything is compared."""
    return shown_number(f"{round(1 / DEFAULT_PRIOR):,}")


def percent(probability: float) -> str:
    """Write a probability without pretending to certainty."""
    if probability > _NEARLY:
        return _("over 99 %")
    if probability < _HARDLY:
        return _("under 1 %")
    return f"{shown_number(f'{probability * 100:.0f}')}\N{NO-BREAK SPACE}%"


def told_words(allowed: Collection[Disclosure]) -> list[str]:
    """List what may be told to this enquirer today."""
    words = {
        Disclosure.SEEN_ALIVE: _("that the person was seen alive, with the day"),
        Disclosure.ALIVE: _("that the person lives, in the person's own words"),
        Disclosure.MESSAGE: _("messages, in both directions"),
        Disclosure.ADDRESS: _("where the person can be reached"),
        Disclosure.DEATH: _("that the person has died: spoken by somebody who comes, never on a page"),
    }
    return [words[what] for what in Disclosure if what in allowed]


def last_word_lines(said: Answer | Withdrawal) -> list[Line]:
    """Say what was written down last, as it was typed, so that a mistyping is seen."""
    if isinstance(said, Withdrawal):
        return [Line(_("What was said"), _("Everything is taken back.")), Line(_("On"), shown_day(said.given_on))]
    tells = {
        Tells.NOTHING: _("Nothing may be told."),
        Tells.ALIVE: _("Only that the person lives."),
        Tells.MESSAGES: _("That the person lives, and messages may pass."),
        Tells.ADDRESS: _("Also where the person can be reached."),
    }
    settings = {
        Setting.ALONE: _("Alone"),
        Setting.OBSERVED: _("Under the eyes or ears of others"),
        Setting.OWN_WORD: _("The person's own form"),
    }
    confidential = {True: _("Yes"), False: _("No"), None: ""}[said.confidential_authorities]
    lines = [
        Line(_("What was said"), tells[said.tells]),
        Line(_("How"), settings[said.setting]),
        Line(_("On"), shown_day(said.given_on)),
        Line(_("Holds until"), shown_day(said.last_day)),
        Line(_("In the person's own words"), said.own_words),
        Line(_("Where the person can be reached"), said.address),
        Line(_("Who must not know"), "\n".join(said.must_not_know)),
        Line(_("If I die, tell"), said.if_i_die),
        Line(_("Courts and UN bodies may be told in confidence that the person lives"), confidential),
    ]
    return [line for line in lines if line.text]


def evidence_lines(comparison: Candidate) -> list[Reason]:
    """Give the evidence in the reader's language, what says something first."""
    return sorted(map(_reason, comparison.evidence), key=lambda line: line.weight == 0)


def _reason(one: FieldEvidence) -> Reason:
    if one.field == "sex":
        one = replace(one, said=one.said.with_texts(sex_words), left=sex_words(one.left), right=sex_words(one.right))
    return Reason(_(TITLES[one.field]), one.left, one.right, one.weight, in_readers_words(one.said), _by_word(one))


def _by_word(one: FieldEvidence) -> tuple[SafeString, ...]:
    """Say word by word what two names have in common, for the fields that hold names."""
    if one.field not in NAMED or not (one.left and one.right):
        return ()
    return tuple(
        in_readers_words(reason.said)
        for reason in names.compare(one.left, one.right).evidence
        if reason.left or reason.right
    )


def said_of_enquirer(form: RequestForm) -> AskingWords:
    """Give the words for asking; the opening and the assurance are translated where they are shown."""
    return words_for_asking(form.said_of_me, form.kinship, form.enquirer_given, form.enquirer_name)


def who_it_is(said: AskingWords) -> SafeString:
    """Say who asks, in the language of the page."""
    return mark_safe(" ".join(map(in_readers_words, said.who)))  # noqa: S308 - each is escaped
