from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from cryptography.fernet import InvalidToken
from django.db import connection

from apps.accounts.colleagues import MONDAY, SHELL
from khabar.apps.accounts import factors
from khabar.apps.accounts.sign_in import SealedFactors
from khabar.domain.errors import Conflict, Refused

if TYPE_CHECKING:
    from pytest_django import Settings

    from apps.accounts.colleagues import House


def at_step(monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    monkeypatch.setattr(totp, "yield_hotp_counters_from_time", lambda: iter([step - 1, step, step + 1]))


def test_the_codes_are_those_of_the_published_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = base64.b32encode(b"12345678901234567890").decode()
    for step, code in enumerate(["755224", "287082", "359152", "969429", "338314", "254676"]):  # RFC 4226, appendix D
        at_step(monkeypatch, step)
        assert factors.current_totp_code(secret) == code


def test_a_code_works_once_and_no_earlier_one_after_it(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    mira = house.colleague("mira")
    at_step(monkeypatch, 1000)
    earlier = totp.format_hotp_value(totp.hotp_value(mira.secret, 999))
    code = factors.current_totp_code(mira.secret)
    assert factors.spend_totp_code(mira.account, code)
    assert not factors.spend_totp_code(mira.account, code)
    assert not factors.spend_totp_code(mira.account, earlier)
    at_step(monkeypatch, 1001)
    assert not factors.spend_totp_code(mira.account, code)
    assert factors.spend_totp_code(mira.account, factors.current_totp_code(mira.secret))


def test_a_code_of_nobody_is_never_spent(house: House) -> None:
    nima = house.newcomer("nima")
    assert not factors.spend_totp_code(nima.account, "123456")


def test_secret_and_seed_are_not_readable_in_the_database(house: House) -> None:
    mira = house.colleague("mira")
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        stored = "".join(row[0] for row in cursor.fetchall())
    assert mira.secret not in stored
    seed = next(row for row in Authenticator.objects.all() if row.type == Authenticator.Type.RECOVERY_CODES)
    assert SealedFactors().decrypt(seed.data["seed"]) not in stored


def test_a_sealed_factor_opens_with_a_former_secret_and_with_no_other(settings: Settings) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "former" * 10, []
    sealed = SealedFactors().encrypt("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "present" * 10, ["former" * 10]
    assert SealedFactors().decrypt(sealed) == "JBSWY3DPEHPK3PXP"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        SealedFactors().decrypt(sealed)


def test_nobody_takes_off_his_own_factor_and_nobody_gets_a_second_one(house: House) -> None:
    mira = house.colleague("mira")
    assert not SealedFactors().can_delete_authenticator(Authenticator.objects.first())
    with pytest.raises(Conflict):
        factors.enrol_factor(actor=mira.actor, now=MONDAY, parts=house.parts, account=mira.account, secret=mira.secret)


def test_a_factor_belongs_to_its_person(house: House) -> None:
    mira, ezra = house.colleague("mira"), house.colleague("ezra")
    common: dict[str, Any] = {"actor": ezra.actor, "now": MONDAY, "parts": house.parts, "account": mira.account}
    with pytest.raises(Refused):
        factors.enrol_factor(**common, secret=ezra.secret)
    with pytest.raises(Refused):
        factors.renew_recovery_codes(**common)
    with pytest.raises(Refused):
        factors.show_recovery_codes(**common)


def test_printed_codes_are_shown_once_and_new_ones_replace_them(house: House) -> None:
    mira = house.colleague("mira")
    common: dict[str, Any] = {"actor": mira.actor, "now": MONDAY, "parts": house.parts, "account": mira.account}
    first = factors.show_recovery_codes(**common)
    assert len(set(first)) == factors.recovery_codes_left(mira.account) == 10
    assert factors.were_codes_shown(mira.account)
    assert factors.show_recovery_codes(**common) == ()
    factors.renew_recovery_codes(**common)
    assert not set(first) & set(factors.show_recovery_codes(**common))


def test_without_an_authenticator_there_are_no_printed_codes(house: House) -> None:
    nima = house.newcomer("nima")
    common: dict[str, Any] = {"actor": nima.actor, "now": MONDAY, "parts": house.parts, "account": nima.account}
    assert factors.show_recovery_codes(**common) == ()
    assert factors.recovery_codes_left(nima.account) == 0
    with pytest.raises(Refused):
        factors.renew_recovery_codes(**common)


def test_an_authenticator_on_the_same_telephone_is_led_to_the_secret(house: House) -> None:
    nima = house.newcomer("nima")
    secret = factors.new_totp_secret(house.entropy.bytes)
    assert len(secret) == 32
    assert f"secret={secret}" in factors.totp_url(nima.account, secret)
    assert factors.fits(secret, factors.current_totp_code(secret))
    assert not factors.fits(secret, "")
    factors.enrol_factor(actor=SHELL, now=MONDAY, parts=house.parts, account=nima.account, secret=secret)
