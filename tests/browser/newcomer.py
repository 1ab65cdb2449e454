"""Somebody new in the house, in a browser: the first sign-in, the second factor, the way out and the way in again.

The authenticator is reckoned from what stands on the page, as a telephone would.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from browser.persons import Person
from journeys.staff import totp

if TYPE_CHECKING:
    from browser.crawl import Crawl
    from browser.persons import Seat
    from journeys.installation import Installation


@dataclass(frozen=True)
class Newcomer:
    """A new colleague without any duty: their window, their name in the house, their passphrase."""

    person: Person
    name: str
    passphrase: str

    @classmethod
    def joins(cls, inst: Installation, seat: Seat) -> Newcomer:
        """Get an account from the shell."""
        name = f"roya-{time.monotonic_ns()}"
        told = inst.khabar("staff", "add", name, "--name", "Roya", "--duty", "unlocker")
        passphrase = re.findall(rf"(?m)^{name}: (.+)$", told.stdout)[0]
        return cls(Person.at(seat, f"http://{name}.localhost:{inst.house_port}"), name, passphrase)

    def comes_and_goes(self, crawl: Crawl) -> None:
        """Sign in for the first time, look at everything, sign out, and stand before the second factor again."""
        self.signs_in(crawl)
        secret = "".join(self.person.print_numbers())
        self.person.type_in("/second-factor/", code=totp(secret, time.time()))
        crawl.note(self.person)
        crawl.send(self.person, crawl.walk(self.person, "/"))
        self.person.page.goto(self.person.origin + "/")
        self.person.type_in("/sign-out/")
        crawl.note(self.person)
        self.signs_in(crawl)
        self.person.type_in("/sign-in/code/", code="000000")
        crawl.note(self.person)
        self.person.close()

    def signs_in(self, crawl: Crawl) -> None:
        """Type name and passphrase; whatever page comes then is looked at."""
        crawl.look(self.person, "/sign-in/")
        self.person.type_in("/sign-in/", login=self.name, password=self.passphrase)
        crawl.note(self.person)
