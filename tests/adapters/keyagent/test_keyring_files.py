import stat
from pathlib import Path

import pytest

from adapters.keyagent.agent_stage import furnished
from khabar.adapters.keyagent.keyring_files import (
    alone_with_keyring,
    read_keyring,
    read_public_keys,
    write_keyring,
    write_public_keys,
)
from khabar.domain.errors import Conflict
from khabar.vault import Malformed


def test_both_files_come_back_with_their_modes_and_leave_nothing_beside_them(tmp_path: Path) -> None:
    held = furnished(tmp_path)
    public = held.unlocked.public_keys()
    for _ in range(2):  # writing over an older file as well
        write_keyring(tmp_path / "keyring.cbor", held.keyring)
        write_public_keys(tmp_path / "public.keys", public)
    assert read_keyring(tmp_path / "keyring.cbor") == held.keyring
    assert read_public_keys(tmp_path / "public.keys") == public
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {"keyring.cbor": 0o600, "public.keys": 0o644}


def test_a_leftover_of_a_broken_write_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "keyring.cbor.new").write_bytes(b"half")
    held = furnished(tmp_path)
    assert read_keyring(held.path) == held.keyring


def test_missing_and_foreign_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_keyring(tmp_path / "keyring.cbor")
    (tmp_path / "public.keys").write_bytes(b"keys")
    with pytest.raises(Malformed):
        read_public_keys(tmp_path / "public.keys")


def test_only_one_at_a_time_changes_the_keyring_and_an_error_lets_the_next_one_in(tmp_path: Path) -> None:
    path = tmp_path / "keyring.cbor"
    with alone_with_keyring(path), pytest.raises(Conflict), alone_with_keyring(path):
        raise AssertionError("two at once")
    with pytest.raises(BlockingIOError), alone_with_keyring(path):
        raise BlockingIOError
    with alone_with_keyring(path):
        assert not path.exists()
