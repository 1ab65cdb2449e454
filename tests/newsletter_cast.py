"""What tests of the newsletter share: an association's parts, an issue that is published, readers and their mails.

Keys lie in memory, the mailer keeps what it sends, the clock is that of every test.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.conf import settings

from khabar.adapters.newsletter.for_the_house import TypstNewsPress
from khabar.apps.newsletters import actions, carrying
from khabar.apps.newsletters.queries import issue_for
from khabar.apps.subscriptions import actions as porch
from khabar.apps.subscriptions import mails, sending
from khabar.domain.actors import porch as porch_actor
from khabar.domain.actors import staff, system
from khabar.domain.duties import Duty
from khabar.domain.ids import AccountId
from khabar.domain.publishing.drafts import ArticleDraft, FrontDraft
from khabar.domain.publishing.issues import Agreed, Consent, Described, Person, Place
from signing import KeepingMailer, as_association, association_options

if TYPE_CHECKING:
    from khabar.apps.newsletters.keeping import OpenedIssue
    from khabar.domain.publishing.issues import Issue
    from khabar.ports import Parts

LEYLA = staff(AccountId("b1" * 16), Duty.EDITOR)
TOMAS = staff(AccountId("c1" * 16), Duty.EDITOR)
DOOR = porch_actor("newsletter")
YES = Consent(Agreed.YES, "C-1")
LINK = re.compile(r"/newsletter/confirm/([\w-]+)/")
LEAVE = re.compile(r"/newsletter/leave/([\w-]+)/")


class WithoutPaper(TypstNewsPress):
    """Makes everything but paper, which takes half a second: for tests that look at none."""

    def papers(self, issue: Issue) -> tuple[bytes, bytes]:
        """Give two words in the place of two files."""
        del issue
        return b"%PDF of the issue", b"%PDF for the wall"


def shirin(agreed: Agreed = Agreed.NO, reference: str = "") -> Person:
    """Shirin, as the list of people has her: a mother from the north."""
    said = Described("mother", "the north", "her son")
    return Person("Shirin Ravan", Place("people/0", 1), Consent(agreed, reference), described=said)


def front(**other: object) -> FrontDraft:
    """The front of an issue."""
    usual: dict[str, object] = {"title": "The Lantern", "publisher": "the families of the Lantern"}
    return FrontDraft(**{**usual, **other})  # type: ignore[arg-type]  # tests name the fields they change


def article(**other: object) -> ArticleDraft:
    """An article that names nobody."""
    usual: dict[str, object] = {"title": "Three winters", "text": "We wait, and we write.", "language": "en"}
    return ArticleDraft(**{"consent": YES, **usual, **other})  # type: ignore[arg-type]  # the same


@dataclass
class FailingMailer(KeepingMailer):
    """Keeps mails, and does something else first where a test wants it to."""

    trouble: dict[str, BaseException] = field(default_factory=dict)

    def send(self, envelope: object) -> None:
        """Take one mail, or raise what is laid for its recipient."""
        problem = self.trouble.get(envelope.recipient)  # type: ignore[attr-defined]  # an envelope
        if problem is not None:
            raise problem
        super().send(envelope)  # type: ignore[arg-type]  # an envelope


@dataclass(frozen=True)
class Newsroom:
    """An association with its newsletter."""

    parts: Parts

    @property
    def mailer(self) -> FailingMailer:
        """What was sent."""
        assert isinstance(self.parts.mailer, FailingMailer)
        return self.parts.mailer

    def now(self) -> object:
        """The moment it is."""
        return self.parts.clock.now()

    def begin(self, *articles: ArticleDraft, language: str = "en", **heads: object) -> str:
        """Begin an issue with these articles, written by Leyla."""
        acting = {"actor": LEYLA, "now": self.now(), "parts": self.parts}
        issue = actions.open_issue(**acting, language=language, front=front(**heads))  # type: ignore[arg-type]  # as named
        for one in articles:
            actions.write_article(**acting, issue_id=issue, draft=one)  # type: ignore[arg-type]  # as named
        return issue

    def seen(self, issue: str) -> OpenedIssue:
        """Open an issue as it is now."""
        found = issue_for(issue, parts=self.parts)
        assert found is not None
        return found

    def approve(self, issue: str) -> None:
        """Let Tomas approve every piece."""
        seen = self.seen(issue)
        for one in (seen.front, *seen.articles):
            actions.approve(actor=TOMAS, now=self.parts.clock.now(), parts=self.parts, seen=one)

    def publish(self, issue: str) -> int:
        """Approve, publish, and carry to the porch."""
        self.approve(issue)
        number = actions.publish(actor=LEYLA, now=self.parts.clock.now(), parts=self.parts, issue_id=issue)
        self.carry()
        return number

    def published(self, *articles: ArticleDraft, **heads: object) -> str:
        """An issue that is out."""
        issue = self.begin(*(articles or (article(),)), **heads)  # type: ignore[arg-type]  # heads by name
        self.publish(issue)
        return issue

    def carry(self) -> None:
        """Carry to the porch what waits."""
        carrying.carry_over(actor=system("publish"), now=self.parts.clock.now(), parts=self.parts)

    def ask(self, address: str, language: str = "en") -> bool:
        """Subscribe, as the door does."""
        return porch.subscribe(
            actor=DOOR,
            now=self.parts.clock.now(),
            parts=self.parts,
            asking=porch.Asking(address, language, "en"),
            secret=settings.SECRET_KEY,
            network="192.0.2.1",
        )

    def deliver(self) -> list[str]:
        """Send the mails that ask; give the tokens of those that left now."""
        before = len(self.mailer.sent)
        mails.ask_to_confirm(actor=system("mail"), now=self.parts.clock.now(), parts=self.parts)
        return [LINK.findall(one.body)[0] for one in self.mailer.sent[before:]]

    def confirm(self, token: str) -> bool:
        """Press the button."""
        return porch.confirm(actor=DOOR, now=self.parts.clock.now(), token=token)

    def reader(self, address: str, language: str = "en") -> str:
        """Subscribe, open the mail, confirm; give the token."""
        assert self.ask(address, language)
        [token] = self.deliver()
        assert self.confirm(token)
        return token

    def send(self, issue: str) -> None:
        """Ask that an issue be sent, and carry that over."""
        actions.send(actor=LEYLA, now=self.parts.clock.now(), parts=self.parts, issue_id=issue)
        self.carry()

    def post(self) -> int:
        """Send what is on its way."""
        return sending.send_issues(actor=system("mail"), now=self.parts.clock.now(), parts=self.parts)


def newsroom(parts: Parts, *, https: bool = True) -> Newsroom:
    """Make an association with a newsletter out of the parts of a test; it prints no paper."""
    options = replace(association_options(), https=https, porch_hosts=("porch.example",))
    ours = replace(as_association(parts), mailer=FailingMailer(), options=options, news=WithoutPaper())
    return Newsroom(ours)
