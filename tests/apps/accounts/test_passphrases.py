from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from khabar.adapters.entropy import SeededEntropy
from khabar.apps.accounts.passphrases import as_meant, invent_passphrase


def test_an_invented_passphrase_is_five_groups_of_four_digits_and_never_the_same() -> None:
    random = SeededEntropy("passphrases").bytes
    drawn = {invent_passphrase(random) for _each in range(50)}
    assert len(drawn) == 50
    assert all(re.fullmatch(r"(\d{4} ){4}\d{4}", one) for one in drawn)


def test_digits_mean_the_same_however_they_are_grouped_and_in_whichever_script() -> None:
    meant = as_meant("8316 2074 5591 6038 2247")
    assert meant == "83162074559160382247"
    for typed in (
        "83162074559160382247",
        "8316-2074-5591-6038-2247",
        "۸۳۱۶ ۲۰۷۴ ۵۵۹۱ ۶۰۳۸ ۲۲۴۷",
        " 8316 20745591 60382247 ",
    ):
        assert as_meant(typed) == meant


def test_words_keep_their_letters() -> None:
    assert as_meant("river  lamp gate") == "river lamp gate"
    assert as_meant("River lamp gate") != as_meant("river lamp gate")
    assert as_meant("1" * 201) == ""


@given(st.text(max_size=60))
def test_the_form_that_is_hashed_is_final(typed: str) -> None:
    assert as_meant(as_meant(typed)) == as_meant(typed)
