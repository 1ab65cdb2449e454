"""Addresses of an association's porch: what is published, for everybody."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("khabar.web.components.urls")),
    path("", include("khabar.web.board.urls")),
    path("", include("khabar.web.petition.urls")),
    path("", include("khabar.web.readers.urls")),
    path("", include("khabar.web.bridge.urls")),
]
handler404 = "khabar.web.components.errors.nothing_here"
handler500 = "khabar.web.components.errors.server_error"
handler400 = "khabar.web.components.errors.nothing_here"
handler403 = "khabar.web.components.errors.nothing_here"
