"""The two houses that the matrix asks: each with a case that is there, one of one's own family, and one erased."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import association_cast
import cast
from apps.accounts.colleagues import SHELL, Colleague
from khabar.apps.accounts.actions import create_account, declare_kin
from khabar.apps.accounts.factors import enrol_factor, new_totp_secret
from khabar.apps.casework.actions import erase_file
from khabar.apps.registry.actions import erase_presence, erase_request
from khabar.domain.kinds import Kind
from proofs.matrix import ANOTHER, ERASED, NOT_YOURS, THERE, World

if TYPE_CHECKING:
    from collections.abc import Callable

    from khabar.domain.duties import Duty
    from khabar.ports import Parts

OWN_FAMILY = "Zebulon Quirk"
PASSPHRASE = "8316 2074 5591 6038 2247"


def intermediary(parts: Parts) -> World:
    """Shirin's request with its pair and a letter; the same for one of our own family; the same erased."""
    now = parts.clock.now()
    there = _case(parts, "shirin", "Darius Ahmadi")
    not_yours = _case(parts, "leyla", OWN_FAMILY)
    erased = _case(parts, "ezra", "Somebody Erased")
    presence = erased["presence_id"]
    erase_request(actor=cast.JOB, now=now, parts=parts, request_id=erased["request_id"])  # type: ignore[arg-type]  # by name
    erase_presence(actor=cast.JOB, now=now, parts=parts, presence_id=presence)  # type: ignore[arg-type]  # by name
    another = {"*": there["presence_id"], "presence_id": there["request_id"], "holder": there["message_id"]}
    there["holder"], not_yours["holder"], erased["holder"] = there["request_id"], not_yours["presence_id"], presence
    objects = {THERE: there, ANOTHER: another, NOT_YOURS: not_yours, ERASED: erased}
    return World(Kind.INTERMEDIARY, "khabar.config.urls_house", _joining(parts), objects)


def association(parts: Parts) -> World:
    """The file of Shirin's family; one of our own family; one erased."""
    body = association_cast.SHIRINS
    there = association_cast.shirins_file(parts)
    people = tuple(replace(one, name=OWN_FAMILY) for one in body.people)
    kin = association_cast.shirins_file(parts, replace(body, people=people))
    gone = association_cast.shirins_file(parts, body)
    erase_file(actor=association_cast.LEYLA, now=parts.clock.now(), parts=parts, file_id=gone)
    objects = {
        THERE: {"file_id": there},
        ANOTHER: {"*": there, "file_id": "f" * 32},
        NOT_YOURS: {"file_id": kin},
        ERASED: {"file_id": gone},
    }
    return World(Kind.ASSOCIATION, "khabar.config.urls_association_house", _joining(parts), objects)


def _case(parts: Parts, holder: str, name: str) -> dict[str, str]:
    now = parts.clock.now()
    slip = cast.slip_of(holder)
    request = cast.file_request(parts, cast.shirins_request(now, name=name, **slip))
    presence = cast.file_presence(parts, cast.dariuss_presence(now, name=name))
    pair = cast.pair_of(parts, request, presence)
    letter = cast.write(parts, holder, f"To {name}: we are all alive.")
    return {"request_id": request, "pair_id": pair, "message_id": letter, "presence_id": presence}


def _joining(parts: Parts) -> Callable[[str, tuple[Duty, ...]], Colleague]:
    def join(name: str, duties: tuple[Duty, ...]) -> Colleague:
        now = parts.clock.now()
        account = create_account(
            actor=SHELL,
            now=now,
            parts=parts,
            username=name,
            display_name=name.capitalize(),
            duties=duties,
            passphrase=PASSPHRASE,
        )
        secret = new_totp_secret(parts.entropy.bytes)
        enrol_factor(actor=SHELL, now=now, parts=parts, account=account, secret=secret)
        declare_kin(actor=SHELL, now=now, parts=parts, account=account, name=OWN_FAMILY)
        return Colleague(account, name, duties, secret)

    return join
