"""The page behind the link in a mail of news: looking changes nothing; one button ends these mails.

A mail program may press it by itself (RFC 8058), so it needs no cookie and no token but the link's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from khabar.apps.petitions.news import end_news, title_behind
from khabar.web.components.doors import parts_of
from khabar.web.petition.views import DOOR

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the link stands for; where the button was pressed, write to this mailbox no more."""
    title = title_behind(token, (get_language() or "en").partition("-")[0])
    if title is None:
        raise Http404
    is_done = request.method == "POST"
    if is_done:
        end_news(actor=DOOR, now=parts_of(request).clock.now(), token=token)
    return render(request, "petition/leave_news.html", {"title": title, "token": token, "is_done": is_done})
