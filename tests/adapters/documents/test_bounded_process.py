"""The process that opens hostile documents has nothing to give away, cannot last or grow, and is believed nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adapters.not_ours import MODULE, SOURCE, lay_down, tried_inside
from khabar.adapters.documents import DocumentReader
from khabar.adapters.documents.process import MOST_MEMORY
from khabar.domain.archive_files import SENTENCES, Untaken
from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from pathlib import Path

TOO_HARD = SENTENCES[Untaken.TOO_HARD]
WORD = "['a', '', 1, 2, 3, 4, 4, 10, 0]"
PAGE = (
    "say(wire.header(kind='pdf', pages=1)); "
    "say(wire.header(number=1, size=[9, 9], pictured=False, words=[{}], turned=[]))"
)
BLOCK = "say(wire.header(kind='text', charset='utf-8', guessed=False)); say(wire.header(blocks=[{}]))"


class Answers:
    """A process that is not ours: a module written for one test, put where the reader looks for modules."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder, self._monkeypatch = folder, monkeypatch

    def reader(self, body: str, *, seconds: float = 20.0) -> DocumentReader:
        folders = lay_down(self._folder, body)
        self._monkeypatch.setattr("khabar.adapters.documents.reader.source_folders", lambda: folders)
        return DocumentReader(seconds_for_a_file=seconds, module=MODULE)


@pytest.fixture
def answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Answers:
    return Answers(tmp_path, monkeypatch)


def refusal(reader: DocumentReader) -> str:
    with pytest.raises(Invalid) as refused:
        reader.read(b"anything")
    return refused.value.message


@pytest.mark.slow
def test_after_giving_up_its_rights_it_opens_no_file_no_socket_and_no_large_memory() -> None:
    assert tried_inside("khabar.adapters.documents.process", MOST_MEMORY) == [
        "PermissionError",
        "PermissionError",
        "MemoryError",
    ]


@pytest.mark.slow
def test_it_is_started_without_our_environment(answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHABAR_SETTINGS", "somewhere/khabar.toml")
    reader = answers.reader("""
        known = {"PYTHONPATH", "LC_ALL", "LC_CTYPE"}
        nothing_else = set(os.environ) <= known and os.getcwd() == "/" and sorted(os.listdir("/proc/self/fd")) < ["4"]
        say(wire.header(untaken="locked" if nothing_else else "damaged"))
    """)
    assert refusal(reader) == SENTENCES[Untaken.LOCKED]


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        "os.abort()",
        "sys.exit(0)",
        "say(bytes([255] * 8))",
        "say(wire.framed(b'{'))",
        "say(wire.framed(b'[1]'))",
        "say(wire.header(kind='pdf', pages=99999))",
        "say(wire.header(kind='pdf', pages='1'))",
        "say(wire.header(kind='exe'))",
        "say(wire.header(kind='text', charset=7))",
        "say(wire.header(untaken='whatever I like'))",
        "say(wire.header(kind='pdf', pages=2));" + PAGE.format(WORD).split(";", 1)[1],
        PAGE.format(WORD) + "; say(wire.header(more=True))",
        PAGE.format(WORD).replace("number=1", "number=2"),
        PAGE.format("['a', '', 3, 2, 1, 4, 4, 10, 0]"),
        PAGE.format("['', '', 1, 2, 3, 4, 4, 10, 0]"),
        PAGE.format("['a', '', 1, 2, 3, 4, 4, float('nan'), 0]"),
        PAGE.format("['a', '', 1, 2, 1e9, 4, 4, 10, 0]"),
        PAGE.format("['a', '', True, 2, 3, 4, 4, 10, 0]"),
        PAGE.format("['a', 7, 1, 2, 3, 4, 4, 10, 0]"),
        PAGE.format("['a']"),
        PAGE.format("'a'"),
        PAGE.format(WORD).replace("size=[9, 9]", "size=9"),
        BLOCK.format("['text', 'person', '', '', None]"),
        BLOCK.format("['text', 'paragraph', '', '', 0]"),
        BLOCK.format("['text', 'paragraph', '', 'x' * 99, None]"),
        BLOCK.format("['text']"),
        BLOCK.format("7"),
    ],
)
def test_a_process_that_dies_or_lies_gives_nothing(answers: Answers, body: str) -> None:
    assert refusal(answers.reader(body + "; sys.stdout.flush()" if "say" in body else body)) == TOO_HARD


@pytest.mark.slow
def test_a_process_that_never_answers_is_ended(answers: Answers) -> None:
    assert refusal(answers.reader("time.sleep(600)", seconds=1.0)) == TOO_HARD


@pytest.mark.slow
def test_a_process_that_takes_no_file_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "deaf.py").write_text("import time\ntime.sleep(600)\n", encoding="utf-8")
    monkeypatch.setattr("khabar.adapters.documents.reader.source_folders", lambda: f"{SOURCE}:{tmp_path}")
    with pytest.raises(Invalid) as refused:
        DocumentReader(seconds_for_a_file=1.0, module="deaf").read(bytes(3_000_000))
    assert refused.value.message == TOO_HARD


@pytest.mark.slow
def test_a_process_that_keeps_to_the_rules_is_believed(answers: Answers) -> None:
    read = answers.reader(PAGE.format(WORD) + "; say(wire.header(done=True)); sys.stdout.flush()").read(b"anything")
    assert [one.text for one in read.paragraphs] == ["a"]
    blocks = BLOCK.format("['b', 'paragraph', 'fa', 'rtl', 3]")
    read = answers.reader(blocks + "; say(wire.header(done=True)); sys.stdout.flush()").read(b"anything")
    assert [(one.text, one.language, one.page) for one in read.paragraphs] == [("b", "fa", 3)]


@pytest.mark.slow
def test_who_finds_no_free_place_is_told_so(answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def acquire(self, *, timeout: float) -> bool:
            return timeout < 0

    monkeypatch.setattr("khabar.adapters.documents.reader._TURNS", Full())
    assert refusal(answers.reader("pass")) == SENTENCES[Untaken.BUSY]
