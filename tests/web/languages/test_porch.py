"""The porch in Persian: every page whole, from right to left, by a link and a cookie alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation
from lxml import html

from khabar.web.components.errors import form_too_old, server_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http.response import ResponseHeaders

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

OF_THE_INSTALLATION = (
    "The Tracing House of Lindenau (invented) Lindenau, Mill Lane 3, Tuesdays from ten to four English"
)
LATIN = re.compile(r"[A-Za-z]{2,}")
SHIRIN = {"name": "داریوش", "birth": "حدود ۱۳۶۵", "language": "فارسی"}
LINKS = '//nav[@class="languages"]//a'
LETTER = "سلام داریوش جان، مادر خوب است."


class Answer(Protocol):
    """What a page is looked at for."""

    headers: ResponseHeaders

    @property
    def content(self) -> Any: ...  # noqa: ANN401 - as the framework has it


def shown(answer: Answer) -> html.HtmlElement:
    return html.document_fromstring(answer.content.decode())


def hidden(answer: Answer) -> dict[str, str]:
    return {one.get("name"): one.get("value", "") for one in shown(answer).xpath('//input[@type="hidden"]')}


def slip_on(answer: Answer) -> dict[str, str]:
    code, pin = ("".join(one.xpath("dd//text()")) for one in shown(answer).find_class("code"))
    return {"code": re.sub(r"\D", "", code), "pin": re.sub(r"\D", "", pin)}


def visits(client: Client) -> Iterator[tuple[str, Answer]]:
    """Every kind of page a visitor of the porch can meet, in the order of the story."""
    for entry in get_resolver("khabar.config.urls_porch").url_patterns:
        assert isinstance(entry, URLResolver)
        for one in entry.url_patterns:
            assert isinstance(one, URLPattern)
            answer = client.get(f"/{one.pattern}")
            if answer.status_code == 200:
                yield f"/{one.pattern}", answer
    yield "nothing there", client.get("/no/such/page/")
    yield "form to mend", client.post("/family/form/", {**hidden(client.get("/family/form/")), "birth": "۳۱ آبان ۱۴۰۰"})
    yield "presence to mend", client.post("/here/form/", {"tells": "2", "self_or_other": ""})
    yield (
        "presence",
        client.post("/here/form/", {**hidden(client.get("/here/form/")), **SHIRIN, "self_or_other": "self"}),
    )
    slip = client.post("/family/form/", {**hidden(client.get("/family/form/")), **SHIRIN})
    yield "slip", slip
    yield "wrong slip", client.post("/family/open/", {"code": "123456789012", "pin": "1"})
    yield "no such slip", client.post("/family/open/", {"code": "000000000098", "pin": "123456"})
    assert client.post("/family/open/", slip_on(slip)).status_code == 302
    page = client.get("/family/page/")
    yield "page", page
    written = {**hidden(page), "text": LETTER}
    looked = client.post("/family/page/message/", written)
    yield "hints", looked
    yield "harm", client.post("/family/page/message/", {**hidden(page), "text": "پولش را بیاور، پلاک ۱۲"})
    yield "empty letter", client.post("/family/page/message/send/", {**hidden(page), "text": ""})
    yield "taken", client.post("/family/page/message/send/", {**hidden(looked), "text": LETTER})
    request = RequestFactory().get("/")
    with translation.override("fa"):
        yield "a fault of ours", server_error(request)
        yield "form too old", form_too_old(request)


def test_every_page_a_visitor_can_meet_is_persian_and_runs_from_right_to_left(persian: Client) -> None:
    seen = []
    allowed = set(LATIN.findall(OF_THE_INSTALLATION))
    for name, answer in visits(persian):
        page = shown(answer)
        assert (page.get("lang"), page.get("dir")) == ("fa", "rtl"), name
        aloud = " ".join([*page.xpath("//@aria-label"), *page.xpath("//@placeholder"), *page.xpath("//@title")])
        english = set(LATIN.findall(f"{page.text_content()} {aloud}")) - allowed
        assert not english, f"{name}: {english}"
        assert not re.search(r"%\(|\{\w+\}", page.text_content()), name
        seen.append(name)
    assert len(seen) > 20, seen
    assert {"/", "/family/form/", "/here/form/", "slip", "page", "taken", "nothing there"} <= set(seen)


def test_every_answer_says_its_language_and_what_it_hung_on(persian: Client, english: Client) -> None:
    for client, language in ((persian, "fa"), (english, "en")):
        for path in ("/", "/family/form/", "/no/such/page/"):
            answer = client.get(path)
            assert answer["Content-Language"] == language
            assert {"Accept-Language", "Cookie"} <= {one.strip() for one in answer["Vary"].split(",")}


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("fa", "fa"),
        ("fa-AF,ps;q=0.8", "fa"),
        ("de,fr;q=0.9,ar;q=0.8", "en"),
        ("*", "en"),
        ("x" * 5000, "en"),
        ("en,fa", "en"),
    ],
)
def test_the_browsers_wish_decides_until_somebody_chooses(wish: str, language: str) -> None:
    client = Client(headers={"accept-language": wish})
    assert shown(client.get("/")).get("lang") == language
    other = {"fa": "en", "en": "fa"}[language]
    client.get(f"/language/?to={other}")
    assert shown(client.get("/")).get("lang") == other


def test_a_language_is_chosen_by_a_link_on_the_page_and_leads_back_to_it(english: Client) -> None:
    for path in ("/", "/about/", "/family/", "/family/form/", "/family/open/", "/here/", "/here/form/"):
        [link] = shown(english.get(path)).xpath(LINKS)
        assert (link.get("lang"), link.get("dir"), link.text) == ("fa", "rtl", "فارسی")
        answer = english.get(link.get("href"))
        assert (answer.status_code, answer["Location"]) == (302, path)
        back = english.get(path)
        assert shown(back).get("dir") == "rtl"
        [away] = shown(back).xpath(LINKS)
        assert (away.get("lang"), away.text) == ("en", "English")
        english.get(away.get("href"))


def test_the_choice_holds_two_letters_and_goes_with_the_browser(english: Client) -> None:
    cookie = english.get("/language/", {"to": "fa"}, secure=True).cookies["language"]
    assert cookie.value == "fa"
    assert (cookie["samesite"], cookie["httponly"], cookie["secure"]) == ("Lax", True, True)
    assert not cookie["max-age"]
    assert not cookie["expires"]


@pytest.mark.parametrize("to", ["", "de", "ar", "fa'--", "../fa", "fa" * 500])
def test_a_language_we_do_not_offer_changes_nothing(english: Client, to: str) -> None:
    answer = english.get("/language/", {"to": to, "back": "/about/"})
    assert (answer.status_code, answer["Location"]) == (302, "/about/")
    assert "language" not in answer.cookies
    assert shown(english.get("/")).get("lang") == "en"


@pytest.mark.parametrize("kept", ["", "de", "xx-yy", "0" * 3000])
def test_a_cookie_that_was_changed_by_hand_does_no_harm(english: Client, kept: str) -> None:
    english.cookies["language"] = kept
    assert shown(english.get("/")).get("lang") == "en"


@pytest.mark.parametrize(
    "back", ["//ezra.example/", "https://ezra.example/", "/\\ezra.example", "javascript:alert(1)", "ezra", "///e", ""]
)
def test_ezra_cannot_lead_anybody_elsewhere_by_the_choice_of_a_language(english: Client, back: str) -> None:
    assert english.get("/language/", {"to": "fa", "back": back})["Location"] == "/"


def test_the_way_out_takes_the_choice_along(english: Client) -> None:
    english.get("/language/?to=fa")
    left = english.get("/blank/")
    assert left.cookies["language"].value == ""
    assert shown(english.get("/")).get("lang") == "en"


def test_no_link_leads_away_from_a_slip_that_is_shown_once_or_from_what_was_typed(persian: Client) -> None:
    pages = dict(visits(persian))
    for name in ("slip", "form to mend", "presence", "hints", "wrong slip"):
        assert not shown(pages[name]).xpath(LINKS), name
    assert shown(pages["page"]).xpath(LINKS)


def test_an_address_that_is_not_there_looks_the_same_whichever_it_is(persian: Client) -> None:
    assert persian.get("/one/").content == persian.get("/another/one/").content


def without_tokens(answer: Answer) -> str:
    return re.sub(r'value="[^"]{40,}"', "", answer.content.decode())


def test_ezra_learns_in_persian_no_more_than_in_english(persian: Client) -> None:
    """A slip that is nobody's, and a true code with a wrong PIN, give the same page to the byte."""
    slip = slip_on(persian.post("/family/form/", {**hidden(persian.get("/family/form/")), **SHIRIN}))
    wrong = "000000" if slip["pin"] != "000000" else "111111"
    true_code = persian.post("/family/open/", {"code": slip["code"], "pin": wrong})
    assert "با این کد و رمز صفحه‌ای باز نمی‌شود" in true_code.content.decode()
    nobodys = persian.post("/family/open/", {"code": "000000000098", "pin": wrong})
    said = [without_tokens(one).replace(slip["code"], "").replace("000000000098", "") for one in (true_code, nobodys)]
    assert said[0] == said[1]
    assert sorted(true_code.headers.items()) == sorted(nobodys.headers.items())


