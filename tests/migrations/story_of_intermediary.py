"""What happens in the sample of an intermediary: Shirin seeks Darius, and is told that he lives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cast
from khabar.apps.accounts.actions import create_account
from khabar.apps.rounds.steps import bear_witness
from khabar.domain.answers import Tells
from khabar.domain.duties import Duty

if TYPE_CHECKING:
    from khabar.ports import Parts


def tell(parts: Parts) -> None:
    """Let it happen, with the actions of this version."""
    now = parts.clock.now()
    for name, duty in (("mira", Duty.ASKING_DESK), ("farid", Duty.FAMILY_DESK)):
        create_account(
            actor=cast.JOB,
            now=now,
            parts=parts,
            username=name,
            display_name=name.title(),
            duties=(duty,),
            passphrase="8316 2074 5591 6038 2247",
        )
    shirin = cast.file_request(parts, cast.shirins_request(now))
    darius = cast.file_presence(parts, cast.dariuss_presence(now))
    cast.verify_enquirer(parts, shirin)
    pair = cast.pair_of(parts, shirin, darius)
    cast.ask(parts, pair)
    cast.answered(parts, pair, Tells.ALIVE)
    cast.release(parts)
    cast.renew(parts)
    bear_witness(now, parts)
