import os
import socket
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.keyagent.agent_stage import PASSPHRASE, Stage, StandingClock, furnished, running, stage
from khabar.adapters.entropy import SeededEntropy
from khabar.adapters.keyagent import CLASSES_OF, AgentControl, Role, SocketKeyAgent, socket_path
from khabar.adapters.keyagent.keyring_files import write_keyring
from khabar.adapters.keyagent.server import AgentSettings
from khabar.adapters.keyagent.wire import address_of
from khabar.domain.errors import Conflict, Locked, Outside
from khabar.vault import KeyClass, UnknownKey, WrongPassphrase, WrongShares, encode


@pytest.fixture(scope="module")
def running_stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with stage(tmp_path_factory.mktemp("agent")) as ready:
        yield ready


@pytest.fixture
def locked(running_stage: Stage) -> Stage:
    running_stage.control().lock()
    return running_stage


@pytest.fixture
def unlocked(locked: Stage) -> Stage:
    locked.control().unlock("mira", PASSPHRASE)
    return locked


def asked(stage_: Stage, role: Role, data: bytes) -> bytes:
    """Send raw bytes to a socket and return whatever comes back."""
    with (
        socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection,
        address_of(socket_path(stage_.sockets, role)) as address,
    ):
        connection.settimeout(5)
        connection.connect(address)
        received = b""
        try:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            while piece := connection.recv(4096):
                received += piece
        except (BrokenPipeError, ConnectionResetError):
            pass  # an agent that hangs up on rubbish is right
        return received


def framed(question: object) -> bytes:
    data = encode(question)
    return len(data).to_bytes(4, "big") + data


def test_the_agent_starts_locked_and_every_role_is_told_so(tmp_path: Path) -> None:
    with stage(tmp_path) as fresh:
        for role, classes in CLASSES_OF.items():
            assert fresh.agent_of(role).locked() == classes
            for key_class in classes:
                with pytest.raises(Locked):
                    fresh.agent_of(role).key(key_class)
        assert fresh.control().status().unlocked == frozenset()


def test_unlocked_it_gives_each_role_its_classes_and_no_other(unlocked: Stage) -> None:
    for role, classes in CLASSES_OF.items():
        agent = unlocked.agent_of(role)
        assert agent.locked() == classes - unlocked.held.unlocked.keys()
        for key_class in unlocked.held.unlocked:
            if key_class in classes:
                assert agent.key(key_class) == unlocked.held.unlocked[key_class]
            else:
                with pytest.raises(Locked):
                    agent.key(key_class)


def test_no_answer_to_a_foreign_role_holds_a_secret(unlocked: Stage) -> None:
    for role, classes in CLASSES_OF.items():
        for key_class in frozenset(KeyClass) - classes:
            answer = asked(unlocked, role, framed({"ask": "key", "key_class": str(key_class), "key_id": None}))
            assert answer == framed({"no": "forbidden"})


def test_only_the_control_socket_locks_and_unlocks(unlocked: Stage) -> None:
    for role in frozenset(Role) - {Role.CONTROL}:
        for question in (
            {"ask": "lock"},
            {"ask": "status"},
            {"ask": "unlock", "name": "mira", "passphrase": PASSPHRASE},
        ):
            assert asked(unlocked, role, framed(question)) == framed({"no": "malformed"})
    assert unlocked.agent_of(Role.HOUSE).locked() == frozenset()


def test_locking_takes_effect_at_once_for_a_client_that_was_there_before(unlocked: Stage) -> None:
    agent = unlocked.agent_of(Role.WORK_MAIL)
    assert agent.key(KeyClass.MAIL).key_id
    unlocked.control().lock()
    with pytest.raises(Locked):
        agent.key(KeyClass.MAIL)


def test_any_two_shares_unlock_and_one_does_not(locked: Stage) -> None:
    with pytest.raises(WrongShares):
        locked.control().unlock_with_shares(locked.held.shares[:1])
    assert locked.control().status().unlocked == frozenset()
    locked.control().unlock_with_shares(locked.held.shares[1:])
    assert locked.control().status().unlocked == frozenset(locked.held.unlocked)


def test_a_wrong_passphrase_leaves_the_agent_as_it_was(unlocked: Stage) -> None:
    for name, passphrase in (("mira", "ten grey herons"), ("ezra", PASSPHRASE), ("recovery", ""), ("", "")):
        with pytest.raises(WrongPassphrase):
            unlocked.control().unlock(name, passphrase)
    assert unlocked.agent_of(Role.HOUSE).locked() == frozenset()


