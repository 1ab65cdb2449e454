"""The advocate's pages of procedures: facts in sections, answers, papers, what was filed."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from docx import Document as Docx

from khabar.apps.casework import actions as casework
from khabar.apps.casework.actions import Through
from khabar.apps.ledger.models import Entry
from khabar.apps.procedures.models import CaseVersion, Submission
from khabar.apps.rounds import association_steps
from khabar.domain.actors import staff
from khabar.domain.bar_list import Departure, Door, Holding
from khabar.domain.casework.consents import ConsentEvent, Stand
from khabar.domain.casework.events import CaseEvent, EventKind, Knowing, Source
from khabar.domain.duties import Duty
from khabar.domain.ids import AccountId
from khabar.domain.rounds import Step
from khabar.web.advocacy.procedures_questions import SECTIONS
from web.advocacy.deeds import page_of
from web.association import NOWHERE, told
from web.desks import hidden, text

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from conftest import SettableClock
    from web.association import Rooms

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
NOT_ADVICE = "Nothing here is legal advice."
HAPPENED = {
    "disappearance__held_in": "KEN",
    "disappearance__began": "2026-02-10",
    "disappearance__place": "a market",
    "disappearance__circumstances": "Taken into a car at midday.",
    "disappearance__only_from_media": "no",
    "disappearance__still_missing": "yes",
    "disappearance__whereabouts_known": "no",
}
ELEMENTS = {
    "disappearance__forces": "men with the badge of a security service",
    **{
        f"elements__{one}__{name}": said
        for one in ("deprivation_of_liberty", "state_link", "refusal_or_concealment", "outside_protection_of_law")
        for name, said in (("answer", "yes"), ("who_says", "a trader"), ("basis", "saw it"))
    },
}


def at(file_id: str, rest: str = "") -> str:
    return f"{page_of(file_id)}procedures/{rest}"


def kept(browser: Client, file_id: str, section: str, **typed: object) -> Response:
    address = at(file_id, f"facts/{section}/")
    return browser.post(address, {"seen": hidden(browser.get(address), "seen"), **typed})


def ready(browser: Client, file_id: str) -> None:
    """Keep facts with which the doors of WGEID stand open."""
    kept(browser, file_id, "person", person__name="Darius Ahmadi", reference="A-18")
    kept(browser, file_id, "happened", **HAPPENED)
    kept(browser, file_id, "elements", **ELEMENTS)
    kept(browser, file_id, "word", own_word__heard="no")
    kept(browser, file_id, "remedies", remedies__any="none", domestic__reason="Nobody took it down.")
    kept(browser, file_id, "elsewhere", other_procedures__any="none")
    kept(browser, file_id, "submitter", submitter__name="Shirin Ahmadi", submitter__relation="relative")
    kept(browser, file_id, "consents", consents__filing="yes", consents__naming_to_state="yes")


def row(page: Response, procedure: str) -> str:
    """One row of the table of doors, as read."""
    found = page.content.decode().partition(f'<tr id="{procedure}">')[2].partition("</tr>")[0]
    assert found, procedure
    page.content = found.encode()
    return text(page)


def test_a_new_file_shows_every_door_and_what_the_file_already_says(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    born = CaseEvent(EventKind.TAKEN, "2026-02-10", "Taken at the market", Source("a trader", Knowing.SAW))
    rooms.written(file_id, born)
    page = leyla.get(at(file_id))
    assert NOT_ADVICE in text(page)
    assert "not looked at yet" in text(page)
    assert 'value="2026-02-10"' in leyla.get(at(file_id, "facts/happened/")).content.decode()
    person = leyla.get(at(file_id, "facts/person/"))
    assert 'value="Darius Ahmadi"' in person.content.decode()
    assert "Netherlands" in text(person)
    assert 'value="Shirin Ahmadi"' in leyla.get(at(file_id, "facts/submitter/")).content.decode()


def test_every_section_opens_empty_and_may_be_kept_empty(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    for name in SECTIONS:
        answer = kept(leyla, file_id, name)
        assert answer.status_code == 302, (name, text(answer))
        assert NOT_ADVICE in text(leyla.get(at(file_id, f"facts/{name}/")))
    assert leyla.get(at(file_id, "facts/nothing/")).status_code == 404


def test_facts_open_doors_and_forms_name_what_is_in_them(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file(departure=Departure(had_left=False))
    ready(leyla, file_id)
    page = leyla.get(at(file_id))
    said = row(page, "wgeid-urgent")
    assert "open" in said
    assert "DOCX" in said
    assert "Kenya" in said
    docx = leyla.get(at(file_id, "forms/wgeid-urgent/docx/"))
    cells = [cell.text for table in Docx(io.BytesIO(docx.content)).tables for r in table.rows for cell in r.cells]
    assert "Darius Ahmadi" in cells
    pdf = leyla.get(at(file_id, "forms/wgeid-urgent/pdf/"))
    assert "Darius Ahmadi" in pypdfium2.PdfDocument(pdf.content)[0].get_textpage().get_text_range()
    sheet = leyla.get(at(file_id, "sheet/"))
    assert "A-18" in pypdfium2.PdfDocument(sheet.content)[0].get_textpage().get_text_range()
    assert Entry.objects.filter(act="procedures paper taken").count() == 3


def test_the_sheet_is_in_the_language_of_the_page(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    leyla.cookies["language"] = "fa"
    pdf = leyla.get(at(file_id, "sheet/"))
    assert pdf["Content-Type"] == "application/pdf"
    assert "کدام" in pypdfium2.PdfDocument(pdf.content)[0].get_textpage().get_text_range()


def test_what_cannot_be_read_is_named_beside_its_field_and_nothing_typed_is_lost(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    typed = HAPPENED | {"disappearance__began": "31 Esfand 1402", "disappearance__last_seen__date": "2030-01-01"}
    answer = kept(leyla, file_id, "happened", **typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count('class="field field-wrong"') == 2
    assert "There is no such day in this month." in page
    assert "This lies in the future." in page
    assert 'value="31 Esfand 1402"' in page
    assert "Taken into a car at midday." in page
    assert not CaseVersion.objects.exists()


def test_what_contradicts_is_kept_and_said_beside_both_fields(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    kept(leyla, file_id, "person", person__name="Darius", person__birth="2026-03-01")
    answer = kept(leyla, file_id, "happened", **HAPPENED)
    assert answer.status_code == 302
    assert answer["Location"] == at(file_id, "facts/happened/")
    said = "It begins (2026-02-10) before the person was born (2026-03-01)."
    for section, field in (("happened", "facts_disappearance__began"), ("person", "facts_person__birth")):
        page = leyla.get(at(file_id, f"facts/{section}/")).content.decode()
        assert f'id="{field}_error"' in page
        assert said in page
    overview = leyla.get(at(file_id))
    assert "No answer is given while facts contradict" in text(overview)
    assert text(overview).count(said) == 2
    for paper in ("sheet/", "forms/wgeid-urgent/pdf/"):
        assert leyla.get(at(file_id, paper))["Location"] == at(file_id)
    assert not Entry.objects.filter(act="procedures paper taken").exists()
    kept(leyla, file_id, "person", person__name="Darius", person__birth="1990")
    assert "wgeid-urgent" in leyla.get(at(file_id)).content.decode()


def test_none_beside_something_written_is_refused_where_it_stands(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    answer = kept(leyla, file_id, "remedies", remedies__any="none", remedies__0__body="High court")
    assert answer.status_code == 200
    assert "You chose that there are none, and something is written below." in text(answer)
    assert 'value="High court"' in answer.content.decode()


def test_lists_grow_by_one_and_keep_their_order(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    kept(leyla, file_id, "remedies", remedies__0__body="High court", remedies__0__filed="2026-02-12")
    page = leyla.get(at(file_id, "facts/remedies/")).content.decode()
    assert 'name="remedies__1__body"' in page
    assert 'name="remedies__2__body"' not in page
    kept(leyla, file_id, "remedies", remedies__1__body="Ombudsman", remedies__0__body="High court")
    page = leyla.get(at(file_id, "facts/remedies/")).content.decode()
    assert page.index('value="High court"') < page.index('value="Ombudsman"')
    kept(leyla, file_id, "remedies", remedies__1__body="Ombudsman")
    page = leyla.get(at(file_id, "facts/remedies/")).content.decode()
    assert "High court" not in page
    assert 'name="remedies__1__body"' in page


def test_states_consents_and_choices_come_back_as_they_were_kept(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    kept(leyla, file_id, "happened", disappearance__crossed="LBY", disappearance__crossed__2="TUN")
    page = leyla.get(at(file_id, "facts/happened/")).content.decode()
    assert '<option value="LBY" selected>' in page
    assert '<option value="TUN" selected>' in page
    chosen = ["wgeid-standard", "ced-30"]
    kept(leyla, file_id, "consents", consents__filing="some", consents__filing__for=chosen)
    page = leyla.get(at(file_id, "facts/consents/")).content.decode()
    assert page.count(" checked") == 5  # some, its two, and not known twice
    sections = leyla.get(at(file_id, "versions/"))
    assert "What the family agrees to" in text(sections)
    assert "What happened, when and where" in text(sections)
    assert "Leyla" in text(sections)


def test_a_second_writer_is_told_and_keeps_what_they_typed(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    address = at(file_id, "facts/danger/")
    seen = hidden(leyla.get(address), "seen")
    kept(leyla, file_id, "person", person__name="Darius")
    answer = leyla.post(address, {"seen": seen, "dangers__reprisals": "his mother"})
    assert "Somebody kept other facts while you were writing." in text(answer)
    assert "his mother" in answer.content.decode()
    again = leyla.post(address, {"seen": hidden(answer, "seen"), "dangers__reprisals": "his mother"})
    assert again.status_code == 302


def test_a_bar_makes_no_form_and_leads_to_the_decision_of_two(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file(departure=Departure(origin="KEN", had_left=True))
    ready(leyla, file_id)
    said = row(leyla.get(at(file_id)), "wgeid-urgent")
    assert "open" in said
    assert "No form: the bar list lies in the way." in said
    assert "DOCX" not in said
    answer = leyla.get(at(file_id, "forms/wgeid-urgent/docx/"), follow=True)
    assert "No form is made." in text(answer)
    assert not Entry.objects.filter(act="procedures paper taken").exists()


def test_two_advocates_open_the_door_at_a_holder_and_the_form_is_made(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file(departure=Departure(origin="KEN", had_left=True), holding=Holding(frozenset({"KEN"})))
    ready(leyla, file_id)
    page = leyla.get(at(file_id))
    assert f'href="{page_of(file_id)}door/"' in page.content.decode()
    for number in ("c1", "c2"):
        actor = staff(AccountId(number * 16), Duty.ADVOCATE)
        through, now = Through("KEN", Door.WGEID, "They hold him."), rooms.parts.clock.now()
        seen = rooms.opened(file_id)
        casework.decide_on_door(actor=actor, now=now, parts=rooms.parts, seen=seen, through=through)
    page = leyla.get(at(file_id))
    assert "DOCX" in row(page, "wgeid-urgent")
    assert "No form: the bar list lies in the way." in row(leyla.get(at(file_id)), "ced-30")


def test_a_bar_list_nobody_asked_for_makes_no_form(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file(departure=Departure())
    ready(leyla, file_id)
    assert "Note where the person came from" in row(leyla.get(at(file_id)), "wgeid-urgent")


def test_the_persons_own_word_closes_the_branch_and_every_page_says_so(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file(departure=Departure(had_left=False), own_word="A letter in his hand, he was alone.")
    ready(leyla, file_id)
    page = leyla.get(at(file_id))
    assert "The person has spoken: every door of enforced disappearance is closed." in text(page)
    for procedure in ("wgeid-urgent", "wgeid-standard", "ced-30", "ced-31"):
        assert "barred" in row(leyla.get(at(file_id)), procedure)
    answer = leyla.get(at(file_id, "forms/wgeid-standard/pdf/"), follow=True)
    assert "No form is made." in text(answer)
    assert "The person has spoken" in text(leyla.get(at(file_id, "facts/word/")))
    assert "The person has spoken" in text(leyla.get(at(file_id, "filed/")))


def test_a_consent_taken_back_since_holds_until_it_is_asked_anew(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file(departure=Departure(had_left=False))
    ready(leyla, file_id)
    day = rooms.parts.clock.now().date()
    rooms.written(file_id, ConsentEvent("shirin", None, Stand.WITHDRAWN, day, said_by="shirin"))
    said = row(leyla.get(at(file_id)), "wgeid-urgent")
    assert "No form is made." in said
    assert "Shirin Ahmadi" in text(leyla.get(at(file_id, "facts/consents/")))
    kept(leyla, file_id, "consents", consents__filing="yes", consents__naming_to_state="yes")
    assert "DOCX" in row(leyla.get(at(file_id)), "wgeid-urgent")


def test_a_submission_is_noted_with_its_clocks_and_what_came_of_it(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    filed = {"procedure": "wgeid-standard", "on": "2026-03-01", "by": "Shirin", "reference": "WG-77"}
    wrong = leyla.post(at(file_id, "filed/"), filed | {"seen": 1, "on": "2026-04-01", "by": ""})
    assert "This day has not come yet." in text(wrong)
    assert "WG-77" in wrong.content.decode()
    assert leyla.post(at(file_id, "filed/"), filed | {"seen": 1}).status_code == 302
    overview = leyla.get(at(file_id))
    assert "WG-77" in text(overview)
    assert "Six months from 2026-03-01" in text(overview)
    one = Submission.objects.get().id
    address = at(file_id, f"filed/{one}/")
    page = leyla.get(address)
    assert NOT_ADVICE in text(page)
    assert "Every three months from 2026-03-01" in text(page)
    wrote = {"what": "they_wrote", "on": "2026-03-02", "words": "They registered it.", "how_ended": ""}
    seen = hidden(page, "seen")
    assert leyla.post(address, wrote | {"seen": seen}).status_code == 302
    again = leyla.post(address, wrote | {"seen": seen})
    assert "Somebody noted something on this submission" in text(again)
    ended = {"what": "ended", "on": "2026-03-02", "words": "Closed.", "how_ended": "", "seen": hidden(again, "seen")}
    assert "Please choose how it ended." in text(leyla.post(address, ended))
    assert leyla.post(address, ended | {"how_ended": "clarified"}).status_code == 302
    assert "No clock runs." in text(leyla.get(address))
    assert "Clarified" in text(leyla.get(at(file_id)))


def test_what_was_filed_counts_among_other_procedures_and_leaves_others_unsaid(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    filed = {"procedure": "wgeid-standard", "on": "2026-03-01", "by": "Shirin", "seen": 1}
    leyla.post(at(file_id, "filed/"), filed)
    assert "2026-06-01" in row(leyla.get(at(file_id)), "wgeid-standard")


def test_a_clock_that_rang_stands_on_the_page_until_it_is_seen_to(
    leyla: Client, rooms: Rooms, clock: SettableClock
) -> None:
    file_id = rooms.file()
    leyla.post(
        at(file_id, "filed/"), {"procedure": "special-procedures", "on": "2026-03-02", "by": "Shirin", "seen": 1}
    )
    clock.advance(timedelta(days=92))
    association_steps.do_step(Step.CLOCKS, now=clock.now(), parts=rooms.parts)
    browser = rooms.browser("mira", Duty.ADVOCATE)
    assert "Any news? Ask the family and tell the body" in text(browser.get(at(file_id))).partition("Facts of the")[0]
    assert "A clock of ours is due" in text(browser.get(page_of(file_id)))
    address = at(file_id, f"filed/{Submission.objects.get().id}/")
    news = {"what": "asked_news", "on": "2026-06-02", "words": "Nothing new.", "how_ended": ""}
    browser.post(address, news | {"seen": hidden(browser.get(address), "seen")})
    assert "Any news?" not in text(browser.get(at(file_id))).partition("Facts of the")[0]


def test_a_letter_shape_we_do_not_have_is_said_and_no_paper_is_given(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file(departure=Departure(had_left=False))
    ready(leyla, file_id)
    kept(leyla, file_id, "person", person__name="Darius \N{CUNEIFORM SIGN A}", reference="\N{CUNEIFORM SIGN A}")
    for paper in ("forms/wgeid-urgent/pdf/", "sheet/"):
        assert "letters that cannot be printed" in text(leyla.get(at(file_id, paper), follow=True))


@pytest.mark.parametrize("rest", ["facts/nothing/", "forms/tracing/pdf/", "forms/ced-30/odt/", f"filed/{'0' * 32}/"])
def test_what_is_not_there_is_not_found(leyla: Client, rooms: Rooms, rest: str) -> None:
    file_id = rooms.file()
    assert told(leyla.get(at(file_id, rest))) == told(leyla.get(NOWHERE))


def test_every_page_says_that_it_is_no_legal_advice_in_persian_too(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    leyla.cookies["language"] = "fa"
    for rest in ("", "filed/", "versions/", *(f"facts/{name}/" for name in SECTIONS)):
        assert "هیچ چیز اینجا مشورت حقوقی نیست." in text(leyla.get(at(file_id, rest))), rest
