"""What the start page shows: people with their addresses and codes of the moment, and the values of the walk.

Read-models for templates, made anew for each page. It must never read a case.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from khabar.adapters.clock import SystemClock
from khabar.demo import cast, cast_of_association, story, story_of_association, story_on_paper
from khabar.demo.folder import MAILS, NUMBER, PAPER, PICTURES, SLIPS
from khabar.domain.kinds import Kind

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

_CODE_DIGITS = 6
_CODE_LIVES = 30
"""Seconds an authenticator shows one code (RFC 6238, section 4.1)."""


class Installation(Protocol):
    """What is needed of the settings."""

    @property
    def kind(self) -> Kind:
        """What the installation is for."""
        ...

    @property
    def home(self) -> Path:
        """The folder of the demonstration."""
        ...

    @property
    def porch_bind(self) -> str:
        """Where the porch listens."""
        ...

    @property
    def house_bind(self) -> str:
        """Where the house listens."""
        ...


@dataclass(frozen=True)
class Shown:
    """One person of the cast as the page shows them; visitors have no username."""

    name: str
    part: str
    url: str
    username: str = ""
    passphrase: str = ""
    code: str = ""


def people(options: Installation) -> dict[str, object]:
    """Give visitors, colleagues, and for how many seconds the codes are shown."""
    porch, house = _port(options.porch_bind), _port(options.house_bind)
    visitors = [
        Shown(visitor.name, str(visitor.part), f"http://{visitor.host}:{porch}{visitor.path}")
        for visitor in _cast(options).VISITORS
    ]
    colleagues = [
        Shown(
            colleague.name,
            str(colleague.part),
            f"http://{colleague.host}:{house}/",
            colleague.username,
            colleague.passphrase,
            current_code(colleague.secret),
        )
        for colleague in _cast(options).COLLEAGUES
    ]
    keys = {person.username.replace("-", "_"): person for person in colleagues}
    return {"keys": keys, "visitors": visitors, "colleagues": colleagues, "seconds_left": seconds_left()}


def walk(options: Installation) -> dict[str, object]:
    """Give what the walk needs: addresses by name, and what each one writes."""
    porch, house = _port(options.porch_bind), _port(options.house_bind)
    at = {person.name.lower(): f"http://{person.host}:{porch}" for person in cast.VISITORS}
    desks = {person.username.replace("-", "_"): f"http://{person.host}:{house}" for person in cast.COLLEAGUES}
    return {
        "at": at,
        "desks": desks,
        "story": {
            "request": story.SHIRIN_WRITES,
            "message": story.SHIRIN_TELLS_HIM,
            "reply": story.DARIUS_REPLIES,
            "claim": story.EZRA_CLAIMS,
            "listed": story.DARIUS_IN_THE_LIST,
        },
        "paper": _paper(options),
        "home": options.home,
    }


def walk_of_association(options: Installation) -> dict[str, object]:
    """Give what the association's walk needs: addresses by name, what is typed, and the mails that have left."""
    porch, house = _port(options.porch_bind), _port(options.house_bind)
    mails = options.home / MAILS
    return {
        "at": {person.name.lower(): f"http://{person.host}:{porch}" for person in cast_of_association.VISITORS},
        "desks": {
            person.username.replace("-", "_"): f"http://{person.host}:{house}"
            for person in cast_of_association.COLLEAGUES
        },
        "letter": story_of_association.LEYLA_ASKS,
        "slug": story_of_association.SLUG,
        "mails": sorted((one.name for one in mails.glob("*.eml")), reverse=True) if mails.is_dir() else [],
        "home": options.home,
    }


def _cast(options: Installation) -> ModuleType:
    return cast_of_association if options.kind is Kind.ASSOCIATION else cast


def _paper(options: Installation) -> dict[str, object]:
    """Give what the walk on paper needs: files by what they are, the number outside the first slip, what is typed."""
    number = options.home / PAPER / NUMBER
    return {
        "slips": SLIPS,
        "pictures": PICTURES,
        "number": number.read_text(encoding="ascii") if number.exists() else "",
        "request": (*story_on_paper.GOLNAR_TELLS, *story_on_paper.GOLNAR_OF_HERSELF),
        "sheet": story_on_paper.KAMRAN_WRITES,
    }


def current_code(secret: str) -> str:
    """Give the code an authenticator with this secret shows; by the machine's clock, as authenticators do."""
    generator = TOTP(base64.b32decode(secret), _CODE_DIGITS, SHA1(), _CODE_LIVES)  # noqa: S303 - RFC 6238 has SHA-1
    return generator.generate(_seconds()).decode()


def seconds_left() -> int:
    """Say for how many seconds authenticators show the present code."""
    return _CODE_LIVES - _seconds() % _CODE_LIVES


def _seconds() -> int:
    return int(SystemClock().now().timestamp())


def _port(bind: str) -> str:
    return bind.rpartition(":")[2]
