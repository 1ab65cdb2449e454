"""The shell door to erasing: one request or presence, by its id, after a question.

It works while the house is locked: to destroy a key nobody needs to have it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from django.db import transaction

from khabar.apps.pigeonholes.actions import close_pigeonhole
from khabar.apps.post.erasing import erase as erase_case
from khabar.domain.actors import system
from khabar.domain.ids import parse_id

if TYPE_CHECKING:
    from khabar.ports import Parts


@click.command("erase")
@click.argument("case")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def erase(parts: Parts, case: str, *, yes: bool) -> None:
    """Erase the request or presence CASE for good: its key, its pairs, its letters, its page."""
    holder = parse_id(case, field="case")
    if not yes:
        click.confirm("This cannot be undone. Erase it?", abort=True, err=True)
    actor, now = system("shell: erase"), parts.clock.now()
    with transaction.atomic(using="porch"):  # held first: a porch that is busy means that nothing is erased yet
        locator = erase_case(actor=actor, now=now, parts=parts, holder=holder)
        if locator:
            close_pigeonhole(actor=actor, now=now, locator=locator)
    click.echo("Erased. Backups made before still hold it until they are replaced.", err=True)
