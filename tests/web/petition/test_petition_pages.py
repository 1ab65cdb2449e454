from __future__ import annotations

import html
import json
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from khabar.apps.petitions import actions, news, snapshots
from khabar.apps.petitions.models import Petition, Signature, Silenced
from khabar.apps.petitions.queries import published_petition
from khabar.domain.petitions.news import News
from khabar.domain.petitions.plans import Wording
from khabar.domain.petitions.proofs import prove, read_chain
from khabar.domain.petitions.snapshots import read_snapshot
from khabar.domain.petitions.timelines import PublicLetter
from signing import COUNT, DOOR, PETITION

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from conftest import SettableClock
    from signing import Desk

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

PAGE = "/petition/tell-us/"
SIGN = "/petition/tell-us/sign/"


def posted(visitor: Client, name: str = "Shirin Ahmadi", email: str = "shirin@example.org", **more: str) -> Response:
    return visitor.post(SIGN, {"name": name, "email": email, **more})


def told(answer: Response) -> tuple[int, list[tuple[str, str]], bytes]:
    return answer.status_code, sorted(answer.items()), answer.content


def words(answer: Response) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", answer.content.decode())).split())


def test_reading_signing_confirming_and_reading_again(desk: Desk, visitor: Client, clock: SettableClock) -> None:
    page = visitor.get(PAGE)
    assert "Tell us where they are" in words(page)
    assert "0 confirmed signatures" in words(page)
    assert posted(visitor).status_code == 200
    [token] = desk.deliver()
    mine = f"/petition/mine/{token}/"
    assert "You are not counted yet" in words(visitor.get(mine))
    done = visitor.post(f"{mine}confirm/")
    assert "Your signature counts" in words(done)
    clock.advance(timedelta(seconds=10))
    desk.count()
    assert "1 confirmed signature" in words(visitor.get(PAGE))
    assert "Counted up to 09:00" in words(visitor.get(PAGE))


def test_ezra_learns_nothing_from_any_answer(desk: Desk, visitor: Client, clock: SettableClock) -> None:
    """New, pending, confirmed, withdrawn, full, silenced, set aside: one answer, byte for byte."""
    new = told(posted(visitor, email="new@example.org"))
    desk.deliver()
    pending = told(posted(visitor, email="new@example.org"))
    confirmed_token = desk.signed("confirmed@example.org")
    confirmed = told(posted(visitor, email="confirmed@example.org"))
    actions.withdraw(actor=DOOR, now=desk.now(), token=desk.signed("gone@example.org"))
    withdrawn = told(posted(visitor, email="gone@example.org"))
    for name in ("Ada", "Bea", "Cora", "Dana"):
        clock.advance(timedelta(minutes=5))
        desk.deliver()
        desk.signed("full@example.org", name)
    full = told(posted(visitor, name="Ezra", email="full@example.org"))
    actions.be_silent(actor=DOOR, now=desk.now(), token=confirmed_token)
    silenced = told(posted(visitor, name="Ezra", email="confirmed@example.org"))
    Signature.objects.filter(state="confirmed").update(state="invalidated")
    set_aside = told(posted(visitor, email="confirmed@example.org"))
    assert len({new[2], pending[2], confirmed[2], withdrawn[2], full[2], silenced[2], set_aside[2]}) == 1
    assert new == pending == confirmed == withdrawn == full == silenced == set_aside


def test_a_scanner_that_opens_every_link_confirms_nothing(desk: Desk, visitor: Client) -> None:
    posted(visitor)
    [token] = desk.deliver()
    for path in ("", "confirm/", "withdraw/", "silence/"):
        for verb in ("get", "head", "options", "put", "delete", "patch"):
            getattr(visitor, verb)(f"/petition/mine/{token}/{path}")
    assert set(Signature.objects.values_list("state", flat=True)) == {"pending"}
    desk.count()
    found = published_petition("tell-us")
    assert found is not None
    assert found.confirmed == 0


@pytest.mark.parametrize("verb", ["get", "head", "options", "post"])
def test_a_link_nobody_was_sent_is_like_one_that_was_never_made(desk: Desk, visitor: Client, verb: str) -> None:
    del desk
    answers = {
        told(getattr(visitor, verb)(f"/petition/mine/{token}/"))[2].replace(token.encode(), b"")
        for token in ("x" * 32, "0" * 32, "confirm", "é")
    }
    assert len(answers) == 1


