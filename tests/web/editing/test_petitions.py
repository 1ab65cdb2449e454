from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from khabar.apps.campaigns.models import Campaign, PaperSheet
from khabar.apps.petitions.models import Signature
from khabar.apps.petitions.queries import published_petition
from khabar.apps.rounds import association_steps
from khabar.domain.duties import Duty
from khabar.domain.petitions.states import SignatureState
from khabar.web.front.access import table
from web.association import HOUSE, NOWHERE, address_of, told

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from web.association import Rooms

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

WRITTEN = {
    "slug": "tell-us",
    "title_en": "Tell us where they are",
    "text_en": "One word on each person.",
    "title_fa": "به ما بگویید کجا هستند",
    "text_fa": "برای هر نفر یک کلمه.",
    "addressees": "The Ministry of Answers\nThe Ombudsman of Lindenau",
    "closes_on": "1405-06-10",
    "thresholds": "۱۰۰\n1,000",
    "places": "north: The north | شمال",
    "digest_days": "7",
    "per_mailbox": "4",
    "least_cell": "10",
    "retention_days": "90",
}


def words(answer: Response) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())


def written(leyla: Client) -> str:
    answer = leyla.post("/editing/petitions/new/", WRITTEN)
    assert answer.status_code == 302, words(answer)
    return str(answer.headers["Location"])


def published(rooms: Rooms) -> tuple[Client, Client, str]:
    """Leyla wrote it, Tomas approved it; it lies on the porch."""
    leyla, tomas = rooms.browser("leyla", Duty.EDITOR), rooms.browser("tomas", Duty.EDITOR)
    page = written(leyla)
    assert tomas.post(f"{page}approve/", {"version": "1", "nobody_named": "on"}).status_code == 302
    association_steps.publish_petitions(rooms.parts.clock.now(), rooms.parts)
    return leyla, tomas, page


def test_leyla_writes_and_tomas_approves_and_it_lies_on_the_porch(rooms: Rooms) -> None:
    leyla, tomas = rooms.browser("leyla", Duty.EDITOR), rooms.browser("tomas", Duty.EDITOR)
    page = written(leyla)
    assert "Whoever wrote it cannot" in words(leyla.get(page))
    assert leyla.post(f"{page}approve/", {"version": "1", "nobody_named": "on"}).status_code == 422
    assert "Approve and publish" in words(tomas.get(page))
    silent = tomas.post(f"{page}approve/", {"version": "1"})
    assert silent.status_code == 422
    assert "Without this word it cannot be published." in words(silent)
    assert tomas.post(f"{page}approve/", {"version": "1", "nobody_named": "on"}).status_code == 302
    association_steps.publish_petitions(rooms.parts.clock.now(), rooms.parts)
    found = published_petition("tell-us")
    assert found is not None
    assert found.plan.thresholds == (100, 1000)
    assert found.plan.closes_on.isoformat() == "2026-09-01"
    assert "0 confirmed signatures" in words(leyla.get(page))
    assert "Tell us where they are" in words(leyla.get("/editing/petitions/"))
    assert leyla.get("/editing/").status_code == 200


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("slug", "Tell us!"),
        ("closes_on", "2020-01-01"),
        ("closes_on", "soon"),
        ("thresholds", "many"),
        ("places", "north"),
        ("addressees", ""),
        ("text_fa", ""),
        ("per_mailbox", "0"),
        ("least_cell", "x"),
    ],
)
def test_what_is_wrong_goes_back_with_its_field(rooms: Rooms, field: str, typed: str) -> None:
    leyla = rooms.browser("leyla", Duty.EDITOR)
    answer = leyla.post("/editing/petitions/new/", WRITTEN | {field: typed})
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.content.decode()
    assert not Campaign.objects.exists()


def test_a_version_somebody_else_has_replaced_is_not_written_over(rooms: Rooms) -> None:
    leyla, tomas, page = published(rooms)
    assert 'value="1"' in leyla.get(f"{page}write/").content.decode()
    changed = WRITTEN | {"title_en": "Tell us today", "version": "1"}
    assert tomas.post(f"{page}write/", changed).status_code == 302
    assert "Somebody else has written a version" in words(leyla.post(f"{page}write/", changed))
    assert tomas.post(f"{page}write/", changed | {"version": "2", "slug": "else"}).status_code == 422


def test_sheets_are_printed_and_counted_by_two(rooms: Rooms) -> None:
    leyla, tomas, page = published(rooms)
    for languages in ("en", "fa", "fa,en"):
        made = leyla.post(f"{page}sheets/", {"how_many": "1", "languages": languages})
        assert made.headers["Content-Type"] == "application/pdf"
        assert made.headers["Content-Disposition"] == 'attachment; filename="sheets.pdf"'
    assert PaperSheet.objects.count() == 3
    [scanned] = rooms.parts.reader.read("sheets.pdf", made.content)
    [found] = scanned.found
    code = found.code
    assert leyla.post(f"{page}sheets/", {"how_many": "0", "languages": "en"}).status_code == 422
    assert leyla.post(f"{page}count/", {"code": code, "number": "۷"}).status_code == 302
    assert leyla.post(f"{page}count/", {"code": code, "number": "7"}).status_code == 422
    assert tomas.post(f"{page}count/", {"code": code, "number": "seven"}).status_code == 422
    assert tomas.post(f"{page}count/", {"code": code, "number": "7"}).status_code == 302
    assert "7 on paper, on 1 sheets" in words(leyla.get(page))


