"""What each kind of installation has: its apps, doors, addresses, keys, deeds, and what each process may do.

An association has no requests, presences, pairs or answers: whoever captures it finds nothing worth taking. So what is
not named here for a kind is not installed there: no table, no page, no command.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from khabar.adapters.keyagent import Role
from khabar.config import access, access_of_association
from khabar.domain.kinds import Kind
from khabar.vault.keys import ASSOCIATION_CLASSES, INTERMEDIARY_CLASSES, KeyClass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from khabar.adapters.sqlite.guard import Allowed

SHARED_APPS = ("khabar.apps.ledger", "khabar.apps.outbox", "khabar.apps.quarantine")
"""One set of tables in each database."""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """What one kind of installation consists of.

    `roles`: as whom each process asks the key agent. `deeds`: the module that does what rounds do, and what is done
    between them. `at_risk`: the function that counts dates which a locked house would miss. `to_warn`: the one that
    gathers whom to warn after a breach. `bridge`: the module with what this kind puts into bundles for partners and
    takes out of theirs.
    """

    classes: tuple[KeyClass, ...]
    roles: Mapping[str, tuple[Role, ...]]
    porch_apps: tuple[str, ...]
    house_apps: tuple[str, ...]
    porch_doors: tuple[str, ...]
    house_doors: tuple[str, ...]
    urls: Mapping[str, str]
    allowed: Mapping[tuple[str, str], Allowed]
    deeds: str
    at_risk: str
    to_warn: str
    bridge: str

    def allowed_to(self, process: str, alias: str) -> Allowed | None:
        """Give the allow-list of a process for one database; None for shell commands, which set up and mend."""
        return self.allowed.get((process.partition("-")[0], alias))


INTERMEDIARY = Layout(
    classes=INTERMEDIARY_CLASSES,
    roles=MappingProxyType(
        {
            "porch": (),
            "house": (Role.HOUSE,),
            "work": (),
            "work-intake": (Role.WORK_INTAKE,),
            "work-register": (Role.WORK_REGISTER,),
            "work-mail": (Role.WORK_MAIL,),
            "operator": (Role.WORK_INTAKE, Role.WORK_REGISTER, Role.WORK_MAIL),
            "demo": (Role.CONTROL,),
            "check": (),
        }
    ),
    porch_apps=("khabar.apps.intake", "khabar.apps.deliveries", "khabar.apps.pigeonholes"),
    house_apps=(
        "khabar.apps.paper",
        "khabar.apps.alarms",
        "khabar.apps.statistics",
        "khabar.apps.accounts",
        "khabar.apps.slips",
        "khabar.apps.registry",
        "khabar.apps.wishes",
        "khabar.apps.searches",
        "khabar.apps.sightings",
        "khabar.apps.lists",
        "khabar.apps.consent",
        "khabar.apps.matches",
        "khabar.apps.post",
        "khabar.apps.trips",
        "khabar.apps.calls",
        "khabar.apps.exchange",
        "khabar.apps.guarantor",
        "khabar.apps.lodged",
        "khabar.apps.copies",
        "khabar.apps.rounds",
    ),
    porch_doors=("khabar.web.family", "khabar.web.present", "khabar.web.public", "khabar.web.bridge"),
    house_doors=(
        "khabar.web.front",
        "khabar.web.helper",
        "khabar.web.family_desk",
        "khabar.web.asking_desk",
        "khabar.web.letters",
        "khabar.web.carrier",
        "khabar.web.bringer",
        "khabar.web.operator",
    ),
    urls=MappingProxyType(
        {
            "porch": "khabar.config.urls_porch",
            "house": "khabar.config.urls_house",
            "demo": "khabar.demo.urls",
        }
    ),
    allowed=access.BY_PROCESS,
    deeds="khabar.apps.rounds.steps",
    at_risk="khabar.apps.post.contact.dates_at_risk",
    to_warn="khabar.apps.breaches.tracing.to_warn",
    bridge="khabar.apps.lodged.side",
)

ASSOCIATION = Layout(
    classes=ASSOCIATION_CLASSES,
    roles=MappingProxyType(
        {
            "porch": (),
            "house": (Role.FILES,),
            "work": (),
            "work-intake": (Role.WORK_INTAKE,),
            "work-files": (Role.WORK_FILES,),
            "work-signatures": (Role.WORK_SIGNATURES,),
            "work-mail": (Role.WORK_MAIL,),
            "operator": (Role.WORK_INTAKE, Role.WORK_FILES, Role.WORK_SIGNATURES, Role.WORK_MAIL),
            "demo": (Role.CONTROL,),
            "check": (),
        }
    ),
    porch_apps=("khabar.apps.intake", "khabar.apps.deliveries", "khabar.apps.petitions", "khabar.apps.subscriptions"),
    house_apps=(
        "khabar.apps.alarms",
        "khabar.apps.statistics",
        "khabar.apps.accounts",
        "khabar.apps.casework",
        "khabar.apps.campaigns",
        "khabar.apps.archive",
        "khabar.apps.correspondence",
        "khabar.apps.procedures",
        "khabar.apps.gatherings",
        "khabar.apps.newsletters",
        "khabar.apps.exchange",
        "khabar.apps.entrusted",
        "khabar.apps.rounds",
    ),
    porch_doors=("khabar.web.board", "khabar.web.petition", "khabar.web.readers", "khabar.web.bridge"),
    house_doors=(
        "khabar.web.front",
        "khabar.web.advocacy",
        "khabar.web.editing",
        "khabar.web.reading_room",
        "khabar.web.companion",
        "khabar.web.operator",
    ),
    urls=MappingProxyType(
        {
            "porch": "khabar.config.urls_association_porch",
            "house": "khabar.config.urls_association_house",
            "demo": "khabar.demo.urls_of_association",
        }
    ),
    allowed=access_of_association.BY_PROCESS,
    deeds="khabar.apps.rounds.association_steps",
    at_risk="khabar.apps.procedures.queries.dates_at_risk",
    to_warn="khabar.apps.breaches.pressing.to_warn",
    bridge="khabar.apps.entrusted.side",
)

LAYOUTS: Mapping[Kind, Layout] = MappingProxyType({Kind.INTERMEDIARY: INTERMEDIARY, Kind.ASSOCIATION: ASSOCIATION})


def layout_of(kind: Kind) -> Layout:
    """Give what an installation of this kind has."""
    return LAYOUTS[kind]


def everything() -> list[str]:
    """List the apps and doors of both kinds, for tests and checks."""
    return [
        name
        for layout in LAYOUTS.values()
        for name in (*layout.porch_apps, *layout.house_apps, *layout.porch_doors, *layout.house_doors)
    ]
