"""What is done between rounds, because it does not depend on who is registered: what waits, and with which key.

It must never hold anything whose moment would tell what a round found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from khabar.ports import Parts


@dataclass(frozen=True)
class Errand:
    """One thing that is done at once when it waits. `key_class` is "" where no key is needed.

    `tells`: it publishes or sends, so it waits in quarantine.
    """

    name: str
    key_class: str
    waits: Callable[[datetime], bool]
    do: Callable[[datetime, Parts], None]
    tells: bool = True
