import pytest

from khabar.vault.passphrases import DEFAULT_COST, Cost, passphrase_bytes, stretched

CHEAP = Cost(memory_kib=8, passes=1)


def test_the_usual_cost_is_at_least_what_the_design_asks() -> None:
    assert (DEFAULT_COST.memory_kib, DEFAULT_COST.passes, DEFAULT_COST.lanes) == (64 * 1024, 3, 1)


@pytest.mark.parametrize("cost", [(7, 1, 1), (8, 0, 1), (8, 1, 2), (8, 1, 0), (2**21, 1, 1), (8, 1000, 1), (64, 1, 5)])
def test_a_cost_out_of_bounds_is_never_made(cost: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="bounds"):
        Cost(*cost)


def test_secret_salt_and_cost_each_change_the_result() -> None:
    results = {
        stretched(b"one", bytes(16), CHEAP),
        stretched(b"two", bytes(16), CHEAP),
        stretched(b"one", bytes(17), CHEAP),
        stretched(b"one", bytes(16), Cost(16, 1)),
        stretched(b"one", bytes(16), Cost(8, 2)),
    }
    assert len(results) == 5
    assert {len(result) for result in results} == {32}


def test_a_salt_has_sixteen_bytes() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        stretched(b"one", bytes(15), CHEAP)


def test_keyboards_and_line_ends_do_not_matter_but_letters_do() -> None:
    assert passphrase_bytes("nine  grey\u00a0herons\n") == passphrase_bytes("nine grey herons")
    assert passphrase_bytes("e\u0301tang") == passphrase_bytes("\u00e9tang")
    assert passphrase_bytes("Nine") != passphrase_bytes("nine")
    with pytest.raises(ValueError, match="empty"):
        passphrase_bytes(" \n")
