from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.cache import cache
from django.test import Client

from apps.accounts.colleagues import MONDAY, PASSPHRASE, SHELL, browser_of
from khabar.apps.accounts import actions, factors
from khabar.apps.ledger.models import Entry
from khabar.domain.duties import Duty

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response
    from pytest_django import Settings

    from apps.accounts.colleagues import Colleague, House

pytestmark = pytest.mark.urls("web.front.house_addresses")


def passphrase(client: Client, username: str, text: str = PASSPHRASE) -> Response:
    return client.post("/sign-in/", {"login": username, "password": text})


def code(client: Client, text: str) -> Response:
    return client.post("/sign-in/code/", {"code": text})


def words(response: Response) -> str:
    """The page without the token that differs each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def is_signed_in(client: Client) -> bool:
    return bool(client.get("/kin/").status_code == 200)


def sign_in(colleague: Colleague, text: str) -> Client:
    client = Client()
    passphrase(client, colleague.username)
    code(client, text)
    return client


def test_mira_signs_in_with_passphrase_and_code_and_the_ledger_knows(house: House) -> None:
    mira = house.colleague("mira", Duty.ASKING_DESK)
    client = Client()
    assert client.get("/sign-in/").status_code == 200
    assert passphrase(client, "mira")["Location"] == "/sign-in/code/"
    assert client.get("/")["Location"] == "/sign-in/"
    assert client.get("/sign-in/code/").status_code == 200
    assert code(client, factors.current_totp_code(mira.secret))["Location"] == "/"
    assert "Asking desk" in client.get("/").content.decode()
    assert client.get("/pairs/").content.decode() == f"pairs for {mira.account}"
    assert list(Entry.objects.values_list("act", "actor").order_by("-sequence")[:1]) == [
        ("sign in", f"staff:{mira.account}")
    ]


def test_digits_may_be_typed_in_persian_and_in_groups(house: House) -> None:
    mira = house.colleague("mira")
    client = Client()
    passphrase(client, "Mira", PASSPHRASE.replace(" ", "-"))
    persian = factors.current_totp_code(mira.secret).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    code(client, f"{persian[:3]} {persian[3:]}")
    assert is_signed_in(client)


def test_unknown_name_wrong_passphrase_and_closed_account_hear_the_same(house: House) -> None:
    house.colleague("mira")
    closed = house.colleague("tomas")
    actions.close_account(actor=SHELL, now=MONDAY, parts=house.parts, account=closed.account)
    answers = {}
    for name, text in (("mira", "wrong words here"), ("tomas", PASSPHRASE), ("ghost", PASSPHRASE)):
        response = passphrase(Client(), name, text)
        answers[name] = (response.status_code, words(response).replace(f'value="{name}"', ""), sorted(response.cookies))
    assert answers["mira"] == answers["tomas"] == answers["ghost"]
    assert "do not fit together" in answers["ghost"][1]


def test_after_five_wrong_tries_known_and_unknown_names_wait_alike(house: House) -> None:
    house.colleague("mira")
    for name in ("mira", "ghost"):
        cache.clear()
        for _try in range(5):
            assert "do not fit together" in words(passphrase(Client(), name, "wrong words here"))
        assert "wait five minutes" in words(passphrase(Client(), name, PASSPHRASE))
    assert "wait five minutes" in words(
        Client(headers={"host": "other.localhost"}).post("/sign-in/", {"login": "ghost", "password": "x"})
    )


@pytest.mark.parametrize("wrong", ["", "000000", "12345", "abcdef", "٠٠٠٠٠٠", "1" * 41])
def test_a_wrong_code_lets_nobody_in(house: House, monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setattr(totp, "yield_hotp_counters_from_time", lambda: iter([5, 6, 7]))
    mira = house.colleague("mira")
    client = sign_in(mira, wrong)
    assert not is_signed_in(client)


def test_a_code_is_used_up_and_does_not_work_in_a_second_browser(house: House) -> None:
    mira = house.colleague("mira")
    used = factors.current_totp_code(mira.secret)
    assert is_signed_in(sign_in(mira, used))
    cache.clear()  # what allauth remembers for half a minute is gone; what we remember is not
    assert not is_signed_in(sign_in(mira, used))


def test_a_printed_code_works_once(house: House) -> None:
    mira = house.colleague("mira")
    printed = factors.show_recovery_codes(actor=mira.actor, now=MONDAY, parts=house.parts, account=mira.account)
    assert is_signed_in(sign_in(mira, f"{printed[0][:4]} {printed[0][4:]}"))
    assert not is_signed_in(sign_in(mira, printed[0]))
    assert is_signed_in(sign_in(mira, printed[1]))
    assert factors.recovery_codes_left(mira.account) == 8


def test_a_newcomer_reaches_nothing_before_the_second_factor_is_active(house: House) -> None:
    nima = house.newcomer("nima", Duty.HELPER)
    client = Client()
    passphrase(client, "nima")
    for path in ("/", "/helper/", "/kin/", "/second-factor/codes/", "/nowhere/", "/pairs/"):
        assert client.get(path)["Location"] == "/second-factor/"
    page = client.get("/second-factor/").content.decode()
    secret = "".join(re.findall(r'class="digits-group">(\w+)<', page))
    assert client.get("/second-factor/").content.decode().count(secret[:4]) >= 1
    assert "do not fit" not in page
    assert "does not fit" in client.post("/second-factor/", {"code": "12"}).content.decode()
    first = factors.current_totp_code(secret)
    assert client.post("/second-factor/", {"code": first})["Location"] == "/second-factor/codes/"
    assert client.get("/helper/").status_code == 200
    assert not is_signed_in(sign_in(nima_with(nima, secret), first))
    assert client.get("/second-factor/")["Location"] == "/"


def nima_with(nima: Colleague, secret: str) -> Colleague:
    return type(nima)(nima.account, nima.username, nima.duties, secret)


def test_the_secret_in_preparation_does_not_lie_open_in_the_visit(house: House) -> None:
    house.newcomer("nima")
    client = Client()
    passphrase(client, "nima")
    secret = "".join(re.findall(r'class="digits-group">(\w+)<', client.get("/second-factor/").content.decode()))
    assert len(secret) == 32
    assert secret not in str(dict(client.session.items()))


def test_a_visit_from_before_the_second_factor_ends_when_it_is_activated_elsewhere(house: House) -> None:
    nima = house.newcomer("nima", Duty.HELPER)
    early = Client()
    passphrase(early, "nima")
    assert early.get("/second-factor/").status_code == 200
    secret = factors.new_totp_secret(house.entropy.bytes)
    factors.enrol_factor(actor=SHELL, now=MONDAY, parts=house.parts, account=nima.account, secret=secret)
    assert early.post("/second-factor/codes/new/")["Location"].startswith("/sign-in/")
    assert early.get("/helper/")["Location"] == "/sign-in/?next=%2Fhelper%2F"


def test_printed_codes_appear_once_on_a_page_of_their_own(house: House) -> None:
    mira = house.colleague("mira")
    client = sign_in(mira, factors.current_totp_code(mira.secret))
    assert "Show my codes" in client.get("/second-factor/codes/").content.decode()
    shown = client.post("/second-factor/codes/shown/").content.decode()
    assert len(re.findall(r">\d{4}\s\d{4}</span></li>", shown)) == 10
    assert client.post("/second-factor/codes/shown/")["Location"] == "/second-factor/codes/"
    assert "Draw new codes" in client.get("/second-factor/codes/").content.decode()
    assert client.post("/second-factor/codes/new/")["Location"] == "/second-factor/codes/"
    assert "Show my codes" in client.get("/second-factor/codes/").content.decode()


def test_a_change_of_factors_asks_for_the_passphrase_when_the_sign_in_lies_far_back(house: House) -> None:
    mira = house.colleague("mira")
    client = browser_of(mira)
    asked = client.post("/second-factor/codes/new/")
    assert asked["Location"].startswith("/sign-in/again/?next=")
    assert "does not fit" in client.post(asked["Location"], {"password": "wrong words here"}).content.decode()
    assert client.get(asked["Location"]).status_code == 200
    client.post(asked["Location"], {"password": PASSPHRASE})
    assert "Show my codes" in client.get("/second-factor/codes/").content.decode()


def test_signing_out_ends_the_visit_and_only_by_a_posted_form(house: House) -> None:
    client = browser_of(house.colleague("mira"))
    assert client.get("/sign-out/").status_code == 200
    assert is_signed_in(client)
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert not is_signed_in(client)


def test_a_reset_ends_running_visits_and_the_old_passphrase(house: House) -> None:
    mira = house.colleague("mira", Duty.ASKING_DESK)
    client = browser_of(mira)
    actions.reset_sign_in(
        actor=SHELL, now=MONDAY, parts=house.parts, account=mira.account, passphrase="7402 1180 3365 9921 0047"
    )
    assert client.get("/pairs/")["Location"].startswith("/sign-in/")
    assert "do not fit together" in words(passphrase(Client(), "mira"))
    fresh = Client()
    passphrase(fresh, "mira", "74021180336599210047")
    assert fresh.get("/pairs/")["Location"] == "/second-factor/"


def test_whoever_is_closed_in_mid_visit_is_out_at_the_next_page(house: House) -> None:
    mira = house.colleague("mira", Duty.ASKING_DESK)
    client = browser_of(mira)
    assert client.get("/pairs/").status_code == 200
    actions.close_account(actor=SHELL, now=MONDAY, parts=house.parts, account=mira.account)
    assert client.get("/pairs/")["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("away", ["https://example.org/", "//example.org", "https://other.localhost/", "javascript:1"])
def test_sign_in_leads_back_only_into_this_house(house: House, away: str) -> None:
    mira = house.colleague("mira")
    client = Client()
    client.post("/sign-in/", {"login": "mira", "password": PASSPHRASE, "next": away})
    assert code(client, factors.current_totp_code(mira.secret))["Location"] == "/"


def test_one_surface_only_no_answer_in_another_form(house: House) -> None:
    house.colleague("mira")
    response = Client(headers={"accept": "application/json"}).post("/sign-in/", {"login": "mira", "password": "wrong"})
    assert response["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    "path",
    ["signup/", "sign-up/", "password/reset/", "password/change/", "email/", "accounts/", "accounts/login/", "2fa/"],
)
def test_sign_up_mail_and_passphrase_pages_are_not_built_in(house: House, path: str) -> None:
    client = browser_of(house.colleague("mira"))
    assert client.get(f"/{path}").status_code == 404
    assert Client().get(f"/{path}")["Location"] == f"/sign-in/?next=%2F{path.replace('/', '%2F')}"


def test_nobody_is_ever_written_a_mail_nor_told_across_pages(house: House) -> None:
    mira = house.colleague("mira")
    client = sign_in(mira, factors.current_totp_code(mira.secret))
    assert mail.outbox == []
    assert list(client.get("/").context["messages"]) == []


def test_passphrases_are_hashed_with_argon2(house: House, settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    mira = house.colleague("mira")
    assert get_user_model().objects.get(pk=mira.account).password.startswith("argon2$argon2id$")
    assert is_signed_in(sign_in(mira, factors.current_totp_code(mira.secret)))


def test_too_many_tries_from_one_place_get_a_page_in_our_words(house: House, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    house.colleague("mira")
    passphrase(Client(), "mira", "wrong words here")
    waiting = passphrase(Client(), "mira")
    assert waiting.status_code == 429
    assert "Please wait" in waiting.content.decode()


def test_first_codes_can_be_tried_only_a_few_times(house: House) -> None:
    house.newcomer("nima")
    client = Client()
    passphrase(client, "nima")
    for _try in range(5):
        client.post("/second-factor/", {"code": "1"})
    assert "wait five minutes" in client.post("/second-factor/", {"code": "1"}).content.decode()
