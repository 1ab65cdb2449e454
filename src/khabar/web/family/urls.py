"""Addresses of the door of families: the form, the slip, the page of a visit.

No address holds a code, a name or anything of a case.
"""

from __future__ import annotations

from django.urls import path

from khabar.web.family import views, wishes

app_name = "family"
urlpatterns = [
    path("family/", views.start, name="start"),
    path("family/form/", views.request_form, name="request"),
    path("family/form/slip/", views.sealed_slip_form, name="request_with_slip"),
    path("family/open/", views.sign_in, name="sign_in"),
    path("family/page/", views.page, name="page"),
    path("family/page/message/", views.message, name="message"),
    path("family/page/message/send/", views.send, name="send"),
    path("family/page/wish/", wishes.own_wish, name="own_wish"),
    path("family/page/close/", views.close, name="close"),
]
