"""A petition of the demonstration: approved by two, open on the porch, signed by sixty, nine more on one sheet."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from itertools import islice, product
from typing import TYPE_CHECKING

from django.conf import settings

from khabar.apps.campaigns import actions, sheets
from khabar.apps.petitions import actions as porch_actions
from khabar.apps.rounds import association_steps as steps
from khabar.demo import story_of_association as story
from khabar.demo.at_work import KeptMails
from khabar.domain.actors import porch
from khabar.domain.petitions.plans import Place, Plan, Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.demo.at_work import Office

DOOR = porch("petition")
OPEN_FOR = timedelta(days=240)
_LINK = re.compile(r"/petition/mine/([\w=-]+)/")
_BYTE = 200
"""So many invented networks, each a number of those that RFC 5737 keeps for examples."""


def publish_a_petition(office: Office) -> str:
    """Let Leyla write it, Mira approve it, and carry it to the porch; return its id."""
    plan = Plan(
        slug=story.SLUG,
        wordings={code: Wording(*words) for code, words in story.PETITION.items()},
        addressees=("Office of Visits, Lindenau", "Ombudsperson of Lindenau"),
        closes_on=office.today + OPEN_FOR,
        thresholds=(50, 100, 500),
        places=tuple(Place(code, names) for code, names in story.PLACES),
    )
    petition = actions.write(**office.by(office.leyla), plan=plan)
    actions.approve(**office.by(office.mira), campaign_id=petition, version=1)
    steps.publish_petitions(office.parts.clock.now(), office.parts)
    return petition


def let_people_sign(office: Office, petition: str) -> None:
    """Let fourteen days pass; on each, people sign, open their mail, press the button, and are counted."""
    mails, people = KeptMails(), _signers(petition)
    parts = replace(office.parts, mailer=mails)
    for number in story.SIGNED_BY_DAY:
        office.let_days_pass(1)
        now, before = parts.clock.now(), len(mails.sent)
        for at, signing in enumerate(islice(people, number), start=1):
            porch_actions.sign(
                actor=DOOR,
                now=now,
                parts=parts,
                signing=signing,
                secret=settings.SECRET_KEY,
                network=f"192.0.2.{at % _BYTE}",
            )
        steps.write_to_signers(now, parts)
        for mail in mails.sent[before:]:
            porch_actions.confirm(actor=DOOR, now=now, token=_LINK.findall(mail.body)[0])
        steps.count_signatures(now, parts)
        steps.sign_snapshots(now, parts)


def count_a_sheet(office: Office, petition: str) -> None:
    """Print one sheet and let two people count the same on it when it comes back."""
    document = sheets.print_sheets(**office.by(office.leyla), campaign_id=petition, how_many=1)
    for actor in (office.leyla, office.mira):
        sheets.note_count(**office.by(actor), campaign_id=petition, code=document.codes[0], number=story.ON_ONE_SHEET)
    steps.count(office.parts.clock.now(), office.parts)


def _signers(petition: str) -> Iterator[porch_actions.Signing]:
    places = [code for code, _ in story.PLACES]
    for at, (family, first) in enumerate(product(story.FAMILY_NAMES, story.FIRST_NAMES)):
        yield porch_actions.Signing(
            petition_id=petition,
            name=f"{first} {family}",
            address=f"{first}.{family}@people.example".lower(),
            language="fa" if at % 3 else "en",
            place=places[at % len(places)],
            on_the_list=at % 2 == 0,
            wants_news=at % 4 == 0,
        )
