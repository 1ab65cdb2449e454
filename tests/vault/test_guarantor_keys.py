from __future__ import annotations

import pytest

from khabar.adapters.entropy import SeededEntropy
from khabar.vault import Cost
from khabar.vault.canonical import encode
from khabar.vault.errors import Malformed, VaultError, WrongPassphrase
from khabar.vault.guarantor_keys import new_guarantor_key, opened_key, wrapped_key
from khabar.vault.slots import new_shares_slot

RANDOM = SeededEntropy("guarantor").bytes
KEY = new_guarantor_key(RANDOM)
FILE = wrapped_key(KEY, "nine grey herons", random=RANDOM, cost=Cost(8, 1))


def test_the_passphrase_opens_the_key_and_no_other_does() -> None:
    assert opened_key(FILE, "nine  grey herons") == KEY
    for wrong in ("nine grey heron", "", "  "):
        with pytest.raises(WrongPassphrase):
            opened_key(FILE, wrong)


def test_signing_and_sealing_keys_are_apart_and_nothing_secret_is_shown() -> None:
    assert len({KEY.secret, KEY.signing, KEY.verify_key, KEY.private, KEY.public}) == 5
    assert KEY.secret.hex() not in repr(KEY)
    assert KEY.secret not in FILE


@pytest.mark.parametrize("cut", [0, 1, len(FILE) // 2, len(FILE) - 1])
def test_a_file_that_was_cut_is_refused(cut: int) -> None:
    with pytest.raises(VaultError):
        opened_key(FILE[:cut], "nine grey herons")


def test_a_file_of_another_form_is_refused() -> None:
    shares = new_shares_slot("guarantor", bytes(32), KEY.secret, threshold=2, shares=3).to_plain()
    for form in ({"schema": 1, "slot": shares}, {"schema": 2, "slot": shares}):
        with pytest.raises(Malformed):
            opened_key(encode(form), "nine grey herons")
