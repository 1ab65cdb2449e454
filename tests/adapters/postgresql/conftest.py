"""One real server, and one installation of each kind on it, for these tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from config.on_postgresql import Installed, a_server, installed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postgresql_server import Server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server of these tests' own: they make roles, and one of them stops it."""
    with a_server() as started:
        yield started


@pytest.fixture(scope="session")
def intermediary(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """An intermediary; no test may leave it changed."""
    return installed(server, tmp_path_factory.mktemp("intermediary") / "home", "tracing")


@pytest.fixture(scope="session")
def association(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """An association; no test may leave it changed."""
    return installed(server, tmp_path_factory.mktemp("association") / "home", "pressing", "association")
