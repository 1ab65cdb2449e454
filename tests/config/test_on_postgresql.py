"""An installation on PostgreSQL from the first command on: prepare, init, doctor, each process with its own role."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from django.db.utils import ConnectionHandler

from config.agents import unlocked_agent
from config.ground import PASSPHRASE, Ground
from config.on_postgresql import Installed, a_server, installed, prepared
from config.test_work import FILED
from khabar.adapters.keyagent.keyring_files import read_public_keys
from khabar.adapters.postgresql.looking import SAFE
from khabar.adapters.postgresql.roles import grants
from khabar.config.databases import ALIASES, database
from khabar.config.doctor_databases import _server, _settings
from khabar.config.findings import Sign
from khabar.config.grants import lists_of
from khabar.config.kinds import layout_of
from khabar.config.options import Options
from khabar.config.postgresql import _role_in
from khabar.domain.forms import RequestForm
from khabar.domain.kinds import Kind
from khabar.domain.rounds import INTERMEDIARY_ROUND
from khabar.vault import canonical
from khabar.vault.keys import KeyClass
from khabar.vault.seals import seal_to

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django import DjangoDbBlocker

    from khabar.config.findings import Finding
    from postgresql_server import Server

WORDS = ["--kind", "intermediary", "--who-runs-this", "The Tracing House of Lindenau (invented)"]
WORDS += ["--no-guarantor", "Nobody outside this house has agreed to countersign yet."]
WORDS += ["--contact", "Lindenau, Mill Lane 3", "--porch-host", "localhost", "--house-host", "localhost"]
WORDS += ["--unlocker", "mira"]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server for this file."""
    with a_server() as started:
        yield started


@pytest.fixture(scope="module")
def house(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """An installation on it; what a test spoils, it mends."""
    return installed(server, tmp_path_factory.mktemp("house") / "home", "tracing")


def init(found: Installed, *words: str) -> subprocess.CompletedProcess[str]:
    where = ("--postgresql", found.server.host, "--postgresql-roles", found.name)
    names = ("--postgresql-house", found.database("default"), "--postgresql-porch", found.database("porch"))
    typed = f"{PASSPHRASE}\n{PASSPHRASE}\n"
    return found.ground.khabar("init", str(found.ground.home), *WORDS, *where, *names, *words, typed=typed)


def doctor(ground: Ground) -> list[str]:
    return ground.khabar("doctor").stdout.splitlines()


def found_in(house: Installed, blocker: DjangoDbBlocker) -> list[Finding]:
    """What the doctor finds on the server, asked as the operator."""
    options = Options.load({"KHABAR_SETTINGS": str(house.ground.settings)})
    asked = ConnectionHandler({alias: database(options, "operator", alias, None) for alias in ALIASES})
    with blocker.unblock():
        found = [finding for alias in ALIASES for finding in _server(options, alias, asked[alias])]
        asked.close_all()
    return found


def wrong(house: Installed, blocker: DjangoDbBlocker) -> list[str]:
    """What it finds wrong with roles and rights; that the tests' server is quick and not durable is told elsewhere."""
    told = [f"{one.about}: {one.sentence}" for one in found_in(house, blocker) if one.sign is Sign.LOOK]
    return [line for line in told if "fsync" not in line]


def grant_again(house: Installed) -> None:
    for alias in ALIASES:
        lists = lists_of(layout_of(Kind.INTERMEDIARY), house.name, alias)
        with house.connect("operator", alias) as connection:
            for statement in grants(house.database(alias), lists):
                connection.execute(statement.encode())


def test_after_prepare_and_init_the_doctor_is_content_and_names_the_engine(server: Server, tmp_path: Path) -> None:
    found = prepared(server, tmp_path / "home", "fresh")
    passwords = tmp_path / "pgpass"
    lines = [f"*:*:*:{found.role(process)}:secret {process}\n" for process in ("operator", "house", "porch")]
    passwords.write_text("".join(lines), encoding="utf-8")
    passwords.chmod(0o600)
    done = init(found, "--postgresql-passwords", str(passwords))
    assert done.returncode == 0, done.stderr
    assert "Three recovery lines" in done.stdout
    said = doctor(found.ground)
    assert [line for line in said if line.startswith("look here") and "fsync" not in line] == [
        "look here  key agent: It does not answer. Start it: khabar agent"
    ]
    assert "ok         porch database: fresh_porch may do what its list says and no more." in said
    assert "ok         house database: has the tables of this version." in said
    assert "secret house" in (found.ground.home / "house" / "pgpass").read_text()
    assert (found.ground.home / "porch" / "pgpass").read_text() == lines[2]
    assert "secret" not in found.ground.settings.read_text()


def test_a_server_that_is_not_ready_is_refused_before_anything_is_laid_out(house: Installed, tmp_path: Path) -> None:
    again = Installed(Ground(tmp_path / "home"), house.server, house.name)
    for words, sentence in (
        ([], "tracing_house holds tables already"),
        (["--postgresql-house", "nowhere"], "tracing_operator cannot open nowhere: connection failed"),
        (["--postgresql-roles", "nobody"], "nobody_operator cannot open tracing_house"),
        (["--postgresql", str(tmp_path)], "cannot open tracing_house"),
    ):
        done = init(again, *words)
        assert done.returncode == 1, words
        assert sentence in done.stderr
        assert len(done.stderr.splitlines()) == 1, done.stderr
        assert not again.ground.home.exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--postgresql-house", "Khabar House"], "postgresql_house: small letters"),
        (["--postgresql-house", "one", "--postgresql-porch", "one"], "porch and house are two databases"),
        (["--postgresql-roles", 'x"; DROP'], "postgresql_roles: small letters"),
    ],
)
def test_names_that_are_none_are_refused_in_one_line(tmp_path: Path, words: list[str], told: str) -> None:
    done = Ground(tmp_path / "home").khabar("init", str(tmp_path / "home"), *WORDS, "--postgresql", "/run", *words)
    assert (done.returncode, told in done.stderr, len(done.stderr.splitlines())) == (1, True, 1), done.stderr


