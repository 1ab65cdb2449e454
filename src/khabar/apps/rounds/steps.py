"""What each step of an intermediary's round does. Every one can be interrupted and done again without harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.calls.actions import let_stopped_go_on
from khabar.apps.copies.actions import erase_expired
from khabar.apps.exchange.carriage import post_bundles
from khabar.apps.exchange.making import make_bundles
from khabar.apps.exchange.taking_in import take_in_waiting
from khabar.apps.intake.actions import forget
from khabar.apps.intake.limits import sweep
from khabar.apps.intake.queries import queued
from khabar.apps.journal.actions import witness
from khabar.apps.lists import working as lists
from khabar.apps.lodged.side import SIDE
from khabar.apps.matches import actions as matches
from khabar.apps.matches.memory import Register
from khabar.apps.outbox.actions import claim, finish
from khabar.apps.outbox.queries import due_items
from khabar.apps.pigeonholes.actions import close_pigeonhole, open_pigeonhole, renew_all
from khabar.apps.post import contact, mails, pages, postal, wished
from khabar.apps.post import releases as post
from khabar.apps.post.freshening import freshen
from khabar.apps.post.on_paper import drop_orphans
from khabar.apps.post.queries import messages_by_month
from khabar.apps.registry.actions import clear_arrival, store_arrival
from khabar.apps.registry.forgetting import forget_third_persons
from khabar.apps.registry.queries import arrivals
from khabar.apps.registry.remembered import Remembered
from khabar.apps.rounds import guaranteeing
from khabar.apps.rounds.comparing import compare_once_a_day
from khabar.apps.rounds.errands import Errand
from khabar.apps.rounds.filing import Unfit, file_submission
from khabar.apps.rounds.models import Unreadable
from khabar.apps.rounds.queries import clock_goes_steadily
from khabar.apps.searches.actions import answer_waiting
from khabar.apps.searches.memory import Called
from khabar.apps.searches.queries import something_waits
from khabar.apps.sightings.actions import forget_old
from khabar.apps.statistics.actions import tell_quarter
from khabar.domain.actors import system
from khabar.domain.rounds import Step
from khabar.vault.errors import VaultError
from khabar.vault.keys import KeyClass
from khabar.vault.seals import key_id_in, unseal_with

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from khabar.apps.outbox.queries import Due
    from khabar.ports import Parts


def take_in(now: datetime, parts: Parts) -> None:
    """Open what lies on the porch, seal it again for the register, and only then delete it from the porch."""
    actor = system("take in")
    parts.keys.key(KeyClass.INTAKE)
    for item in queued():
        try:
            private = parts.keys.key(KeyClass.INTAKE, key_id_in(item.sealed)).private
            opened = unseal_with(private, item.sealed)
            store_arrival(actor=actor, now=now, parts=parts, key=item.key, opened=opened)
        except VaultError:
            Unreadable.objects.get_or_create(key=item.key, defaults={"sealed": item.sealed, "found_at": now})
        forget(item.sequence, actor=actor, now=now)
    take_in_waiting(actor=actor, now=now, parts=parts, side=SIDE)


def file(now: datetime, parts: Parts) -> None:
    """Make requests, presences and messages of what arrived; what makes no sense is kept aside, not lost.

    Paper whose case was erased while the house was locked is erased now. Sightings and third persons whose time is
    over are forgotten, where the clock may be believed. Lists that desks handed over follow.
    """
    actor = system("file")
    if clock_goes_steadily(now, every_hours=parts.options.round_hours):
        forget_old(actor=system("forget"), now=now, parts=parts)
        forget_third_persons(actor=system("forget"), now=now, parts=parts)
    drop_orphans(actor=actor, now=now, parts=parts)
    for arrival in arrivals(parts=parts):
        try:
            with transaction.atomic():
                file_submission(actor=actor, now=now, parts=parts, arrival=arrival)
        except Unfit:
            Unreadable.objects.get_or_create(key=arrival.key, defaults={"sealed": arrival.sealed, "found_at": now})
        clear_arrival(actor=actor, now=now, key=arrival.key)
    lists.do_all(actor=system("lists"), now=now, parts=parts)


def match(now: datetime, parts: Parts) -> None:
    """Hold every new or changed card against everything; the names that are looked up follow, where there are any."""
    Remembered.forget_all_when_locked(parts)
    Called.keep_up(parts)
    Register.of_this_process().match_new(actor=system("match"), now=now, parts=parts)


def release(now: datetime, parts: Parts) -> None:
    """Let leave what is due: askings, words, letters. Claim, gate and effect are one transaction.

    First everything that lies on a page is sealed anew, so that no slot tells by its change that something left:
    whatever breaks afterwards, all slots have changed, and where this breaks nothing leaves. Last comes what waits for
    the guarantor, so that it hears of what was decided since the round before; and once a day rows are compared.
    """
    actor = system("release")
    freshen(actor=actor, now=now, parts=parts)
    for item in due_items(KeyClass.REGISTER, now=now, parts=parts):
        if not guaranteeing.may_leave(item, parts):
            continue  # it waits for the guarantor, like every other of its kind
        with transaction.atomic():
            if claim(item.id, actor=actor, now=now):
                _let_leave(item, now, parts)
                finish(item.id, actor=actor, now=now)
    guaranteeing.put_what_waits(actor=system("guarantor"), now=now, parts=parts)
    compare_once_a_day(actor=system("compare"), now=now, parts=parts)


def _let_leave(item: Due, now: datetime, parts: Parts) -> None:
    actor = system("release")
    match item.kind:
        case matches.ASK:
            matches.leave(actor=actor, now=now, parts=parts, pair_id=item.body["pair"])
        case post.TELL:
            post.tell(actor=actor, now=now, parts=parts, permit_id=item.body["permit"])
        case post.LETTER:
            post.deliver(actor=actor, now=now, parts=parts, body=item.body)
        case wished.CLOSE:
            if item.body["locator"]:
                close_pigeonhole(actor=actor, now=now, locator=item.body["locator"])
        case unknown:
            raise ValueError(f"nothing of kind {unknown!r} leaves this house")


def write_contacts(now: datetime, parts: Parts) -> None:
    """Set the next date for every family whose date has come, queue its mail, and the letters that are due by post."""
    contact.renew_dates(actor=system("contact"), now=now, parts=parts)
    let_stopped_go_on(actor=system("contact"), now=now, parts=parts)
    postal.queue_letters(actor=system("contact"), now=now, parts=parts)


def renew(now: datetime, parts: Parts) -> None:
    """Open the pages of slips whose forms have come, and write every page anew; a locked house does it too.

    First it erases what came from a list and has come to its end there.
    """
    actor = system("renew")
    for ended in erase_expired(actor=actor, now=now, parts=parts):
        close_pigeonhole(actor=actor, now=now, locator=ended)
    for locator, public in pages.pages_to_open().items():
        open_pigeonhole(actor=actor, now=now, parts=parts, locator=bytes.fromhex(locator), public=public, standing=b"")
    contents = pages.contents_on(now.date(), parts=parts)
    renew_all(actor=actor, now=now, parts=parts, contents=contents)
    sweep(actor=actor, now=now)


def exchange(now: datetime, parts: Parts) -> None:
    """Make one bundle for every association, with its families' pages as they lie on the porch, renewed or not."""
    make_bundles(actor=system("exchange"), now=now, parts=parts, side=SIDE)


