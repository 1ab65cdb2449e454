import pytest

from khabar.domain.actors import Actor, ActorKind, operator, porch, require_account, require_duty, staff, system
from khabar.domain.duties import Duty
from khabar.domain.errors import Refused
from khabar.domain.ids import AccountId

MIRA = AccountId("mira")
EZRA = AccountId("ezra")


def test_mira_acts_with_the_duties_of_her_account() -> None:
    actor = staff(MIRA, Duty.ASKING_DESK, Duty.LETTERS)
    assert actor.kind is ActorKind.STAFF
    assert actor.account == MIRA
    assert actor.has(Duty.LETTERS)
    assert not actor.has(Duty.FAMILY_DESK)
    assert require_account(actor, Duty.ASKING_DESK) == MIRA


def test_jobs_and_outsiders_are_nobody_who_could_be_counted_as_a_person() -> None:
    for actor in (system("round"), porch("family")):
        assert actor.account is None
        assert not actor.duties
        with pytest.raises(Refused):
            require_account(actor, Duty.ASKING_DESK)


def test_ezra_as_colleague_of_the_wrong_desk_is_refused() -> None:
    actor = staff(EZRA, Duty.FAMILY_DESK)
    require_duty(actor, Duty.FAMILY_DESK, Duty.HELPER)
    with pytest.raises(Refused):
        require_duty(actor, Duty.ASKING_DESK)
    with pytest.raises(Refused):
        require_account(actor, Duty.ASKING_DESK, Duty.LETTERS)


def test_ezra_as_operator_holds_the_one_duty_of_an_operator() -> None:
    actor = operator(EZRA)
    assert actor.duties == {Duty.OPERATOR}
    with pytest.raises(Refused):
        require_duty(actor, Duty.ASKING_DESK, Duty.LETTERS, Duty.FAMILY_DESK, Duty.HELPER)


@pytest.mark.parametrize(
    ("kind", "name", "duties"),
    [
        (ActorKind.STAFF, " ", {Duty.HELPER}),
        (ActorKind.SYSTEM, "round", {Duty.LETTERS}),
        (ActorKind.PORCH, "family", {Duty.HELPER}),
        (ActorKind.OPERATOR, "ezra", set()),
        (ActorKind.OPERATOR, "ezra", {Duty.OPERATOR, Duty.UNLOCKER}),
        (ActorKind.STAFF, "ezra", {Duty.FAMILY_DESK, Duty.ASKING_DESK}),
    ],
)
def test_an_actor_who_could_not_exist_cannot_be_made(kind: ActorKind, name: str, duties: set[Duty]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Actor(kind, name, frozenset(duties))
