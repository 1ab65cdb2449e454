"""Shell doors to canary persons: invented ones whom nobody has a reason to open.

Whoever is to be one is filed like anybody, by the porch's own form; here an unlocker says which slip it was. An
operator alone can neither plant one nor learn who they are.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from khabar.adapters.keyagent.memory import MemoryKeyAgent
from khabar.apps.alarms.canaries import Canary, canaries, locator_of
from khabar.apps.alarms.canaries import plant as plant_one
from khabar.cli.keyring import opened_ring, opens
from khabar.cli.slips import asked_slip
from khabar.cli.staff import shell_actor
from khabar.domain.alarms import CANARY_SETTLES
from khabar.domain.errors import Conflict

if TYPE_CHECKING:
    from khabar.cli.keyring import Opener
    from khabar.ports import Parts


@click.group()
def canary() -> None:
    """Invented persons whom nobody has a reason to open: plant them, list them."""


@canary.command()
@click.option(
    "--settles",
    type=click.IntRange(0, 365),
    default=CANARY_SETTLES.days,
    show_default=True,
    metavar="DAYS",
    help="So long the desk may open it like anybody new.",
)
@opens
def plant(parts: Parts, *, opener: Opener, settles: int) -> None:
    """Keep that the person filed with a slip is invented, so that an opening rings. It asks for the slip."""
    now, locator = parts.clock.now(), locator_of(asked_slip(), parts=parts)
    with opened_ring(opener) as ring:
        known = canaries(MemoryKeyAgent(ring.unlocked), parts.public.of_record)
        new = Canary(locator, now + timedelta(days=settles))
        try:
            plant_one(actor=shell_actor(), now=now, parts=parts, canary=new, known=known)
        except Conflict as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"It is kept. Openings ring from {new.rings_from:%Y-%m-%d} on. Destroy the slip.", err=True)


@canary.command("list")
@opens
def list_all(parts: Parts, *, opener: Opener) -> None:
    """List the canaries: the beginning of each one's locator, and from which day an opening rings."""
    with opened_ring(opener) as ring:
        for one in canaries(MemoryKeyAgent(ring.unlocked), parts.public.of_record):
            click.echo(f"{one.locator[:12]}\t{one.rings_from:%Y-%m-%d}")
