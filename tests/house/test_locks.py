from __future__ import annotations

import re
from importlib import metadata

import pytest

from house import locks
from house.tree import ROOT

HASH = "--hash=sha256:" + "0f" * 32
GOOD = f"anyascii==0.3.3 \\\n    {HASH} \\\n    {HASH}\nnumpy==2.4.6 ; python_full_version < '3.12' \\\n    {HASH}\n"


class Said:
    """What a package says of itself."""

    def __init__(self, *classifiers: str, **fields: str) -> None:
        self._said = {name.replace("_", "-"): [value] for name, value in fields.items()}
        self._said["Classifier"] = list(classifiers)

    def get_all(self, name: str) -> list[str] | None:
        return self._said.get(name)


def lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def test_exact_versions_with_hashes_are_fine() -> None:
    assert not locks.loose_entries(GOOD)
    assert {pin.name for pin in locks.pins(GOOD)} == {"anyascii", "numpy"}


@pytest.mark.parametrize(
    "text",
    [
        "anyascii==0.3.3\n",
        f"anyascii>=0.3 {HASH}\n",
        f"anyascii==0.3.3 {HASH} --hash=md5:00\n",
        "--index-url elsewhere\n",
        f"anyascii @ file:anyascii.whl {HASH}\n",
    ],
)
def test_loose_entries_are_found(text: str) -> None:
    assert locks.loose_entries(text)


@pytest.mark.parametrize("name", ["use", "check", "engines-build", "engines"])
def test_every_part_is_pinned_and_hashed_and_has_no_address(name: str) -> None:
    assert locks.pins(lock(name))
    assert not locks.loose_entries(lock(name))
    assert ":/" + "/" not in lock(name)


def test_checks_run_on_exactly_the_parts_in_use() -> None:
    assert locks.pins(lock("use")) <= locks.pins(lock("check"))


def test_engines_leave_every_part_as_it_was() -> None:
    """Where two locks name one part, they name one version of it."""
    before = {pin.name: pin for pin in locks.pins(lock("check")) if not pin.marker}
    for name in ("engines-build", "engines"):
        assert all(before.get(pin.name, pin) == pin for pin in locks.pins(lock(name)))
    assert locks.pins(lock("use")) <= locks.pins(lock("engines"))


@pytest.mark.parametrize("name", ["use", "check", "engines-build", "engines"])
def test_what_we_ask_for_is_in_the_lock(name: str) -> None:
    wanted = (ROOT / "requirements" / f"{name}.in").read_text(encoding="utf-8").splitlines()
    asked = {re.split(r"[\[<>=]", line)[0].lower() for line in wanted if line and not line.startswith(("#", "-"))}
    assert asked <= {pin.name for pin in locks.pins(lock(name))}


@pytest.mark.parametrize(
    "said",
    [
        Said(License_Expression="Apache-2.0 OR BSD-3-Clause"),
        Said(License_Expression="BSD-3-Clause AND (MIT OR Zlib)"),
        Said(License="LGPL-3.0-or-later"),
        Said("License :: OSI Approved", "License :: OSI Approved :: MIT License"),
        Said("License :: OSI Approved :: BSD License", License="Redistribution and use in source " * 9),
    ],
)
def test_a_licence_we_may_pass_on_is_fine(said: Said) -> None:
    assert not locks.unfit_licences("anything", said)


@pytest.mark.parametrize(
    "said",
    [
        Said(),
        Said(License_Expression="MIT AND GPL-3.0-only"),
        Said(License="AGPL-3.0"),
        Said("License :: Other/Proprietary License"),
    ],
)
def test_a_licence_we_may_not_pass_on_or_none_at_all_is_found(said: Said) -> None:
    assert locks.unfit_licences("anything", said)


def test_a_licence_read_by_a_person_counts_only_where_the_package_is_silent() -> None:
    assert not locks.unfit_licences("pyrage", Said())
    assert locks.unfit_licences("pyrage", Said(License="AGPL-3.0"))


def test_every_part_has_a_licence_we_may_pass_on() -> None:
    named = {pin.name for pin in locks.pins(lock("check"))}
    installed = {locks.plain_name(part.name): part for part in metadata.distributions()}
    assert not [
        complaint
        for name in sorted(named & set(installed))
        for complaint in locks.unfit_licences(name, installed[name].metadata)
    ]


def test_every_part_of_the_lock_that_belongs_on_this_machine_is_installed() -> None:
    named = {pin.name for pin in locks.pins(lock("check")) if not pin.marker}
    assert named <= {locks.plain_name(part.name) for part in metadata.distributions()}
