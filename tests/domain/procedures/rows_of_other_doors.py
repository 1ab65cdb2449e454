"""Rows for arbitrary detention, special procedures, tracing and the doors inside the State."""

from __future__ import annotations

from dataclasses import replace

from domain.procedures.invented_cases import LOOKED_UP, NO_CONTACT, OPEN, changed, day, denied, said
from domain.procedures.table_rows import BARRED, CONDITIONAL, OPEN_, UNKNOWN, P, Row, happened
from khabar.domain.procedures.facts import Agreed, Claim, NationalDoor, PersonConsent, Relation

NO = Agreed(everywhere=False)
DOORS = ("prosecutor", "habeas_corpus", "ombudsman", "refugee_authority")
CLOSED = NationalDoor(possible=False, law="Law of courts, art. 9", looked_up=day("2026-10-01"))
SHUT = dict.fromkeys(DOORS, CLOSED)
LIMITED = NationalDoor(
    possible=True, law="Code, art. 4", looked_up=day("2026-10-01"), has_limit=True, last_day=day("2026-11-20")
)
UNTIL = NationalDoor(
    possible=True, law="Code, art. 4", looked_up=day("2026-10-01"), has_limit=True, last_day=day("2026-12-20")
)

WGAD = (
    Row("held, place known", P.WGAD_REGULAR, OPEN_, "no-exhaustion-rule", "A/HRC/36/38", OPEN),
    Row(
        "not held: remembered rules never bar",
        P.WGAD_REGULAR,
        UNKNOWN,
        "not-held",
        "A/HRC/36/38",
        changed(elements={"deprivation_of_liberty": denied()}),
    ),
    Row(
        "place not known: WGEID",
        P.WGAD_REGULAR,
        UNKNOWN,
        "go-to-wgeid",
        "A/HRC/36/38",
        happened(whereabouts_known=False),
    ),
    Row(
        "anonymous: a remembered rule",
        P.WGAD_REGULAR,
        UNKNOWN,
        "anonymous",
        "A/HRC/36/38",
        changed(submitter={"name": "", "anonymous": True}),
    ),
    Row(
        "publication refused",
        P.WGAD_REGULAR,
        CONDITIONAL,
        "consent-publication-no",
        "Khabar, consent",
        changed(consents={"publication": NO}),
    ),
    Row(
        "urgent: publication is not asked",
        P.WGAD_URGENT,
        OPEN_,
        "in-danger",
        "WGAD, urgent action",
        changed(consents={"publication": NO}),
    ),
    Row(
        "urgent without danger",
        P.WGAD_URGENT,
        BARRED,
        "no-danger",
        "WGAD, urgent action",
        changed(dangers={"life_or_health": denied(), "special_circumstances": denied()}),
    ),
    Row(
        "urgent, danger not asked",
        P.WGAD_URGENT,
        UNKNOWN,
        "not-known",
        "WGAD, urgent action",
        changed(dangers={"life_or_health": Claim()}),
    ),
    Row(
        "urgent, nobody tells of the danger",
        P.WGAD_URGENT,
        CONDITIONAL,
        "missing",
        "WGAD, urgent action",
        changed(dangers={"life_or_health": Claim(answer=True)}),
    ),
    Row(
        "urgent for special circumstances",
        P.WGAD_URGENT,
        OPEN_,
        "in-danger",
        "WGAD, urgent action",
        changed(dangers={"life_or_health": denied(), "special_circumstances": said()}),
    ),
    Row("own word", P.WGAD_REGULAR, UNKNOWN, "own-word-ask-first", "CED/C/14/D/2/2017", changed(own_word=NO_CONTACT)),
)

SPECIAL = (
    Row("everything told", P.SPECIAL_PROCEDURES, OPEN_, "public-after-sixty-days", "special procedures", OPEN),
    Row(
        "only from the media",
        P.SPECIAL_PROCEDURES,
        UNKNOWN,
        "only-from-media",
        "special procedures",
        happened(only_from_media=True),
    ),
    Row(
        "anonymous: a remembered rule",
        P.SPECIAL_PROCEDURES,
        UNKNOWN,
        "anonymous",
        "special procedures",
        changed(submitter={"name": "", "anonymous": True}),
    ),
    Row(
        "the person refuses",
        P.SPECIAL_PROCEDURES,
        UNKNOWN,
        "person-refuses",
        "special procedures",
        changed(consents={"person_concerned": PersonConsent.REFUSED}),
    ),
    Row(
        "publication not agreed",
        P.SPECIAL_PROCEDURES,
        CONDITIONAL,
        "consent-publication-no",
        "Khabar, consent",
        changed(consents={"publication": NO}),
    ),
)

