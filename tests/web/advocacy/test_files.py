"""The list, a new file, one file's page, and whom to call."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from association_cast import SHIRINS, TODAY
from khabar.apps.casework.models import CaseFile
from khabar.domain.bar_list import Departure
from khabar.domain.casework.events import CaseEvent, EventKind, Knowing, Source
from khabar.domain.casework.next_steps import NextStep
from khabar.domain.casework.people import FilePerson, Part
from web.advocacy.deeds import HOME, done, led_back, page_of
from web.desks import acts, hidden, text

if TYPE_CHECKING:
    from django.test import Client

    from conftest import SettableClock
    from web.association import Rooms

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

NEW = {
    "label": "The family of the baker's daughter",
    "missed": "Darius Ahmadi",
    "missed_others": "داریوش احمدی\nDari",
    "family": "Shirin Ahmadi",
    "relation": "sister",
    "reach": "555 01, mornings",
    "origin": "NLD",
    "had_left": "yes",
    "fear": "SUN",
    "step": "Write to the ministry",
    "on": "1405-01-15",
}


def only() -> str:
    return CaseFile.objects.get().id


def test_a_file_is_opened_with_its_people_and_the_bars_that_follow(leyla: Client, rooms: Rooms) -> None:
    answer = leyla.post(f"{HOME}open/", NEW)
    assert led_back(answer, only())
    body = rooms.opened(only()).body
    assert [(one.name, one.part, one.other_names) for one in body.people] == [
        ("Darius Ahmadi", Part.MISSED, ("داریوش احمدی", "Dari")),
        ("Shirin Ahmadi", Part.FAMILY, ()),
    ]
    assert body.step == NextStep("Write to the ministry", TODAY + timedelta(days=33))
    barred = {bar.state for bar in body.bars}
    assert {"NLD", "UKR", "TJK"} <= barred
    assert "SUN" not in barred
    shown = text(leyla.get(page_of(only())))
    for words in ("Darius Ahmadi", "داریوش احمدی", "555 01", "Netherlands", "Soviet Union", "Barred"):
        assert words in shown


def test_a_stateless_person_has_no_bar_on_an_origin(leyla: Client, rooms: Rooms) -> None:
    leyla.post(f"{HOME}open/", NEW | {"origin": "", "fear": ""})
    assert not rooms.opened(only()).body.bars
    assert "There is no bar on this file." in text(leyla.get(page_of(only())))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"label": " "}, "id_label"),
        ({"missed": ""}, "id_missed"),
        ({"family": ""}, "id_family"),
        ({"origin": "Netherlands"}, "id_origin"),
        ({"fear_2": "XXX"}, "id_fear_2"),
        ({"had_left": "perhaps"}, "id_had_left"),
        ({"step": "  "}, "id_step"),
        ({"on": "next week"}, "id_on"),
        ({"on": "2026-03-01"}, "id_on"),
        ({"on": "2027-01-01"}, "id_on"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_typed_is_lost(leyla: Client, wrong: dict[str, str], field: str) -> None:
    answer = leyla.post(f"{HOME}open/", NEW | wrong)
    page = answer.content.decode()
    assert f'href="#{field}' in page
    assert "Everything else is kept as you wrote it." in page
    for name in ("missed_others", "relation", "reach"):
        assert NEW[name].splitlines()[0] in page
    assert '<option value="NLD" selected>' in page or "origin" in wrong
    assert not CaseFile.objects.exists()


def test_former_states_can_be_named_as_an_origin_and_never_as_who_holds_somebody(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    assert '<option value="YUG">' in leyla.get(f"{HOME}open/").content.decode()
    assert '<option value="YUG">' not in leyla.get(f"{page_of(file_id)}holders/").content.decode()


def test_the_list_has_what_is_due_first_on_top_and_says_overdue_in_words(
    leyla: Client, rooms: Rooms, clock: SettableClock
) -> None:
    rooms.file(label="Later", step=NextStep("wait", TODAY + timedelta(days=20)))
    rooms.file(label="Sooner", step=NextStep("call", TODAY + timedelta(days=2)))
    shown = text(leyla.get(HOME))
    assert shown.index("Sooner") < shown.index("Later")
    assert "Overdue" not in shown
    clock.advance(timedelta(days=2))
    assert "Today" in text(leyla.get(HOME))
    clock.advance(timedelta(days=1))
    shown = text(leyla.get(HOME))
    assert shown.count("Overdue") == 1
    assert shown.index("Sooner") < shown.index("Overdue") < shown.index("Later")


def test_every_showing_is_in_the_ledger(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    for address, act in (
        (HOME, "files listed"),
        (f"{HOME}closed/", "files listed"),
        (f"{HOME}calls/", "calls listed"),
        (page_of(file_id), "file read"),
        (f"{page_of(file_id)}step/", "file read"),
    ):
        before = len(acts())
        leyla.get(address)
        assert acts()[before:] == [act], address


def test_nobody_stores_a_page(leyla: Client, rooms: Rooms) -> None:
    for address in (HOME, f"{HOME}open/", f"{HOME}calls/", page_of(rooms.file())):
        assert "no-store" in leyla.get(address)["Cache-Control"], address


def test_an_empty_house_says_so(leyla: Client) -> None:
    assert "There is no open file." in text(leyla.get(HOME))
    assert "Nobody is to be called today." in text(leyla.get(f"{HOME}calls/"))
    assert "No file is closed." in text(leyla.get(f"{HOME}closed/"))


LINES = (
    CaseEvent(EventKind.TAKEN, "1399-02", "Two men took him.", Source("Omar", Knowing.SAW), incident=True),
    CaseEvent(EventKind.LEFT_HOME, "2018", "He left home.", Source("Shirin", Knowing.SAW)),
    CaseEvent(EventKind.HEARD_OF, "", "He is said to sing.", Source("A cousin", Knowing.HEARD)),
)


def test_lines_stand_by_their_day_with_the_date_as_given_and_as_read(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    for line in LINES:
        rooms.written(file_id, line)
    answer = leyla.get(page_of(file_id))
    shown = text(answer)
    table = shown[shown.index("What happened, by its day") :]
    assert table.index("He left home.") < table.index("Two men took him.") < table.index("He is said to sing.")
    for words in ("1399-02", "Read as a Solar Hijri date", "Omar", "Was there and saw it", "No day is known"):
        assert words in table
    assert table.count("Claim") == 1
    drawing = answer.content.decode().partition('<figure class="timeline">')[2].partition("</figure>")[0]
    assert drawing.startswith("<svg")
    assert "He left home." in drawing
    assert "Claim: Two men took him." in drawing
    assert "He is said to sing." not in drawing


def test_what_contradicts_is_a_sentence_with_both_lines(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    assert "These cannot both be right" not in text(leyla.get(page_of(file_id)))
    rooms.written(file_id, CaseEvent(EventKind.LAST_SEEN, "2020-05", "He was at the market.", Source("Omar")))
    rooms.written(file_id, CaseEvent(EventKind.DIED, "2019", "He died.", Source("A newspaper")))
    shown = text(leyla.get(page_of(file_id)))
    assert "These cannot both be right" in shown
    assert "“ He was at the market. ” ( 2020-05 ) lies after “ He died. ” ( 2019 )." in shown


def test_markup_in_a_line_is_shown_and_never_done(leyla: Client, rooms: Rooms) -> None:
    evil = "<script>alert(1)</script>"
    file_id = rooms.file(label=evil, people=(FilePerson("p", evil, Part.MISSED, (evil,), evil, evil),))
    for kind in (EventKind.LAST_SEEN, EventKind.DIED):
        day = "2020" if kind is EventKind.LAST_SEEN else "2019"
        rooms.written(file_id, CaseEvent(kind, day, evil, Source(evil)))
    for address in (HOME, page_of(file_id), f"{page_of(file_id)}people/p/"):
        page = leyla.get(address).content.decode()
        assert "<script" not in page
        assert "&lt;script&gt;" in page


def test_the_calling_list_has_the_longest_unheard_first_with_number_and_stop_word(
    leyla: Client, rooms: Rooms, clock: SettableClock
) -> None:
    shirin = FilePerson("s", "Shirin Ahmadi", Part.FAMILY, relation="sister", reach="555 01, mornings")
    people = (SHIRINS.people[0], shirin)
    heard = rooms.file(label="Heard lately", people=people)
    rooms.file(label="Never heard", stop_word="aubergine")
    rooms.file(label="Not due", step=NextStep("wait", TODAY + timedelta(days=90)))
    stopped = rooms.file(label="Stopped")
    assert led_back(done(leyla, stopped, "stop-word/heard"), stopped)
    clock.advance(timedelta(days=14))
    done(leyla, heard, "contacts", with_family="family", on="2026-03-10", whom="Shirin", how="telephone", what="Well.")
    shown = text(leyla.get(f"{HOME}calls/"))
    assert shown.index("Never heard") < shown.index("Heard lately") < shown.index("Stopped")
    assert "Not due" not in shown
    for words in ("555 01", "mornings", "aubergine", "never yet", "Nobody calls these families."):
        assert words in shown


def test_speaking_with_a_family_moves_its_step_and_leads_back_to_the_list(
    leyla: Client, rooms: Rooms, clock: SettableClock
) -> None:
    file_id = rooms.file()
    clock.advance(timedelta(days=14))
    typed = {"whom": "Shirin", "how": "by telephone", "what": "She is well.", "step": "Call again", "on": "2026-04-10"}
    address = f"{page_of(file_id)}spoken/"
    form = leyla.get(address)
    assert 'value="2026-03-16"' in form.content.decode()
    wrong = leyla.post(address, {"seen": hidden(form, "seen"), "spoken_on": "2026-03-17", **typed})
    assert "This day has not come yet." in text(wrong)
    assert "She is well." in wrong.content.decode()
    assert not rooms.opened(file_id).entries
    answer = leyla.post(address, {"seen": hidden(wrong, "seen"), "spoken_on": "2026-03-16", **typed})
    assert answer["Location"] == f"{HOME}calls/"
    assert "Nobody is to be called today." in text(leyla.get(f"{HOME}calls/"))
    assert rooms.opened(file_id).body.step.what == "Call again"
    shown = text(leyla.get(page_of(file_id)))
    assert "She is well." in shown
    assert "Noted by Leyla" in shown


def test_a_file_that_names_my_own_family_is_opened_by_a_colleague(leyla: Client) -> None:
    assert leyla.post("/kin/", {"name": "Dariush Ahmadi"}).status_code == 302
    answer = leyla.post(f"{HOME}open/", NEW)
    assert "This reads like a name of your own family." in text(answer)
    assert 'href="#id_missed"' in answer.content.decode()
    assert not CaseFile.objects.exists()


def test_where_the_person_came_from_adds_bars_and_takes_none_away(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file(departure=Departure("NLD", had_left=True))
    assert '<option value="NLD" selected>' in leyla.get(f"{page_of(file_id)}departure/").content.decode()
    answer = done(leyla, file_id, "departure", origin="", had_left="no", fear="BEL")
    assert led_back(answer, file_id)
    body = rooms.opened(file_id).body
    assert body.departure == replace(Departure(), had_left=False, left_in_fear=frozenset({"BEL"}))
    assert {bar.state for bar in body.bars} == {"NLD", "BEL"}
