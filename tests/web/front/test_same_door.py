"""Whoever is refused at the door was refused by the same work: as many hashes, as many questions to the database.

The times themselves are compared by `./run check --silence sign-in`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts.colleagues import MONDAY, PASSPHRASE, SHELL
from khabar.apps.accounts import actions

if TYPE_CHECKING:
    from apps.accounts.colleagues import House

pytestmark = pytest.mark.urls("web.front.house_addresses")

REFUSED = ("parvin", "nobody", "kamran", "samira")
"""A wrong passphrase, no such name, a closed account, no factor: names of one length."""


def test_four_kinds_of_refusal_do_the_same_work_and_say_the_same(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.colleague("parvin")
    house.newcomer("samira")
    closed = house.colleague("kamran")
    actions.close_account(actor=SHELL, now=MONDAY, parts=house.parts, account=closed.account)
    hashed: list[str] = []
    as_it_is = MD5PasswordHasher.encode

    def counted(hasher: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return as_it_is(hasher, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    told = set()
    for name in REFUSED:
        cache.clear()
        hashed.clear()
        text = PASSPHRASE if name in {"nobody", "kamran"} else "1174 9930 6612 0458 8837"
        with CaptureQueriesContext(connection) as asked:
            answer = Client().post("/sign-in/", {"login": name, "password": text})
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode()).replace(name, "")
        told.add((answer.status_code, page, tuple(sorted(answer.headers)), len(hashed), len(asked)))
    assert len(told) == 1
    (_status, page, _headers, hashes, _questions) = told.pop()
    assert "do not fit together" in page
    assert hashes == 1