def mail(now: datetime, parts: Parts) -> None:
    """Send what is due by mail, and bundles to associations."""
    mails.send_due(actor=system("mail"), now=now, parts=parts)
    post_bundles(actor=system("mail"), now=now, parts=parts)


def bear_witness(now: datetime, parts: Parts) -> None:
    """Write today's checkpoint, one line of the journal of withdrawals and erasures, and the numbers of a quarter."""
    tell_quarter(actor=system("statistics"), now=now, parts=parts, count=messages_by_month)
    witness(actor=system("witness"), now=now, parts=parts)


DEEDS: Mapping[Step, Callable[[datetime, Parts], None]] = {
    Step.TAKE_IN: take_in,
    Step.FILE: file,
    Step.MATCH: match,
    Step.RELEASE: release,
    Step.CONTACT: write_contacts,
    Step.RENEW: renew,
    Step.EXCHANGE: exchange,
    Step.MAIL: mail,
    Step.WITNESS: bear_witness,
}


def answer_searches(now: datetime, parts: Parts) -> None:
    """Answer what the family desk looks for by a name."""
    answer_waiting(actor=system("search"), now=now, parts=parts)


def file_lists(now: datetime, parts: Parts) -> None:
    """File some rows of a list that a desk has handed over: one piece of what waits."""
    lists.do_one_piece(actor=system("lists"), now=now, parts=parts)


ERRANDS = (
    Errand("answer_searches", KeyClass.REGISTER.value, something_waits, answer_searches, tells=False),
    Errand("file_lists", KeyClass.REGISTER.value, lists.something_waits, file_lists, tells=False),
)
"""What is done between rounds: the family on the telephone does not wait for one, nor a list of many rows."""


def forget_when_locked(parts: Parts) -> None:
    """Let go of the names that this process remembers, once the house is locked."""
    Remembered.forget_all_when_locked(parts)


def do_step(step: Step, *, now: datetime, parts: Parts) -> None:
    """Do one step in this process; raises Locked when its key is not at hand."""
    DEEDS[step](now, parts)
