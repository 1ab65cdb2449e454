from __future__ import annotations

import pytest

from khabar.config.doctor_filter import system_calls
from khabar.config.findings import Sign


@pytest.mark.parametrize(
    ("program", "sign", "said"),
    [
        ("import os; os._exit(0)", Sign.OK, "behind a filter"),
        ("import os; os._exit(3)", Sign.NOTE, "without a filter"),
        ("raise OSError", Sign.LOOK, "Allow seccomp"),
    ],
)
def test_the_doctor_says_whether_strangers_files_are_read_behind_a_filter(program: str, sign: Sign, said: str) -> None:
    found = system_calls(program)
    assert found.sign is sign
    assert said in found.sentence


def test_on_this_machine_the_filter_holds() -> None:
    assert system_calls().sign is Sign.OK
