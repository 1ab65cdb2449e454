"""The newsletter at the editors' desk: the list, an issue with its pieces, writing front, articles and people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from khabar.apps.newsletters import actions
from khabar.apps.newsletters.queries import issue_for, issues, preview
from khabar.domain.duties import Duty
from khabar.domain.publishing.drafts import ArticleDraft, FrontDraft
from khabar.web.editing.gatherings import acting
from khabar.web.editing.newsletter_forms import (
    ArticleForm,
    FrontForm,
    NewIssueForm,
    PersonForm,
    article_as_written,
    front_as_written,
    person_as_written,
)
from khabar.web.editing.newsletter_shown import shown
from khabar.web.front.access import for_duties
from khabar.web.front.deed_pages import Deed, Way, deed_page
from khabar.web.front.mending import mending

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.apps.newsletters.keeping import OpenedIssue, OpenedPiece
    from khabar.domain.publishing.issues import Person
    from khabar.web.front.access import StaffRequest

KEPT = _("It is kept. What the gate says of it stands below.")
NEW = Deed(title=_("Begin an issue"), button=_("Begin it"), done=_("It is begun. Add people and articles."))
FRONT = Deed(title=_("The first page and the last lines"), button=_("Keep this version"), done=KEPT)
ARTICLE = Deed(
    title=_("Write an article"),
    button=_("Keep this version"),
    done=KEPT,
    lead=_("It is kept sealed, whatever it says. Before it can be approved, nobody is named who has not agreed."),
)
PERSON = Deed(
    title=_("Somebody who may be named"),
    button=_("Keep this person"),
    done=KEPT,
    lead=_("Add everybody the articles speak of, also those who have not agreed: then the gate finds their names."),
)


@require_safe
@for_duties(Duty.EDITOR)
def every(request: StaffRequest) -> HttpResponseBase:
    """List the issues."""
    return render(request, "editing/newsletters.html", {"issues": issues(parts=request.parts)})


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.EDITOR)
def new(request: StaffRequest) -> HttpResponseBase:
    """Begin an issue."""
    form = NewIssueForm(request.POST if request.method == "POST" else None, initial={"seen": 0})
    if form.is_bound and form.is_valid():
        with mending(form):
            language = form.cleaned_data["language"]
            made = actions.open_issue(**acting(request), language=language, front=form.draft(()))
            return redirect("editing:newsletter", made)
    way = Way(reverse("editing:newsletters"))
    return render(request, NEW.template, {"deed": NEW, "form": form, "way": way})


@require_safe
@for_duties(Duty.EDITOR)
def one(request: StaffRequest, issue_id: str) -> HttpResponseBase:
    """Show one issue: its pieces, what the gate says of them, its sending."""
    return render(request, "editing/newsletter.html", {"issue": shown(request, opened(request, issue_id))})


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.EDITOR)
def front(request: StaffRequest, issue_id: str) -> HttpResponseBase:
    """Write the front anew."""
    seen = _unpublished(request, issue_id)
    draft = front_of(seen)
    form = FrontForm(_posted(request), initial={"seen": seen.front.version, **front_as_written(draft)})
    return deed_page(
        request,
        FRONT,
        form,
        _way(seen, seen.front),
        lambda: _rewrite(request, seen.front, form.cleaned_data["seen"], form.draft(draft.people)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.EDITOR)
def new_article(request: StaffRequest, issue_id: str) -> HttpResponseBase:
    """Write a new article."""
    seen = _unpublished(request, issue_id)
    form = ArticleForm(_posted(request), initial={"seen": 0, "language": seen.language, "consent": "asked"})
    return deed_page(
        request,
        ARTICLE,
        form,
        _way(seen),
        lambda: actions.write_article(**acting(request), issue_id=issue_id, draft=form.draft()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.EDITOR)
def article(request: StaffRequest, issue_id: str, piece_id: str) -> HttpResponseBase:
    """Write another version of an article."""
    seen = _unpublished(request, issue_id)
    piece = piece_of(seen, piece_id)
    if not isinstance(piece.draft, ArticleDraft):
        raise Http404
    form = ArticleForm(_posted(request), initial={"seen": piece.version, **article_as_written(piece.draft)})
    return deed_page(
        request,
        ARTICLE,
        form,
        _way(seen, piece),
        lambda: _rewrite(request, piece, form.cleaned_data["seen"], form.draft()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.EDITOR)
def new_person(request: StaffRequest, issue_id: str) -> HttpResponseBase:
    """Add somebody who may be named."""
    seen = _unpublished(request, issue_id)
    form = PersonForm(_posted(request), initial={"seen": seen.front.version, "consent": "asked"})
    return _people_page(request, seen, form, lambda people, person: (*people, person))


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.EDITOR)
def person(request: StaffRequest, issue_id: str, at: int) -> HttpResponseBase:
    """Change what is known of somebody who may be named."""
    seen = _unpublished(request, issue_id)
    people = front_of(seen).people
    if at >= len(people):
        raise Http404
    form = PersonForm(_posted(request), initial={"seen": seen.front.version, **person_as_written(people[at])})
    return _people_page(request, seen, form, lambda old, changed: (*old[:at], changed, *old[at + 1 :]))


@require_safe
@for_duties(Duty.EDITOR)
def preview_pdf(request: StaffRequest, issue_id: str) -> HttpResponseBase:
    """Print the issue as it would be today, to be looked at."""
    seen = opened(request, issue_id)
    if not seen.articles:
        raise Http404
    made = preview(seen, now=request.parts.clock.now(), parts=request.parts)
    answer = HttpResponse(made, content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="issue.pdf"'
    return answer


def opened(request: StaffRequest, issue_id: str) -> OpenedIssue:
    """Open an issue; a page that was not found for an id nobody has."""
    found = issue_for(issue_id, parts=request.parts)
    if found is None:
        raise Http404
    return found


def piece_of(seen: OpenedIssue, piece_id: str) -> OpenedPiece:
    """Give one piece of an issue; a page that was not found for an id nobody has."""
    found = seen.piece(piece_id)
    if found is None:
        raise Http404
    return found


def front_of(seen: OpenedIssue) -> FrontDraft:
    """Give the front of an issue."""
    return seen.pieces.front


def _unpublished(request: StaffRequest, issue_id: str) -> OpenedIssue:
    seen = opened(request, issue_id)
    if seen.is_published:
        raise Http404
    return seen


def _people_page(request: StaffRequest, seen: OpenedIssue, form: PersonForm, put: object) -> HttpResponseBase:
    draft = front_of(seen)

    def keep() -> None:
        people: tuple[Person, ...] = put(draft.people, form.person())  # type: ignore[operator]  # a function of ours
        _rewrite(request, seen.front, form.cleaned_data["seen"], replace(draft, people=people))

    return deed_page(request, PERSON, form, _way(seen, seen.front), keep)


def _rewrite(request: StaffRequest, piece: OpenedPiece, version: int, draft: FrontDraft | ArticleDraft) -> None:
    actions.rewrite(**acting(request), seen=replace(piece, version=version), draft=draft)


def _posted(request: StaffRequest) -> object:
    return request.POST if request.method == "POST" else None


def _way(seen: OpenedIssue, piece: OpenedPiece | None = None) -> Way:
    title = f"{seen.front.draft.title}" if piece is None else piece.draft.title
    return Way(reverse("editing:newsletter", args=[seen.id]), about=title, version=piece.version if piece else 0)
