from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from khabar.apps.petitions import actions, news, tending
from khabar.apps.petitions.models import Announcement, NewsMail
from khabar.domain.actors import system
from khabar.domain.errors import Outside
from khabar.domain.petitions.news import News
from khabar.domain.petitions.plans import Wording
from signing import DOOR, PETITION

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.ports import Envelope
    from signing import Desk

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
JOB = system("news")
ANSWER = News({"en": Wording("They answered", "In one sentence."), "fa": Wording("پاسخ دادند", "در یک جمله.")})


def publish(desk: Desk, news_id: str = "a" * 32) -> None:
    news.publish_news(actor=JOB, now=desk.now(), news_id=news_id, petition_id=PETITION, news=ANSWER)


def told(desk: Desk) -> list[Envelope]:
    """Spread and send all there is; give the mails that left."""
    before = len(desk.mailer.sent)
    while news.something_to_spread(desk.now()):
        news.spread(actor=JOB, now=desk.now(), parts=desk.parts)
        news.send_news(actor=JOB, now=desk.now(), parts=desk.parts)
    news.send_news(actor=JOB, now=desk.now(), parts=desk.parts)
    return desk.mailer.sent[before:]


def test_news_go_once_to_whoever_asked_and_counts_and_to_nobody_else(desk: Desk) -> None:
    desk.signed("shirin@example.org", wants_news=True)
    desk.signed("omar@example.org", "عمر", wants_news=True, language="fa")
    desk.signed("nima@example.org", "Nima")
    desk.sign("farid@example.org", "Farid", wants_news=True)  # never confirmed
    gone = desk.signed("leyla@example.org", "Leyla", wants_news=True)
    actions.withdraw(actor=DOOR, now=desk.now(), token=gone)
    desk.deliver()
    publish(desk)
    publish(desk)
    mails = {one.recipient: one for one in told(desk)}
    assert set(mails) == {"shirin@example.org", "omar@example.org"}
    assert mails["shirin@example.org"].subject == "They answered"
    assert "“Tell us where they are”" in mails["shirin@example.org"].body
    assert "در یک جمله." in mails["omar@example.org"].body
    assert told(desk) == []
    assert Announcement.objects.get().is_spread
    assert [one.has_left for one in NewsMail.objects.all()] == [True, True]


def test_a_family_that_shares_a_mailbox_gets_one_mail(desk: Desk) -> None:
    desk.signed("family@example.org", "Shirin Ahmadi", wants_news=True)
    desk.signed("family@example.org", "Golnar Ahmadi", wants_news=True)
    publish(desk)
    assert len(told(desk)) == 1


def test_the_link_in_the_mail_ends_such_mails_also_those_that_wait(desk: Desk) -> None:
    desk.signed("shirin@example.org", wants_news=True)
    publish(desk)
    (mail,) = told(desk)
    token = mail.body.rpartition("/petition/mine/news/")[2].partition("/")[0]
    assert news.title_behind(token, "en") == "Tell us where they are"
    publish(desk, "b" * 32)
    news.spread(actor=JOB, now=desk.now(), parts=desk.parts)
    assert news.end_news(actor=DOOR, now=desk.now(), token=token) is actions.Outcome.DONE
    assert told(desk) == []
    publish(desk, "c" * 32)
    assert told(desk) == []
    assert news.end_news(actor=DOOR, now=desk.now(), token="made up") is actions.Outcome.UNKNOWN
    assert news.title_behind("made up", "en") is None


def test_a_mail_of_unknown_fate_is_sent_once_more_under_the_same_name_and_never_again(desk: Desk) -> None:
    desk.signed("shirin@example.org", wants_news=True)
    publish(desk)
    refusing = Refusing(Outside("it hung up", retry=True, fate_unknown=True))
    parts = replace(desk.parts, mailer=refusing)
    news.spread(actor=JOB, now=desk.now(), parts=parts)
    for _ in range(3):
        news.send_news(actor=JOB, now=desk.now(), parts=parts)
    assert len(refusing.tried) == 2
    assert len(set(refusing.tried)) == 1


def test_a_mail_that_cannot_leave_now_waits_and_leaves_later(desk: Desk, clock: SettableClock) -> None:
    desk.signed("shirin@example.org", wants_news=True)
    publish(desk)
    parts = replace(desk.parts, mailer=Refusing(Outside("it is down", retry=True)))
    news.spread(actor=JOB, now=desk.now(), parts=parts)
    assert news.send_news(actor=JOB, now=desk.now(), parts=parts) == 0
    clock.advance(timedelta(minutes=2))
    assert len(told(desk)) == 1


def test_few_mails_wait_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(news, "PORTION", 2)
    monkeypatch.setattr(news, "MOST_WAITING", 2)
    for number in range(5):
        desk.signed(f"one{number}@example.org", wants_news=True)
    publish(desk)
    news.spread(actor=JOB, now=desk.now(), parts=desk.parts)
    assert not news.something_to_spread(desk.now())
    assert len(told(desk)) == 2
    assert len(told(desk)) == 3
    assert Announcement.objects.get().is_spread


def test_whoever_is_forgotten_leaves_no_hash_behind(desk: Desk, clock: SettableClock) -> None:
    desk.signed("shirin@example.org", wants_news=True)
    publish(desk)
    told(desk)
    desk.count()
    actions.close(actor=JOB, now=desk.now(), petition_id=PETITION)
    clock.advance(timedelta(days=91))
    tending.anonymise_due(actor=JOB, now=desk.now(), parts=desk.parts)
    assert not NewsMail.objects.exists()


class Refusing:
    """A mailer that fails each time, and keeps what it was given to send."""

    def __init__(self, problem: Outside) -> None:
        self._problem = problem
        self.tried: list[str] = []

    def send(self, envelope: Envelope) -> None:
        self.tried.append(envelope.message_id)
        raise self._problem