TRACING = (
    Row("a sister asks", P.TRACING, OPEN_, "tracing-never-counts", "Tracing", OPEN),
    Row(
        "a stranger asks",
        P.TRACING,
        CONDITIONAL,
        "missing",
        "any family member",
        changed(submitter={"relation": Relation.ORGANISATION}),
    ),
    Row(
        "the person wishes no contact",
        P.TRACING,
        UNKNOWN,
        "own-word-ask-first",
        "CED/C/14/D/2/2017",
        changed(own_word=NO_CONTACT),
    ),
)

DOMESTIC = (
    Row("looked up, no last day", P.DOMESTIC, OPEN_, "door-open", "Code of procedure, art. 1", OPEN),
    Row(
        "nothing looked up",
        P.DOMESTIC,
        UNKNOWN,
        "not-known",
        "National law",
        changed(domestic=dict.fromkeys(DOORS, NationalDoor())),
    ),
    Row(
        "one open, three closed",
        P.DOMESTIC,
        OPEN_,
        "door-closed",
        "Law of courts, art. 9",
        changed(domestic=SHUT | {"ombudsman": LOOKED_UP}),
    ),
    Row(
        "all four closed by a law that is cited",
        P.DOMESTIC,
        BARRED,
        "door-closed",
        "Law of courts, art. 9",
        changed(domestic=SHUT),
    ),
    Row(
        "closed by nobody's law",
        P.DOMESTIC,
        UNKNOWN,
        "door-said-closed",
        "National law",
        changed(domestic=dict.fromkeys(DOORS, NationalDoor(possible=False))),
    ),
    Row(
        "possible, but no law cited",
        P.DOMESTIC,
        CONDITIONAL,
        "missing",
        "National law",
        changed(domestic=SHUT | {"prosecutor": NationalDoor(possible=True)}),
    ),
    Row(
        "the last day has passed",
        P.DOMESTIC,
        BARRED,
        "door-too-late",
        "Code, art. 4",
        changed(domestic=SHUT | {"prosecutor": LIMITED}),
    ),
    Row(
        "the last day lies ahead",
        P.DOMESTIC,
        OPEN_,
        "door-open-until",
        "Code, art. 4",
        changed(domestic=SHUT | {"prosecutor": UNTIL}),
    ),
    Row(
        "somewhere in a month",
        P.DOMESTIC,
        UNKNOWN,
        "door-perhaps-late",
        "Code, art. 4",
        changed(domestic=SHUT | {"prosecutor": replace(UNTIL, last_day=day("2026-11"))}),
    ),
    Row(
        "whether there is a last day",
        P.DOMESTIC,
        UNKNOWN,
        "not-known",
        "Code, art. 4",
        changed(domestic=SHUT | {"prosecutor": replace(UNTIL, last_day=None)}),
    ),
    Row(
        "not looked up on any day",
        P.DOMESTIC,
        CONDITIONAL,
        "missing",
        "Code, art. 4",
        changed(domestic=SHUT | {"prosecutor": replace(UNTIL, looked_up=None)}),
    ),
    Row(
        "looked up two years ago",
        P.DOMESTIC,
        OPEN_,
        "door-confirm",
        "Code, art. 4",
        changed(domestic=SHUT | {"prosecutor": replace(UNTIL, looked_up=day("2024-10-01"))}),
    ),
    Row(
        "no refugee",
        P.DOMESTIC,
        UNKNOWN,
        "door-not-for-him",
        "National law",
        changed(domestic=SHUT | {"refugee_authority": LOOKED_UP}, person={"refugee": False}),
    ),
    Row(
        "whether a refugee is not known",
        P.DOMESTIC,
        UNKNOWN,
        "not-known",
        "National law",
        changed(domestic=SHUT | {"refugee_authority": LOOKED_UP}, person={"refugee": None}),
    ),
    Row("held nobody knows where", P.DOMESTIC, CONDITIONAL, "missing", "National law", happened(held_in=None)),
)