def test_where_the_server_is_said_without_naming_it_is_wrong_usage(tmp_path: Path) -> None:
    done = Ground(tmp_path).khabar("init", str(tmp_path / "home"), *WORDS, "--postgresql-port", "5433")
    assert done.returncode == 2
    assert "need --postgresql HOST" in done.stderr


def test_a_password_file_that_others_can_read_stops_every_process(house: Installed) -> None:
    path = house.ground.home / "house" / "pgpass"
    path.write_text("*:*:*:tracing_operator:secret\n")
    path.chmod(0o644)
    try:
        done = house.ground.khabar("verify")
    finally:
        path.unlink()
    assert done.returncode == 1
    assert "chmod 600" in done.stderr
    assert "secret" not in done.stderr


@pytest.mark.parametrize(
    ("spoil", "mend", "told"),
    [
        (
            "GRANT SELECT ON intake_submission TO tracing_porch",
            "",
            "porch database: tracing_porch may do more than its list: select intake_submission",
        ),
        (
            "REVOKE INSERT ON intake_submission FROM tracing_porch",
            "",
            "porch database: tracing_porch lacks insert intake_submission",
        ),
        (
            "GRANT tracing_operator TO tracing_porch",
            "REVOKE tracing_operator FROM tracing_porch",
            "porch database: tracing_porch may do more than its list",
        ),
        (
            "ALTER ROLE tracing_work CREATEROLE",
            "ALTER ROLE tracing_work NOCREATEROLE",
            "roles: tracing_work has power over the whole server (rolcreaterole)",
        ),
        (
            "ALTER ROLE tracing_demo RENAME TO tracing_gone",
            "ALTER ROLE tracing_gone RENAME TO tracing_demo",
            "roles: Missing on the server: tracing_demo",
        ),
    ],
)
def test_each_right_too_many_or_too_few_is_named_and_a_grant_mends_it(
    house: Installed, django_db_blocker: DjangoDbBlocker, spoil: str, mend: str, told: str
) -> None:
    house.mend("porch", spoil)
    try:
        found = wrong(house, django_db_blocker)
        assert any(line.startswith(told) for line in found), found
    finally:
        if mend:
            house.mend("porch", mend)
        grant_again(house)
    assert wrong(house, django_db_blocker) == []


def test_a_server_that_may_lose_what_it_acknowledged_is_told(
    house: Installed, django_db_blocker: DjangoDbBlocker
) -> None:
    told = [one for one in found_in(house, django_db_blocker) if "does not keep" in one.sentence]
    assert [one.about for one in told] == ["house database", "porch database"]
    for one in told:
        assert one.sign is Sign.LOOK
        assert "fsync = off (must be on); full_page_writes = off (must be on)." in one.sentence


