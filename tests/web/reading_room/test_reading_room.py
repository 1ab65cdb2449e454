from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.archive.conftest import GAZETTE, MINISTRY
from khabar.apps.archive.models import Claim, Document, Leaf
from khabar.apps.ledger.models import Entry
from khabar.domain.archive_documents import Filing
from khabar.domain.archive_files import SENTENCES, Untaken, untaken
from khabar.domain.duties import Duty
from khabar.web.front.access import table
from web.association import HOUSE, NOWHERE, address_of, told
from web.desks import hidden, text

if TYPE_CHECKING:
    from django.test import Client

    from apps.archive.conftest import Stacks
    from web.association import Rooms

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
BASE = "/archive/"
SEEN = "Darius Ahmadi was seen at the mill on Tuesday."
UNION = Filing("Bulletin 7", "The Bulletin", "", "2025-03-14")
AGAINST = "According to the union, at least 300 people were detained in the north on 3 March 2025."


@pytest.fixture
def leyla(rooms: Rooms) -> Client:
    """An editor's browser."""
    return rooms.browser("leyla", Duty.EDITOR)


def added(browser: Client, words: str = MINISTRY, **more: str) -> str:
    upload = SimpleUploadedFile("anything.txt", words.encode())
    form = {"title": "Morning Gazette", "outlet": "Gazette", "address": "", "published": "2025-03-12", **more}
    return text(browser.post(f"{BASE}add/", {**form, "document": upload}, follow=True))


def page_of_document(document_id: str = "") -> str:
    return f"{BASE}documents/{document_id or Document.objects.get().id}/"


def test_a_document_goes_from_the_upload_to_two_figures_side_by_side(stacks: Stacks, leyla: Client) -> None:
    assert "It is in the archive" in added(leyla)
    shown = text(leyla.get(page_of_document()))
    assert MINISTRY in shown
    assert "100 % sure" in shown
    stacks.add(AGAINST, UNION)
    stacks.work()
    assert "2 claims wait for you" in text(leyla.get(BASE))
    for row in Claim.objects.all():
        one = f"{BASE}claims/{row.id}/"
        first = leyla.get(one)
        posted = {name: hidden(first, name) for name in ("seen", "least", "most")} if False else {"seen": "1"}
        fields = dict(re.findall(r'<input type="text" name="(\w+)" value="([^"]*)"', first.content.decode()))
        posted |= {**fields, "unit": "person", "population": "detained"}
        assert "It is confirmed" in text(leyla.post(one, posted, follow=True))
    assert "people: detained 2 2 1" in text(leyla.get(f"{BASE}figures/"))
    shown = leyla.get(f"{BASE}figures/person/detained/")
    assert "at least 300" in text(shown)
    assert "No number could be both." in text(shown)
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="time"' in shown.content.decode()
