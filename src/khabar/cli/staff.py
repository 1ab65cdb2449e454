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
from khabar.cli.quorum import Quorum, by_two
from khabar.domain.actors import system
from khabar.domain.alarms import AlarmKind
from khabar.domain.duties import Duty, duties_of, needs_two
from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.domain.actors import Actor
    from khabar.domain.ids import AccountId
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
@by_two
def add(parts: Parts, *, username: str, display_name: str, duties: tuple[str, ...], quorum: Quorum) -> None:
    """Add a colleague; prints a passphrase once. With any duty but an operator's two people stand behind it."""
    passphrase, given = invent_passphrase(parts.entropy.bytes), [duty_here(parts, duty) for duty in duties]
    if needs_two(given):
        quorum.require(parts, actor=shell_actor())
    account = actions.create_account(
        actor=shell_actor(),
        now=parts.clock.now(),
        parts=parts,
        username=username,
        display_name=display_name,
        duties=given,
        passphrase=passphrase,
    )
    _tell(quorum, parts, account, given)
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
@by_two
def give(parts: Parts, *, username: str, duty: str, quorum: Quorum) -> None:
    """Give a colleague one more duty. For any but an operator's two people stand behind it."""
    account, given = account_named(username), duty_here(parts, duty)
    if needs_two([given]):
        quorum.require(parts, actor=shell_actor())
    actions.give_duty(actor=shell_actor(), now=parts.clock.now(), parts=parts, account=account, duty=given)
    _tell(quorum, parts, account, [given])


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
@by_two
def reset(parts: Parts, *, username: str, quorum: Quorum) -> None:
    """Start a colleague anew after a lost telephone or passphrase; all duties must be given again.

    Two people stand behind it.
    """
    account = account_named(username)
    quorum.require(parts, actor=shell_actor())
    passphrase = invent_passphrase(parts.entropy.bytes)
    actions.reset_sign_in(
        actor=shell_actor(), now=parts.clock.now(), parts=parts, account=account, passphrase=passphrase
    )
    quorum.tell(parts, actor=shell_actor(), kind=AlarmKind.RESET, details={"of": account})
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


def _tell(quorum: Quorum, parts: Parts, account: AccountId, duties: Sequence[Duty]) -> None:
    """Let whoever watches this house know that an account opens more than it did."""
    if needs_two(duties):
        told = {"of": account, "duties": sorted(duties)}
        quorum.tell(parts, actor=shell_actor(), kind=AlarmKind.DUTIES, details=told)


def _tell_once(username: str, passphrase: str) -> None:
    click.echo(f"{username}: {passphrase}")
    click.echo("Tell it by word of mouth. It is not shown again; the second factor is set up at the first sign-in.")
