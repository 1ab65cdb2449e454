"""Addresses of the advocate's desk."""

from __future__ import annotations

from django.urls import path

from khabar.web.advocacy import bodies, files, letters, tray

app_name = "advocacy"
_LETTERS = [
    path("letters/", letters.letters, name="letters"),
    path("letters/write/<str:name>/", letters.write, name="write"),
    path("letters/of/<str:file_id>/", letters.letters, name="letters_of_file"),
    path("letters/of/<str:file_id>/write/<str:name>/", letters.write, name="write_for_file"),
    path("letters/<str:letter_id>/", letters.letter, name="letter"),
    path("letters/<str:letter_id>/change/", letters.change, name="change_letter"),
    path("letters/<str:letter_id>/approve/", letters.approve, name="approve_letter"),
    path("letters/<str:letter_id>/clock/", letters.course, name="course_letter"),
    path("letters/<str:letter_id>/<int:place>/paper/", letters.paper, name="letter_paper"),
    path("letters/<str:letter_id>/<int:place>/send/", letters.send, name="send_letter"),
    path("letters/<str:letter_id>/<int:place>/note/", letters.note, name="note_letter"),
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/new/", bodies.new_body, name="new_body"),
    path("bodies/<str:body_id>/", bodies.body, name="body"),
    path("texts/", bodies.letter_templates, name="letter_templates"),
    path("texts/<str:name>/", bodies.letter_template, name="letter_template"),
    path("texts/<str:name>/approve/", bodies.approve_template, name="approve_template"),
    path("tray/", tray.tray, name="tray"),
    path("tray/<str:incoming_id>/", tray.settle, name="settle"),
    path("tray/<str:incoming_id>/mail/", tray.raw, name="incoming"),
]
urlpatterns = [
    *_LETTERS,
    path("", files.home, name="home"),
]
