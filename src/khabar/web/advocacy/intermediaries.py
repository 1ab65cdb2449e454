"""Intermediaries that may look for the person: who agreed, what was entrusted to whom, and what may be told today.

What a page says is read here for the family, and kept nowhere. That it was read is in the ledger, with the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from khabar.apps.casework.actions import add_entry
from khabar.apps.entrusted import actions
from khabar.apps.entrusted.queries import entrusted_by, hindrances_of
from khabar.apps.exchange.queries import partner_of, partners
from khabar.domain.bridge.entrusting import TOLD_OF_ENQUIRER, TOLD_OF_SOUGHT, facts_of, tracing_by
from khabar.domain.casework.consents import standing
from khabar.domain.casework.people import Part
from khabar.domain.duties import Duty
from khabar.web.advocacy.deeds import filled, on_file, opened, today
from khabar.web.advocacy.file_forms import PlainForm
from khabar.web.advocacy.intermediary_forms import EntrustForm, TracingForm
from khabar.web.advocacy.words import state_words
from khabar.web.components.family_page import page_model
from khabar.web.components.saying import in_readers_words
from khabar.web.front.access import for_duties
from khabar.web.front.deed_pages import Deed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.http.response import HttpResponseBase
    from django.utils.functional import _StrPromise

    from khabar.apps.casework.files import OpenedFile
    from khabar.apps.entrusted.queries import EntrustedLine
    from khabar.apps.exchange.queries import KnownPartner
    from khabar.domain.casework.people import FilePerson
    from khabar.text import Said
    from khabar.web.front.access import StaffRequest

BACK = _("Back to the intermediaries")
AGREE = Deed(
    title=_("What somebody said about this intermediary"),
    button=_("Keep what was said"),
    done=_("What was said is kept, signed."),
    lead=_("One of the family, and this one intermediary: that it is told what stands in a request, to look."),
    back_words=BACK,
)
ASK = Deed(
    title=_("A request to this intermediary"),
    button=_("Seal it for the next round"),
    done=_("The request is sealed. It leaves with the next round, if nothing stands in its way then."),
    lead=_(
        "Copy only what the family agreed to tell. How she is reached stays with us: what may be told her comes back"
        " to this file alone."
    ),
    back_words=BACK,
)
TAKE_BACK = Deed(
    title=_("Take a request back"),
    button=_("Take it back"),
    done=_("The request is taken back. It has not left."),
    lead=_("It can be taken back until a round has sent it."),
    back_words=BACK,
)
FACTS: Mapping[str, _StrPromise] = {
    "name": _("Name"),
    "other_names": _("Other names"),
    "father": _("Father's name"),
    "grandfather": _("Grandfather's name"),
    "mother": _("Mother's name"),
    "sex": _("Sex"),
    "birth": _("Born"),
    "birth_place": _("Place of birth"),
    "nationality": _("Nationality"),
    "last_place": _("Where they last lived"),
    "last_news": _("Last news"),
    "last_news_date": _("When that was"),
    "risk": _("Could it harm anyone if they asked?"),
    "two_things": _("Two things only their people know"),
    "enquirer_name": _("Who asks"),
    "enquirer_given": _("Their given name"),
    "kinship": _("How they are related"),
    "language": _("Language they like to be spoken to in"),
}


@dataclass(frozen=True)
class Fact:
    """One fact that was copied."""

    label: str
    text: str


@dataclass(frozen=True)
class Shown:
    """One intermediary: who agreed, what stands in the way, what was entrusted, and its page, where it has come."""

    id: str
    name: str
    state: str
    agreed: Sequence[str]
    hindrances: Sequence[str]
    asked: EntrustedLine | None
    facts: Sequence[Fact]
    page: Mapping[str, object] | None
    page_is_broken: bool


@require_safe
@for_duties(Duty.ADVOCATE)
def intermediaries(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Show each intermediary, what went to it, and what may be told the family."""
    file = opened(request, file_id)
    asked = {one.partner: one for one in entrusted_by(file.id, request.actor, parts=request.parts)}
    shown = [_shown(request, file, one, asked.get(one.id)) for one in partners(parts=request.parts)]
    return render(request, "advocacy/intermediaries.html", {"file": file, "shown": shown})


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def agree(request: StaffRequest, file_id: str, partner_id: str) -> HttpResponseBase:
    """Note what one of the family said about this intermediary looking for the person."""
    file, partner = opened(request, file_id), partner_of(partner_id, parts=request.parts)
    form = filled(request, file, TracingForm, people=_family(file))
    return on_file(
        request,
        AGREE,
        file,
        form,
        lambda act: add_entry(**act, content=form.event(partner.id)),
        on=_page(file),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def ask(request: StaffRequest, file_id: str, partner_id: str) -> HttpResponseBase:
    """Copy facts into a request, and seal it for the next round."""
    file, partner = opened(request, file_id), partner_of(partner_id, parts=request.parts)
    agreed = _agreed(file, partner.id, today(request))
    form = filled(request, file, EntrustForm, people=agreed, initial=_initial(file, agreed))
    now = request.parts.clock.now()
    if form.is_bound and form.is_valid():
        form.looked_over(now)
    return on_file(
        request,
        ASK,
        file,
        form,
        lambda act: actions.entrust(**act, what=form.entrusting(partner.id, now)),
        on=_page(file),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def take_back(request: StaffRequest, file_id: str, row_id: str) -> HttpResponseBase:
    """Take back a request that has not left."""
    file = opened(request, file_id)
    form = filled(request, file, PlainForm)
    return on_file(request, TAKE_BACK, file, form, lambda act: actions.take_back(**act, row_id=row_id), on=_page(file))


def _page(file: OpenedFile) -> str:
    return reverse("advocacy:intermediaries", args=[file.id])


def _family(file: OpenedFile) -> list[FilePerson]:
    return [one for one in file.body.people if one.part is Part.FAMILY]


def _agreed(file: OpenedFile, partner: str, day: date) -> list[FilePerson]:
    scope = tracing_by(partner)
    return [one for one in _family(file) if standing(file.consents, one.id, scope, day).in_force]


def _initial(file: OpenedFile, agreed: Sequence[FilePerson]) -> dict[str, object]:
    """Give what the file knows already, to be looked over: whom they miss, and who asks."""
    missed, asks = file.body.missed, next(iter(agreed), None)
    return {
        "name": missed.name if missed else "",
        "other_names": "\n".join(missed.other_names) if missed else "",
        "enquirer": asks.id if asks else "",
        "enquirer_name": asks.name if asks else "",
        "kinship": asks.relation if asks else "",
    }


def _shown(request: StaffRequest, file: OpenedFile, partner: KnownPartner, asked: EntrustedLine | None) -> Shown:
    day, agreed = today(request), _agreed(file, partner.id, today(request))
    enquirer = asked.enquirer if asked else next((one.id for one in agreed), "")
    found = hindrances_of(file, partner.id, enquirer, day, parts=request.parts)
    names = (*TOLD_OF_SOUGHT, *TOLD_OF_ENQUIRER)
    facts = facts_of(asked.form, names) if asked else {}
    return Shown(
        id=partner.id,
        name=partner.card.name,
        state=state_words(partner.card.state),
        agreed=[one.name for one in agreed],
        hindrances=[_words(one) for one in found],
        asked=asked,
        facts=[Fact(str(FACTS[name]), text) for name, text in facts.items() if name in FACTS],
        page=page_model(asked.page) if asked and asked.page else None,
        page_is_broken=bool(asked and asked.page_on and not asked.page),
    )


def _words(reason: str | Said) -> str:
    return str(_(reason)) if isinstance(reason, str) else in_readers_words(reason)
