"""What each step of an association's round does. Every one can be interrupted and done again without harm.

There is nothing to match and nothing to release to anybody sought: none of that is installed here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from khabar.apps.archive import reading
from khabar.apps.archive.memory import Words
from khabar.apps.campaigns import bringing_over
from khabar.apps.correspondence.digests import draft_digests
from khabar.apps.correspondence.public import freshen_timelines
from khabar.apps.correspondence.rounds import let_leave, look_at_clocks, mail_letters, note_departed
from khabar.apps.entrusted.side import SIDE
from khabar.apps.exchange.carriage import post_bundles
from khabar.apps.exchange.making import make_bundles
from khabar.apps.exchange.taking_in import take_in_waiting
from khabar.apps.gatherings.rounds import mail_invitations
from khabar.apps.intake.limits import sweep
from khabar.apps.journal.actions import witness
from khabar.apps.newsletters import carrying
from khabar.apps.newsletters.taking_back import follow_consents
from khabar.apps.petitions import counting, mails, news, snapshots, tending
from khabar.apps.petitions.queries import confirmed_by_petition
from khabar.apps.procedures.rounds import look_at_own_clocks
from khabar.apps.rounds.comparing import compare_once_a_day
from khabar.apps.rounds.errands import Errand
from khabar.apps.rounds.queries import clock_goes_steadily
from khabar.apps.statistics.actions import tell_quarter
from khabar.apps.subscriptions import figures, sending
from khabar.apps.subscriptions import mails as asking
from khabar.domain.actors import system
from khabar.domain.petitions.mailing import CONFIRM_WITHIN
from khabar.domain.rounds import Step
from khabar.ports import line_of
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from khabar.ports import Parts


def take_in(now: datetime, parts: Parts) -> None:
    """Take in what intermediaries sent back: pages of families, sealed to each."""
    take_in_waiting(actor=system("take in"), now=now, parts=parts, side=SIDE)


def exchange(now: datetime, parts: Parts) -> None:
    """Make one bundle for every intermediary, whether or not a family has entrusted anything to it."""
    make_bundles(actor=system("exchange"), now=now, parts=parts, side=SIDE)


def clocks(now: datetime, parts: Parts) -> None:
    """Read what came into the archive, note what left, read every clock, and draft the reminders that are due."""
    reading.do_all(actor=system("archive"), now=now, parts=parts)
    note_departed(actor=system("clocks"), now=now, parts=parts)
    if _may_be_believed(now, parts):
        look_at_clocks(actor=system("clocks"), now=now, parts=parts)
        draft_digests(actor=system("clocks"), now=now, parts=parts)
        look_at_own_clocks(actor=system("clocks"), now=now, parts=parts)
    freshen_timelines(actor=system("clocks"), now=now, parts=parts)
    follow_consents(actor=system("consents"), now=now, parts=parts)


def release(now: datetime, parts: Parts) -> None:
    """Hand approved letters to the mail, each after every rule was asked again; once a day rows are compared."""
    let_leave(actor=system("release"), now=now, parts=parts)
    compare_once_a_day(actor=system("compare"), now=now, parts=parts)


def count(now: datetime, parts: Parts) -> None:
    """Bring the counts of petitions up to date, and drop counters of days gone by; a locked house does it too."""
    actor = system("count")
    sweep(actor=actor, now=now)
    bringing_over.bring_over(actor=actor, now=now, parts=parts)
    carrying.carry_over(actor=actor, now=now, parts=parts)
    bringing_over.bring_paper_counts(actor=actor, now=now)
    may_destroy = _may_be_believed(now, parts)
    if may_destroy:
        tending.close_due(actor=actor, now=now)
        tending.drop_unconfirmed(actor=actor, now=now)
    counting.recount(actor=actor, now=now, parts=parts)
    counting.count(actor=actor, now=now, parts=parts)
    bringing_over.make_digests(actor=actor, now=now, parts=parts)
    if may_destroy:
        tending.anonymise_due(actor=actor, now=now, parts=parts)
        asking.drop_unconfirmed(actor=actor, now=now, within=CONFIRM_WITHIN)
    figures.settle_due(actor=actor, now=now)


def _may_be_believed(now: datetime, parts: Parts) -> bool:
    """Say whether the clock may be believed for what cannot be taken back; one that has just leapt may not."""
    return clock_goes_steadily(now, every_hours=parts.options.round_hours)


def count_signatures(now: datetime, parts: Parts) -> None:
    """Count the signatures that came in and went out since the last count."""
    counting.count(actor=system("count"), now=now, parts=parts)


def publish_petitions(now: datetime, parts: Parts) -> None:
    """Carry over to the porch what the house has approved, closed or set aside."""
    bringing_over.bring_over(actor=system("publish"), now=now, parts=parts)


def something_to_publish(now: datetime) -> bool:
    """Say whether the porch lacks something the house has decided."""
    del now
    return bringing_over.something_to_bring()


def sign_snapshots(now: datetime, parts: Parts) -> None:
    """Sign what petitions have come to, where a snapshot is due."""
    snapshots.sign_due(actor=system("snapshots"), now=now, parts=parts)


def tend_archive(now: datetime, parts: Parts) -> None:
    """Read a document, look for claims in a part of one, or fold words anew: one piece of what waits."""
    reading.do_one_piece(actor=system("archive"), now=now, parts=parts)


def write_to_signers(now: datetime, parts: Parts) -> None:
    """Send signers their links, and news to those who asked for it."""
    mails.send_confirmations(actor=system("mail"), now=now, parts=parts)
    news.send_news(actor=system("mail"), now=now, parts=parts)


def spread_news(now: datetime, parts: Parts) -> None:
    """Queue news for the next signers who asked for it."""
    news.spread(actor=system("news"), now=now, parts=parts)


def publish_newsletters(now: datetime, parts: Parts) -> None:
    """Carry over to the porch what is published, taken back or to be sent of the newsletter."""
    carrying.carry_over(actor=system("publish"), now=now, parts=parts)


def newsletters_to_publish(now: datetime) -> bool:
    """Say whether the porch lacks something of the newsletter."""
    del now
    return carrying.something_to_carry()


def write_to_readers(now: datetime, parts: Parts) -> None:
    """Ask those who subscribe to confirm, and send issues that are on their way."""
    with line_of(parts.mailer) as line:  # the same
        by_line = replace(parts, mailer=line)
        asking.ask_to_confirm(actor=system("mail"), now=now, parts=by_line)
        sending.send_issues(actor=system("mail"), now=now, parts=by_line)


def mail(now: datetime, parts: Parts) -> None:
    """Send what waits: letters to bodies, invitations, links to signers, bundles to intermediaries."""
    with line_of(parts.mailer) as line:  # one connection for all of them
        by_line = replace(parts, mailer=line)
        mail_letters(actor=system("mail"), now=now, parts=by_line)
        mail_invitations(actor=system("mail"), now=now, parts=by_line)
        write_to_signers(now, by_line)
    post_bundles(actor=system("mail"), now=now, parts=parts)


def bear_witness(now: datetime, parts: Parts) -> None:
    """Write today's checkpoint, one line of the journal of withdrawals and erasures, and the numbers of a quarter."""
    tell_quarter(actor=system("statistics"), now=now, parts=parts, count=confirmed_by_petition)
    witness(actor=system("witness"), now=now, parts=parts)


