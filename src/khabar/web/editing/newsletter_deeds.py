"""What is done with an issue besides writing: taking over a rewrite, approving, publishing, sending, taking back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from khabar.apps.newsletters import actions, taking_back
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid
from khabar.web.editing.gatherings import acting
from khabar.web.editing.newsletter_forms import ReasonForm
from khabar.web.editing.newsletters import front_of, opened, piece_of
from khabar.web.front.access import for_duties
from khabar.web.front.deed_pages import Deed, Way, deed_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase
    from django.utils.functional import _StrPromise

    from khabar.apps.newsletters.keeping import OpenedPiece
    from khabar.web.front.access import StaffRequest

_CANNOT_FETCH = _(
    "It disappears from the page, the feed, the files and every mail that has not left. A mail that has been sent "
    "cannot be fetched back, nor can paper."
)
ARTICLE_BACK = Deed(
    title=_("Take this article back"),
    button=_("Take it back"),
    done=_("It is taken back. The porch follows within seconds."),
    lead=_CANNOT_FETCH,
)
PERSON_BACK = Deed(
    title=_("This person agrees no more"),
    button=_("Take back what names this person"),
    done=_("What named this person is taken back. The porch follows within seconds."),
    lead=_CANNOT_FETCH,
)
OLD_PAGE = _("Somebody else has written a version meanwhile. Please look at it and begin again.")


@require_POST
@for_duties(Duty.EDITOR)
def take_over(request: StaffRequest, issue_id: str, piece_id: str, at: int) -> HttpResponseBase:
    """Put the words that the gate offers where it refused others."""
    return _done(
        request,
        issue_id,
        lambda: actions.take_over(**acting(request), seen=_as_seen(request, issue_id, piece_id), at=at),
        _("The offered words stand there now."),
    )


@require_POST
@for_duties(Duty.EDITOR)
def approve(request: StaffRequest, issue_id: str, piece_id: str) -> HttpResponseBase:
    """Approve a piece as the second person."""
    return _done(
        request,
        issue_id,
        lambda: actions.approve(**acting(request), seen=_as_seen(request, issue_id, piece_id)),
        _("It is approved."),
    )


@require_POST
@for_duties(Duty.EDITOR)
def drop(request: StaffRequest, issue_id: str, piece_id: str) -> HttpResponseBase:
    """Take an article out of an issue that is being written."""
    return _done(
        request,
        issue_id,
        lambda: actions.drop_article(**acting(request), seen=_as_seen(request, issue_id, piece_id)),
        _("The article is out of the issue. Nothing of it is kept."),
    )


@require_POST
@for_duties(Duty.EDITOR)
def publish(request: StaffRequest, issue_id: str) -> HttpResponseBase:
    """Publish the issue."""
    opened(request, issue_id)
    return _done(
        request,
        issue_id,
        lambda: actions.publish(**acting(request), issue_id=issue_id),
        _("It is published. The porch shows it within seconds."),
    )


@require_POST
@for_duties(Duty.EDITOR)
def send(request: StaffRequest, issue_id: str) -> HttpResponseBase:
    """Send the issue to its readers."""
    opened(request, issue_id)
    return _done(
        request,
        issue_id,
        lambda: actions.send(**acting(request), issue_id=issue_id),
        _("It is being sent. This page tells how far it has come."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.EDITOR)
def article_back(request: StaffRequest, issue_id: str, piece_id: str) -> HttpResponseBase:
    """Take a published article back."""
    seen = opened(request, issue_id)
    piece = piece_of(seen, piece_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    way = Way(reverse("editing:newsletter", args=[issue_id]), about=piece.draft.title)

    def take() -> None:
        reason = form.cleaned_data["reason"]
        taking_back.take_article_back(**acting(request), issue_id=issue_id, article_id=piece_id, reason=reason)

    return deed_page(request, ARTICLE_BACK, form, way, take)


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.EDITOR)
def person_back(request: StaffRequest, issue_id: str, at: int) -> HttpResponseBase:
    """Take back whatever names somebody who agrees no more."""
    people = front_of(opened(request, issue_id)).people
    form = ReasonForm(request.POST if request.method == "POST" else None)
    way = Way(reverse("editing:newsletter", args=[issue_id]), about=people[at].name if at < len(people) else "")

    def take() -> None:
        reason = form.cleaned_data["reason"]
        taking_back.take_person_back(**acting(request), issue_id=issue_id, at=at, reason=reason)

    return deed_page(request, PERSON_BACK, form, way, take)


def _as_seen(request: StaffRequest, issue_id: str, piece_id: str) -> OpenedPiece:
    """Give the piece in the version its reader had before him; Conflict for any other."""
    piece = piece_of(opened(request, issue_id), piece_id)
    if request.POST.get("seen", "") != str(piece.version):
        raise Conflict(str(OLD_PAGE))
    return piece


def _done(request: StaffRequest, issue_id: str, do: Callable[[], object], said: _StrPromise) -> HttpResponseBase:
    """Do it, and lead back to the issue with a sentence: that it was done, or why not."""
    try:
        do()
    except Invalid as problem:
        messages.error(request, gettext(problem.message))
    except Conflict as problem:
        messages.error(request, gettext(str(problem)))
    else:
        messages.success(request, str(said))
    return redirect("editing:newsletter", issue_id)
