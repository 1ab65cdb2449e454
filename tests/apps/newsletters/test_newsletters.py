from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connections

from association_cast import agreed, shirins_file
from khabar.adapters.newsletter.for_the_house import TypstNewsPress
from khabar.apps.newsletters import actions, taking_back
from khabar.apps.newsletters.models import Piece
from khabar.apps.newsletters.queries import issues, refusals
from khabar.apps.petitions.models import Petition
from khabar.apps.rounds import association_steps
from khabar.apps.subscriptions.queries import issue_file, issues_for_feed, published_issue
from khabar.domain.actors import staff, system
from khabar.domain.casework.consents import Scope, Stand, Use
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import AccountId
from khabar.domain.publishing.issues import Agreed, Consent, Kind
from newsletter_cast import LEYLA, TOMAS, Newsroom, article, front, shirin
from signing import Desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import SettableClock
    from khabar.domain.actors import Actor
    from khabar.domain.publishing.drafts import ArticleDraft

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
EZRA = staff(AccountId("e1" * 16), Duty.ADVOCATE)


def acting(room: Newsroom, actor: Actor = LEYLA) -> dict[str, Any]:
    return {"actor": actor, "now": room.parts.clock.now(), "parts": room.parts}


def test_an_issue_is_written_approved_by_another_and_published_with_number_and_day(room: Newsroom) -> None:
    room = Newsroom(replace(room.parts, news=TypstNewsPress()))
    issue = room.begin(article())
    seen = room.seen(issue)
    with pytest.raises(Invalid, match="cannot approve"):
        actions.approve(**acting(room), seen=seen.front)
    with pytest.raises(Invalid, match="second person"):
        actions.publish(**acting(room), issue_id=issue)
    assert room.publish(issue) == 1
    found = published_issue("en", 1)
    assert found is not None
    assert (found.title, found.published_on.isoformat()) == ("The Lantern", "2026-03-02")
    assert "We wait, and we write." in found.articles[0].html
    assert (issue_file("en", 1, "pdf") or b"").startswith(b"%PDF")
    assert b"Three winters" in (issue_file("en", 1, "aloud") or b"")
    assert [(one.number, one.waiting) for one in issues(parts=room.parts)] == [(1, 0)]


def test_numbers_run_on_in_each_language(room: Newsroom) -> None:
    room.published()
    room.published()
    persian = room.begin(article(language="fa", title="زمستان", text="می‌نویسیم."), language="fa", title="فانوس")
    assert room.publish(persian) == 1
    assert published_issue("en", 2) is not None


def test_the_gate_refuses_a_name_and_its_words_are_taken_over_with_one_act(room: Newsroom) -> None:
    issue = room.begin(article(text="On Monday Shirin Ravan came."), people=(shirin(),))
    [piece] = room.seen(issue).articles
    [refusal] = refusals(issue, now=room.parts.clock.now(), parts=room.parts)[piece.id]
    assert "mother from the north, about her son" in refusal.instead
    assert "Shirin" not in str(refusal) + repr(refusal)
    with pytest.raises(Invalid, match="gate"):
        actions.approve(**acting(room, TOMAS), seen=piece)
    actions.take_over(**acting(room), seen=piece, at=0)
    [mended] = room.seen(issue).articles
    assert mended.version == 2
    assert "Shirin" not in mended.draft.text  # type: ignore[union-attr]  # an article
    assert refusals(issue, now=room.parts.clock.now(), parts=room.parts) == {}
    with pytest.raises(Invalid):
        actions.take_over(**acting(room), seen=mended, at=0)
    room.publish(issue)


def test_drafts_lie_sealed_and_no_name_is_in_the_house_in_clear(room: Newsroom) -> None:
    room.begin(article(text="Shirin Ravan came."), people=(shirin(),))
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT * FROM newsletters_piece")
        rows = repr(cursor.fetchall())
        cursor.execute("SELECT * FROM newsletters_issue")
        rows += repr(cursor.fetchall())
    assert "Shirin" not in rows
    assert "Ravan" not in rows


def test_a_version_that_somebody_has_replaced_is_not_written_over(room: Newsroom) -> None:
    issue = room.begin(article())
    [piece] = room.seen(issue).articles
    actions.rewrite(**acting(room, TOMAS), seen=piece, draft=article(text="Another."))
    with pytest.raises(Conflict):
        actions.rewrite(**acting(room), seen=piece, draft=article(text="Mine."))
    with pytest.raises(Conflict):
        actions.approve(**acting(room), seen=replace(piece, written_by="somebody"))
    with pytest.raises(Conflict):
        actions.drop_article(**acting(room), seen=piece)


