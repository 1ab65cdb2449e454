"""Addresses of the archive. What is sought never stands in an address, and no address names anybody."""

from __future__ import annotations

from django.urls import path

from khabar.web.reading_room import claims, documents, figures, marks, passages, searching

app_name = "archive"
_DOCUMENT = "documents/<str:document_id>/"
_PARAGRAPH = "paragraphs/<str:leaf_id>/<int:at>/"
urlpatterns = [
    path("", documents.every, name="documents"),
    path("add/", documents.add, name="add"),
    path("search/", searching.search, name="search"),
    path("marks/", marks.marks, name="marks"),
    path("marks/add/", marks.mark, name="mark"),
    path("marks/back/", marks.unmark, name="unmark"),
    path("claims/", claims.waiting, name="claims"),
    path("claims/confirmed/", claims.every_confirmed, name="confirmed"),
    path("claims/<str:claim_id>/", claims.one, name="claim"),
    path("claims/<str:claim_id>/dismiss/", claims.dismiss_one, name="dismiss"),
    path("claims/<str:claim_id>/back/", claims.open_again, name="undecide"),
    path("figures/", figures.every, name="figures"),
    path("figures/<str:unit>/<str:population>/", figures.one, name="figure"),
    path(_DOCUMENT, documents.one, name="document"),
    path(f"{_DOCUMENT}<int:number>/", documents.one, name="leaf"),
    path(f"{_DOCUMENT}file/", documents.fetch, name="file"),
    path(f"{_DOCUMENT}out/", documents.remove, name="take_out"),
    path(_PARAGRAPH, passages.one, name="paragraph"),
    path(f"{_PARAGRAPH}back/", passages.take_back, name="take_back"),
    path(f"{_PARAGRAPH}<int:number>/", passages.choose, name="choose"),
]
