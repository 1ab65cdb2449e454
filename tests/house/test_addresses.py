from __future__ import annotations

import pytest

from house import addresses
from house.keeping import assert_kept
from house.tree import Source, texts

REGISTRY = "https://files." + "python" + "hosted.org/packages/a.whl"
HOME = "/ho" + "me/mira/khabar"
ROOT = "/sr" + "v/checkout"


def test_a_registry_is_found_wherever_it_stands() -> None:
    assert addresses.registries(Source("requirements/use.txt", f"anyascii @ {REGISTRY}"))
    assert addresses.registries(Source("README.md", REGISTRY.upper()))
    assert not addresses.registries(Source("README.md", "The parts come from the registry your machine is set to."))


@pytest.mark.parametrize(
    "line",
    [
        f"cd {HOME}",
        f'open("{HOME}/list.csv")',
        "/Us" + "ers/tomas/list.csv",
        "/ro" + "ot/.cache",
        "C:\\Us" + "ers\\tomas\\list.csv",
        f"see ({ROOT}/tests) for more",
    ],
)
def test_a_path_of_a_machine_is_found(line: str) -> None:
    assert addresses.machine_paths(Source("docs/a.md", line), root=ROOT)


@pytest.mark.parametrize(
    "line",
    [
        "#!/usr/bin/env python3",
        "/etc/khabar/settings.toml",
        "https://shirin.localhost/home/",
        "src/home/page",
        f"{ROOT}s",
        "the /app page",
    ],
)
def test_ordinary_paths_are_fine(line: str) -> None:
    assert not addresses.machine_paths(Source("docs/a.md", line), root=ROOT)
    assert not addresses.machine_paths(Source("docs/a.md", line), root="/app")


def test_no_file_names_a_registry() -> None:
    assert_kept(addresses.registries, texts())


def test_no_file_names_a_path_of_a_machine() -> None:
    assert_kept(addresses.machine_paths, texts())
