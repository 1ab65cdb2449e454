"""What is seen of a world beside its pages: mails, logs, pigeonholes, paper, and all that an association holds.

Nothing in here may leave out what somebody outside could have: a thing that is masked says by what and why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connections

import association_cast
import cast
from databases import rows_as_written, tables
from khabar.apps.calls import actions as calls
from khabar.apps.calls import queries as called
from khabar.apps.entrusted.files import opened_inside
from khabar.apps.entrusted.models import Entrusted
from khabar.apps.entrusted.queries import entrusted_by
from khabar.apps.entrusted.side import SIDE as ENTRUSTED
from khabar.apps.exchange.taking_in import take_in
from khabar.apps.intake.models import Submission
from khabar.apps.post import blanks, postal
from khabar.apps.registry.readings import requests_for
from khabar.apps.trips import actions as trips
from khabar.domain.bridge.bundles import read
from khabar.domain.bridge.sizes import LOCATOR_BYTES
from khabar.domain.calls import Hands
from khabar.domain.documents import Look, Paper
from khabar.domain.errors import Conflict
from khabar.domain.stacks import TripPlan
from khabar.vault.bundles import open_bundle
from khabar.vault.keys import KeyClass
from silence.core.seen import Seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from silence.house import Ground
    from silence.slots import Slots

LOOK = Look(("en",), Paper.A5)
SEALED_ELSEWHERE = {"exchange_outgoing": ("blob",), "entrusted_entrusted": ("page",)}
"""Two columns are compared by size, and opened elsewhere in here: what age seals draws from the machine, and a page is
sealed by the other installation. Every other byte of the association's databases is compared as it lies."""


def mails(ground: Ground, where: str) -> Iterator[Seen]:
    """Give what was sent since the last look: how many, to whom, what, under which id."""
    sent, ground.mails.sent = ground.mails.sent, []
    yield Seen("mail: number and order", where, "\n".join(one.recipient for one in sent).encode())
    yield Seen("mail: subjects", where, "\n".join(one.subject for one in sent).encode())
    yield Seen("mail: bodies", where, "\n\n".join(one.body for one in sent).encode())
    yield Seen("mail: sizes", where, " ".join(str(len(one.body)) for one in sent).encode())
    heads = (f"{one.sender} {one.heads} {bool(one.html)} {bool(one.calendar)}" for one in sent)
    yield Seen("mail: headers", where, "\n".join(heads).encode())


def logs(ground: Ground, where: str) -> Iterator[Seen]:
    """Give what was logged since the last look."""
    lines, ground.logs.lines = ground.logs.lines, []
    yield Seen("logs: lines", where, "\n".join(lines).encode())


def everything(ground: Ground, where: str) -> list[Seen]:
    """Give what colleagues outside the asking desk and the carrier get in their hands, and the rest of the porch."""
    return [*_ids(ground, where), *_calls(ground, where), *_paper(ground, where), *_porch(where)]


def bundle_seen(ground: Ground, slots: Slots, blob: bytes, where: str) -> list[Seen]:
    """Take in a bundle as the association does, and give all of it: its size, and what its keys open.

    Pages of nobody fill it up; of those too, size and place are compared, and of hers every slot.
    """
    parts = ground.hers
    private = parts.keys.key(KeyClass.INTAKE).private
    bundle = read(open_bundle([private], blob)).bundle
    take_in(actor=cast.JOB, now=ground.clock.now(), parts=parts, side=ENTRUSTED, blob=blob)
    mine = {row.locator: opened_inside(row, parts=parts).keys.private for row in Entrusted.objects.all()}
    pages = {one[:LOCATOR_BYTES].hex(): one[LOCATOR_BYTES:] for one in bundle.items}
    opened = [slots.of_page(one, private, pages[one]) for one, private in mine.items() if one in pages]
    return [
        Seen("bundle: size", where, str(len(blob)).encode()),
        Seen("bundle: number of pages and their sizes", where, repr([len(one) for one in bundle.items]).encode()),
        Seen("bundle: which of hers are there", where, repr([one in pages for one in mine]).encode()),
        Seen("bundle: what stands on it", where, repr((bundle.number, bundle.sender, bundle.contents)).encode()),
        Seen("bundle: every slot of her pages", where, b"\n".join(opened)),
    ]


