"""Every class key is rotated while families, desks and rounds go on: nobody meets an error, and the old keys end.

An installation of its own: keys of the one that the other stories share would change under their feet.
"""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from journeys.installation import HOUR, PASSPHRASE, Installation
from journeys.staff import join
from journeys.story import Staff, Story
from khabar.adapters.keyagent.keyring_files import read_keyring, read_public_keys
from khabar.vault import INTERMEDIARY_CLASSES, KeyClass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from journeys.story import Slip

pytestmark = [pytest.mark.enable_socket, pytest.mark.slow]

OPENER = ("--as", "unlocker", "--passphrase-file")
SOUGHT = "Dariush Nuri"
PEOPLE = 1500
LETTERS = str.maketrans("0123456789", "aeioubdkmr")
LIST_WORDS = ("--made-by", "another nurse", "--people-knew", "yes")


@dataclass
class Traffic:
    """What people do meanwhile, again and again, each in a thread of their own; whatever went wrong is kept."""

    deeds: tuple[Callable[[], object], ...]
    wrong: list[str] = field(default_factory=list)
    done: int = 0

    @contextmanager
    def flowing(self) -> Iterator[None]:
        ends = threading.Event()
        threads = [threading.Thread(target=self._again_and_again, args=(deed, ends)) for deed in self.deeds]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            ends.set()
            for thread in threads:
                thread.join()

    def _again_and_again(self, deed: Callable[[], object], ends: threading.Event) -> None:
        while not ends.is_set():
            try:
                deed()
                self.done += 1
            except Exception as problem:  # noqa: BLE001 - whatever goes wrong in a thread is shown by the test
                self.wrong.append(repr(problem)[:400])
                return
            time.sleep(0.05)


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    with Installation.at(tmp_path / "home") as inst:
        farid = join(inst, "farid", "family_desk")
        mira, tomas = (join(inst, name, "asking_desk", "letters") for name in ("mira", "tomas"))
        yield Story(inst, Staff(farid=farid, mira=mira, tomas=tomas, nima=farid, ezra=farid))


def keys(story: Story, *words: str, code: int = 0) -> str:
    done = story.inst.khabar("keys", *words, *OPENER, str(story.inst.home / "pass"), code=code)
    return done.stdout + done.stderr


def current(story: Story, key_class: KeyClass) -> str:
    return read_public_keys(story.inst.home / "porch" / "public.keys")[key_class].key_id


def key_ids(story: Story, side: str, table: str, column: str) -> list[str]:
    statement = f"SELECT hex(substr({column}, 2, 8)) FROM {table}"  # noqa: S608 - names out of this file alone
    with closing(sqlite3.connect(story.inst.home / side / f"{side}.sqlite3", timeout=20)) as connection:
        return [row[0].lower() for row in connection.execute(statement)]


def tell_the_story(story: Story) -> Slip:
    """Shirin has read that her brother is well, and has written to him; her letter waits to be read."""
    slip = story.file_request(name=SOUGHT, father="Yusef", birth="1365/2/3", enquirer_name="Shirin Nuri")
    row = {"id": "d1", "name": "Dariyoush Noori", "father": "Youssef", "birth_date": "1986-04-23"}
    assert "taken in" in story.take_in_list(story.inst.home, [row])
    story.inst.khabar("staff", "kin", "tomas", "Somebody Else Entirely")
    story.inst.round()
    story.decide_to_ask(SOUGHT)
    story.inst.round()
    story.record_answer(SOUGHT, tells="2", setting="alone", own_words="I am well. I still sing.")
    story.inst.round()
    assert story.write(slip, "The walnut tree bears again.").status == 200
    story.inst.round()
    return slip


def import_people(story: Story) -> str:
    path = story.inst.home / "people.csv"
    path.write_text(
        "id,name\n"
        + "".join(f"p{number},{number:05d}n {number * 7919:08d}s\n".translate(LETTERS) for number in range(PEOPLE))
    )
    return story.inst.khabar("import", "presences", str(path), *LIST_WORDS).stdout


