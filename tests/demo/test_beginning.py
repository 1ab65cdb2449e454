"""What the association of the demonstration holds before anybody looks, made by the actions of real life."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, cast

import pytest
from django.utils import translation

from khabar.adapters.clock import OffsetClock
from khabar.adapters.smtp.folder import FolderMailer
from khabar.apps.archive.deciding import figures
from khabar.apps.archive.memory import Words
from khabar.apps.campaigns.queries import campaign_of_slug, opened_campaign
from khabar.apps.casework.queries import file_for, open_files
from khabar.apps.correspondence.queries import letters_for
from khabar.apps.gatherings.queries import gathering_for, gatherings
from khabar.apps.ledger.queries import flaws_in_chain
from khabar.apps.subscriptions.queries import published_issue
from khabar.demo import cast_of_association, story_of_association
from khabar.demo.at_work import office_of
from khabar.demo.beginning import begin
from khabar.demo.beginning_file import STORY_DAYS
from khabar.demo.joining import let_the_cast_join
from khabar.domain.letters.dispatch import State
from khabar.domain.letters.drafts import LetterKind

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

    from khabar.config.options import Options
    from khabar.ports import Parts


@pytest.mark.django_db(databases=["default", "porch"])
def test_the_association_holds_a_month_of_work_when_somebody_looks(association: Parts, tmp_path: Path) -> None:
    settings = replace(cast("Options", association.options), mail_from="office@families.example")
    mailer = FolderMailer(tmp_path / "mails")
    parts = replace(association, clock=OffsetClock(tmp_path / "clock.json"), options=settings, mailer=mailer)
    let_the_cast_join(parts, cast_of_association.COLLEAGUES)
    began = parts.clock.now()
    begin(parts)
    office = office_of(parts)
    assert (parts.clock.now() - began).days == STORY_DAYS
    [line] = open_files(office.leyla, parts=parts)
    file = file_for(line.id, office.leyla, parts=parts)
    assert file.body.step.on > office.today
    assert len(file.entries) == 4
    letters = letters_for(office.leyla, parts=parts)
    [reminder] = [one for one in letters if one.body.kind is LetterKind.REMINDER]
    [letter] = [one for one in letters if one.body.kind is LetterKind.REQUEST_FOR_INFORMATION]
    assert reminder.body.reminds == letter.id
    assert [one.state for one in letter.dispatches] == [State.SENT, State.SENT, State.ANSWERED]
    assert letter.main.sent_on == office.today - timedelta(days=30)
    assert len(list((tmp_path / "mails").iterdir())) == 3
    campaign = opened_campaign(campaign_of_slug(story_of_association.SLUG) or "", account="", parts=parts)
    assert campaign is not None
    assert campaign.porch is not None
    assert (campaign.porch.confirmed, campaign.porch.on_paper) == (60, story_of_association.ON_ONE_SHEET)
    assert len(campaign.porch.days) == 14
    [gathering] = gatherings(office.leyla, parts=parts)
    sittings = gathering_for(gathering.id, office.leyla, parts=parts).sittings
    assert [len(one.minutes.lines) for one in sittings] == [3, 3]
    assert published_issue("en", 1) is not None
    [group] = figures(office.leyla, parts=parts)
    assert len(group.pairs) == 1
    assert [*flaws_in_chain("house"), *flaws_in_chain("porch")] == []
    Words.forget()


@pytest.mark.urls("khabar.demo.urls_of_association")
@pytest.mark.django_db(databases=["default", "porch"])
def test_the_start_page_points_to_everything_that_is_there_in_both_languages(client: Client) -> None:
    there = ("/petition/let-letters-through/", "/archive/figures/", "/newsletter/", "/editing/gatherings/")
    for language, words in (("en", "What is there already"), ("fa", "آن‌چه از پیش هست")):
        with translation.override(language):
            page = client.get("/").content.decode()
        assert words in page
        assert all(address in page for address in there)
