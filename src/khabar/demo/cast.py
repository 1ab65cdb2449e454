"""The people of the demonstration: who they are, where each one signs in, and with what.

The passphrases and secrets here are printed for everybody to see. They are worth nothing, because the demonstration
listens on this machine only; they must never open a real installation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from khabar.domain.duties import Duty

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

UNLOCKER = "mira"
"""The name of the keyring's slot."""
UNLOCK_PASSPHRASE = "eleven kettles on a quiet stove"  # noqa: S105 - shown on the start page
"""What the slot opens with."""


@dataclass(frozen=True)
class Visitor:
    """Somebody who comes to the porch without any account; `path` is the page they begin on."""

    name: str
    host: str
    path: str
    part: _StrPromise


@dataclass(frozen=True)
class Colleague:
    """Somebody with an account of the house; `secret` is the authenticator's, in base 32."""

    username: str
    name: str
    host: str
    duties: frozenset[Duty]
    passphrase: str
    secret: str
    part: _StrPromise


VISITORS = (
    Visitor(
        "Shirin",
        "shirin.localhost",
        "/family/",
        _("seeks her brother. She has an old telephone, no e-mail, and does not know whether he lives."),
    ),
    Visitor(
        "Darius",
        "darius.localhost",
        "/here/",
        _("is sought, and does not know it. He may say that he is here, or say nothing, or be asked."),
    ),
    Visitor(
        "Golnar",
        "golnar.localhost",
        "/family/open/",
        _("seeks her son. She does not read; she has a sealed slip and a neighbour's telephone."),
    ),
    Visitor(
        "Ezra",
        "ezra.localhost",
        "/",
        _("must learn nothing. He comes as a stranger who seeks, and as somebody who claims to be Darius."),
    ),
)

COLLEAGUES = (
    Colleague(
        "nima",
        "Nima",
        "nima.localhost",
        frozenset({Duty.HELPER}),
        "pomegranates in a paper bag",
        "NIMAHELPSFAMILIESFILLTHEIRFORMS2",
        _("helps families with the form, and is blind to it once it is filed. He calls them too."),
    ),
    Colleague(
        "farid",
        "Farid",
        "farid.localhost",
        frozenset({Duty.FAMILY_DESK}),
        "the blue lamp by the window",
        "FARIDKEEPSTHEFAMILYDESKOFTHISDE2",
        _("keeps the family desk. He speaks with families and never sees who is here."),
    ),
    Colleague(
        "mira",
        "Mira",
        "mira.localhost",
        frozenset({Duty.ASKING_DESK, Duty.LETTERS, Duty.UNLOCKER}),
        "nine grey geese over the bridge",
        "MIRASITSATTHEASKINGDESKWITHTOMA2",
        _("works at the asking desk and opens letters. She can unlock the house."),
    ),
    Colleague(
        "tomas",
        "Tomas",
        "tomas.localhost",
        frozenset({Duty.ASKING_DESK, Duty.LETTERS}),
        "a slow train through birch woods",
        "TOMASDECIDESTOGETHERWITHMIRAONL2",
        _("works at the asking desk too. Nobody there decides alone."),
    ),
    Colleague(
        "omar",
        "Omar",
        "omar.localhost",
        frozenset({Duty.CARRIER}),
        "two mules and a folding table",
        "OMARCARRIESPAPERONEWAYANDBACKAG2",
        _("carries paper to places without a network, and says what became of every sheet."),
    ),
    Colleague(
        "samir",
        "Samir",
        "samir.localhost",
        frozenset({Duty.BRINGER}),
        "a kettle carried over the pass",
        "SAMIRBRINGSONEWORDTOONEPERSON222",
        _("brings one word to one person by voice, when two of the asking desk have named him for it."),
    ),
    Colleague(
        "ezra",
        "Ezra",
        "ezra-colleague.localhost",
        frozenset({Duty.FAMILY_DESK}),
        "the neighbour who asks too much",
        "EZRAISACOLLEAGUEOFTHEWRONGDESKX2",
        _("as a colleague of the wrong desk: trusted with families, curious about the rest."),
    ),
    Colleague(
        "ezra-operator",
        "Ezra, operator",
        "ezra-operator.localhost",
        frozenset({Duty.OPERATOR}),
        "he who keeps the cellar keys",
        "EZRARUNSTHEMACHINESANDHASNOKEYS2",
        _("as the operator with root: he keeps the machines and reads every row, but no name in it."),
    ),
)

PORCH_HOSTS = (*(visitor.host for visitor in VISITORS), "nima.localhost", "localhost")
HOUSE_HOSTS = (*(colleague.host for colleague in COLLEAGUES), "localhost")
