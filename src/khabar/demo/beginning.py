"""What the association of the demonstration begins with: a month of its work, made by the actions of real life.

Everything is invented. Days pass by the clock of the demonstration. It must never be called for a real installation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.correspondence.actions import add_body, approve_template
from khabar.apps.correspondence.letters import BodyCard, BodyClock, BodyKind
from khabar.apps.correspondence.queries import templates
from khabar.demo.at_work import office_of
from khabar.demo.beginning_file import note_consent, open_the_file
from khabar.demo.beginning_in_public import (
    plan_a_gathering,
    publish_an_issue,
    put_into_the_archive,
    write_the_minutes,
)
from khabar.demo.beginning_letter import a_copy_is_answered, let_a_letter_leave, the_office_is_silent
from khabar.demo.beginning_petition import count_a_sheet, let_people_sign, publish_a_petition
from khabar.domain.clocks import Unit

if TYPE_CHECKING:
    from khabar.demo.at_work import Office
    from khabar.ports import Parts

BODIES = (
    BodyCard(
        name="Office of Visits, Lindenau",
        kind=BodyKind.AUTHORITY,
        language="en",
        email="visits@office.example",
        postal="Long Street 4\n1000 Lindenau",
        clock=BodyClock(20, Unit.DAYS, source="its own page"),
    ),
    BodyCard(
        name="Ombudsperson of Lindenau",
        kind=BodyKind.OVERSIGHT,
        language="en",
        email="desk@ombudsperson.example",
        postal="Court Square 1\n1000 Lindenau",
        clock=BodyClock(30, Unit.DAYS, source="our custom"),
    ),
    *(
        BodyCard(
            name=f"{place} delegation of the League of Towns",
            kind=BodyKind.OTHER,
            language="en",
            email=f"{place.lower()}@league.example",
        )
        for place in ("Northern", "Southern", "Eastern", "Western")
    ),
)


def begin(parts: Parts) -> None:
    """Let a month go by: a file, a gathering, a letter and thirty days of silence, a petition, an issue, an archive.

    1. Address book, approved texts, the file of a mother from the north.
    2. A gathering, and what was asked there; the letter that leaves three days later.
    3. A petition, open while the office is silent; sixty sign in two weeks, nine more on one sheet.
    4. One of two copies is answered. The office is not heard of.
    5. Two documents, and an issue that says all that.

    One transaction: the disk is waited for once, and nothing is half made.
    """
    with transaction.atomic(), transaction.atomic(using="porch"):
        _let_a_month_pass(office_of(parts))


def _let_a_month_pass(office: Office) -> None:
    bodies = _fill_address_book(office)
    file_id = open_the_file(office)
    note_consent(office, file_id, bodies[0])
    gathering = plan_a_gathering(office)
    office.let_days_pass(3)
    write_the_minutes(office, gathering)
    letter = let_a_letter_leave(office, *bodies[:3])
    office.let_days_pass(8)
    petition = publish_a_petition(office)
    let_people_sign(office, petition)
    count_a_sheet(office, petition)
    a_copy_is_answered(office, letter, place=2)
    put_into_the_archive(office)
    office.let_days_pass(8)
    the_office_is_silent(office)
    publish_an_issue(office)


def _fill_address_book(office: Office) -> tuple[str, ...]:
    for template in templates().values():
        approve_template(**office.by(office.mira), name=template.name, digest=template.digest)
    return tuple(add_body(**office.by(office.leyla), card=card) for card in BODIES)
