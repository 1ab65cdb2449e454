"""Addresses of the newsletter at the editors' desk; their names stand among those of the desk."""

from __future__ import annotations

from django.urls import path

from khabar.web.editing import newsletter_deeds, newsletters

_ONE = "<str:issue_id>/"
_PIECE = f"{_ONE}pieces/<str:piece_id>/"

urlpatterns = [
    path("", newsletters.every, name="newsletters"),
    path("new/", newsletters.new, name="new_newsletter"),
    path(_ONE, newsletters.one, name="newsletter"),
    path(f"{_ONE}front/", newsletters.front, name="newsletter_front"),
    path(f"{_ONE}issue.pdf", newsletters.preview_pdf, name="newsletter_preview"),
    path(f"{_ONE}publish/", newsletter_deeds.publish, name="publish_newsletter"),
    path(f"{_ONE}send/", newsletter_deeds.send, name="send_newsletter"),
    path(f"{_ONE}articles/new/", newsletters.new_article, name="new_article"),
    path(f"{_ONE}people/new/", newsletters.new_person, name="new_person_named"),
    path(f"{_ONE}people/<int:at>/", newsletters.person, name="person_named"),
    path(f"{_ONE}people/<int:at>/back/", newsletter_deeds.person_back, name="person_back"),
    path(_PIECE, newsletters.article, name="article"),
    path(f"{_PIECE}take-over/<int:at>/", newsletter_deeds.take_over, name="take_over"),
    path(f"{_PIECE}approve/", newsletter_deeds.approve, name="approve_piece"),
    path(f"{_PIECE}drop/", newsletter_deeds.drop, name="drop_article"),
    path(f"{_PIECE}back/", newsletter_deeds.article_back, name="article_back"),
]