def test_an_older_key_is_had_by_its_id_after_rotation_and_unlocking_again(tmp_path: Path) -> None:
    with stage(tmp_path) as ready:
        ready.control().unlock("mira", PASSPHRASE)
        draw = SeededEntropy("rotation").bytes
        keyring, renewed = ready.held.keyring.rotate(KeyClass.MAIL, ready.held.unlocked, random=draw)
        write_keyring(ready.held.path, keyring)
        old, new = ready.held.unlocked[KeyClass.MAIL], renewed[KeyClass.MAIL]
        agent = ready.agent_of(Role.WORK_MAIL)
        assert agent.key(KeyClass.MAIL) == old
        with pytest.raises(UnknownKey):
            agent.key(KeyClass.MAIL, new.key_id)
        ready.control().unlock("mira", PASSPHRASE)
        assert agent.key(KeyClass.MAIL) == new
        assert agent.key(KeyClass.MAIL, old.key_id) == old


def test_an_absent_agent_is_a_locked_one(tmp_path: Path) -> None:
    agent = SocketKeyAgent(tmp_path / "house.sock", KeyClass.REGISTER)
    assert agent.locked() == {KeyClass.REGISTER}
    with pytest.raises(Locked):
        agent.key(KeyClass.REGISTER)
    for deed in (AgentControl(tmp_path / "control.sock").lock, AgentControl(tmp_path / "none" / "c.sock").status):
        with pytest.raises(Outside) as told:
            deed()
        assert told.value.retry


def test_keys_are_forgotten_after_idle_seconds_and_use_keeps_them(tmp_path: Path) -> None:
    with stage(tmp_path, idle_seconds=600) as ready:
        ready.control().unlock("mira", PASSPHRASE)
        agent = ready.agent_of(Role.HOUSE)
        for _ in range(3):
            ready.clock.pass_seconds(599)
            assert agent.key(KeyClass.REGISTER).key_id
        ready.clock.pass_seconds(300)
        assert ready.control().status().unlocked  # asking how it is does not count as use
        ready.clock.pass_seconds(301)
        with pytest.raises(Locked):
            agent.key(KeyClass.REGISTER)
        assert ready.control().status().idle_seconds == 600


def test_rounds_do_not_keep_a_house_open_in_which_nobody_works_and_a_desk_can_tell_its_idle_time(
    tmp_path: Path,
) -> None:
    with stage(tmp_path, idle_seconds=600) as ready:
        ready.control().unlock("mira", PASSPHRASE)
        work, desk = ready.agent_of(Role.WORK_REGISTER), ready.agent_of(Role.HOUSE)
        assert desk.idle_seconds() == 600
        for _ in range(2):
            ready.clock.pass_seconds(250)
            assert work.key(KeyClass.REGISTER).key_id
        ready.clock.pass_seconds(101)
        with pytest.raises(Locked):
            work.key(KeyClass.REGISTER)


def test_a_clock_set_back_does_not_keep_keys_for_ever(tmp_path: Path) -> None:
    with stage(tmp_path, idle_seconds=600) as ready:
        ready.control().unlock("mira", PASSPHRASE)
        ready.clock.pass_seconds(-86400)
        assert ready.control().status().unlocked
        ready.clock.pass_seconds(601)
        assert not ready.control().status().unlocked


@pytest.mark.parametrize("damage", [b"", b"not a keyring", None])
def test_a_missing_or_damaged_keyring_is_said_plainly_and_keeps_it_locked(tmp_path: Path, damage: bytes | None) -> None:
    with stage(tmp_path) as ready:
        if damage is None:
            ready.held.path.unlink()
        else:
            ready.held.path.write_bytes(damage)
        with pytest.raises(Outside) as told:
            ready.control().unlock("mira", PASSPHRASE)
        assert not told.value.retry
        assert ready.control().status().unlocked == frozenset()


def test_a_forged_keyring_does_not_unlock(tmp_path: Path) -> None:
    with stage(tmp_path) as ready:
        slots = (*ready.held.keyring.slots, replace(ready.held.keyring.slots[0], name="ezra"))
        write_keyring(ready.held.path, replace(ready.held.keyring, slots=slots))
        with pytest.raises(Outside):
            ready.control().unlock("mira", PASSPHRASE)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(Role), st.binary(max_size=80))
def test_no_bytes_whatever_end_the_agent(running_stage: Stage, role: Role, data: bytes) -> None:
    assert len(asked(running_stage, role, data)) < 40
    assert running_stage.control().status() is not None


