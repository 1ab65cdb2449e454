"""Accounts from the shell: add a colleague, give and take duties, start anew after a lost telephone, declare kin.

The shell belongs to whoever keeps the machine; each act names that user in the ledger. A passphrase is shown once,
on this screen, and kept nowhere.
"""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING

import click

from khabar.apps.accounts import actions
from khabar.apps.accounts.passphrases import invent_passphrase
from khabar.apps.accounts.queries import account_named, colleagues
from khabar.domain.actors import system
from khabar.domain.duties import Duty, duties_of
from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from khabar.domain.actors import Actor
    from khabar.ports import Parts

_DUTY = click.Choice([duty.value for duty in Duty])


def duty_here(parts: Parts, word: str) -> Duty:
    """Give the duty of this name; Invalid when this kind of installation has none such."""
    duty, there = Duty(word), duties_of(parts.options.kind)
    if duty not in there:
        raise Invalid(
            "duty", f"{word}: there is no such duty in an {parts.options.kind}. There are: {', '.join(there)}."
        )
    return duty


def shell_actor() -> Actor:
    """Give the actor for whoever types: the user of the machine, which is all the shell knows."""
    return system(f"shell:{getpass.getuser()}")


@click.group()
def staff() -> None:
    """Colleagues, their duties and their sign-in."""


@staff.command()
@click.argument("username")
@click.option("--name", "display_name", required=True, help="An invented name that colleagues see.")
@click.option("--duty", "duties", type=_DUTY, multiple=True, help="May be repeated.")
@click.pass_obj
def add(parts: Parts, username: str, display_name: str, duties: tuple[str, ...]) -> None:
    """Add a colleague; prints a passphrase once."""
    passphrase = invent_passphrase(parts.entropy.bytes)
    actions.create_account(
        actor=shell_actor(),
        now=parts.clock.now(),
        parts=parts,
        username=username,
        display_name=display_name,
        duties=[duty_here(parts, duty) for duty in duties],
        passphrase=passphrase,
    )
    _tell_once(username, passphrase)


@staff.command("list")
def list_staff() -> None:
    """List all accounts: name, shown as, duties, second factor, open or closed."""
    for colleague in colleagues():
        columns = (
            colleague.username,
            colleague.display_name,
            ",".join(colleague.duties),
            "factor" if colleague.has_factor else "no-factor",
            "open" if colleague.is_active else "closed",
        )
        click.echo("\t".join(columns))


@staff.command()
@click.argument("username")
@click.option("--duty", type=_DUTY, required=True)
@click.pass_obj
def give(parts: Parts, username: str, duty: str) -> None:
    """Give a colleague one more duty."""
    account = account_named(username)
    actions.give_duty(
        actor=shell_actor(), now=parts.clock.now(), parts=parts, account=account, duty=duty_here(parts, duty)
    )


@staff.command()
@click.argument("username")
@click.option("--duty", type=_DUTY, required=True)
@click.pass_obj
def take(parts: Parts, username: str, duty: str) -> None:
    """Take a duty from a colleague."""
    account = account_named(username)
    actions.take_duty(actor=shell_actor(), now=parts.clock.now(), parts=parts, account=account, duty=Duty(duty))


@staff.command()
@click.argument("username")
@click.pass_obj
def reset(parts: Parts, username: str) -> None:
    """Start a colleague anew after a lost telephone or passphrase; all duties must be given again."""
    account = account_named(username)
    passphrase = invent_passphrase(parts.entropy.bytes)
    actions.reset_sign_in(
        actor=shell_actor(), now=parts.clock.now(), parts=parts, account=account, passphrase=passphrase
    )
    _tell_once(username, passphrase)


@staff.command()
@click.argument("username")
@click.pass_obj
def close(parts: Parts, username: str) -> None:
    """Close a colleague's account; it is never deleted, because the ledger names it."""
    account = account_named(username)
    actions.close_account(actor=shell_actor(), now=parts.clock.now(), parts=parts, account=account)


@staff.command()
@click.argument("username")
@click.argument("name")
@click.pass_obj
def kin(parts: Parts, username: str, name: str) -> None:
    """Seal the NAME of a colleague's own relative, so that nobody works on his own family's case."""
    account = account_named(username)
    actions.declare_kin(actor=shell_actor(), now=parts.clock.now(), parts=parts, account=account, name=name)


def _tell_once(username: str, passphrase: str) -> None:
    click.echo(f"{username}: {passphrase}")
    click.echo("Tell it by word of mouth. It is not shown again; the second factor is set up at the first sign-in.")
