"""Typing papers up, blank forms, mended slips and passing on, at Farid's desk; and Ezra, who finds none of it."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from khabar.apps.paper.models import Scan, Sheet
from khabar.apps.post.erasing import erase
from khabar.apps.registry.queries import open_requests, request_file
from khabar.apps.rounds import steps
from khabar.apps.slips.actions import make_stock
from khabar.apps.slips.queries import slip_used_by
from khabar.domain.before_asking import SaidOfMe
from khabar.domain.duties import Duty
from khabar.domain.forms import Way
from khabar.domain.ids import RequestId
from web.desks import FILING, acts, as_bytes, hidden, text, words

if TYPE_CHECKING:
    from django.test import Client

    from khabar.domain.documents import StockSlip
    from web.desks import Desks

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

NO_SLIP = {"locator": b"", "public": b"", "verify_key": b""}
NOBODYS = "1234567889"
TYPED = {
    "name": "Darius Ahmadi",
    "two_things_1": "the blue boat",
    "enquirer_name": "Shirin Ahmadi",
    "said_of_me": "1",
    "purpose": "family_news",
    "way": "telephone",
    "phone": "۰۷۰۰ ۵۵۵ ۰۱۴۷",
    "heirs": "my son Kian\nLaleh",
}
KIAN = {
    "chosen": "my son Kian",
    "enquirer_name": "Kian Ahmadi",
    "related": "son",
    "kinship": "nephew",
    "phone": "0700 555 0199",
    "reason": "His aunt showed the paper of her burial.",
}
LOOK = {"languages": "fa en"}


def slips(desks: Desks, count: int) -> tuple[StockSlip, ...]:
    return make_stock(actor=FILING, now=desks.parts.clock.now(), parts=desks.parts, count=count)


def farid_of(desks: Desks) -> Client:
    return desks.browser("farid", Duty.FAMILY_DESK)


def request_at(address: str) -> RequestId:
    return RequestId(address.strip("/").split("/")[-1])


# From the table.


def test_farid_types_what_a_paper_says_and_the_slip_opens_the_page(desks: Desks) -> None:
    [slip] = slips(desks, 1)
    farid = farid_of(desks)
    token = hidden(farid.get("/families/typed/"), "token")
    answer = farid.post("/families/typed/", TYPED | {"slip_number": slip.outer, "token": token})
    assert answer.status_code == 302
    made = request_at(answer["Location"])
    file = request_file(made, parts=desks.parts)
    assert (file.form.name, file.form.said_of_me, file.form.way) == ("Darius Ahmadi", SaidOfMe.KINSHIP, Way.TELEPHONE)
    assert file.form.heirs == ("my son Kian", "Laleh")
    assert slip_used_by(made) == slip.outer
    page = text(farid.get(answer["Location"]))
    assert "Typed here by Farid on" in page
    assert "Their slip opens it." in page


def test_sending_the_same_typing_twice_files_it_once(desks: Desks) -> None:
    farid = farid_of(desks)
    token = hidden(farid.get("/families/typed/"), "token")
    assert farid.post("/families/typed/", TYPED | {"token": token}).status_code == 302
    again = words(farid.post("/families/typed/", TYPED | {"token": token}))
    assert "This paper was typed up already." in again
    assert len(open_requests(parts=desks.parts)) == 1


def test_a_number_that_fits_no_slip_is_mended_with_all_else_kept(desks: Desks) -> None:
    page = words(farid_of(desks).post("/families/typed/", TYPED | {"slip_number": NOBODYS, "token": "t"}))
    assert "No unused slip has this number." in page
    assert 'value="Shirin Ahmadi"' in page
    assert open_requests(parts=desks.parts) == []


def test_a_way_without_what_it_needs_is_said_beside_its_field(desks: Desks) -> None:
    page = words(farid_of(desks).post("/families/typed/", TYPED | {"phone": "", "token": "t"}))
    assert "You chose the telephone. Write a number, or choose another way." in page


# From a picture.


def printed_form(farid: Client) -> bytes:
    answer = farid.post("/families/forms/print/", {"count": "1", **LOOK})
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="forms.pdf"'
    return answer.content


def photographs(pdf: bytes) -> list[SimpleUploadedFile]:
    """Each page as a telephone would send it."""
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(pdf)):
        kept = io.BytesIO()
        page.render(scale=2).to_pil().convert("RGB").save(kept, "JPEG", quality=85)
        found.append(SimpleUploadedFile(f"IMG_{number}.jpg", kept.getvalue(), "image/jpeg"))
    return found


@pytest.mark.slow
def test_a_photographed_form_is_typed_beside_its_pictures_settled_and_erased_with_its_request(desks: Desks) -> None:
    [slip] = slips(desks, 1)
    farid = farid_of(desks)
    farid.post("/families/papers/", {"scans": photographs(printed_form(farid))})
    assert Scan.objects.filter(is_waiting=True).count() == 2
    first, second = re.findall(r'href="(/families/papers/\w{32}/)"', words(farid.get("/families/papers/")))
    page = farid.get(f"{first}type/")
    assert f'src="{first}picture/"' in words(page)
    assert f'src="{second}picture/"' in words(page)
    assert "img-src 'self'" in page["Content-Security-Policy"]
    assert farid.get(f"{second}picture/")["Content-Type"] == "image/jpeg"
    answer = farid.post(f"{first}type/", TYPED | {"slip_number": slip.outer})
    assert answer.status_code == 302, words(answer)
    made = request_at(answer["Location"])
    assert request_file(made, parts=desks.parts).filed_from.scan == first.strip("/").split("/")[-1]
    assert not Scan.objects.filter(is_waiting=True).exists()
    assert farid.get(f"{first}type/").status_code == 404
    assert "The picture of the paper belongs to this request" in text(farid.get(answer["Location"]))
    erase(actor=FILING, now=desks.parts.clock.now(), parts=desks.parts, holder=made)
    assert not Scan.objects.exists()


@pytest.mark.slow
def test_a_paper_that_cannot_be_filed_goes_on_waiting(desks: Desks) -> None:
    farid = farid_of(desks)
    farid.post("/families/papers/", {"scans": photographs(printed_form(farid))[:1]})
    [first] = re.findall(r'href="(/families/papers/\w{32}/)"', words(farid.get("/families/papers/")))
    assert "No unused slip" in words(farid.post(f"{first}type/", TYPED | {"slip_number": NOBODYS}))
    assert Scan.objects.filter(is_waiting=True).count() == 1
    assert open_requests(parts=desks.parts) == []


def test_a_message_form_for_a_family_bears_no_name_and_is_known_as_theirs(desks: Desks) -> None:
    one, farid = desks.request(), farid_of(desks)
    answer = farid.post(f"/families/{one}/message-form/", LOOK)
    assert answer["Content-Type"] == "application/pdf"
    drawn = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(answer.content))
    assert "Shirin" not in drawn
    assert "Darius" not in drawn
    assert Sheet.objects.count() == 2
    assert acts()[-1] == "sheets issued"


def test_what_cannot_be_printed_was_never_issued(desks: Desks) -> None:
    answer = farid_of(desks).post("/families/forms/print/", {"count": "1", "languages": "xx"})
    assert "error-summary" in words(answer)
    assert Sheet.objects.count() == 0


# A number that fits no slip.


def test_the_list_names_a_request_without_its_slip_and_farid_puts_it_right(desks: Desks) -> None:
    [slip] = slips(desks, 1)
    one, farid = desks.request(slip_number=NOBODYS, **NO_SLIP), farid_of(desks)
    assert "no slip fits" in text(farid.get("/families/"))
    assert "The number on the form belongs to no slip, or was used before." in text(farid.get(f"/families/{one}/"))
    assert farid.post(f"/families/{one}/slip/", {"slip_number": slip.outer}).status_code == 302
    assert "no slip fits" not in text(farid.get("/families/"))
    assert slip_used_by(one) == slip.outer
    assert "Their slip opens their page already." in text(farid.get(f"/families/{one}/slip/"))


# When the enquirer has died.


def test_farid_passes_the_search_on_to_one_whom_she_wrote(desks: Desks) -> None:
    [slip] = slips(desks, 1)
    one, farid = desks.request(heirs=("my son Kian",)), farid_of(desks)
    page = text(farid.get(f"/families/{one}/pass-on/"))
    assert "You cannot see whether there was anything" in page
    answer = farid.post(f"/families/{one}/pass-on/", KIAN | {"slip_number": slip.outer})
    assert answer.status_code == 302, words(answer)
    new = request_at(answer["Location"])
    steps.renew(desks.parts.clock.now(), desks.parts)
    assert slip_used_by(new) == slip.outer
    assert "passed on from an enquirer who has died" in text(farid.get(f"/families/{new}/"))
    old = text(farid.get(f"/families/{one}/"))
    assert "This request was passed on." in old
    assert one not in words(farid.get("/families/"))
    answer = farid.post(f"/families/{one}/take-back/", {"reason": "She came herself."}, follow=True)
    assert "It is open again." in text(answer)
    assert "the one it came from was opened again" in text(farid.get(f"/families/{new}/"))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reason": ""}, "error-summary"),
        ({"chosen": "Ezra"}, "error-summary"),
        ({"enquirer_name": "Ezra Rostami"}, "must never take it over"),
        ({"slip_number": NOBODYS}, "No unused slip"),
    ],
)
def test_ezra_is_not_made_an_heir_by_a_mistake_of_farids(desks: Desks, change: dict[str, str], sentence: str) -> None:
    one = desks.request(heirs=("my son Kian",), must_not_inherit=("Ezra Rostami",))
    assert sentence in words(farid_of(desks).post(f"/families/{one}/pass-on/", KIAN | change))
    assert not request_file(one, parts=desks.parts).is_closed


def test_where_she_named_nobody_nothing_can_be_passed_on(desks: Desks) -> None:
    one, farid = desks.request(), farid_of(desks)
    assert "Whoever seeks this person files a request of their own." in text(farid.get(f"/families/{one}/pass-on/"))
    assert f"/families/{one}/pass-on/" not in words(farid.get(f"/families/{one}/"))
    assert farid.post(f"/families/{one}/pass-on/", KIAN).status_code == 200
    assert not request_file(one, parts=desks.parts).is_closed


def test_to_take_back_wants_a_reason_and_something_to_take_back(desks: Desks) -> None:
    one, farid = desks.request(heirs=("my son Kian",)), farid_of(desks)
    assert "error-summary" in words(farid.post(f"/families/{one}/take-back/", {"reason": ""}))
    assert "was not passed on" in words(farid.post(f"/families/{one}/take-back/", {"reason": "She lives."}))


# The same whatever is known.


def test_passing_on_looks_the_same_whether_or_not_he_is_known_and_has_spoken(desks: Desks) -> None:
    farid, mira, tomas = (
        farid_of(desks),
        desks.colleague("mira", Duty.ASKING_DESK),
        desks.colleague("tomas", Duty.ASKING_DESK),
    )
    seen = []
    known = desks.request(heirs=("my son Kian",))
    unknown = desks.request(heirs=("my son Kian",), enquirer_given="Shirin A.", slip_number="", **NO_SLIP)
    pair = desks.pair(known, desks.presence())
    desks.ask(pair, mira, tomas)
    for one in (known, unknown):
        passed = farid.post(f"/families/{one}/pass-on/", KIAN)
        new = request_at(passed["Location"])
        pages = [farid.get(f"/families/{one}/pass-on/"), farid.get(f"/families/{new}/")]
        seen.append([as_bytes(page)[1].replace(one, "OLD").replace(new, "NEW") for page in pages])
    assert seen[0] == seen[1]


def test_the_asking_desk_reads_that_an_enquirer_has_died_and_is_offered_no_asking(desks: Desks) -> None:
    one, farid, mira = desks.request(heirs=("my son Kian",)), farid_of(desks), desks.browser("mira", Duty.ASKING_DESK)
    pair = desks.pair(one)
    assert "enquirer has died" not in text(mira.get(f"/asking/{pair}/"))
    assert farid.post(f"/families/{one}/pass-on/", KIAN).status_code == 302
    page = mira.get(f"/asking/{pair}/")
    assert "This enquirer has died, and the search was passed on." in text(page)
    assert f"/asking/{pair}/agree/" not in words(page)


@pytest.mark.parametrize("duty", [Duty.ASKING_DESK, Duty.LETTERS, Duty.HELPER, Duty.OPERATOR, Duty.CARRIER])
def test_ezra_of_another_desk_finds_none_of_these_pages(desks: Desks, duty: Duty) -> None:
    one, ezra = desks.request(heirs=("my son Kian",)), desks.browser("ezra", duty)
    nothing = as_bytes(ezra.get("/nowhere/at/all/"))
    for place in ("typed/", "forms/", f"{one}/slip/", f"{one}/pass-on/", "papers/" + "0" * 32 + "/type/"):
        assert as_bytes(ezra.get(f"/families/{place}")) == nothing
        assert as_bytes(ezra.post(f"/families/{place}", {})) == nothing
    for place in ("forms/print/", f"{one}/message-form/", f"{one}/take-back/"):
        assert as_bytes(ezra.post(f"/families/{place}", LOOK | {"count": "1"})) == nothing
    assert Sheet.objects.count() == 0
