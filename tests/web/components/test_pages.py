"""Every page of the porch and the frames of house and demo: sound markup, nothing foreign, nothing that tells."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.template import engines
from django.template.loader import render_to_string
from django.test import override_settings
from django.urls import URLResolver, include, path
from lxml import html

from khabar.domain.standing import STANDING as STANDING_WORDS
from khabar.domain.wishes import CARD_KEPT, NOTHING_KEPT
from khabar.web.components.request_form import RequestFields, SealedSlipFields
from khabar.web.components.templatetags.khabar import both_dates
from khabar.web.components.wish_form import WishFields
from khabar.web.family.wishes import OwnWishFields
from web.components.sample_forms import MessageForm, PresenceForm, SlipForm


def _no_view(*_: object) -> HttpResponse:
    raise AssertionError("no page here is opened, only drawn")


def _door(name: str, *pages: str) -> URLResolver:
    return path(f"{name}/", include(([path(f"{page}/", _no_view, name=page) for page in pages], name)))


ADDRESSES = (
    _door("family", "start", "request", "request_with_slip", "sign_in", "page", "message", "send", "own_wish", "close"),
    _door("present", "start", "presence", "silence"),
    _door("public", "about"),
)
HEAR_BY = date(2026, 12, 21)
SLIP = SimpleNamespace(code="123456789012", pin="345678")
INSTALLATION = SimpleNamespace(who_runs_this="The Tracing House of Lindenau", contact="Mill Lane 3", demo=False)
STANDING = "Your request is with us. There is nothing we may tell you today."
WAITING = SimpleNamespace(
    standing=STANDING, renewed_on=date(2026, 11, 21), late=False, words=[], letters=[], addresses=[], messages=[]
)
ANSWERED = SimpleNamespace(
    standing=STANDING,
    renewed_on=date(2026, 11, 21),
    late=True,
    words=[SimpleNamespace(text="He is well, and says so himself.", on=date(2026, 11, 3))],
    letters=[
        SimpleNamespace(writer="Darius <i>", on=date(2026, 11, 3), text="می\u200cشنوم\n  & more"),
        SimpleNamespace(writer="", on=None, text="A second one."),
    ],
    addresses=[SimpleNamespace(name="Darius", text="Old Ferry Road 4\nHallund", on=None)],
    messages=[
        SimpleNamespace(on=date(2026, 11, 10), text="We are well.", state="Accepted", state_on=date(2026, 11, 12)),
        SimpleNamespace(on=None, text="", state="Written", state_on=None),
    ],
)
WHAT_IS_KEPT = {"nothing_kept": NOTHING_KEPT, "card_kept": CARD_KEPT}
MENDED = {"father": "Bahram", "email": "nowhere", "token": "t", "self_or_other": ""}
PAGES: dict[str, tuple[str, dict[str, object]]] = {
    "the door for families": ("family/start.html", {}),
    "the request": ("family/request.html", {"form": RequestFields()}),
    "the request to mend": ("family/request.html", {"form": RequestFields(MENDED)}),
    "the request with a sealed slip": ("family/request_with_slip.html", {"form": SealedSlipFields()}),
    "the same to mend": ("family/request_with_slip.html", {"form": SealedSlipFields(MENDED)}),
    "a form taken with a sealed slip": ("family/taken_with_slip.html", {"number": "1234567889", "hear_by": HEAR_BY}),
    "the slip": ("family/slip.html", {"slip": SLIP, "hear_by": HEAR_BY}),
    "signing in": ("family/sign_in.html", {"form": SlipForm({"code": "12"})}),
    "the waiting page": ("family/page.html", {"page": WAITING, "form": MessageForm()}),
    "the answered page": ("family/page.html", {"page": ANSWERED, "form": MessageForm({"text": ""})}),
    "hints": ("family/message_hints.html", {"form": MessageForm(), "hints": ["You ask them to come."], "words": 212}),
    "no hints": ("family/message_hints.html", {"form": MessageForm(), "hints": [], "words": 1}),
    "a wish about one's own file": ("family/own_wish.html", {"form": OwnWishFields(), **WHAT_IS_KEPT}),
    "the same with faults": ("family/own_wish.html", {"form": OwnWishFields({"words": "x"}), **WHAT_IS_KEPT}),
    "such a wish taken": ("family/own_wish_taken.html", {}),
    "a message taken": ("family/message_taken.html", {}),
    "the door for the present": ("present/start.html", {}),
    "the presence": ("present/presence.html", {"form": PresenceForm()}),
    "the presence to mend": ("present/presence.html", {"form": PresenceForm(MENDED)}),
    "the wish for silence": ("present/silence.html", {"form": WishFields()}),
    "the wish to mend": ("present/silence.html", {"form": WishFields(MENDED)}),
    "a wish taken": ("present/silence_taken.html", {}),
    "thanks": ("present/thanks.html", {"slip": None}),
    "thanks with a slip": ("present/thanks.html", {"slip": SLIP}),
    "about": ("public/about.html", {"limits": [SimpleNamespace(text="Open requests", number=5)]}),
    "not found": ("components/nothing_here.html", {}),
    "too many tries": ("components/too_many.html", {"minutes": 15}),
    "a long wait": ("components/too_many.html", {"hours": 24}),
    "the two doors": ("public/start.html", {}),
    "late": ("public/late.html", {}),
    "a fault of ours": ("public/server_error.html", {}),
    "the empty page": ("components/blank.html", {}),
    "nothing in the house": ("components/not_found.html", {}),
    "an old form": ("components/form_too_old.html", {}),
}
WITHOUT_WAY_OUT = {"a fault of ours", "the empty page", "nothing in the house", "an old form"}
HOUSE = SimpleNamespace(
    signed_in_as="Mira",
    duties=["Asking desk"],
    navigation=[SimpleNamespace(url="/pairs/", label="To decide", current=True)],
    locked=True,
    session_until=None,
    sign_out_url="/out/",
    messages=["Your decision is kept."],
)


@pytest.fixture(autouse=True)
def _addresses() -> Iterator[None]:
    with override_settings(ROOT_URLCONF=ADDRESSES):
        yield


def texts(tree: html.HtmlElement, where: str) -> list[str]:
    found = tree.xpath(where)
    assert isinstance(found, list)
    return [str(one) for one in found]


def elements(tree: html.HtmlElement, where: str) -> list[html.HtmlElement]:
    found = tree.xpath(where)
    assert isinstance(found, list)
    return [one for one in found if isinstance(one, html.HtmlElement)]


def words_of(page: str) -> str:
    return " ".join(" ".join(texts(html.document_fromstring(page), "//text()")).split())


def drawn(name: str) -> str:
    template, context = PAGES[name]
    return render_to_string(template, {"installation": INSTALLATION, **context})


def framed(base: str, **context: object) -> str:
    source = (
        '{% extends "components/'
        + base
        + '" %}{% block title %}T{% endblock %}{% block main %}<h1>H</h1>{% endblock %}'
    )
    return engines["django"].from_string(source).render({"installation": INSTALLATION, **context})


FRAMES = {
    "the house": lambda: framed("house_base.html", house=HOUSE),
    "the house before sign-in": lambda: framed("house_base.html"),
    "the demo": lambda: framed("demo_base.html"),
}


def page_of(name: str) -> str:
    return FRAMES[name]() if name in FRAMES else drawn(name)


EVERY = pytest.mark.parametrize("name", [*PAGES, *FRAMES])


@EVERY
def test_a_page_has_one_heading_a_title_a_language_and_a_direction(name: str) -> None:
    tree = html.document_fromstring(page_of(name))
    assert len(tree.findall(".//h1")) == 1
    assert tree.findtext(".//title", default="").strip()
    assert tree.get("lang") == "en"
    assert tree.get("dir", "ltr") == "ltr"
    assert len(tree.findall(".//main")) == 1


@EVERY
def test_a_page_needs_no_script_no_inline_style_and_no_other_host(name: str) -> None:
    tree = html.document_fromstring(page_of(name))
    for element in elements(tree, "//*"):
        assert element.tag not in {"script", "style", "img", "iframe", "object", "font"}
        for key, value in ((str(key), str(value)) for key, value in element.items()):
            assert key != "style"
            assert not key.startswith("on")
            assert not (key in {"href", "src", "action", "formaction"} and "//" in value)


@EVERY
def test_ids_are_unique_and_every_pointer_finds_one(name: str) -> None:
    tree = html.document_fromstring(page_of(name))
    ids = Counter(texts(tree, "//@id"))
    assert [one for one, count in ids.items() if count > 1] == []
    pointers = [word for text in texts(tree, "//@aria-describedby|//@aria-labelledby|//@for") for word in text.split()]
    pointers += [link[1:] for link in texts(tree, "//@href") if link.startswith("#")]
    assert [pointer for pointer in pointers if pointer not in ids] == []


@EVERY
def test_every_control_has_a_label(name: str) -> None:
    tree = html.document_fromstring(page_of(name))
    labelled = set(texts(tree, "//label/@for"))
    for control in elements(tree, "//input[not(@type='hidden')]|//select|//textarea"):
        assert control.get("id") in labelled


@EVERY
def test_no_search_engine_keeps_a_page_and_no_link_tells_where_it_came_from(name: str) -> None:
    tree = html.document_fromstring(page_of(name))
    assert texts(tree, "//meta[@name='referrer']/@content") == ["no-referrer"]
    assert "noindex" in texts(tree, "//meta[@name='robots']/@content")[0]


@pytest.mark.parametrize("name", [name for name in PAGES if name not in WITHOUT_WAY_OUT])
def test_the_way_out_is_on_every_page_of_the_porch(name: str) -> None:
    tree = html.document_fromstring(drawn(name))
    assert texts(tree, "//a[@class='quick-exit']/@href") == ["/blank/"]


@pytest.mark.parametrize("name", [name for name in PAGES if name not in WITHOUT_WAY_OUT])
def test_no_form_lets_the_browser_remember_or_check_what_is_written(name: str) -> None:
    tree = html.document_fromstring(drawn(name))
    for form in elements(tree, "//form[.//input[not(@type='hidden')] or .//textarea]"):
        assert form.get("autocomplete") == "off"
        assert form.get("spellcheck") == "false"
        assert form.get("method") == "post"


def test_the_slip_carries_the_standing_words_whole() -> None:
    said = STANDING_WORDS % {"date": both_dates(HEAR_BY)}
    tree = html.document_fromstring(drawn("the slip"))
    assert "".join(texts(tree, "//section[@class='standing']//text()")).strip() == said


def test_writing_is_asked_for_in_the_agreed_words() -> None:
    words = (
        "Write what you yourself want to say. Please do not ask them to come, leave or meet, and promise nothing in "
        "anyone else's name: such letters can do harm and we do not carry them."
    )
    assert words in words_of(drawn("the waiting page"))


def test_a_letter_is_shown_as_it_was_written() -> None:
    page = drawn("the answered page")
    assert "می\u200cشنوم\n  &amp; more" in page
    assert 'From <bdi translate="no">Darius &lt;i&gt;</bdi>' in page
    assert "A letter" in page


def test_the_title_of_a_page_does_not_tell_whether_there_is_an_answer() -> None:
    titles = {
        html.document_fromstring(
            render_to_string("family/page.html", {"installation": INSTALLATION, "page": page, "form": MessageForm()})
        ).findtext(".//title")
        for page in (WAITING, ANSWERED)
    }
    assert titles == {"Your page"}


def test_the_waiting_page_speaks_first_of_waiting() -> None:
    page = drawn("the answered page")
    assert page.index(STANDING) < page.index("What we may tell you") < page.index("Your messages")


def test_ezra_reads_the_same_words_whatever_he_asked() -> None:
    for template in (
        "components/nothing_here.html",
        "public/late.html",
        "family/message_taken.html",
        "present/start.html",
    ):
        plain = render_to_string(template, {"installation": INSTALLATION})
        told = render_to_string(
            template, {"installation": INSTALLATION, "name": "Darius", "page": ANSWERED, "slip": SLIP}
        )
        assert plain == told


def test_who_runs_this_stands_before_the_form_of_the_present() -> None:
    for name in ("the door for the present", "the presence"):
        page = drawn(name)
        assert page.index('id="who-runs-this"') < page.index("<main")


def test_the_two_ways_on_from_the_hints_have_two_addresses() -> None:
    tree = html.document_fromstring(drawn("hints"))
    assert texts(tree, "//form[.//textarea]/@action") == ["/family/message/"]
    assert texts(tree, "//button/@formaction") == ["/family/send/"]
    assert texts(tree, "//button/@name") == []


def test_the_empty_page_loads_nothing_and_names_nobody() -> None:
    page = drawn("the empty page")
    assert "stylesheet" not in page
    assert "Lindenau" not in page


def test_signing_out_is_a_form_and_the_lock_is_announced() -> None:
    tree = html.document_fromstring(page_of("the house"))
    assert texts(tree, "//form[@method='post']/@action") == ["/out/"]
    assert texts(tree, "//a[@aria-current='page']/text()") == ["To decide"]
    assert "The house is locked." in words_of(page_of("the house"))
    assert "quick-exit" not in page_of("the house")


def test_the_demo_says_on_every_page_that_it_is_one() -> None:
    demo = SimpleNamespace(**{**vars(INSTALLATION), "demo": True})
    assert "Demonstration." in render_to_string("family/start.html", {"installation": demo})
    assert "Demonstration." not in render_to_string("family/start.html", {"installation": INSTALLATION})
