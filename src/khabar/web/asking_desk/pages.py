"""The page of one pair: everything two people need, and forms for exactly the steps that are possible now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render

from khabar.apps.accounts.queries import display_name_of
from khabar.apps.copies.queries import claims_about
from khabar.apps.matches.alike import perhaps_twice
from khabar.apps.matches.queries import pair_view
from khabar.apps.paper.queries import papers_filed
from khabar.apps.registry.actions import note_reading
from khabar.apps.rounds.queries import state
from khabar.domain.asking import PairState
from khabar.domain.ids import PairId
from khabar.linkage import DEFAULT_PRIOR
from khabar.linkage.evidence import log_odds
from khabar.web.asking_desk import words
from khabar.web.asking_desk.forms import (
    AgreeForm,
    ConfirmAnswerForm,
    FindingsForm,
    NamedForm,
    NotReachedForm,
    ObjectionForm,
    SetAsideForm,
    TakeBackForm,
    TakeUpForm,
    WithdrawForm,
)
from khabar.web.asking_desk.guarantor import around_guarantor, guarantors_name
from khabar.web.front import sheets
from khabar.web.front.deed_forms import SeenForm
from khabar.web.front.enquirer_words import established_lines
from khabar.web.front.list_origin import origin_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http.response import HttpResponseBase

    from khabar.apps.matches.alike import Twice
    from khabar.apps.matches.queries import PairView
    from khabar.domain.forms import PersonForm
    from khabar.ports import Parts
    from khabar.web.front.access import StaffRequest
    from khabar.web.front.sheets import Line

SIMPLE = (
    ConfirmAnswerForm,
    NamedForm,
    NotReachedForm,
    ObjectionForm,
    SetAsideForm,
    TakeBackForm,
    TakeUpForm,
    WithdrawForm,
)
"""Forms that begin empty, whatever the pair."""
SPOKEN = (PairState.ONE_FOR_ANSWER, PairState.ANSWERED, PairState.NAMED)
"""States in which there is a word that the person may want to take back."""


@dataclass(frozen=True)
class Side:
    """One side of a pair: who says it, the sheet, what was written for recognition."""

    called: str
    lines: list[Line]
    more: list[Line]
    things: tuple[str, ...]
    origin: list[Line]


def opened(request: StaffRequest, pair_id: str) -> PairView:
    """Open a pair for whoever asks, and put the reading into the ledger before anything is shown."""
    parts, now = request.parts, request.parts.clock.now()
    view = pair_view(PairId(pair_id), request.actor, on=now.date(), parts=parts)
    cases = (view.file.request_id, view.file.presence_id)
    note_reading(actor=request.actor, now=now, parts=parts, subject=view.file.id, act="pair read", cases=cases)
    return view


def shown(request: StaffRequest, view: PairView, failed: SeenForm | None = None) -> HttpResponseBase:
    """Show a pair that was opened; `failed` is a form that came back, with what was typed in it.

    Where somebody asked to be left in peace, that sentence alone is shown.
    """
    if view.is_left_in_peace:
        return render(request, "asking_desk/left_in_peace.html")
    forms = _forms(view)
    if failed is not None:
        failed.show_beside(view.file.version)
        forms[failed.deed] = failed
    context = {
        "pair": view.file.id,
        "presence": view.presence.id,
        "failed": failed or SeenForm(),
        "forms": forms,
        "steps": {step.value: True for step in view.steps},
        "named": bool(view.presence.form.tell_name or view.presence.form.tell_kinship),
        "may_withdraw": bool(view.allowed) or view.file.inside.standing.state in SPOKEN,
        **around_guarantor(request.parts),
        "next_round": state(request.parts.clock.now(), every_hours=request.parts.options.round_hours).next_at,
        "evidence": words.evidence_lines(view.comparison),
        "start": log_odds(DEFAULT_PRIOR),
        "score": view.comparison.score,
        **_standing(request, view),
        **_sides(view, request.parts),
        "claims": [words.claim_line(one) for one in claims_about(view.request.id, parts=request.parts)],
        "twice": _twice(request, view),
        **_before_asking(view),
    }
    return render(request, "asking_desk/pair.html", context)


def _twice(request: StaffRequest, view: PairView) -> list[tuple[Twice, str]]:
    found = perhaps_twice(view, request.actor, parts=request.parts)
    return [(one, words.percent(one.probability)) for one in found]


def _forms(view: PairView) -> dict[str, SeenForm]:
    seen = {"seen": view.file.version}
    forms: dict[str, SeenForm] = {form.deed: form(initial=seen) for form in SIMPLE}
    return forms | {
        AgreeForm.deed: AgreeForm(initial=seen, obstacles=view.obstacles),
        FindingsForm.deed: FindingsForm.of(view),
    }


def _standing(request: StaffRequest, view: PairView) -> Mapping[str, object]:
    inside = view.file.inside
    agreed_by = inside.standing.agreed_by
    return {
        "state": inside.standing.state.value,
        "state_words": words.state_words(inside.standing.state, guarantor=guarantors_name(request.parts)),
        "prior": words.prior_words(),
        "percent": words.percent(view.comparison.probability),
        "agreed_by": [display_name_of(account) for account in agreed_by],
        "agreed_myself": request.actor.account in agreed_by,
        "reasons": inside.reasons,
        "told": words.told_words(view.allowed),
        "last_word": words.last_word_lines(view.last_word) if view.last_word else [],
        "papers": papers_filed(view.file.presence_id, about=view.file.id, parts=request.parts),
    }


def _sides(view: PairView, parts: Parts) -> Mapping[str, object]:
    asked, here = view.request.form, view.presence.form
    sought_from = origin_lines(view.request.from_list, parts=parts)
    present_from = origin_lines(view.presence.from_list, parts=parts)
    return {
        "sought": Side(sheets.called(asked), *_lines(asked, sheets.news_lines(asked)), sought_from),
        "present": Side(sheets.called(here), *_lines(here, sheets.said_lines(here)), present_from),
        "sought_on": view.request.filed_at.date(),
        "present_on": view.presence.filed_at.date(),
        "enquirer": [*sheets.enquirer_lines(asked), *established_lines(view.request)],
    }


def _lines(form: PersonForm, more: list[Line]) -> tuple[list[Line], list[Line], tuple[str, ...]]:
    return sheets.person_lines(form), more, form.two_things


def _before_asking(view: PairView) -> Mapping[str, object]:
    return {
        "hard": [one.sentence for one in view.obstacles if one.hard],
        "soft": [one.sentence for one in view.obstacles if not one.hard],
        "may_be_asked": view.may_be_asked,
        "has_died": view.request.is_closed,
        "has_old_objection": view.request.objection,
        "who": words.who_it_is(words.said_of_enquirer(view.request.form)),
    }
