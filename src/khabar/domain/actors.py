"""Who acts. Every action asks for an actor; where there is none, nothing is done.

An actor is named by an account, a system job or the porch itself, never by a person's real name:
what stands here goes into the ledger.
"""

from dataclasses import dataclass
from enum import StrEnum

from khabar.domain.duties import Duty, refuse_duties
from khabar.domain.errors import Refused
from khabar.domain.ids import AccountId


class ActorKind(StrEnum):
    """STAFF: a signed-in account. SYSTEM: a named job. PORCH: somebody outside. OPERATOR: a timed session."""

    STAFF = "staff"
    SYSTEM = "system"
    PORCH = "porch"
    OPERATOR = "operator"


@dataclass(frozen=True)
class Actor:
    """One who acts.

    `name` is the account id of STAFF and OPERATOR, the job's name of SYSTEM, the door's name of PORCH.
    `duties` are those of the account now; SYSTEM and PORCH have none: a job may do what its own code says and no more.
    """

    kind: ActorKind
    name: str
    duties: frozenset[Duty] = frozenset()

    def __post_init__(self) -> None:
        """Refuse an actor that could not exist: nameless, or holding duties that exclude one another."""
        if not self.name.strip():
            raise ValueError("an actor needs a name")
        if self.duties and self.kind in (ActorKind.SYSTEM, ActorKind.PORCH):
            raise ValueError(f"a {self.kind} actor holds no duties")
        if self.kind is ActorKind.OPERATOR and self.duties != {Duty.OPERATOR}:
            raise ValueError("an operator's session has the one duty of an operator")
        if reasons := refuse_duties(self.duties):
            raise ValueError(" ".join(reasons))

    @property
    def account(self) -> AccountId | None:
        """The account behind this actor; None for jobs and for the porch."""
        return AccountId(self.name) if self.kind in (ActorKind.STAFF, ActorKind.OPERATOR) else None

    def has(self, duty: Duty) -> bool:
        """Say whether this duty is among the actor's."""
        return duty in self.duties


def staff(account: AccountId, *duties: Duty) -> Actor:
    """Make the actor for a signed-in member of staff with these duties."""
    return Actor(ActorKind.STAFF, account, frozenset(duties))


def system(job: str) -> Actor:
    """Make the actor for a job of our own, by its name."""
    return Actor(ActorKind.SYSTEM, job)


def porch(door: str) -> Actor:
    """Make the actor for somebody outside, who came through this door; we do not know who, and do not ask."""
    return Actor(ActorKind.PORCH, door)


def operator(account: AccountId) -> Actor:
    """Make the actor for an operator inside a timed session."""
    return Actor(ActorKind.OPERATOR, account, frozenset({Duty.OPERATOR}))


def require_duty(actor: Actor, *duties: Duty) -> None:
    """Refuse unless the actor holds at least one of these duties. The outside sees silence."""
    if not actor.duties.intersection(duties):
        raise Refused("This actor has none of the duties this act needs.")


def require_account(actor: Actor, *duties: Duty) -> AccountId:
    """Give the account of an actor with one of these duties, for rules that count people; Refused otherwise."""
    account = actor.account
    if account is None or not actor.duties.intersection(duties):
        raise Refused("This act needs a person who holds one of its duties.")
    return account