def test_unknown_links_meet_the_page_for_whatever_is_not_there(desk: Desk, visitor: Client) -> None:
    del desk
    nothing = visitor.get("/no/such/page/")
    link = visitor.get(f"/petition/mine/{'x' * 32}/")
    assert (link.status_code, link.content) == (nothing.status_code, nothing.content) == (404, nothing.content)
    for deed in ("confirm", "withdraw", "silence"):
        assert visitor.post(f"/petition/mine/{'x' * 32}/{deed}/").status_code == 404


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("email", "nobody"),
        ("email", "a@b"),
        ("email", "a@exam ple"),
        ("email", "a@example.org\r\nBcc: ezra@example.org"),
        ("email", "a@example.org, ezra@example.org"),
        ("email", "аdmin@example.org"),
        ("email", ""),
        ("name", ""),
        ("name", "…"),
        ("name", "Shirin\r\nBcc: ezra@example.org"),
        ("name", "<script>alert(1)</script>"),
    ],
)
def test_what_cannot_be_used_goes_back_with_a_word_and_leaves_nothing(
    desk: Desk, visitor: Client, field: str, typed: str
) -> None:
    answer = posted(visitor, **{field: typed})
    assert answer.status_code == 422
    assert 'href="#id_' in answer.content.decode()
    assert b"<script>" not in answer.content
    assert not Signature.objects.exists()
    assert desk.deliver() == []


def test_an_address_in_other_widths_and_digits_is_taken_for_what_it_means(desk: Desk, visitor: Client) -> None:
    assert posted(visitor, email="\u200f<shirin۱۲@example.org> ").status_code == 200
    desk.deliver()
    assert desk.mailer.sent[0].recipient == "shirin12@example.org"


def test_every_page_is_whole_in_persian(desk: Desk, persian: Client) -> None:
    page = persian.get(PAGE)
    assert 'dir="rtl"' in page.content.decode()
    assert "به ما بگویید کجا هستند" in words(page)
    posted(persian, place="north")
    desk.deliver()
    assert "بگویید" in desk.mailer.sent[0].body
    assert Signature.objects.get().language == "fa"


def test_a_petition_is_signed_without_a_cookie(desk: Desk, visitor: Client) -> None:
    answer = posted(visitor)
    assert answer.status_code == 200
    assert not visitor.cookies
    assert desk.deliver()


def test_a_closed_petition_says_so_and_takes_nothing(desk: Desk, visitor: Client) -> None:
    assert actions.close(actor=COUNT, now=desk.now(), petition_id=Petition.objects.get().id)
    assert "was closed on" in words(visitor.get(PAGE))
    assert posted(visitor).status_code == 422
    assert not Signature.objects.exists()


def test_too_many_from_one_network_get_one_page(desk: Desk, visitor: Client) -> None:
    object.__setattr__(desk.parts.options, "signatures_per_minute", 1)
    assert posted(visitor).status_code == 200
    assert told(posted(visitor)) == told(posted(visitor, email="other@example.org"))
    assert posted(visitor).status_code == 429


def test_what_is_published_can_be_checked_by_anybody(desk: Desk, visitor: Client) -> None:
    assert visitor.get("/petition/tell-us/snapshot.json").status_code == 404
    assert visitor.get("/petition/tell-us/chain.json").status_code == 404
    token = desk.signed("shirin@example.org")
    desk.count()
    snapshots.sign_due(actor=COUNT, now=desk.now(), parts=desk.parts)
    receipt = re.search(r"<code>([\d ]+)</code>", visitor.get(f"/petition/mine/{token}/").content.decode())
    assert receipt is not None
    desk.signed("nima@example.org", "Nima")
    desk.count()
    signed = visitor.get("/petition/tell-us/snapshot.json").content.decode()
    chain = b"".join(visitor.get("/petition/tell-us/chain.json").streaming_content).decode()  # type: ignore[attr-defined]  # it streams
    proof = prove(read_snapshot(signed), read_chain(chain), receipt=receipt[1])
    assert (proof.confirmed, proof.receipt_counted) == (1, True)
    assert "example.org" not in signed + chain
    assert json.loads(signed)["document"]["slug"] == "tell-us"


def test_sheets_alone_are_reason_enough_for_a_new_snapshot(desk: Desk, clock: SettableClock) -> None:
    desk.signed("shirin@example.org")
    desk.count()
    assert snapshots.sign_due(actor=COUNT, now=desk.now(), parts=desk.parts) == 1
    clock.advance(timedelta(days=2))
    assert snapshots.sign_due(actor=COUNT, now=desk.now(), parts=desk.parts) == 0
    petition = Petition.objects.get(slug="tell-us")
    actions.note_on_paper(actor=COUNT, now=desk.now(), petition_id=petition.id, number=4)
    assert snapshots.sign_due(actor=COUNT, now=desk.now(), parts=desk.parts) == 1
    assert snapshots.sign_due(actor=COUNT, now=desk.now(), parts=desk.parts) == 0


def test_numbers_are_drawn_and_told_as_a_table(desk: Desk, visitor: Client, clock: SettableClock) -> None:
    for at in range(3):
        desk.signed(f"one{at}@example.org")
        desk.count()
        clock.advance(timedelta(days=1))
    page = visitor.get(PAGE).content.decode()
    assert page.count('class="rise-day"') == 3
    assert "<td" in page
    assert "From 1 signatures on 2026-03-02 to 3 on 2026-03-04." in html.unescape(page)