def everything_opens(story: Story, slip: Slip) -> None:
    assert "I still sing." in story.page_of(slip)
    assert SOUGHT in story.staff.farid.get("/families/").text
    assert story.open_pair(story.staff.mira, SOUGHT).status == 200
    assert "walnut tree bears again" in story.read_letter(story.staff.tomas).text
    assert "Nothing was altered" in story.inst.khabar("verify").stdout


def rewrapping_is_killed_in_the_middle(story: Story, old: str) -> None:
    words = ["keys", "rewrap", "register", *OPENER, str(story.inst.home / "pass")]
    command = [sys.executable, "-m", "khabar", *words]
    process = subprocess.Popen(command, env=story.inst.environment, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        if 0 < key_ids(story, "house", "registry_presence", "wrapped_key").count(old) < PEOPLE:
            process.send_signal(signal.SIGKILL)
            break
    assert process.wait(timeout=20) == -signal.SIGKILL, "it was too fast to be killed: import more people"
    assert 0 < key_ids(story, "house", "registry_presence", "wrapped_key").count(old) < PEOPLE


def test_all_keys_are_rotated_under_load_and_the_old_ones_end(story: Story) -> None:
    inst, slip = story.inst, tell_the_story(story)
    assert "taken in" in import_people(story)
    old = {key_class: current(story, key_class) for key_class in INTERMEDIARY_CLASSES}
    older_keyring = read_keyring(inst.home / "house" / "keyring.cbor")
    filed: list[Slip] = []
    traffic = Traffic(
        (
            lambda: filed.append(story.file_request(name="Roxana Tavakoli", enquirer_name="Babak Tavakoli")),
            lambda: story.page_of(slip).index("I still sing."),
            lambda: story.staff.farid.get("/families/").text.index(SOUGHT),
            lambda: story.open_pair(story.staff.mira, SOUGHT).text.index(SOUGHT),
        )
    )
    with traffic.flowing():  # no time passes meanwhile: a visit to a page would rightly end
        for key_class in INTERMEDIARY_CLASSES:
            keys(story, "rotate", key_class)
            assert current(story, key_class) != old[key_class]
        rewrapping_is_killed_in_the_middle(story, old[KeyClass.REGISTER])
        inst.khabar("round")
        said = keys(story, "rewrap")
    assert traffic.wrong == []
    assert traffic.done > len(INTERMEDIARY_CLASSES)
    assert "registry_presence.wrapped_key" in said
    assert set(key_ids(story, "porch", "intake_submission", "sealed")) <= {current(story, KeyClass.INTAKE)}
    last = story.file_request(name="The Last One")
    assert key_ids(story, "porch", "intake_submission", "sealed")[-1] == current(story, KeyClass.INTAKE)
    inst.round()
    assert story.page_of(last)
    everything_opens(story, slip)

    inst.pass_time(2 * HOUR)
    for key_class, key_id in old.items():
        keys(story, "destroy", key_class, key_id)
    everything_opens(story, slip)
    for one in filed[-2:]:
        assert story.page_of(one)
    told = import_people(story).splitlines()
    assert {line.split("\t")[2] for line in told} == {"here already"}, "row keys outlive the register key"
    assert inst.log("house").count("Traceback") == inst.log("porch").count("Traceback") == 0

    captured = older_keyring.unlock_with_passphrase("unlocker", PASSPHRASE)
    stored = {
        *key_ids(story, "house", "registry_request", "wrapped_key"),
        *key_ids(story, "house", "registry_presence", "wrapped_key"),
        *key_ids(story, "house", "post_message", "letter"),
        *key_ids(story, "house", "ledger_entry", "sealed"),
        *key_ids(story, "porch", "ledger_entry", "sealed"),
    }
    assert not stored & {key.key_id for key in captured.class_keys}, "an old keyring opens nothing of today"
