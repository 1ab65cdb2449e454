"""The feed of the newsletter in one language (Atom, RFC 4287): every article of the newest issues, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from khabar.apps.subscriptions.queries import issues_for_feed
from khabar.web.components.doors import parts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from khabar.apps.subscriptions.queries import Shown


@require_safe
def feed(request: HttpRequest, language: str) -> HttpResponse:
    """Give the feed; what was taken back is in it no more."""
    issues = issues_for_feed(language)
    if not issues:
        raise Http404
    porch = parts_of(request).options.porch_address.rstrip("/")
    return HttpResponse(_feed(issues, porch, language), content_type="application/atom+xml; charset=utf-8")


def _feed(issues: Sequence[Shown], porch: str, language: str) -> str:
    newest = issues[0]
    entries = "\n".join(article.entry for issue in issues for article in issue.articles)
    page, own = porch + reverse("readers:every"), porch + reverse("readers:feed", args=[language])
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(language)}">
  <id>{escape(own)}</id>
  <title>{escape(newest.title)}</title>
  <updated>{newest.published_on.isoformat()}T00:00:00Z</updated>
  <author><name>{escape(newest.publisher)}</name></author>
  <link rel="self" type="application/atom+xml" href={quoteattr(own)}/>
  <link rel="alternate" type="text/html" href={quoteattr(page)}/>
{entries}
</feed>
"""
