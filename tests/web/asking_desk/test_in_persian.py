"""The asking desk in Persian: every page and every state of a pair, without an English word left."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from lxml import html

from apps.accounts.colleagues import browser_of
from khabar.apps.registry.actions import establish
from khabar.domain.before_asking import Purpose, SaidOfMe, Verification
from khabar.domain.duties import Duty
from khabar.domain.forms import FiledBy
from khabar.domain.reaching import Way
from khabar.domain.sheets import SheetKind
from papers import Seen, picture, with_spelled_pictures
from web.asking_desk.pairs import FOUND
from web.desks import hidden
from web.papers.sending import brought, issued

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from apps.accounts.colleagues import Colleague
    from khabar.domain.ids import PairId
    from khabar.ports import Parts
    from web.desks import Desks

LATIN = re.compile(r"[A-Za-z]+")
NAMES = re.compile(r"\b(Mira|Tomas|Omar|English|UTC|A4|A5|[0-9a-f]{4})\b|The Tracing House of Lindenau \(invented\)")
"""Colleagues, the other language by its own name, the hour of everywhere, sizes of paper, trips, this house."""
ALOUD = {"aria-label", "placeholder", "title", "alt", "data-label"}
MOTHER = {
    "name": "داریوش احمدی",
    "other_names": ("داری",),
    "father": "حسن",
    "mother": "پروین احمدی",
    "grandfather": "رضا",
    "sex": "m",
    "birth": "۱۳۶۵",
    "birth_place": "گل‌واره",
    "nationality": "نارستانی",
    "last_place": "وادی غیم",
    "last_news": "نامه‌ای با پست",
    "last_news_date": "پاییز ۱۴۰۳",
    "risk": "نمی‌دانم",
    "two_things": ("قایق آبی",),
    "enquirer_name": "گلنار احمدی",
    "enquirer_given": "گلنار",
    "kinship": "مادر",
    "said_of_me": SaidOfMe.FULL_NAME,
    "purpose_words": "خبر از پسرم",
    "way": Way.BRINGER,
    "phone": "۵۵۵۰۱",
    "post_address": "کنار نانوایی",
    "callback_question": "اسم بز ما چه بود؟",
    "callback_answer": "وزیر",
    "safe_times": "صبح‌ها",
    "stop_word": "بادمجان",
    "locator": b"",
    "public": b"",
    "verify_key": b"",
}
SON = {
    "name": "داریوش حسن احمدی",
    "father": "حسن",
    "mother": "پروین",
    "sex": "m",
    "birth": "۱۴ بهمن ۱۳۶۵",
    "birth_place": "گلواره",
    "nationality": "نارستان",
    "last_place": "تیخوریه",
    "two_things": ("قایقی به رنگ آبی",),
    "tells": 1,
    "tell_name": "گلنار",
    "tell_kinship": "مادر",
    "own_words": "خوبم.",
    "must_not_know": ("عمو کریم",),
    "filed_by": FiledBy.SELF,
}
STRANGERS = (
    {"name": "داریوش کریمی", "father": "حسین", "birth": "حدود ۱۳۴۰", "nationality": "گل‌پایه"},
    {"name": "", "father": "حسن", "birth": "۱۹۸۷", "last_place": "وادی غیم", "filed_by": FiledBy.OTHER},
    {"name": "داریوش احمدی", "birth": "2 فوریه 1975", "birth_place": "کوهستان", "filed_by": FiledBy.LIST, "sex": "f"},
)
ANSWERED = {
    "tells": "3",
    "setting": "alone",
    "own_words": "خوبم.",
    "address": "کوچهٔ آسیاب",
    "must_not_know": "عمو کریم",
}
DEATH = {
    "source": "witness",
    "source_words": "عمر بر سر خاک بود",
    "ground": "wish",
    "to_say": "در بهار، از تب",
    "reason": "کس دیگری به او نمی‌گوید",
}
CHILD = {
    "decided_by": "نسرین فراهانی، پاسخگوی کودکان",
    "guardian": "agrees",
    "guardian_name": "عمو",
    "own_wish": "yes",
    "danger": "none_known",
    "interest": "may_be_asked",
    "reason": "کودک از او می‌پرسد",
}


@pytest.fixture
def parts(parts: Parts) -> Parts:
    return with_spelled_pictures(parts)


@dataclass
class Reader:
    """A colleague who reads Persian, and every page that came to her screen."""

    browser: Client
    seen: list[tuple[str, Response]] = field(default_factory=list)

    @classmethod
    def of(cls, colleague: Colleague) -> Reader:
        browser = browser_of(colleague)
        browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "fa"
        return cls(browser)

    def get(self, path: str) -> Response:
        return self._keep(path, self.browser.get(path))

    def post(self, path: str, page: str = "", **typed: object) -> Response:
        """Post to an address what is typed, with the version that stands on a page before it."""
        seen = {"seen": hidden(self.get(page), "seen")} if page else {}
        return self._keep(path, self.browser.post(path, seen | typed, follow=True))

    def at_pair(self, pair: PairId, deed: str, **typed: object) -> None:
        page = f"/asking/{pair}/bringer/" if deed.startswith("bringer") else f"/asking/{pair}/"
        self.post(f"/asking/{pair}/{deed}/", page, **typed)

    def papers(self) -> list[str]:
        page = self.get("/asking/papers/").content.decode()
        return re.findall(r'href="(/asking/papers/[0-9a-f]{32}/)"', page)

    def _keep(self, path: str, answer: Response) -> Response:
        route = answer.resolver_match.view_name if getattr(answer, "resolver_match", None) else ""
        self.seen.append((route or path, answer))
        return answer


@pytest.fixture
def mira(desks: Desks) -> Reader:
    return Reader.of(desks.colleague("mira", Duty.ASKING_DESK))


@pytest.fixture
def tomas(desks: Desks) -> Reader:
    return Reader.of(desks.colleague("tomas", Duty.ASKING_DESK))


def left_over(answer: Response) -> set[str]:
    """The words in Latin letters on a page, read or heard."""
    page = html.document_fromstring(answer.content.decode())
    assert (page.get("lang"), page.get("dir")) == ("fa", "rtl")
    aloud = [str(value) for one in page.iter("*") for name, value in one.items() if name in ALOUD]
    whole = " ".join([*map(str, page.itertext()), *aloud])
    assert not re.search(r"%\(|\{\w+\}", whole)
    return set(LATIN.findall(NAMES.sub("", whole)))


def assert_persian(*readers: Reader) -> set[str]:
    """No English is left on any page of theirs; gives the routes they came to."""
    pages = [(name, one) for reader in readers for name, one in reader.seen if "html" in one.get("Content-Type", "")]
    english = {f"{name} {one.status_code}": words for name, one in pages if (words := left_over(one))}
    assert not english, english
    return {name for name, one in pages if one.status_code == 200}


def decided(pair: PairId, mira: Reader, tomas: Reader) -> None:
    """Two agree to ask, each with a reason; before, both see what is to be mended."""
    mira.at_pair(pair, "findings", route_risk="high", questions="disagree", under_age="on")
    mira.at_pair(pair, "agree", reason="او را می‌شناسیم")
    mira.at_pair(pair, "findings", questions="not_given")
    mira.at_pair(pair, "findings", **FOUND)
    mira.at_pair(pair, "agree")
    for one in (mira, tomas):
        one.at_pair(pair, "agree", reason="بزرگان محله او را می‌شناسند")


def test_a_pair_is_persian_from_the_proposal_to_the_word_that_is_brought(
    desks: Desks, mira: Reader, tomas: Reader
) -> None:
    omar = desks.colleague("omar", Duty.BRINGER)
    mira.get("/asking/")
    pair = desks.pair(desks.request(**MOTHER), desks.presence(**SON))
    mira.get("/asking/")
    decided(pair, mira, tomas)
    mira.at_pair(pair, "take-back")
    decided(pair, mira, tomas)
    desks.release()
    tomas.get(f"/asking/{pair}/")
    mira.at_pair(pair, "answer", given_on="یک روز", tells="1", address="کوچهٔ آسیاب")
    mira.at_pair(pair, "answer", **ANSWERED, given_on="2026-03-02")
    for how in ("", "برگه را خودم خواندم"):
        tomas.at_pair(pair, "answer/confirm", reason=how)
    mira.get(f"/asking/{pair}/bringer/")
    mira.at_pair(pair, "bringer", bringer="")
    mira.at_pair(pair, "bringer", bringer=omar.account)
    tomas.at_pair(pair, "bringer/confirm")
    mira.at_pair(pair, "bringer/take-back")
    mira.at_pair(pair, "withdraw")
    assert {"asking_desk:home", "asking_desk:pair", "asking_desk:answer", "asking_desk:bringer"} <= assert_persian(
        mira, tomas
    )


def test_what_two_people_weigh_and_what_was_seen_is_persian(desks: Desks, mira: Reader, tomas: Reader) -> None:
    pair = desks.pair(desks.request(**MOTHER), desks.presence(**SON | {"birth": "۱۳۹۳", "if_i_die": "مادرم"}))
    at = f"/asking/{pair}"
    mira.post(f"{at}/death/", f"{at}/death/", source="press", ground="two_people")
    mira.post(f"{at}/death/", f"{at}/death/", **DEATH)
    tomas.post(f"{at}/weighed/confirm/", f"{at}/death/", reason="")
    tomas.post(f"{at}/weighed/confirm/", f"{at}/death/", reason="خودم پرسیدم")
    mira.post(f"{at}/child/", f"{at}/child/", **CHILD | {"own_wish": "no", "danger": "the_enquirer"})
    mira.post(f"{at}/child/", f"{at}/child/", **CHILD)
    mira.get(f"{at}/death/")
    tomas.post(f"{at}/weighed/confirm/", f"{at}/child/", reason="پرونده را خواندم")
    mira.post("/asking/sightings/", seen_name="داریوش")
    mira.post("/asking/sightings/", seen_where="آسیاب", seen_when="زمستان", teller="بهرام")
    mira.get(f"{at}/bringer/")
    assert {"asking_desk:death", "asking_desk:child", "asking_desk:sightings"} <= assert_persian(mira, tomas)


def test_every_reason_beside_a_pair_is_persian(desks: Desks, mira: Reader) -> None:
    request = desks.request(**MOTHER)
    for stranger in STRANGERS:
        pair = desks.pair(request, desks.presence(**{"father": "", "last_place": "", "two_things": ()} | stranger))
        page = mira.get(f"/asking/{pair}/").content.decode()
        assert len(re.findall(r'class="evidence-sentence">[^A-Za-z]', page)) == 9
        mira.at_pair(pair, "set-aside", reason="پدرش کس دیگری است")
        mira.at_pair(pair, "take-up")
    assert_persian(mira)


def test_what_stands_against_asking_is_persian(desks: Desks, mira: Reader) -> None:
    request, now = desks.request(**MOTHER), desks.parts.clock.now()
    farid = desks.colleague("farid", Duty.FAMILY_DESK)
    pair = desks.pair(request, desks.presence(**SON))
    for purpose in (Purpose.NOT_TOLD, Purpose.DEBT):
        establish(
            actor=farid.actor,
            now=now,
            parts=desks.parts,
            request_id=request,
            verification=Verification.NONE,
            purpose=purpose,
            reported_dead=True,
        )
        mira.at_pair(pair, "findings", route_risk="high", questions="not_given", under_age="on")
        mira.get(f"/asking/{pair}/")
    mira.at_pair(pair, "set-aside", reason="")
    assert_persian(mira)


def test_trips_are_persian(desks: Desks, mira: Reader, tomas: Reader) -> None:
    omar = desks.colleague("omar", Duty.CARRIER)
    mira.get("/asking/trips/new/")
    pair = desks.pair(desks.request(**MOTHER), desks.presence(**SON))
    decided(pair, mira, tomas)
    desks.release()
    plan = {"carrier": omar.account, "offers": "3", "languages": "fa", "paper": "a4", "asked_with": "numbers"}
    mira.get("/asking/trips/new/")
    mira.post("/asking/trips/new/", **plan | {"offers": "501", "carrier": ""})
    mira.post("/asking/trips/new/", **plan, pairs=[pair])
    [at] = re.findall(r'href="(/asking/trips/[0-9a-f]{32}/)"', mira.get("/asking/trips/").content.decode())
    mira.post(f"{at}print/", at)
    mira.post(f"{at}print/", seen="1")
    mira.post(f"{at}sheets/", sheets="99", outcome="answered")
    mira.post(f"{at}sheets/", sheets="4", outcome="answered", setting="observed")
    mira.post(f"{at}sheets/", sheets="1", outcome="not_carried")
    mira.post(f"{at}rest/", outcome="unused", but="2", counted="7")
    mira.post(f"{at}rest/", outcome="unused", but="2")
    mira.get(f"{at}visits/")
    mira.post(f"{at}visits/", number="1", on="یک روز")
    met = dict.fromkeys(("all_persons", "all_premises", "private_talk", "own_interpreter", "repeat_visits"), "met")
    mira.post(f"{at}visits/", number="1", on="2026-03-02", because="راه بسته بود", **met)
    mira.get(at)
    mira.post(f"{at}close/")
    mira.get("/asking/trips/")
    assert {"asking_desk:trips", "asking_desk:trip", "asking_desk:trip_plan"} <= assert_persian(mira)


def test_papers_are_persian(desks: Desks, mira: Reader, tomas: Reader) -> None:
    mira.get("/asking/papers/")
    pair = desks.pair(desks.request(**MOTHER), desks.presence(**SON))
    decided(pair, mira, tomas)
    desks.release()
    meant = {"about": pair, "4821": "messages", "2075": "nothing", "9316": "address", "5502": "alive"}
    brought(desks, picture(Seen(issued(desks, SheetKind.ASKING, meant), inked=(4,)), note="دستی"))
    brought(desks, picture(Seen(issued(desks, SheetKind.OFFER), inked=(3,), boxes=3, rotation=90), note="دستی"))
    brought(desks, picture(Seen(issued(desks, SheetKind.OFFER), inked=(1, 2), boxes=3), note="دستی"))
    brought(desks, picture(issued(desks, SheetKind.INTAKE), note="دستی"))
    brought(desks, picture(issued(desks, SheetKind.OFFER), issued(desks, SheetKind.REPLY, "ab" * 16), note="دو"))
    brought(desks, picture(note="دستی"))
    for paper in mira.papers():
        page = mira.get(paper).content.decode()
        for deed in re.findall(rf'action="({paper}[a-z-]+/)"', page):
            if not deed.endswith("pass-on/"):
                mira.post(deed, digits="۱۲", tells="2", name="", outcome="")
    assert {"asking_desk:papers", "asking_desk:paper"} <= assert_persian(mira)