def test_approval_starts_anew_with_every_version(room: Newsroom) -> None:
    issue = room.begin(article())
    room.approve(issue)
    [piece] = room.seen(issue).articles
    actions.rewrite(**acting(room), seen=piece, draft=article(text="Changed."))
    with pytest.raises(Invalid, match="second person"):
        actions.publish(**acting(room), issue_id=issue)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (article(title=""), "title"),
        (article(text="<script>alert(1)</script>"), "text"),
        (article(title="one\u202etwo"), "title"),
        (article(title="x" * 500), "title"),
        (article(petition="no-such"), "petition"),
        (article(letter="1234"), "letter"),
        (article(letter="1234", kind=Kind.OPEN_LETTER), "letter"),
        (article(language="xx"), "language"),
    ],
)
def test_what_could_not_be_printed_goes_back_with_its_field(room: Newsroom, draft: ArticleDraft, field: str) -> None:
    issue = room.begin()
    with pytest.raises(Invalid) as problem:
        actions.write_article(**acting(room), issue_id=issue, draft=draft)
    assert field in problem.value.field
    assert Piece.objects.count() == 1


def test_an_article_shows_what_a_petition_has_come_to(room: Newsroom, clock: SettableClock) -> None:
    desk = Desk(room.parts)
    desk.open()
    desk.signed("one@example.org")
    clock.advance(timedelta(minutes=1))
    desk.count()
    issue = room.begin(article(petition="tell-us"))
    room.publish(issue)
    found = published_issue("en", 1)
    assert found is not None
    assert found.articles[0].petition == "tell-us"
    assert "Tell us where they are" in found.articles[0].entry
    assert Petition.objects.count() == 1


def test_an_article_that_is_taken_back_is_on_no_surface_and_in_no_later_mail(room: Newsroom) -> None:
    issue = room.published(article(title="First one"), article(title="Second one", text="Words that go."))
    room.reader("nima@example.org")
    room.send(issue)
    second = room.seen(issue).articles[1]
    with pytest.raises(Invalid, match="why"):
        taking_back.take_article_back(**acting(room), issue_id=issue, article_id=second.id, reason=" ")
    taking_back.take_article_back(**acting(room), issue_id=issue, article_id=second.id, reason="agreed no more")
    room.carry()
    found = published_issue("en", 1)
    assert found is not None
    assert [one.title for one in found.articles] == ["First one"]
    feed = "".join(one.entry for issue in issues_for_feed("en") for one in issue.articles)
    files = b"".join(issue_file("en", 1, name) or b"" for name in ("short", "aloud"))
    room.post()
    [mail] = [one for one in room.mailer.sent if one.html]
    for surface in (feed, files.decode(), mail.body, mail.html, found.articles[0].html):
        assert "Second one" not in surface
        assert "Words that go" not in surface
    assert "First one" in mail.body


def test_an_issue_of_which_nothing_is_left_is_not_there(room: Newsroom) -> None:
    issue = room.published()
    [only] = room.seen(issue).articles
    taking_back.take_article_back(**acting(room), issue_id=issue, article_id=only.id, reason="asked")
    room.carry()
    assert published_issue("en", 1) is None
    assert issue_file("en", 1, "pdf") is None
    assert issues_for_feed("en") == []


def test_whoever_agrees_no_more_takes_every_article_that_names_them(room: Newsroom) -> None:
    named = article(title="With a name", text="Here Shirin Ravan tells.")
    people = (shirin(Agreed.YES, "C-7"),)
    issue = room.published(named, article(title="Without"), people=people)
    taking_back.take_person_back(**acting(room), issue_id=issue, at=0, reason="agreed no more")
    room.carry()
    found = published_issue("en", 1)
    assert found is not None
    assert [one.title for one in found.articles] == ["Without"]
    assert [one.number for one in found.articles] == [2]


def test_a_consent_taken_back_in_a_familys_file_is_followed_without_an_editor(room: Newsroom) -> None:
    file = shirins_file(room.parts)
    scope = Scope(Use.PUBLICATION, "The Lantern")
    agreed(file, "shirin", scope, room.parts)
    room.published(article(consent=Consent(Agreed.YES, "C-7")), article(title="Another"))
    follow: dict[str, Any] = {"actor": system("consents"), "now": room.parts.clock.now(), "parts": room.parts}
    assert taking_back.follow_consents(**follow) == 0
    agreed(file, "shirin", scope, room.parts, stand=Stand.WITHDRAWN)
    association_steps.clocks(room.parts.clock.now(), room.parts)
    association_steps.count(room.parts.clock.now(), room.parts)
    found = published_issue("en", 1)
    assert found is not None
    assert [one.title for one in found.articles] == ["Another"]
    assert taking_back.follow_consents(**follow) == 0


def test_ezra_without_the_duty_does_nothing(room: Newsroom) -> None:
    issue = room.begin(article())
    seen = room.seen(issue)
    deeds: list[Callable[[], object]] = [
        lambda: actions.open_issue(**acting(room, EZRA), language="en", front=front()),
        lambda: actions.write_article(**acting(room, EZRA), issue_id=issue, draft=article()),
        lambda: actions.rewrite(**acting(room, EZRA), seen=seen.front, draft=front()),
        lambda: actions.approve(**acting(room, EZRA), seen=seen.front),
        lambda: actions.publish(**acting(room, EZRA), issue_id=issue),
        lambda: actions.send(**acting(room, EZRA), issue_id=issue),
    ]
    for deed in deeds:
        with pytest.raises(Refused):
            deed()
