"""Builders for the tests of an association's desks: colleagues who are signed in, and a house with its own addresses.

A `conftest.py` imports the fixture `rooms`; every request then gets the parts of the association, and addresses are
those of its house.

    rooms.browser("leyla", Duty.ADVOCATE)   a signed-in browser
    rooms.file()                            the file of Shirin's family, opened by Leyla of the cast
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

from apps.accounts.colleagues import PASSPHRASE, SHELL, Colleague, browser_of
from association_cast import SHIRINS, opened, shirins_file, written
from khabar.apps.accounts.actions import create_account
from khabar.apps.accounts.factors import enrol_factor, new_totp_secret
from khabar.config import wiring

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Response
    from pytest_django import Settings

    from khabar.apps.casework.files import Content, FileBody, OpenedFile
    from khabar.domain.duties import Duty
    from khabar.ports import Parts

HOUSE = "khabar.config.urls_association_house"
NOWHERE = "/no/such/address/at/all/"


@dataclass(frozen=True)
class Rooms:
    """A house of an association with colleagues and files, by its parts."""

    parts: Parts

    def colleague(self, username: str, *duties: Duty) -> Colleague:
        """Create an account with an authenticator whose secret the test knows."""
        parts, now = self.parts, self.parts.clock.now()
        account = create_account(
            actor=SHELL,
            now=now,
            parts=parts,
            username=username,
            display_name=username.capitalize(),
            duties=duties,
            passphrase=PASSPHRASE,
        )
        secret = new_totp_secret(parts.entropy.bytes)
        enrol_factor(actor=SHELL, now=now, parts=parts, account=account, secret=secret)
        return Colleague(account, username, tuple(duties), secret)

    def browser(self, username: str, *duties: Duty) -> Client:
        """A browser in which a new colleague with these duties is signed in."""
        return browser_of(self.colleague(username, *duties))

    def file(self, body: FileBody = SHIRINS, **changes: object) -> str:
        """Open the file of Shirin's family, with these changes."""
        return shirins_file(self.parts, replace(body, **changes))  # type: ignore[arg-type]  # fields by name

    def opened(self, file_id: str) -> OpenedFile:
        """Open a file as it is now."""
        return opened(file_id, self.parts)

    def written(self, file_id: str, content: Content) -> str:
        """Write a line into a file."""
        return written(file_id, content, self.parts)


@pytest.fixture
def rooms(db: None, association: Parts, settings: Settings) -> Rooms:  # noqa: ARG001 - db opens the house database
    """A house of an association in which colleagues sign in and files are kept."""
    cache.clear()
    wiring.use(association)
    settings.ROOT_URLCONF = HOUSE
    return Rooms(association)


def told(answer: Response) -> tuple[int, list[tuple[str, str]], bytes]:
    """Everything an onlooker sees of an answer."""
    headers = sorted((name, value) for name, value in answer.headers.items() if name != "Set-Cookie")
    return answer.status_code, headers, answer.content


def address_of(route: str) -> str:
    """An address of this shape that leads to nothing: ids that nobody has."""
    filled = re.sub(r"<int:[^>]+>", "1", route.lstrip("/"))
    return "/" + re.sub(r"<[^>]+>", "0" * 32, filled)