@pytest.mark.parametrize("zero", ["0", "۰", "٠"])
def test_a_slip_opens_with_the_digits_of_any_keyboard(persian: Client, zero: str) -> None:
    slip = slip_on(persian.post("/family/form/", {**hidden(persian.get("/family/form/")), **SHIRIN}))
    digits = {str(number): chr(ord(zero) + number) for number in range(10)}
    typed = {name: "".join(digits[one] for one in value) for name, value in slip.items()}
    assert persian.post("/family/open/", typed).status_code == 302


def test_days_on_a_page_stand_in_the_readers_calendar_with_iso_kept_in_order(persian: Client) -> None:
    pages = dict(visits(persian))
    standing = shown(pages["page"]).xpath('//section[@class="standing"]/p')[0]
    assert re.search(r"تا [۰-۹]{1,2} \w+ ۱۴۰۵ \(\d{4}-\d\d-\d\d\) از ما خبر می‌گیرید", standing.text_content())
    [iso] = standing.find_class("whole")
    assert iso.get("dir") == "ltr"


def test_whoever_tries_too_often_is_asked_in_persian_to_wait(persian: Client) -> None:
    answers = [persian.post("/family/open/", {"code": "", "pin": ""}) for _ in range(200)]
    [refused, *_] = [one for one in answers if one.status_code == 429]
    text = shown(refused).text_content()
    assert "لطفاً ۶۰ دقیقهٔ دیگر دوباره بیایید." in text
    assert shown(refused).get("dir") == "rtl"
