"""Backup and restore as an operator does them: commands as processes of their own, on a real disk."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from config.ground import PASSPHRASE, Ground
from khabar.adapters.backup.writing import FIRST
from khabar.adapters.entropy import SeededEntropy
from khabar.adapters.witness import FileWitness
from khabar.config import restoring
from khabar.config.installation_files import OF_THIS_MACHINE, READABLE, place_of, settings_to_keep
from khabar.config.options import Engine, Options
from khabar.config.restoring import beside, parse_settings, read_identities, told_in_one_line
from khabar.config.version import VERSION, as_numbers
from khabar.domain.errors import Invalid
from khabar.domain.short_forms import short_form
from khabar.vault.archives import new_offline_key, write_archive

KEY = new_offline_key(SeededEntropy("offline").bytes)
SOURCE = "pyproject.toml"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "key.txt"
    path.write_text(f"# kept elsewhere\n{KEY.identity}\n")
    return path


def said_twice(ground: Ground) -> str:
    database = sqlite3.connect(ground.home / "house" / "house.sqlite3")
    try:
        return str(database.execute("SELECT group_concat(act) FROM ledger_entry").fetchone()[0])
    finally:
        database.close()


@pytest.mark.slow
def test_a_house_is_backed_up_drilled_and_restored_elsewhere_in_quarantine(
    ground: Ground, tmp_path: Path, key: Path
) -> None:
    blobs = ground.home / "house" / "blobs"
    blobs.mkdir()
    (blobs / ("b" * 32)).write_bytes(b"a sealed picture")
    (blobs / ("c" * 32 + ".part")).write_bytes(b"one that was never finished")
    file = tmp_path / "monday.age"
    made = ground.khabar("backup", str(file), "--drill", "--recipient", KEY.recipient)
    assert made.returncode == 0, made.stderr
    assert "found whole" in made.stdout
    assert "Restored in" in made.stdout
    assert said_twice(ground) == "backup made,backup drilled"
    assert not (ground.home / "house" / "copying").exists()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["home", "key.txt", "monday.age"], "nothing is left behind"

    home = tmp_path / "new machine"
    signer = short_form(FileWitness(ground.home / "house" / "witness.key", SeededEntropy("")).verify_key)
    done = Ground(home).khabar(
        "restore",
        str(file),
        "--identity",
        str(key),
        "--into",
        str(home),
        "--signed-by",
        signer,
        "--set",
        "contact=Tent 5",
    )
    assert done.returncode == 0, done.stderr
    assert sorted(one.name for one in tmp_path.iterdir()) == ["home", "key.txt", "monday.age", "new machine"]
    there = Ground(home)
    assert 'contact = "Tent 5"' in there.settings.read_text()
    assert (home / "house" / "blobs" / ("b" * 32)).read_bytes() == b"a sealed picture"
    assert len(list((home / "house" / "blobs").iterdir())) == 1
    assert not (home / "porch" / "own.secret").exists(), "the porch draws a new one"
    for name in ("house/keyring.cbor", "house/own.secret", "house/witness.key", "porch/public.keys"):
        assert (home / name).read_bytes() == (ground.home / name).read_bytes()
    assert said_twice(there) == "quarantine began"
    shown = there.khabar("quarantine", "show")
    assert "restored from a backup" in shown.stdout
    refused = there.khabar("quarantine", "confirm", "mira", "--until", "2026-03-01", typed=f"{PASSPHRASE}\n")
    assert (refused.returncode, "No journal was replayed" in refused.stderr) == (1, True)
    again = Ground(tmp_path).khabar("restore", str(file), "--identity", str(key), "--into", str(home))
    assert (again.returncode, "is not empty" in again.stderr) == (1, True)


def test_a_backup_nobody_could_open_or_over_another_is_refused_and_leaves_nothing(
    ground: Ground, tmp_path: Path
) -> None:
    there = tmp_path / "there.age"
    there.write_bytes(b"another")
    for words, told in (
        ([str(tmp_path / "new.age")], "Nobody could open the backup"),
        ([str(there), "--recipient", KEY.recipient], "is there already"),
    ):
        done = ground.khabar("backup", *words)
        assert (done.returncode, told in done.stderr) == (1, True), done.stderr
        assert len(done.stderr.splitlines()) == 1
    assert there.read_bytes() == b"another"
    assert {one.name for one in tmp_path.iterdir()} == {"home", "there.age"}


def file_with(tmp_path: Path, header: object) -> Path:
    """A backup that says of itself what a test wants."""
    path = tmp_path / "strange.age"
    with path.open("wb") as sink:
        frames = [[FIRST, header], ["done", 0, 0, 0]]
        write_archive(frames, sink, recipients=[KEY.recipient], signing=b"e" * 32)
    return path


OURS: dict[str, Any] = {
    "format": 1,
    "program": VERSION,
    "kind": "intermediary",
    "made_at": "2026-03-02T09:00:00+00:00",
    "who_runs_this": "The Tracing House of Lindenau (invented)",
    "settings": {},
    "heads": {"house": [], "porch": []},
}


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ({"format": 2, "program": "0.9.0", "shape": "unknown"}, "made by Khabar 0.9.0, and this is"),
        (OURS | {"program": "99.0.0"}, "made by Khabar 99.0.0, and this is"),
        (OURS | {"program": "yesterday's"}, "no whole backup"),
        (OURS | {"kind": "bakery"}, "kind 'bakery'"),
        (OURS | {"heads": {"house": []}}, "one house and one porch"),
        ({"format": 1}, "no whole backup"),
    ],
)
def test_a_backup_this_program_cannot_read_is_refused_before_anything_is_made(
    tmp_path: Path, header: dict[str, Any], words: str
) -> None:
    path = file_with(tmp_path, header)
    with pytest.raises(Invalid, match=words), beside(tmp_path / "home") as folder:
        told_in_one_line(folder, path, [KEY.identity], {})
    assert {one.name for one in tmp_path.iterdir()} == {"strange.age"}


def test_another_key_and_a_damaged_file_are_told_apart(tmp_path: Path) -> None:
    path = file_with(tmp_path, OURS | {"kind": "bakery"})
    other = new_offline_key(SeededEntropy("other").bytes)
    with pytest.raises(Invalid, match="identity: this key does not open the backup"):
        told_in_one_line(tmp_path / "home", path, [other.identity], {})
    whole = path.read_bytes()
    for damaged in (whole[:100], b"", b"a letter"):
        path.write_bytes(damaged)
        with pytest.raises(Invalid, match="file: this is no whole backup"):
            told_in_one_line(tmp_path / "home", path, [KEY.identity], {})
    path.write_bytes(whole[:-10] + b"0123456789")
    with pytest.raises(Invalid, match="file: the file was cut or changed"):
        told_in_one_line(tmp_path / "home", path, [KEY.identity], {})


@pytest.mark.parametrize("is_older", [True, False])
def test_tables_of_a_version_that_is_not_known_are_refused_with_the_way_out(
    tmp_path: Path,
    key: Path,
    is_older: bool,  # noqa: FBT001 - a case of the test
) -> None:
    name = "0000_before" if is_older else "9999_after"
    values = {"who_runs_this": "w", "contact": "c", "slip_salt": "5a" * 16, "porch_hosts": ["a"], "house_hosts": ["b"]}
    path = file_with(tmp_path, OURS | {"settings": values, "heads": {"house": [["ledger", name]], "porch": []}})
    done = Ground(tmp_path / "home").khabar(
        "restore", str(path), "--identity", str(key), "--into", str(tmp_path / "home")
    )
    assert (done.returncode, "Restore it with the version that made it" in done.stderr) == (1, True), done.stderr
    assert {one.name for one in tmp_path.iterdir()} == {"strange.age", "key.txt"}


def test_key_files_and_settings_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    path = tmp_path / "key.txt"
    path.write_text("no key here")
    with pytest.raises(Invalid, match="AGE-SECRET-KEY"):
        read_identities(path)
    with pytest.raises(Invalid, match="NAME=VALUE"):
        parse_settings(["contact"])
    assert parse_settings(["contact=a=b"]) == {"contact": "a=b"}


def test_what_a_broken_restore_left_behind_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "home.restoring").mkdir()
    with pytest.raises(Invalid, match="broken off"), beside(tmp_path / "home"):
        pass
    assert (tmp_path / "home.restoring").exists()


def test_a_restored_folder_gets_its_name_only_once_it_is_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, home, synced = tmp_path / "home.restoring", tmp_path / "home", list[str]()
    (folder / "porch").mkdir(parents=True)
    (folder / "khabar.toml").write_text('home = "elsewhere"\n')
    for name in READABLE:
        (folder / name).write_text("a word")

    def sync(path: Path) -> None:
        assert path == tmp_path or not home.exists()
        synced.append(str(path.relative_to(tmp_path)))

    monkeypatch.setattr(restoring, "_sync", sync)
    restoring.put_in_place(folder, home)
    files = {"home.restoring/khabar.toml", *(f"home.restoring/{name}" for name in READABLE)}
    assert synced[-1] == "."
    assert set(synced) == files | {"home.restoring", "home.restoring/porch", "."}
    assert (home / "khabar.toml").read_text() == f'home = "{home}"\n'


def test_a_restore_that_breaks_on_a_server_names_the_databases_to_make_anew(
    options: Options, capsys: pytest.CaptureFixture[str]
) -> None:
    server = replace(options, engine=Engine.POSTGRESQL, postgresql_host="localhost", postgresql_house="kept_house")
    for one in (options, server):
        with pytest.raises(Invalid), restoring._telling_what_is_left(one):
            raise Invalid("file", "cut")
    said = capsys.readouterr().err
    assert said.count("khabar: ") == 1
    assert "left in kept_house and khabar_porch on the server. Make both databases anew" in said


def test_only_files_of_ours_have_a_place(tmp_path: Path) -> None:
    assert place_of("blobs/" + "a" * 32, tmp_path) == tmp_path / "house" / "blobs" / ("a" * 32)
    assert place_of("house/keyring.cbor", tmp_path) == tmp_path / "house" / "keyring.cbor"
    for name in ("blobs/../../keys", "/etc/passwd", "blobs/short", "house/other", "blobs/" + "A" * 32):
        assert place_of(name, tmp_path) is None


def test_settings_that_say_where_something_lies_stay_on_their_machine(ground: Ground) -> None:
    ground.write(second_place="a stick", backup_recipients=[KEY.recipient])
    kept = settings_to_keep(str(ground.settings))
    assert not set(kept) & OF_THIS_MACHINE
    assert kept["backup_recipients"] == [KEY.recipient]
    assert set(Options.__dataclass_fields__) >= OF_THIS_MACHINE
    assert settings_to_keep(None) == {}


def test_the_version_is_the_one_of_the_project() -> None:
    text = (Path(__file__).parents[2] / SOURCE).read_text()
    assert f'version = "{VERSION}"' in text
    assert as_numbers("0.10.0") > as_numbers("0.9.9")


def test_the_key_of_the_witness_is_drawn_once_and_a_damaged_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "witness.key"
    first = FileWitness(path, SeededEntropy("a")).verify_key
    assert FileWitness(path, SeededEntropy("b")).verify_key == first
    assert path.stat().st_mode & 0o077 == 0
    path.write_bytes(b"short")
    with pytest.raises(Exception, match="put it back from a backup"):
        _ = FileWitness(path, SeededEntropy("c")).verify_key


def test_a_recipient_is_made_once(ground: Ground, tmp_path: Path) -> None:
    made = ground.khabar("recipient", "new", str(tmp_path / "new.txt"))
    assert made.stdout.startswith("age1")
    assert (tmp_path / "new.txt").stat().st_mode & 0o077 == 0
    assert ground.khabar("recipient", "new", str(tmp_path / "new.txt")).returncode == 1


def test_what_a_killed_backup_left_behind_is_cleared_by_the_next(ground: Ground, tmp_path: Path) -> None:
    left = ground.home / "house" / "copying"
    left.mkdir()
    (left / "house.sqlite3").write_bytes(b"half")
    (tmp_path / "new.age.part").write_bytes(b"half")
    done = ground.khabar("backup", str(tmp_path / "new.age"), "--recipient", KEY.recipient)
    assert done.returncode == 0, done.stderr
    assert not left.exists()
