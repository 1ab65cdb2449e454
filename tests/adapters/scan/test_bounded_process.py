"""The process that opens hostile files has nothing to give away, cannot last or grow, and is believed nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adapters.not_ours import MODULE, lay_down, tried_inside
from adapters.scan import hostile
from khabar.adapters.bounded import wire
from khabar.adapters.scan import ScanReader
from khabar.adapters.scan.process import MOST_MEMORY
from khabar.domain.codes import check_digits
from khabar.domain.errors import Invalid
from khabar.domain.scans import SENTENCES, Unreadable

if TYPE_CHECKING:
    from pathlib import Path

TOO_HARD = SENTENCES[Unreadable.TOO_HARD]
GOOD = "0" * 25 + check_digits("0" * 25)
PAGE = (
    "say(wire.header(pages=1)); say(wire.header(found=[{}])); say(wire.framed(bytes([255, 216, 255])));"
    "sys.stdout.flush()"
)


class Answers:
    """A process that is not ours: a module written for one test, put where the reader looks for modules."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder, self._monkeypatch = folder, monkeypatch

    def reader(self, body: str, *, seconds: float = 20.0) -> ScanReader:
        folders = lay_down(self._folder, body)
        self._monkeypatch.setattr("khabar.adapters.scan.reader.source_folders", lambda: folders)
        return ScanReader(seconds_for_a_file=seconds, module=MODULE)


@pytest.fixture
def answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Answers:
    return Answers(tmp_path, monkeypatch)


def refusal(reader: ScanReader) -> str:
    with pytest.raises(Invalid) as refused:
        reader.read("photo", b"anything")
    return refused.value.message


@pytest.mark.slow
def test_after_giving_up_its_rights_it_opens_no_file_no_socket_and_no_large_memory() -> None:
    assert tried_inside("khabar.adapters.scan.process", MOST_MEMORY) == [
        "PermissionError",
        "PermissionError",
        "MemoryError",
    ]


@pytest.mark.slow
def test_it_is_started_without_our_environment(answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHABAR_SETTINGS", "somewhere/khabar.toml")
    reader = answers.reader("""
        known = {"PYTHONPATH", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "LC_ALL", "LC_CTYPE"}
        nothing_else = set(os.environ) <= known and os.getcwd() == "/" and sorted(os.listdir("/proc/self/fd")) < ["4"]
        say(wire.header(unreadable="moving" if nothing_else else "damaged"))
    """)
    assert refusal(reader) == SENTENCES[Unreadable.MOVING]


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        "os.abort()",
        "sys.exit(0)",
        "say(wire.header(pages=2)); say(wire.header(found=[])); say(wire.framed(bytes([255, 216, 255])))",
        "say(bytes([255] * 8))",
        "say(wire.framed(b'{'))",
        "say(wire.header(pages=101))",
        "say(wire.header(pages=True))",
        "say(wire.header(unreadable='whatever I like'))",
        "say(wire.header(pages=1)); say(wire.header(found=[])); say(wire.framed(b'<svg>'))",
        PAGE.format("{'code': '1' * 27, 'box': [[0, 0]] * 4, 'rotation': 0, 'ticks': []}"),
        PAGE.format(f"{{'code': '{GOOD}', 'box': [[0, 0]] * 3, 'rotation': 0, 'ticks': []}}"),
        PAGE.format(f"{{'code': '{GOOD}', 'box': [[0, 0]] * 4, 'rotation': 360, 'ticks': []}}"),
        PAGE.format(f"{{'code': '{GOOD}', 'box': [[0, 0]] * 4, 'rotation': 0, 'ticks': [1]}}"),
    ],
)
def test_a_process_that_dies_or_lies_gives_nothing(answers: Answers, body: str) -> None:
    assert refusal(answers.reader(body)) == TOO_HARD


@pytest.mark.slow
def test_a_process_that_never_answers_is_ended(answers: Answers) -> None:
    assert refusal(answers.reader("time.sleep(600)", seconds=1.0)) == TOO_HARD


@pytest.mark.slow
def test_a_process_that_keeps_to_the_rules_is_believed(answers: Answers) -> None:
    body = PAGE.format(f"{{'code': '{GOOD}', 'box': [[0, 0]] * 4, 'rotation': 7, 'ticks': []}}")
    (page,) = answers.reader(body).read("photo", b"anything")
    assert [(one.code, one.rotation) for one in page.found] == [(GOOD, 7)]


def test_a_frame_is_given_when_all_of_it_has_come() -> None:
    held = bytearray(wire.framed(b"one") + wire.framed(b"") + b"\x00\x00")
    assert [wire.taken(held), wire.taken(held), wire.taken(held)] == [b"one", b"", None]
    held += b"\x00\x02ab"
    assert wire.taken(held) == b"ab"


@pytest.mark.slow
def test_the_largest_photograph_stays_within_memory() -> None:
    (page,) = ScanReader().read("photo", hostile.picture("JPEG", (7_700, 7_700)))
    assert page.found == ()
