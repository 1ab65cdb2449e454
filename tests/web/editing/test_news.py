from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from khabar.apps.campaigns.models import News
from khabar.apps.petitions.models import Announcement
from khabar.apps.rounds import association_steps
from web.desks import text
from web.editing.test_petitions import published

if TYPE_CHECKING:
    from web.association import Rooms

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
WRITTEN = {
    "title_en": "They answered",
    "text_en": "In one sentence.",
    "title_fa": "پاسخ دادند",
    "text_fa": "در یک جمله.",
}


def test_news_are_written_by_one_and_approved_by_another_before_anybody_reads_them(rooms: Rooms) -> None:
    leyla, tomas, page = published(rooms)
    at = f"{page}news/"
    assert 'href="#id_text_en"' in leyla.post(at, WRITTEN | {"text_en": ""}).content.decode()
    assert "A colleague reads and approves it" in text(leyla.post(at, WRITTEN, follow=True))
    row = News.objects.get()
    assert b"They answered" not in bytes(row.draft)
    approve = f"{at}{row.id}/approve/"
    assert "Whoever wrote this cannot approve it." in text(leyla.post(approve, {"nobody_named": "on"}, follow=True))
    assert "nobody is named" in text(tomas.post(approve, follow=True))
    association_steps.publish_petitions(rooms.parts.clock.now(), rooms.parts)
    assert not Announcement.objects.exists()
    assert "Approved." in text(tomas.post(approve, {"nobody_named": "on"}, follow=True))
    association_steps.publish_petitions(rooms.parts.clock.now(), rooms.parts)
    assert Announcement.objects.get().wordings["fa"]["title"] == "پاسخ دادند"
    assert "approved or dropped meanwhile" in text(tomas.post(f"{at}{row.id}/drop/", follow=True))


def test_what_nobody_approved_can_be_dropped(rooms: Rooms) -> None:
    leyla, _tomas, page = published(rooms)
    leyla.post(f"{page}news/", WRITTEN)
    assert "It is dropped." in text(leyla.post(f"{page}news/{News.objects.get().id}/drop/", follow=True))
    assert not News.objects.exists()
