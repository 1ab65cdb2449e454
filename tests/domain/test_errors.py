import pytest

from khabar.domain.errors import Conflict, Invalid, KhabarError, Locked, Outside, Refused


def test_every_kind_of_failure_is_one_of_ours() -> None:
    for kind in (Refused, Invalid, Conflict, Outside, Locked):
        assert issubclass(kind, KhabarError)


@pytest.mark.parametrize(("field", "shown"), [("birth", "birth: Mend it."), ("", "Mend it.")])
def test_invalid_names_its_field_and_says_how_to_mend_it(field: str, shown: str) -> None:
    error = Invalid(field, "Mend it.")
    assert (error.field, error.message, str(error)) == (field, "Mend it.", shown)


@pytest.mark.parametrize("retry", [True, False])
def test_outside_says_whether_trying_again_can_help(retry: bool) -> None:  # noqa: FBT001 - an example, not a switch
    assert Outside("The mail server is silent.", retry=retry).retry is retry


def test_locked_names_the_class_of_keys() -> None:
    assert Locked("register").key_class == "register"
    assert "register" in str(Locked("register"))
