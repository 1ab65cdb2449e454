import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from khabar.adapters.keyagent.wire import MAX_MESSAGE_BYTES, Silence, address_of, receive, send
from khabar.vault import Malformed, encode


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    one, other = socket.socketpair()
    with one, other:
        yield one, other


def test_a_message_comes_over_whole(pair: tuple[socket.socket, socket.socket]) -> None:
    one, other = pair
    send(one, {"ask": "status"}, seconds=1)
    assert receive(other, seconds=1) == {"ask": "status"}


def test_all_of_a_message_must_come_in_time(pair: tuple[socket.socket, socket.socket]) -> None:
    one, other = pair
    one.sendall(b"\0\0")
    with pytest.raises(TimeoutError):
        receive(other, seconds=0.02)
    with pytest.raises(Silence):
        receive(other, seconds=0)


def test_an_end_in_the_middle_is_silence(pair: tuple[socket.socket, socket.socket]) -> None:
    one, other = pair
    one.sendall(b"\0\0\0\5abc")
    one.shutdown(socket.SHUT_WR)
    with pytest.raises(Silence):
        receive(other, seconds=1)


@pytest.mark.parametrize("content", [encode([1]), encode(None), b"\xff", b"", b"x" * (MAX_MESSAGE_BYTES + 1)])
def test_what_is_no_map_or_too_long_is_refused(pair: tuple[socket.socket, socket.socket], content: bytes) -> None:
    one, other = pair
    one.sendall(len(content).to_bytes(4, "big") + content[:100])
    with pytest.raises(Malformed):
        receive(other, seconds=1)


def test_short_paths_stay_as_they_are_and_long_ones_go_by_their_folder(tmp_path: Path) -> None:
    with address_of(Path("short.sock")) as address:
        assert address == "short.sock"
    with address_of(tmp_path / ("x" * 101)) as address:
        assert address.startswith("/proc/self/fd/")