def test_setting_aside_needs_a_colleague_and_can_be_undone(rooms: Rooms) -> None:
    leyla, tomas, page = published(rooms)
    asked = {
        "since_day": "2026-03-01",
        "since_hour": "0",
        "until_day": "2026-03-02",
        "until_hour": "6",
        "place": "*",
        "language": "*",
        "reason": "a script",
    }
    assert leyla.post(f"{page}aside/", asked | {"until_day": "2026-02-01"}).status_code == 422
    assert leyla.post(f"{page}aside/", asked | {"reason": ""}).status_code == 422
    assert leyla.post(f"{page}aside/", asked).status_code == 302
    assert "/agree/" not in leyla.get(page).content.decode()
    agree = re.search(r'action="([^"]+/agree/)"', tomas.get(page).content.decode())
    assert agree is not None
    assert leyla.post(agree[1]).status_code == 302
    assert "It waits for a second person." in words(leyla.get(page))
    assert tomas.post(agree[1]).status_code == 302
    association_steps.publish_petitions(rooms.parts.clock.now(), rooms.parts)
    assert "0 signatures are set aside." in words(leyla.get(page))
    back = agree[1].replace("/agree/", "/back/")
    assert leyla.post(back, {"reason": ""}).status_code == 422
    assert leyla.post(back, {"reason": "it was people"}).status_code == 302


def test_a_petition_is_closed_for_a_reason(rooms: Rooms) -> None:
    leyla, _, page = published(rooms)
    assert leyla.post(f"{page}close/", {"reason": ""}).status_code == 422
    assert leyla.post(f"{page}close/", {"reason": "they answered"}).status_code == 302
    association_steps.publish_petitions(rooms.parts.clock.now(), rooms.parts)
    found = published_petition("tell-us")
    assert found is not None
    assert not found.is_open
    assert "Close before the last day" not in words(leyla.get(page))


def test_every_page_of_the_desk_is_whole_in_persian(rooms: Rooms) -> None:
    leyla, _, page = published(rooms)
    for path in ("/editing/", "/editing/petitions/", "/editing/petitions/new/", page, f"{page}write/"):
        answer = leyla.get(path, headers={"accept-language": "fa"})
        main = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)
        assert main is not None
        shown = re.sub(
            r"<textarea.*?</textarea>|<section lang=\"en\".*?</section>|<bdi>.*?</bdi>", "", main[0], flags=re.DOTALL
        )
        said = re.sub(r"<[^>]*>", " ", shown).replace("UTC", "").replace("English", "")
        assert not re.findall(r"[A-Za-z]{4,}", said), path


def test_ezra_finds_nothing_here(rooms: Rooms) -> None:
    """Advocates, companions, operators and strangers get what an address gives that leads nowhere."""
    rows = [row for row in table(HOUSE) if row.route.startswith("/editing/petitions/")]
    assert len(rows) >= 11
    for duty in (Duty.ADVOCATE, Duty.COMPANION, Duty.OPERATOR):
        ezra = rooms.browser(f"ezra-{duty}", duty)
        for verb in ("get", "post", "head"):
            nothing = told(getattr(ezra, verb)(NOWHERE))
            assert all(told(getattr(ezra, verb)(address_of(row.route))) == nothing for row in rows)


def test_an_hour_far_above_the_usual_is_told_to_editors_with_its_numbers(rooms: Rooms) -> None:
    leyla, _, page = published(rooms)
    petition = Campaign.objects.get().id
    now = rooms.parts.clock.now().replace(minute=0)
    hours = [*(now - timedelta(hours=back) for back in range(3, 9)), *[now - timedelta(hours=1)] * 40]
    rows = [
        Signature(
            id=f"{at:032x}",
            petition_id=petition,
            state=SignatureState.CONFIRMED,
            sealed=b"x",
            person=f"{at}",
            language="en",
            signed_at=hour,
        )
        for at, hour in enumerate(hours)
    ]
    Signature.objects.bulk_create(rows[:-1])
    assert "usually brings" in words(leyla.get(page))
    Signature.objects.filter(signed_at=hours[-1]).update(state=SignatureState.INVALIDATED, invalidation="x")
    assert "usually brings" not in words(leyla.get(page))
    Signature.objects.filter(signed_at=hours[-1]).update(state=SignatureState.CONFIRMED, invalidation="")
    told_day = f"On {now:%Y-%m-%d} between {hours[-1]:%H:%M} and {now:%H:%M} (UTC) 39 people signed"
    assert f"{told_day}; an hour usually brings 1." in words(leyla.get(page))
    assert "usually brings" not in words(leyla.get("/editing/petitions/"))
