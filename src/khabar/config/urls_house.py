"""Addresses of the house: sign-in and the desks, each marked with the duties that may enter."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("khabar.web.front.urls")),
    path("helper/", include("khabar.web.helper.urls")),
    path("families/", include("khabar.web.family_desk.urls")),
    path("asking/", include("khabar.web.asking_desk.urls")),
    path("letters/", include("khabar.web.letters.urls")),
    path("carrier/", include("khabar.web.carrier.urls")),
    path("bringer/", include("khabar.web.bringer.urls")),
    path("operator/", include("khabar.web.operator.urls")),
]
handler404 = "khabar.web.components.errors.not_found"
handler500 = "khabar.web.components.errors.server_error"
handler400 = "khabar.web.components.errors.not_found"
handler403 = "khabar.web.components.errors.not_found"