DEEDS: Mapping[Step, Callable[[datetime, Parts], None]] = {
    Step.TAKE_IN: take_in,
    Step.CLOCKS: clocks,
    Step.RELEASE: release,
    Step.COUNT: count,
    Step.SNAPSHOT: sign_snapshots,
    Step.EXCHANGE: exchange,
    Step.MAIL: mail,
    Step.WITNESS: bear_witness,
}

ERRANDS: tuple[Errand, ...] = (
    Errand("publish petitions", "", something_to_publish, publish_petitions),
    Errand("count signatures", "", counting.something_to_count, count_signatures),
    Errand("write to signers", KeyClass.MAIL, mails.something_to_send, write_to_signers),
    Errand("tend the archive", KeyClass.FILES, reading.something_waits, tend_archive, tells=False),
    Errand("publish newsletters", "", newsletters_to_publish, publish_newsletters),
    Errand("write to readers", KeyClass.MAIL, sending.something_to_send, write_to_readers),
    Errand("spread news", KeyClass.SIGNATURES, news.something_to_spread, spread_news),
    Errand("sign snapshots", KeyClass.SIGNATURES, snapshots.something_to_sign, sign_snapshots),
)
"""What is done between rounds: what signatures come to does not depend on anybody's file."""


def forget_when_locked(parts: Parts) -> None:
    """Drop the words of the archive where this process remembers any; nothing else is remembered."""
    Words.forget_when_locked(parts)


def do_step(step: Step, *, now: datetime, parts: Parts) -> None:
    """Do one step in this process; raises Locked when its key is not at hand."""
    DEEDS[step](now, parts)
