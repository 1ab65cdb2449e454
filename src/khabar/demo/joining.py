"""Lets the cast join the house: accounts, duties, second factors, by the same actions as real colleagues.

It runs once, in the process that lays out the demonstration. It must never be called for a real installation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.apps.accounts.actions import create_account
from khabar.apps.accounts.factors import enrol_factor
from khabar.demo.cast import COLLEAGUES
from khabar.domain.actors import system

if TYPE_CHECKING:
    from collections.abc import Iterable

    from khabar.demo.cast import Colleague
    from khabar.ports import Parts

ACTOR = system("demonstration")


def let_the_cast_join(parts: Parts, colleagues: Iterable[Colleague] = COLLEAGUES) -> None:
    """Give every colleague of the cast an account and the authenticator whose codes the start page shows."""
    for colleague in colleagues:
        account = create_account(
            actor=ACTOR,
            now=parts.clock.now(),
            parts=parts,
            username=colleague.username,
            display_name=colleague.name,
            duties=colleague.duties,
            passphrase=colleague.passphrase,
        )
        enrol_factor(actor=ACTOR, now=parts.clock.now(), parts=parts, account=account, secret=colleague.secret)
