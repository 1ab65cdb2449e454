"""News for signers at the editors' desk: writing, approving as a second person, dropping what nobody approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from khabar.apps.campaigns.news import approve_news, drop_news, news_of_campaign, write_news
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid
from khabar.domain.petitions.news import LONGEST_TEXT, LONGEST_TITLE, News
from khabar.domain.petitions.plans import LANGUAGES, Wording
from khabar.text import normalise
from khabar.web.editing.petitions import opened
from khabar.web.front.access import for_duties
from khabar.web.front.mending import mending

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase

    from khabar.web.front.access import StaffRequest

NOBODY_NAMED = _("Please say that nobody is named who has not agreed.")


class NewsForm(forms.Form):
    """News in one language or both."""

    title_en = forms.CharField(label=_("Title in English"), required=False, max_length=LONGEST_TITLE)
    text_en = forms.CharField(
        label=_("Text in English"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6})
    )
    title_fa = forms.CharField(label=_("Title in Persian"), required=False, max_length=LONGEST_TITLE)
    text_fa = forms.CharField(
        label=_("Text in Persian"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6})
    )

    def news(self) -> News:
        """Give what was written; only after the form is valid."""
        given = self.cleaned_data
        found = {code: Wording(normalise(given[f"title_{code}"]), given[f"text_{code}"].strip()) for code in LANGUAGES}
        return News({code: one for code, one in found.items() if one.title or one.text})


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.EDITOR)
def news(request: StaffRequest, campaign_id: str) -> HttpResponseBase:
    """List the news of a petition, and take another."""
    petition, parts = opened(request, campaign_id), request.parts
    form = NewsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with mending(form):
            write_news(
                actor=request.actor, now=parts.clock.now(), parts=parts, campaign_id=petition.id, news=form.news()
            )
            messages.success(request, gettext("It is kept. A colleague reads and approves it, then it leaves."))
            return redirect("editing:petition_news", campaign_id)
    found = news_of_campaign(petition.id, account=request.actor.name, parts=parts)
    context = {"campaign": petition.id, "is_published": petition.porch is not None, "news": found, "form": form}
    return render(request, "editing/petition_news.html", context)


@require_POST
@for_duties(Duty.EDITOR)
def approve(request: StaffRequest, campaign_id: str, news_id: str) -> HttpResponseBase:
    """Approve it as the second person."""
    if not request.POST.get("nobody_named"):
        messages.error(request, str(NOBODY_NAMED))
        return redirect("editing:petition_news", campaign_id)
    parts = request.parts
    return _done(
        request,
        campaign_id,
        lambda: approve_news(actor=request.actor, now=parts.clock.now(), parts=parts, news_id=news_id),
        gettext("Approved. It stands on the petition's page in a few seconds, and the mails begin to leave."),
    )


@require_POST
@for_duties(Duty.EDITOR)
def drop(request: StaffRequest, campaign_id: str, news_id: str) -> HttpResponseBase:
    """Drop what nobody has approved."""
    parts = request.parts
    return _done(
        request,
        campaign_id,
        lambda: drop_news(actor=request.actor, now=parts.clock.now(), parts=parts, news_id=news_id),
        gettext("It is dropped. Nobody was written to."),
    )


def _done(request: StaffRequest, campaign_id: str, deed: Callable[[], None], thanks: str) -> HttpResponseBase:
    opened(request, campaign_id)
    try:
        deed()
    except Invalid as mistake:
        messages.error(request, gettext(mistake.message))
    except Conflict as earlier:
        messages.error(request, gettext(str(earlier)))
    else:
        messages.success(request, thanks)
    return redirect("editing:petition_news", campaign_id)
