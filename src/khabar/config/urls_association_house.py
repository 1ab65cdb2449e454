"""Addresses of an association's house: sign-in and the desks, each marked with the duties that may enter."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("khabar.web.front.urls")),
    path("advocacy/", include("khabar.web.advocacy.urls")),
    path("editing/", include("khabar.web.editing.urls")),
    path("archive/", include("khabar.web.reading_room.urls")),
    path("companion/", include("khabar.web.companion.urls")),
    path("operator/", include("khabar.web.operator.urls")),
]
handler404 = "khabar.web.components.errors.not_found"
handler500 = "khabar.web.components.errors.server_error"
handler400 = "khabar.web.components.errors.not_found"
handler403 = "khabar.web.components.errors.not_found"
