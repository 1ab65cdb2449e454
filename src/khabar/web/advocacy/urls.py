"""Addresses of the advocate's desk. Files, letters and bodies are named by their random ids alone."""

from __future__ import annotations

from django.urls import path

from khabar.web.advocacy import (
    agreements,
    bars,
    bodies,
    files,
    intermediaries,
    letter_page,
    letters,
    lines,
    people,
    procedures,
    procedures_filed,
    steps,
    tray,
    uploads,
)

app_name = "advocacy"
_LETTERS = [
    path("letters/", letters.letters, name="letters"),
    path("letters/write/<str:name>/", letters.write, name="write"),
    path("letters/of/<str:file_id>/", letters.letters, name="letters_of_file"),
    path("letters/of/<str:file_id>/write/<str:name>/", letters.write, name="write_for_file"),
    path("letters/<str:letter_id>/", letters.letter, name="letter"),
    path("letters/<str:letter_id>/change/", letters.change, name="change_letter"),
    path("letters/<str:letter_id>/approve/", letters.approve, name="approve_letter"),
    path("letters/<str:letter_id>/page/", letter_page.mean_for, name="letter_page"),
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
    path("tray/bring/", uploads.bring, name="bring"),
    path("tray/<str:incoming_id>/", tray.settle, name="settle"),
    path("tray/<str:incoming_id>/mail/", tray.raw, name="incoming"),
]
_FILE = "files/<str:file_id>/"
_FILES = [
    path("", files.home, name="home"),
    path("closed/", files.closed, name="closed"),
    path("open/", files.open_new, name="open"),
    path("calls/", files.calls, name="calls"),
    path(_FILE, files.file, name="file"),
    path(f"{_FILE}people/", people.add, name="add_person"),
    path(f"{_FILE}people/<str:person_id>/", people.change, name="change_person"),
    path(f"{_FILE}departure/", people.departure, name="departure"),
    path(f"{_FILE}holders/", people.holders, name="holders"),
    path(f"{_FILE}bars/body/", bars.bar_body, name="bar_body"),
    path(f"{_FILE}bars/<str:bar>/", bars.lift, name="lift"),
    path(f"{_FILE}door/", bars.decide, name="door"),
    path(f"{_FILE}lines/", lines.write, name="add_line"),
    path(f"{_FILE}contacts/", lines.note, name="contact"),
    path(f"{_FILE}documents/", lines.keep, name="keep"),
    path(f"{_FILE}documents/<str:entry_id>/", lines.fetch, name="document"),
    path(f"{_FILE}agreed/", agreements.agree, name="agree"),
    path(f"{_FILE}agreed/everything/", agreements.everything, name="everything"),
    path(f"{_FILE}step/", steps.step, name="step"),
    path(f"{_FILE}spoken/", steps.spoken, name="spoken"),
    path(f"{_FILE}own-word/", steps.own_word, name="own_word"),
    path(f"{_FILE}stop-word/", steps.stop_word, name="stop_word"),
    path(f"{_FILE}stop-word/heard/", steps.heard, name="heard"),
    path(f"{_FILE}stop-word/cleared/", steps.cleared, name="cleared"),
    path(f"{_FILE}close/", steps.close, name="close"),
    path(f"{_FILE}erase/", steps.erase, name="erase"),
]
_PROCEDURES = f"{_FILE}procedures/"
_DOORS = [
    path(_PROCEDURES, procedures.doors, name="procedures"),
    path(f"{_PROCEDURES}facts/<str:section>/", procedures.facts, name="case_facts"),
    path(f"{_PROCEDURES}versions/", procedures.versions, name="case_versions"),
    path(f"{_PROCEDURES}sheet/", procedures.sheet, name="which_door"),
    path(f"{_PROCEDURES}forms/<str:kind>/<str:ending>/", procedures.form, name="filled_form"),
    path(f"{_PROCEDURES}filed/", procedures_filed.note, name="note_filed"),
    path(f"{_PROCEDURES}filed/<str:submission_id>/", procedures_filed.submission, name="submission"),
]
_ASKED = f"{_FILE}intermediaries/"
_BRIDGE = [
    path(_ASKED, intermediaries.intermediaries, name="intermediaries"),
    path(f"{_ASKED}<str:partner_id>/agreed/", intermediaries.agree, name="agree_to_tracing"),
    path(f"{_ASKED}<str:partner_id>/ask/", intermediaries.ask, name="entrust"),
    path(f"{_ASKED}<str:row_id>/take-back/", intermediaries.take_back, name="take_back"),
]
urlpatterns = [*_BRIDGE, *_LETTERS, *_FILES, *_DOORS]
