"""What families said, what is printed of it, and what others wrote: a gathering, an issue, an archive."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from khabar.apps.archive import deciding, reading
from khabar.apps.archive.taking_in import Sent, add_document
from khabar.apps.gatherings import actions as gathering_actions
from khabar.apps.gatherings.admitting import Entry, admit
from khabar.apps.gatherings.keeping import Who
from khabar.apps.gatherings.minutes import write_line
from khabar.apps.gatherings.queries import gathering_for
from khabar.apps.newsletters import actions as news
from khabar.apps.newsletters.queries import issue_for
from khabar.apps.rounds import association_steps as steps
from khabar.demo import story_of_association as story
from khabar.domain.actors import system
from khabar.domain.archive_documents import Filing
from khabar.domain.claims.mending import as_it_stands
from khabar.domain.errors import Refused
from khabar.domain.gatherings.admission import Card
from khabar.domain.gatherings.invitations import WayIn
from khabar.domain.gatherings.minutes import Line, LineKind
from khabar.domain.gatherings.plans import Plan, SittingPlan
from khabar.domain.gatherings.sittings import When
from khabar.domain.publishing.drafts import ArticleDraft, FrontDraft
from khabar.domain.publishing.issues import Agreed, Consent

if TYPE_CHECKING:
    from datetime import date

    from khabar.apps.gatherings.keeping import OpenedGathering
    from khabar.apps.newsletters.keeping import OpenedIssue
    from khabar.demo.at_work import Office

ZONE, MINUTES = "Europe/Berlin", 90


def plan_a_gathering(office: Office) -> str:
    """Plan a gathering with two sittings, on each of the next two days, admit people to each; return its id."""
    plan = Plan(title=story.GATHERING, regions=("north", "south"), points=story.POINTS)
    gathering = gathering_actions.open_gathering(**office.by(office.leyla), plan=plan)
    for number, told in enumerate(story.SITTINGS, start=1):
        _plan_a_sitting(office, gathering, office.today + timedelta(days=number), told)
    return gathering


def _plan_a_sitting(office: Office, gathering: str, on: date, told: story.Sitting) -> None:
    when = When(datetime.combine(on, time(told.hour)), ZONE, MINUTES)
    plan = SittingPlan(name=told.name, when=when, way_in=WayIn(link="https://calls.example/room/9f2c"))
    moderator = Card(pseudonym=told.moderator, region="south")
    sitting = gathering_actions.add_sitting(
        **office.by(office.leyla), seen=_seen(office, gathering), plan=plan, moderator=moderator
    )
    for pseudonym, region in told.admitted:
        who = Who(name=f"Somebody of the {region}")
        card = Card(pseudonym=pseudonym, region=region)
        entry = Entry(card=card, who=who, sittings=frozenset({sitting}))
        admit(**office.by(office.leyla), seen=_seen(office, gathering), entry=entry)


def write_the_minutes(office: Office, gathering: str) -> None:
    """Let Mira write what was said, asked and decided in each sitting; who spoke stands there by pseudonym."""
    guests = {one.card.pseudonym: one.id for one in _seen(office, gathering).guests}
    for held, told in zip(_seen(office, gathering).sittings, story.SITTINGS, strict=True):
        for kind, pseudonym, text in told.minutes:
            seen = _seen(office, gathering)
            line = Line("", LineKind(kind), text, guests.get(pseudonym, ""))
            write_line(**office.by(office.mira), gathering=seen, sitting=seen.sitting(held.id), line=line)


def _seen(office: Office, gathering: str) -> OpenedGathering:
    return gathering_for(gathering, office.leyla, parts=office.parts)


def put_into_the_archive(office: Office) -> None:
    """Add two documents, let the rules find their figures, and confirm each: they contradict one another."""
    for title, outlet, address, on, text in story.DOCUMENTS:
        sent = Sent(Filing(title, outlet, address, on), text.encode())
        add_document(**office.by(office.leyla), sent=sent)
    reading.do_all(**office.by(system("archive")))
    found = deciding.claims(deciding.proposal_ids(office.leyla), office.leyla, parts=office.parts)
    for one in found:
        deciding.confirm(**office.by(office.leyla), seen=one, fields=as_it_stands(one.claim))


def publish_an_issue(office: Office) -> None:
    """Let Leyla write an issue that names nobody, Mira approve each piece, and carry it to the porch."""
    title, motto = story.ISSUE
    front = FrontDraft(title=title, motto=motto, publisher=office.parts.options.who_runs_this, petition=story.SLUG)
    issue = news.open_issue(**office.by(office.leyla), language="en", front=front)
    for title, text in story.ARTICLES:
        draft = ArticleDraft(
            title=title, text=text, language="en", consent=Consent(Agreed.YES, "written by the editors")
        )
        news.write_article(**office.by(office.leyla), issue_id=issue, draft=draft)
    seen = _opened(office, issue)
    for piece in (seen.front, *seen.articles):
        news.approve(**office.by(office.mira), seen=piece)
    news.publish(**office.by(office.leyla), issue_id=issue)
    steps.publish_newsletters(office.parts.clock.now(), office.parts)


def _opened(office: Office, issue: str) -> OpenedIssue:
    found = issue_for(issue, parts=office.parts)
    if found is None:
        raise Refused("no such issue")
    return found