def test_the_list_of_petitions_leads_to_each(desk: Desk, visitor: Client) -> None:
    del desk
    assert 'href="/petition/tell-us/"' in visitor.get("/petition/").content.decode()
    assert visitor.get("/petition/nothing-here/").status_code == 404


def test_a_mail_in_persian_is_persian_throughout(desk: Desk, persian: Client) -> None:
    posted(persian)
    desk.deliver()
    [mail] = desk.mailer.sent
    assert mail.subject == "لطفاً امضای خود را تأیید کنید"
    assert not re.search(r"[A-Za-z]{3,}", mail.body.replace("Families of Lindenau (invented)", "").split("http")[0])


def test_every_sentence_of_the_pages_is_there_in_persian(desk: Desk, persian: Client, clock: SettableClock) -> None:
    for at in range(2):
        desk.signed(f"one{at}@example.org")
        desk.count()
        clock.advance(timedelta(days=1))
    token = desk.signed("shirin@example.org")
    desk.sign("nima@example.org", "Nima")
    [pending] = desk.deliver()
    pages = [
        persian.get(path) for path in (PAGE, "/petition/", f"/petition/mine/{token}/", f"/petition/mine/{pending}/")
    ]
    pages += [posted(persian), posted(persian, email="nobody"), persian.post(f"/petition/mine/{token}/withdraw/")]
    names = r"Families of Lindenau \(invented\)|Lindenau, Mill Lane 5|The Ministry of Answers"
    code = r"khabar petition check|snapshot\.json|chain\.json|\b[0-9a-f]{64}\b|name@example\.org|nobody|English"
    ours = re.compile(f"{names}|{code}")
    for page in pages:
        main = re.search(r"<main.*</main>", page.content.decode(), re.DOTALL)
        assert main is not None
        said = ours.sub("", html.unescape(re.sub(r"<[^>]*>", " ", main[0])))
        assert not re.findall(r"[A-Za-z]{3,}[^<]{0,60}", said), re.findall(r"[A-Za-z]{3,}[^<]{0,60}", said)


def test_a_timeline_stands_beside_its_petition_once_there_is_one(desk: Desk, visitor: Client, persian: Client) -> None:
    at = f"{PAGE}timeline/"
    assert visitor.get(at).status_code == 404
    assert at not in visitor.get(PAGE).content.decode()
    lines = {"en": ("It counts from the day it left.",), "fa": ("از روز فرستادن شمرده می‌شود.",)}
    silent = PublicLetter("The Ministry of Answers", date(2025, 1, 14), due=date(2025, 2, 3), computed=lines)
    answered = PublicLetter("The Ombudsman", date(2025, 1, 14), date(2025, 3, 1), is_copy=True)
    shown = [one.to_plain() for one in (silent, answered)]

    def show(letters: list[dict[str, object]]) -> None:
        day = date(2026, 3, 2)
        actions.show_timeline(actor=COUNT, now=desk.now(), petition_id=PETITION, letters=letters, as_of=day)

    show(shown)
    assert at in visitor.get(PAGE).content.decode()
    page = visitor.get(at)
    assert "412 days" in words(page)
    assert "It counts from the day it left." in words(page)
    assert "<svg" in page.content.decode()
    in_persian = persian.get(at)
    assert "۴۱۲" in words(in_persian)
    assert "از روز فرستادن شمرده می‌شود." in words(in_persian)
    show([])
    assert visitor.get(at).status_code == 404


def test_news_stand_on_the_page_and_one_button_ends_their_mails(desk: Desk, visitor: Client, persian: Client) -> None:
    posted(visitor, wants_news="on")
    [token] = desk.deliver()
    visitor.post(f"/petition/mine/{token}/confirm/")
    told_them = News({"en": Wording("They answered", "In one sentence."), "fa": Wording("پاسخ دادند", "در یک جمله.")})
    news.publish_news(actor=COUNT, now=desk.now(), news_id="a" * 32, petition_id=PETITION, news=told_them)
    assert "They answered" in words(visitor.get(PAGE))
    assert "پاسخ دادند" in words(persian.get(PAGE))
    news.spread(actor=COUNT, now=desk.now(), parts=desk.parts)
    news.send_news(actor=COUNT, now=desk.now(), parts=desk.parts)
    at = (
        "/petition/mine/news/" + desk.mailer.sent[-1].body.rpartition("/petition/mine/news/")[2].partition("/")[0] + "/"
    )
    assert "You can end that here" in words(visitor.get(at))
    assert not Silenced.objects.exists()
    assert "no more" in words(visitor.post(at, {"List-Unsubscribe": "One-Click"}))
    assert Silenced.objects.count() == 1
    assert visitor.get("/petition/mine/news/made-up/").status_code == 404