@pytest.mark.parametrize(
    "question",
    [
        None,
        [],
        "lock",
        {},
        {"ask": "everything"},
        {"ask": "key"},
        {"ask": "key", "key_class": 1, "key_id": None},
        {"ask": "key", "key_class": "register", "key_id": None, "more": 1},
        {"ask": "unlock", "name": "mira"},
        {"ask": "unlock", "name": "mira", "passphrase": PASSPHRASE.encode()},
        {"ask": "unlock-with-shares", "lines": [1, 2]},
        {"ask": "unlock-with-shares", "lines": "two"},
        {"ask": "lock", "now": True},
    ],
)
def test_a_question_out_of_form_gets_one_short_no(unlocked: Stage, question: object) -> None:
    assert asked(unlocked, Role.CONTROL, framed(question)) == framed({"no": "malformed"})
    assert unlocked.control().status().unlocked


@pytest.mark.parametrize("length", [16385, 2**31, 2**32 - 1])
def test_a_message_too_long_is_refused_by_its_length_alone(unlocked: Stage, length: int) -> None:
    assert asked(unlocked, Role.HOUSE, length.to_bytes(4, "big") + b"x" * 100) in (framed({"no": "malformed"}), b"")


def test_someone_who_says_nothing_keeps_nobody_waiting(unlocked: Stage) -> None:
    silent = []
    try:
        for _ in range(8):
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            silent.append(connection)
            with address_of(socket_path(unlocked.sockets, Role.HOUSE)) as address:
                connection.connect(address)
            connection.sendall(b"\0\0")
        assert unlocked.agent_of(Role.HOUSE).key(KeyClass.REGISTER).key_id
    finally:
        for connection in silent:
            connection.close()


def test_many_ask_at_once_and_all_are_answered(unlocked: Stage) -> None:
    got: list[object] = []
    agent = unlocked.agent_of(Role.HOUSE)
    threads = [Thread(target=lambda: got.append(agent.key(KeyClass.LETTERS))) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [unlocked.held.unlocked[KeyClass.LETTERS]] * 40


def test_nobody_else_of_this_machine_reaches_the_sockets(unlocked: Stage) -> None:
    assert stat.S_IMODE(unlocked.sockets.stat().st_mode) == 0o700
    for role in Role:
        assert stat.S_IMODE(socket_path(unlocked.sockets, role).stat().st_mode) == 0o600


def test_a_peer_that_is_not_on_the_list_is_hung_up_on(tmp_path: Path) -> None:
    held = furnished(tmp_path / "house")
    settings_ = AgentSettings(held.path, tmp_path / "agent", uids=frozenset({os.getuid() + 1}))
    with running(settings_, StandingClock()):
        with pytest.raises(Outside):
            AgentControl(socket_path(tmp_path / "agent", Role.CONTROL)).status()
        with pytest.raises(Locked):
            SocketKeyAgent(socket_path(tmp_path / "agent", Role.HOUSE), KeyClass.REGISTER).key(KeyClass.REGISTER)


def test_sockets_may_be_opened_to_one_group(tmp_path: Path) -> None:
    held = furnished(tmp_path / "house")
    with running(AgentSettings(held.path, tmp_path / "agent", group=os.getgid()), StandingClock()):
        assert stat.S_IMODE((tmp_path / "agent").stat().st_mode) == 0o710
        assert stat.S_IMODE((tmp_path / "agent" / "house.sock").stat().st_mode) == 0o660


def test_a_second_agent_in_the_same_folder_is_refused_and_the_first_lives_on(unlocked: Stage) -> None:
    with (
        pytest.raises(Conflict),
        running(AgentSettings(unlocked.held.path, unlocked.sockets), StandingClock()),
    ):
        pass
    assert unlocked.control().status().unlocked


def test_a_socket_left_by_a_killed_agent_is_no_obstacle_and_after_the_end_none_is_left(tmp_path: Path) -> None:
    (tmp_path / "agent").mkdir()
    with (
        socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as left,
        address_of(tmp_path / "agent/house.sock") as address,
    ):
        left.bind(address)
    with stage(tmp_path) as ready:
        ready.control().unlock("mira", PASSPHRASE)
        assert ready.agent_of(Role.HOUSE).key(KeyClass.REGISTER).key_id
    assert list((tmp_path / "agent").glob("*.sock")) == []


def test_a_folder_with_a_long_path_is_no_obstacle(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    with stage(deep) as ready:
        ready.control().unlock("mira", PASSPHRASE)
        assert ready.agent_of(Role.HOUSE).key(KeyClass.REGISTER).key_id


def test_whether_an_agent_listens_is_told_without_asking_it_anything(tmp_path: Path) -> None:
    control = AgentControl(tmp_path / "agent" / "control.sock")
    assert not control.is_there()
    with stage(tmp_path) as ready:
        assert ready.control().is_there()
        assert not ready.control().status().unlocked
    assert not control.is_there()
    with (
        socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as left,
        address_of(tmp_path / "agent" / "control.sock") as address,
    ):
        left.bind(address)
    assert not control.is_there(), "a socket that a killed agent left behind"
