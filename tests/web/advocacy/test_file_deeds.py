"""Deeds on one file, each on a page of its own: what is kept, what is refused, and that nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.accounts.colleagues import browser_of
from association_cast import LEYLA, SHIRINS, TODAY
from khabar.adapters.blobs.memory import MemoryBlobs
from khabar.apps.casework.documents import LARGEST
from khabar.apps.casework.models import CaseFile
from khabar.apps.correspondence.actions import add_body
from khabar.apps.correspondence.letters import BodyCard, BodyKind
from khabar.apps.ledger.models import Entry
from khabar.domain.bar_list import Door, Ground, Holding
from khabar.domain.casework.consents import Scope, Stand, Use, standing
from khabar.domain.duties import Duty
from web.advocacy.deeds import HOME, done, led_back, page_of
from web.association import NOWHERE, told
from web.desks import acts, hidden, text

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Response
    from pytest_django import Settings

    from conftest import SettableClock
    from web.association import Rooms

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

LINE = {"kind": "taken", "when": "1399-02", "what": "Two men took him.", "speaker": "Omar", "knowing": "saw"}
AGREED = {
    "person": "shirin",
    "use": "publication",
    "publication": "Issue 4",
    "stand": "given",
    "on": "2026-03-02",
    "how": "by telephone",
    "reference": "C-7",
}
HELD = replace(SHIRINS, holding=Holding(frozenset({"NLD"})))


def ministry(rooms: Rooms) -> str:
    card = BodyCard(name="The Ministry of Lindenau", kind=BodyKind.AUTHORITY, language="en", postal="Mill Lane 1")
    return add_body(actor=LEYLA, now=rooms.parts.clock.now(), parts=rooms.parts, card=card)


def document(data: bytes = b"a letter", name: str = "Brief.PDF") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_a_body_that_forwards_to_a_barred_state_is_barred_and_asked_for_once(leyla: Client, rooms: Rooms) -> None:
    file_id, body = rooms.file(), ministry(rooms)
    page = text(leyla.get(f"{page_of(file_id)}bars/body/"))
    assert "The Ministry of Lindenau" in page
    assert led_back(done(leyla, file_id, "bars/body", body=body, states=["NLD"]), file_id)
    (found,) = (one for one in rooms.opened(file_id).body.bars if one.ground is Ground.FORWARDS)
    assert (found.state, found.body, found.in_force) == ("NLD", body, True)
    again = text(done(leyla, file_id, "bars/body", body=body, states=["NLD"]))
    assert "This bar lies there already" in again
    for wrong in ({"body": "", "states": ["NLD"]}, {"body": body, "states": []}, {"body": body, "states": ["FRA"]}):
        assert done(leyla, file_id, "bars/body", **wrong).status_code in {200, 422}
    assert len(rooms.opened(file_id).body.bars) == 2


def test_a_line_is_kept_with_its_speaker_and_marked_as_a_claim(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    assert led_back(done(leyla, file_id, "lines", **LINE, incident="on"), file_id)
    (event,) = rooms.opened(file_id).events
    assert (event.what, event.source.speaker, event.incident) == ("Two men took him.", "Omar", True)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"when": "some day"}, "file_when"),
        ({"when": "2020-02-31"}, "file_when"),
        ({"when": "2031"}, "file_when"),
        ({"what": " "}, "file_what"),
        ({"speaker": ""}, "file_speaker"),
        ({"knowing": "guessed"}, "file_knowing"),
    ],
)
def test_a_line_that_cannot_stand_names_its_field(
    leyla: Client, rooms: Rooms, wrong: dict[str, str], field: str
) -> None:
    file_id = rooms.file()
    answer = done(leyla, file_id, "lines", **(LINE | wrong))
    page = answer.content.decode()
    assert f'href="#{field}' in page
    assert all(value in page for name, value in LINE.items() if name not in wrong)
    assert not rooms.opened(file_id).entries


def test_somebody_is_added_and_changed_and_the_part_stays(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    typed = {"name": "Omar", "part": "witness", "other_names": "Omar the baker", "relation": "", "reach": "555 03"}
    assert led_back(done(leyla, file_id, "people", **typed), file_id)
    omar = rooms.opened(file_id).body.people[-1]
    assert omar.other_names == ("Omar the baker",)
    form = leyla.get(f"{page_of(file_id)}people/{omar.id}/").content.decode()
    assert "555 03" in form
    assert '<option value="missed"' not in form
    changed = done(leyla, file_id, f"people/{omar.id}", **(typed | {"name": "Omar Nouri"}))
    assert led_back(changed, file_id)
    assert rooms.opened(file_id).body.person(omar.id).name == "Omar Nouri"


def test_a_second_missed_person_is_refused_beside_the_field(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    answer = done(leyla, file_id, "people", name="Farid", part="missed")
    assert "There is somebody missed in this file already." in text(answer)
    assert 'href="#file_part"' in answer.content.decode()


def test_a_consent_is_noted_for_a_body_of_the_address_book_and_shown_by_its_name(leyla: Client, rooms: Rooms) -> None:
    file_id, body = rooms.file(), ministry(rooms)
    typed = AGREED | {"use": "recipient", "recipient": body, "publication": "", "until": "2026-06-01"}
    assert led_back(done(leyla, file_id, "agreed", **typed), file_id)
    found = standing(rooms.opened(file_id).consents, "shirin", Scope(Use.RECIPIENT, body), TODAY)
    assert (found.in_force, found.reference) == (True, "C-7")
    shown = text(leyla.get(page_of(file_id)))
    for words in ("The Ministry of Lindenau", "Agreed", "C-7", "until"):
        assert words in shown
    assert "consent" not in shown or body not in shown


def test_who_was_not_asked_stands_there_as_not_asked(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    done(leyla, file_id, "people", name="Omar", part="witness")
    done(leyla, file_id, "agreed", **AGREED)
    shown = text(leyla.get(page_of(file_id)))
    table = shown[shown.index("Who agreed to what") : shown.index("Everything that was asked")]
    assert table.count("Not asked") == 1
    assert "Omar" in table
    assert "Darius" not in table


def test_a_consent_that_has_ended_is_said_to_have_ended(leyla: Client, rooms: Rooms, clock: SettableClock) -> None:
    file_id = rooms.file()
    done(leyla, file_id, "agreed", **AGREED, until="2026-03-05")
    assert "Ended" not in text(leyla.get(page_of(file_id)))
    clock.advance(timedelta(days=4))
    assert "Ended" in text(leyla.get(page_of(file_id)))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"publication": " "}, "file_publication"),
        ({"use": "recipient"}, "file_recipient"),
        ({"use": ""}, "file_use"),
        ({"stand": "not_asked"}, "file_stand"),
        ({"reference": ""}, "file_reference"),
        ({"how": ""}, "file_how"),
        ({"until": "2026-02-01"}, "file_until"),
        ({"on": "2026-03-09"}, "file_on"),
        ({"person": "ezra"}, "file_person"),
    ],
)
def test_a_consent_nobody_could_look_up_is_refused_and_named(
    leyla: Client, rooms: Rooms, wrong: dict[str, str], field: str
) -> None:
    file_id = rooms.file()
    answer = done(leyla, file_id, "agreed", **(AGREED | wrong))
    page = answer.content.decode()
    assert f'href="#{field}' in page, text(answer)
    assert all(AGREED[name] in page for name in ("publication", "how", "reference") if name not in wrong)
    assert not rooms.opened(file_id).consents


def test_everything_is_taken_back_at_once_and_a_yes_to_everything_is_no_choice(leyla: Client, rooms: Rooms) -> None:
    file_id, body = rooms.file(), ministry(rooms)
    done(leyla, file_id, "agreed", **AGREED)
    done(leyla, file_id, "agreed", **(AGREED | {"use": "recipient", "recipient": body}))
    yes = done(leyla, file_id, "agreed/everything", person="shirin", stand="given", on="2026-03-02", how="a letter")
    assert 'href="#file_stand"' in yes.content.decode()
    answer = done(leyla, file_id, "agreed/everything", person="shirin", stand="withdrawn", on="2026-03-02", how="x")
    assert led_back(answer, file_id)
    consents = rooms.opened(file_id).consents
    for scope in (Scope(Use.RECIPIENT, body), Scope(Use.PUBLICATION, "Issue 4")):
        assert standing(consents, "shirin", scope, TODAY).stand is Stand.WITHDRAWN
    assert "for everything" in text(leyla.get(page_of(file_id)))


def test_only_the_persons_own_word_lifts_a_bar(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    for word in ("family", "lawyer", "media", "third_hand", "person_observed"):
        answer = done(leyla, file_id, "bars/nld-origin", by=word, source="She said so.")
        assert "Only the person concerned can lift a bar" in text(answer)
        assert "She said so." in answer.content.decode()
    empty = done(leyla, file_id, "bars/nld-origin", by="person_alone", source=" ")
    assert 'href="#file_source"' in empty.content.decode()
    assert rooms.opened(file_id).body.bars[0].in_force
    done_so = done(leyla, file_id, "bars/nld-origin", by="person_alone", source="By telephone, alone; noted by Leyla.")
    assert led_back(done_so, file_id)
    shown = text(leyla.get(page_of(file_id)))
    assert "Lifted on" in shown
    assert "By telephone, alone; noted by Leyla." in shown
    assert told(leyla.get(f"{page_of(file_id)}bars/nld-origin/")) == told(leyla.get(NOWHERE))


def test_two_advocates_open_a_door_each_with_a_reason(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file(HELD)
    mira = browser_of(rooms.colleague("mira", Duty.ADVOCATE))
    typed = {"state": "NLD", "door": "wgeid", "reason": "Silence has lasted six years."}
    assert 'href="#file_reason"' in done(leyla, file_id, "door", **(typed | {"reason": " "})).content.decode()
    assert 'href="#file_door"' in done(leyla, file_id, "door", **(typed | {"door": "other"})).content.decode()
    assert led_back(done(leyla, file_id, "door", **typed), file_id)
    assert "not open yet, one more advocate must decide." in text(leyla.get(page_of(file_id)))
    assert "You have decided on this already." in text(done(leyla, file_id, "door", **typed))
    assert led_back(done(mira, file_id, "door", **(typed | {"reason": "I agree."})), file_id)
    assert rooms.opened(file_id).body.holding.opens("NLD", Door.WGEID)
    shown = text(leyla.get(page_of(file_id)))
    for words in ("open, two advocates have decided so.", "Silence has lasted six years.", "Mira", "I agree."):
        assert words in shown


def test_who_holds_somebody_is_kept_and_without_it_there_is_no_door_to_decide_on(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    assert "does not say yet which State holds" in text(leyla.get(f"{page_of(file_id)}door/"))
    assert "Decide on a door" not in text(leyla.get(page_of(file_id)))
    assert led_back(done(leyla, file_id, "holders", holder="NLD", holder_2=""), file_id)
    assert rooms.opened(file_id).body.holding.states == {"NLD"}
    assert "Decide on a door" in text(leyla.get(page_of(file_id)))


def test_a_document_is_kept_as_it_is_and_given_back_under_a_name_that_tells_nothing(
    leyla: Client, rooms: Rooms
) -> None:
    file_id = rooms.file()
    data = bytes(range(256)) * 9
    answer = done(leyla, file_id, "documents", title="A letter", origin="Shirin", document=document(data))
    assert led_back(answer, file_id)
    page = leyla.get(page_of(file_id)).content.decode()
    (entry,) = rooms.opened(file_id).entries
    assert entry.content.sha256 in page  # type: ignore[union-attr]  # it is a document
    before = len(acts())
    fetched = leyla.get(f"{page_of(file_id)}documents/{entry.id}/")
    assert fetched.content == data
    assert fetched["Content-Type"] == "application/octet-stream"
    assert fetched["Content-Disposition"].startswith('attachment; filename="document-')
    assert fetched["Content-Disposition"].endswith('.pdf"')
    assert "no-store" in fetched["Cache-Control"]
    assert acts()[before:] == ["file read", "document opened"]
    other = rooms.file()
    assert told(leyla.get(f"{page_of(other)}documents/{entry.id}/")) == told(leyla.get(NOWHERE))


def refused_document(answer: Response, words: str) -> None:
    assert words in text(answer)
    page = answer.content.decode()
    assert 'href="#file_document"' in page
    assert "A letter" in page


def test_an_empty_a_huge_a_known_and_a_missing_document_are_named(
    leyla: Client, rooms: Rooms, settings: Settings
) -> None:
    file_id = rooms.file()
    typed = {"title": "A letter", "origin": "Shirin"}
    refused_document(done(leyla, file_id, "documents", **typed), "Please fill this in.")
    refused_document(done(leyla, file_id, "documents", **typed, document=document(b"")), "This file is empty.")
    huge = document(bytes(LARGEST + 1))
    refused_document(done(leyla, file_id, "documents", **typed, document=huge), "larger than 20 megabytes")
    assert led_back(done(leyla, file_id, "documents", **typed, document=document()), file_id)
    refused_document(done(leyla, file_id, "documents", **typed, document=document()), "lies in the file already")
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    far_too_much = document(bytes(2000))
    refused_document(done(leyla, file_id, "documents", **typed, document=far_too_much), "larger than 20 megabytes")
    assert len(rooms.opened(file_id).entries) == 1


def test_a_full_disk_is_said_beside_the_field(leyla: Client, rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_self: object, _sealed: bytes) -> str:
        raise OSError(28, "no space")

    monkeypatch.setattr(MemoryBlobs, "keep", full)
    file_id = rooms.file()
    answer = done(leyla, file_id, "documents", title="A letter", document=document())
    refused_document(answer, "There is no room to keep this.")


def test_the_next_step_is_set_and_a_wrong_day_named(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    wrong = done(leyla, file_id, "step", step="Call her", on="2026-02-01")
    assert "This day has gone by." in text(wrong)
    assert 'href="#file_on"' in wrong.content.decode()
    assert led_back(done(leyla, file_id, "step", step="Call her", on="۱۴۰۵/۰۱/۱۵"), file_id)
    assert rooms.opened(file_id).body.step.what == "Call her"


def test_who_would_overwrite_a_colleague_is_told_keeps_what_was_typed_and_may_send_again(
    leyla: Client, rooms: Rooms
) -> None:
    file_id = rooms.file()
    address = f"{page_of(file_id)}step/"
    seen = hidden(leyla.get(address), "seen")
    done(leyla, file_id, "stop-word", word="aubergine")
    answer = leyla.post(address, {"seen": seen, "step": "Call her", "on": "2026-03-20"})
    assert "Somebody changed this file while you were writing." in text(answer)
    assert "Call her" in answer.content.decode()
    assert rooms.opened(file_id).body.step == SHIRINS.step
    again = leyla.post(address, {"seen": hidden(answer, "seen"), "step": "Call her", "on": "2026-03-20"})
    assert led_back(again, file_id)


def test_the_stop_word_is_agreed_heard_and_cleared(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    assert led_back(done(leyla, file_id, "stop-word", word="aubergine"), file_id)
    assert "aubergine" in text(leyla.get(page_of(file_id)))
    assert led_back(done(leyla, file_id, "stop-word/heard"), file_id)
    shown = text(leyla.get(page_of(file_id)))
    assert "Nobody calls this family." in shown
    assert "Spoken with them" not in shown
    assert led_back(done(leyla, file_id, "stop-word/cleared"), file_id)
    assert "Nobody calls this family." not in text(leyla.get(page_of(file_id)))


def test_the_persons_own_word_stands_on_top_of_the_file(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    assert 'href="#file_how"' in done(leyla, file_id, "own-word", how=" ").content.decode()
    how = "He rang on Monday, alone: leave me be."
    assert led_back(done(leyla, file_id, "own-word", how=how), file_id)
    shown = text(leyla.get(page_of(file_id)))
    assert shown.index("The person has spoken.") < shown.index(how) < shown.index("Next step")


def test_a_file_is_closed_with_a_reason_and_opened_again_by_a_step(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    assert 'href="#file_reason"' in done(leyla, file_id, "close", reason=" ").content.decode()
    assert led_back(done(leyla, file_id, "close", reason="The family wishes it so."), file_id)
    assert "There is no open file." in text(leyla.get(HOME))
    assert "The family wishes it so." in text(leyla.get(f"{HOME}closed/"))
    assert "This file is closed." in text(leyla.get(page_of(file_id)))
    assert led_back(done(leyla, file_id, "step", step="Call her", on="2026-03-20"), file_id)
    assert "Call her" in text(leyla.get(HOME))


def test_a_file_is_erased_only_after_its_own_page_and_is_then_as_if_it_had_never_been(
    leyla: Client, rooms: Rooms
) -> None:
    file_id = rooms.file()
    page = text(leyla.get(f"{page_of(file_id)}erase/"))
    assert "Its bar list is gone" in page
    assert done(leyla, file_id, "erase").status_code == 200
    assert CaseFile.objects.get().wrapped_key
    answer = done(leyla, file_id, "erase", sure="on")
    assert answer["Location"] == HOME
    assert CaseFile.objects.get().wrapped_key is None
    assert told(leyla.get(page_of(file_id))) == told(leyla.get(NOWHERE))
    assert Entry.objects.filter(act="file erased", subject=file_id).exists()


def test_a_broken_form_is_no_server_error(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    for deed in ("step", "lines", "people", "agreed", "close", "documents", "departure"):
        for seen in ("", "x", "9" * 40):
            answer = leyla.post(f"{page_of(file_id)}{deed}/", {"seen": seen})
            assert answer.status_code == 200, (deed, seen)
            assert "error-summary" in answer.content.decode()
