"""Addresses of gatherings, for editors and advocates; their names stand among those of the editors' desk."""

from __future__ import annotations

from django.urls import path

from khabar.web.editing import (
    gathering_floor,
    gathering_guests,
    gathering_letter,
    gathering_minutes,
    gathering_sittings,
    gatherings,
)

_ONE = "<str:gathering_id>/"
_SITTING = f"{_ONE}sittings/<str:sitting_id>/"
_FLOOR = f"{_SITTING}floor/"
_GUEST = f"{_ONE}guests/<str:guest_id>/"

urlpatterns = [
    path("", gatherings.every, name="gatherings"),
    path("new/", gatherings.new, name="new_gathering"),
    path(_ONE, gatherings.one, name="gathering"),
    path(f"{_ONE}write/", gatherings.write, name="write_gathering"),
    path(f"{_ONE}close/", gatherings.close, name="close_gathering"),
    path(f"{_ONE}letter/", gathering_letter.letter, name="letter_of_minutes"),
    path(f"{_ONE}invite/", gathering_guests.invite_all, name="invite_all"),
    path(f"{_ONE}sittings/new/", gathering_sittings.new, name="new_sitting"),
    path(_SITTING, gathering_sittings.change, name="sitting"),
    path(f"{_SITTING}cancel/", gathering_sittings.cancel, name="cancel_sitting"),
    path(f"{_SITTING}minutes/", gathering_minutes.minutes, name="minutes"),
    path(f"{_SITTING}minutes/<str:line_id>/drop/", gathering_minutes.drop, name="drop_line"),
    path(_FLOOR, gathering_floor.moderate, name="floor"),
    path(f"{_FLOOR}wall/", gathering_floor.wall, name="wall"),
    path(f"{_FLOOR}next/", gathering_floor.call_next, name="call_next"),
    path(f"{_FLOOR}end/", gathering_floor.end_turn, name="end_turn"),
    path(f"{_FLOOR}back/", gathering_floor.take_back, name="take_back"),
    path(f"{_FLOOR}absent/", gathering_floor.pass_over, name="pass_over"),
    path(f"{_FLOOR}raise/<str:guest_id>/", gathering_floor.raise_hand, name="raise_hand"),
    path(f"{_FLOOR}reply/<str:guest_id>/", gathering_floor.raise_reply, name="raise_reply"),
    path(f"{_FLOOR}lower/<int:number>/", gathering_floor.lower, name="lower_hand"),
    path(f"{_ONE}guests/new/", gathering_guests.admit, name="admit"),
    path(f"{_ONE}guests/of/<str:file_id>/", gathering_guests.admit_of_file, name="admit_of_file"),
    path(_GUEST, gathering_guests.guest, name="guest"),
    path(f"{_GUEST}withdraw/", gathering_guests.withdraw, name="withdraw_guest"),
    path(f"{_GUEST}agreed/", gathering_guests.agreed, name="guest_agreed"),
    path(f"{_GUEST}invite/", gathering_guests.invite, name="invite_guest"),
]