def association(ground: Ground, where: str) -> list[Seen]:
    """Give every row of both databases of the association, its mails, and the family's page as her keys open it."""
    found = []
    for alias in ("default", "porch"):
        for table in tables(alias):
            rows = _masked(alias, table, rows_as_written(alias, table))
            found.append(Seen(f"association: rows of {alias}", f"{where} {table}", repr(rows).encode()))
    lines = entrusted_by(ground.file, association_cast.LEYLA, parts=ground.hers)
    told = repr([(one.page_on, one.page and (one.page.standing, one.page.pieces)) for one in lines]).encode()
    return [*found, Seen("association: the family's page, opened", where, told), *mails(ground, f"{where} hers")]


def _masked(alias: str, table: str, rows: list[tuple[object, ...]]) -> list[list[object]]:
    with connections[alias].cursor() as cursor:
        names = [one.name for one in connections[alias].introspection.get_table_description(cursor, table)]
    masked = [name in SEALED_ELSEWHERE.get(table, ()) for name in names]
    return [
        [len(cell) if hide and isinstance(cell, bytes) else cell for cell, hide in zip(row, masked, strict=True)]
        for row in rows
    ]


def _ids(ground: Ground, where: str) -> Iterator[Seen]:
    listed = requests_for(ground.actor("farid"), parts=ground.parts)
    yield Seen("family desk: ids in order", where, "\n".join(one.id for one in listed).encode())


def _calls(ground: Ground, where: str) -> Iterator[Seen]:
    now, parts, farid = ground.clock.now(), ground.parts, ground.actor("farid")
    made = calls.plan_calls(actor=farid, now=now, parts=parts, hands=[Hands(ground.people["nima"], now.date(), 5)])
    yield Seen("helper: the plan of calls", where, repr((made.calls, made.left, made.missing)).encode())
    lines = called.own_list(ground.actor("nima"), now=now, parts=parts)
    yield Seen("helper: the calling list", where, repr(lines).encode())
    try:
        paper = calls.print_list(actor=farid, now=now, parts=parts, helper=ground.people["nima"], day=now.date())
    except Conflict:
        paper = b"nothing to print"
    yield Seen("helper: the calling list on paper", where, paper)


def _paper(ground: Ground, where: str) -> Iterator[Seen]:
    now, parts, farid = ground.clock.now(), ground.parts, ground.actor("farid")
    trip = trips.plan_trip(
        actor=cast.MIRA, now=now, parts=parts, carrier=ground.people["omar"], plan=TripPlan(offers=2, look=LOOK)
    )
    ground.begin(f"the printer's morning {where}")
    for file in trips.print_stack(actor=cast.MIRA, now=now, parts=parts, trip_id=trip):
        yield Seen(f"carrier: printed {file.name}", where, file.pdf)
    try:
        letters = postal.print_letters(actor=farid, now=now, parts=parts)
    except Conflict:
        letters = b"nothing to print"
    yield Seen("family desk: letters on paper", where, letters)
    ground.begin(f"blank forms {where}")
    yield Seen(
        "family desk: blank forms",
        where,
        blanks.print_request_forms(actor=farid, now=now, parts=parts, count=1, look=Look(("en",), Paper.A4)),
    )


def _porch(where: str) -> Iterator[Seen]:
    rows = [(len(bytes(one.sealed)), len(bytes(one.key))) for one in Submission.objects.all()]
    yield Seen("porch: what waits", where, repr(rows).encode())
    yield Seen(
        "porch: tries that are counted",
        where,
        repr(sorted(map(repr, rows_as_written("porch", "intake_counter")))).encode(),
    )