SOUND = {**SAFE, "data_checksums": "on", "server_version_num": "180004", "server_version": "18.4"}
SOUND |= {"server_encoding": "UTF8", "order of texts": "C"}


@pytest.mark.parametrize(
    ("change", "sign", "told"),
    [
        ({}, Sign.OK, "PostgreSQL 18.4, and a commit is on the disk"),
        ({"synchronous_commit": "off"}, Sign.LOOK, "synchronous_commit = off (must be on)"),
        ({"synchronous_commit": "local"}, Sign.LOOK, "synchronous_commit = local"),
        ({"zero_damaged_pages": "on"}, Sign.LOOK, "zero_damaged_pages = on (must be off)"),
        ({"server_version_num": "130014", "server_version": "13.14"}, Sign.LOOK, "version 13.14 (must be 14 or newer)"),
        ({"server_encoding": "SQL_ASCII"}, Sign.LOOK, "encoding SQL_ASCII (must be UTF8)"),
        ({"data_checksums": "off"}, Sign.NOTE, "No checksums"),
        ({"order of texts": "fa_IR.UTF-8"}, Sign.NOTE, "Texts are ordered by fa_IR.UTF-8"),
    ],
)
def test_each_setting_of_a_server_has_its_sentence(change: dict[str, str], sign: Sign, told: str) -> None:
    found = list(_settings("house database", SOUND | change))
    assert [one for one in found if one.sign is sign and told in one.sentence], found
    assert all(one.sign is Sign.OK for one in found) is (not change)


def test_grants_are_refused_where_there_are_no_roles(ground: Ground) -> None:
    done = ground.khabar("postgresql", "grant")
    assert (done.returncode, done.stderr.splitlines()) == (
        1,
        ["khabar: engine: This installation is on SQLite, where each process brings its list itself."],
    )


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("*:*:*:khabar_porch:secret\n", "khabar_porch"),
        (r"\:\:1:5432:*:khabar_porch:se\:cret", "khabar_porch"),
        ("# a note", ""),
        ("", ""),
    ],
)
def test_the_role_of_a_line_of_passwords_is_read(line: str, role: str) -> None:
    assert _role_in(line) == role


def rows(house: Installed, alias: str, statement: str) -> list[tuple[object, ...]]:
    with house.server.superuser(house.database(alias)) as connection:
        return connection.execute(statement).fetchall()


@pytest.mark.slow
def test_a_round_in_processes_of_their_own_does_every_step_as_its_role(house: Installed) -> None:
    home = house.ground.home
    form = RequestForm(name="Darius", enquirer_name="Shirin", filed_at=FILED)
    inside = canonical.encode({"kind": "request", "form": form.to_body(), "key": b"r" * 32})
    sealed = seal_to(read_public_keys(home / "porch" / "public.keys")[KeyClass.INTAKE].public, inside, pad_to=(32768,))
    with house.connect("porch", "porch") as porch:
        porch.execute("INSERT INTO intake_submission (key, sealed) VALUES (%s, %s)", [b"r" * 32, sealed])
    with unlocked_agent(house.ground):
        work = subprocess.Popen(
            [sys.executable, "-m", "khabar", "work"], env=house.ground.environment, stderr=subprocess.PIPE, text=True
        )
        found = _finished(house, work)
        work.send_signal(signal.SIGINT)
        _, told = work.communicate(timeout=20)
    assert found, told
    assert json.loads(str(found[0][0])) == {step.value: "done" for step in INTERMEDIARY_ROUND.steps}
    assert rows(house, "porch", "SELECT sequence FROM intake_submission") == []
    assert rows(house, "default", "SELECT count(*) FROM registry_request") == [(1,)]
    assert rows(house, "default", "SELECT count(*) FROM rounds_unreadable") == [(0,)]


def _finished(house: Installed, work: subprocess.Popen[str]) -> list[tuple[object, ...]]:
    for _ in range(300):
        found = rows(house, "default", "SELECT steps::text FROM rounds_round WHERE finished_at IS NOT NULL")
        if found or work.poll() is not None:
            return found
        time.sleep(0.1)
    return []
