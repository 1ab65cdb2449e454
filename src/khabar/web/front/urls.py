"""Addresses of the front door. Only the pages listed here exist; allauth's others are not built in.

Names without a namespace are those that allauth itself leads to.
"""

from __future__ import annotations

from django.urls import include, path

from khabar.web.components.languages import choose
from khabar.web.front import alarms, entrance, reading, statistics, views
from khabar.web.front.access import for_anyone

_front = [
    path("", views.home, name="home"),
    path("kin/", views.kin, name="kin"),
    path("alarms/", alarms.alarms, name="alarms"),
    path("alarms/<str:alarm_id>/seen/", alarms.seen, name="alarm_seen"),
    path("numbers/", statistics.statistics, name="statistics"),
    path("reading/", reading.stopped, name="reading"),
    path("reading/<str:account>/", reading.go_on, name="go_on"),
    path("second-factor/codes/shown/", entrance.show_printed_codes, name="show_printed_codes"),
]

urlpatterns = [
    path("language/", for_anyone(choose), name="language"),
    path("", include((_front, "front"))),
    path("sign-in/", entrance.sign_in, name="account_login"),
    path("sign-in/code/", entrance.second_factor, name="mfa_authenticate"),
    path("sign-in/again/", entrance.again, name="account_reauthenticate"),
    path("sign-out/", entrance.sign_out, name="account_logout"),
    path("second-factor/", entrance.activate, name="mfa_activate_totp"),
    path("second-factor/codes/", entrance.printed_codes, name="mfa_view_recovery_codes"),
    path("second-factor/codes/new/", entrance.new_printed_codes, name="mfa_generate_recovery_codes"),
]
