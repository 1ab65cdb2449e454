"""Doors without a treaty: special procedures of the Human Rights Council, and tracing.

The first makes names public after sixty days, so its consent is asked apart. Tracing is no complaint and never stands
in the way of one; the sought person's wish governs it.
"""

from khabar.domain.procedures import authorities as by
from khabar.domain.procedures import filing, own_word
from khabar.domain.procedures.facts import Case, PersonConsent, Relation
from khabar.domain.procedures.ids import ProcedureId
from khabar.domain.procedures.inquiry import Inquiry
from khabar.domain.procedures.lines import Line, Lines, doubt, holds, missing, note


def special(inquiry: Inquiry) -> Lines:
    """Examine a letter to the special procedures."""
    case = inquiry.case
    happened = case.disappearance
    told = {"held-in": happened.held_in, "began": happened.began, "circumstances": happened.circumstances}
    return (
        *own_word.on_any_other_door(case),
        *filing.named(case, by.SPECIAL),
        *filing.by_right(case.submitter, by.SPECIAL),
        *filing.media(happened.only_from_media, by.SPECIAL),
        _persons_consent(case),
        *filing.person_named(case, by.SPECIAL),
        *(missing(item, by.SPECIAL) for item, value in told.items() if not value),
        *filing.consents(case, ProcedureId.SPECIAL_PROCEDURES, public=True),
        note("public-after-sixty-days", by.SPECIAL),
    )


def _persons_consent(case: Case) -> Line:
    consent = case.consents.person_concerned
    if consent is None:
        return missing("persons-consent", by.SPECIAL)
    if consent is PersonConsent.REFUSED:
        return doubt("person-refuses", by.SPECIAL)
    return holds("persons-consent-stated", by.SPECIAL)


def tracing(inquiry: Inquiry) -> Lines:
    """Examine tracing by the movement that does it, a national society, or an intermediary installation."""
    case = inquiry.case
    family = case.submitter.relation is Relation.RELATIVE
    told = bool(case.disappearance.situation)
    return (
        *own_word.on_any_other_door(case),
        *filing.person_named(case, by.TRACING),
        holds("family-asks", by.TRACING_WHO) if family else missing("relation-family", by.TRACING_WHO),
        holds("situation-told", by.TRACING_WHO) if told else missing("situation", by.TRACING_WHO),
        *filing.consents(case, ProcedureId.TRACING, state=False),
        note("tracing-wish", by.TRACING),
        note("tracing-never-counts", by.TRACING),
    )
