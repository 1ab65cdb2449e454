"""`archive text` and `archive search` keep their contract: one document, or one clear line and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import khabar
from adapters.documents import hostile
from adapters.documents.newsletters import Layout, newsletter

SOURCE = str(Path(khabar.__file__).parents[1])
KEYS = [
    "file",
    "page",
    "box",
    "text",
    "raw",
    "confidence",
    "page_confidence",
    "kind",
    "direction",
    "language",
    "marks",
    "parts",
    "joins",
    "choices",
    "sha256",
]


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith(("KHABAR", "DJANGO"))}
    return subprocess.run(
        [sys.executable, "-m", "khabar", "archive", *words],
        cwd=folder,
        env={**surroundings, "PYTHONPATH": SOURCE},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("documents")
    (made / "letter.txt").write_text(
        "The minis-\ntry has not answered Darius.\n\nكتابِ علي در خانه\u200cها\n\nThe ministry is silent.",
        encoding="utf-8",
    )
    (made / "issue.pdf").write_bytes(newsletter(Layout("en", 2, articles=1), seed=4).pdf)
    (made / "word.docx").write_bytes(hostile.word_file("A word from Tehran.", "در تهران"))
    (made / "locked.pdf").write_bytes(hostile.locked_pdf())
    (made / "latin.txt").write_bytes(b"one\ntr\xe8s\n")
    (made / "more").mkdir()
    (made / "more" / "page.html").write_text("<html><p>The ministry again</p></html>", encoding="utf-8")
    (made / "more" / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(9))
    (made / "more" / ".hidden.txt").write_text("ministry", encoding="utf-8")
    (made / "marked.txt").write_text("Darius\n", encoding="utf-8")
    return made


@pytest.mark.slow
def test_text_is_one_document_with_an_entry_for_each_paragraph(folder: Path) -> None:
    done = run(folder, "text", "letter.txt", "issue.pdf", "word.docx", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    entries = json.loads(done.stdout)
    assert all(list(one) == KEYS for one in entries)
    assert [one["file"] for one in entries[:3]] == ["letter.txt"] * 3
    first = entries[0]
    assert first["text"] == "The ministry has not answered Darius."
    assert first["raw"] == "The minis-\ntry has not answered Darius."
    assert (first["page"], first["box"]) == (None, None)
    printed = [one for one in entries if one["file"] == "issue.pdf" and one["kind"] == "paragraph"]
    assert len(printed) == 6
    assert all(one["page"] == 1 and len(one["box"]) == 4 and 0 < one["confidence"] <= 1 for one in printed)


@pytest.mark.slow
def test_every_choice_can_be_undone_from_what_is_printed(folder: Path) -> None:
    (first, *_) = json.loads(run(folder, "text", "letter.txt", "--json").stdout)
    (choice,) = first["choices"]
    undone = first["text"][: choice["at"]] + choice["other"] + first["text"][choice["at"] + len(choice["now"]) :]
    assert undone == "The minis-try has not answered Darius."
    assert first["raw"][slice(*choice["raw_span"])] == choice["raw"] == "-\n"
    assert choice["why"]


@pytest.mark.slow
def test_text_for_people_says_where_each_paragraph_stands(folder: Path) -> None:
    done = run(folder, "text", "issue.pdf")
    assert done.returncode == 0
    assert done.stdout.startswith("[issue.pdf, page 1, heading, 1.00]\n")


@pytest.mark.slow
def test_a_refused_file_ends_in_one_line_and_nothing_is_printed(folder: Path) -> None:
    done = run(folder, "text", "letter.txt", "locked.pdf", "gone.pdf", "--json")
    assert (done.returncode, done.stdout) == (1, "")
    locked, gone = done.stderr.splitlines()
    assert locked.startswith("khabar: locked.pdf: This document is locked with a password.")
    assert gone == "khabar: gone.pdf: No such file or directory."


def found(folder: Path, *words: str) -> list[dict[str, object]]:
    done = run(folder, "search", *words, "--json")
    assert done.returncode == 0, done.stderr
    entries: list[dict[str, object]] = json.loads(done.stdout)
    return entries


@pytest.mark.slow
def test_search_quotes_what_stands_in_the_text(folder: Path) -> None:
    (one,) = found(folder, "کتاب علی", "--in", "letter.txt")
    assert one["quotes"] == ["كتابِ علي"]
    assert one["text"] == "كتابِ علي در خانه\u200cها"
    assert one["found_by"] == ["spelling"]
    (span,) = one["spans"] if isinstance(one["spans"], list) else []
    assert str(one["text"])[slice(*span)] == "كتابِ علي"
    assert found(folder, "خانهها", "--in", "letter.txt")


@pytest.mark.slow
def test_search_looks_through_folders_and_names_what_it_left_out(folder: Path) -> None:
    done = run(folder, "search", "ministry", "--in", "more", "--in", "letter.txt", "--json")
    assert done.returncode == 0
    assert {one["file"] for one in json.loads(done.stdout)} == {"more/page.html", "letter.txt"}
    (line,) = done.stderr.splitlines()
    assert line.startswith("khabar: more/picture.png: This is no document that we can read.")
    assert line.endswith("It was left out.")


@pytest.mark.slow
def test_files_behind_the_first_are_looked_in_too(folder: Path) -> None:
    assert len(found(folder, "ministry", "--in", "letter.txt", "more/page.html")) == 3


@pytest.mark.slow
def test_transliteration_is_off_until_it_is_asked_for_and_says_so(folder: Path) -> None:
    assert [one["found_by"] for one in found(folder, "Tehran", "--in", "word.docx")] == [["spelling"]]
    both = found(folder, "Tehran", "--transliterate", "--in", "word.docx")
    assert sorted(one["found_by"] == ["sound"] for one in both) == [False, True]
    people = run(folder, "search", "Tehran", "--transliterate", "--in", "word.docx").stdout
    assert people.count(", by sound]") == 1


@pytest.mark.slow
def test_marked_words_are_neither_found_nor_shown(folder: Path) -> None:
    assert found(folder, "Darius", "--in", "letter.txt", "--hide", "marked.txt") == []
    shown = json.dumps(found(folder, "ministry", "--in", "letter.txt", "--hide", "marked.txt"), ensure_ascii=False)
    assert "Darius" not in shown
    assert "The ministry has not answered […]." in shown


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["ministry"], "khabar: Say with --in in which files or folders to look."),
        (["—"], "khabar: words: Write at least one word to look for."),
        (
            ["two", "words", "--in", "letter.txt"],
            "khabar: Several words stand in quotation marks, as one: “words” is no file and no folder.",
        ),
        (["—", "--in", "letter.txt"], "khabar: words: Write at least one word to look for."),
        (["a", "--in", "gone.txt"], "khabar: gone.txt: No such file or directory."),
        (["a", "--in", "letter.txt", "--hide", "gone.txt"], "khabar: No such file or directory: gone.txt"),
        (["a", "--in", "letter.txt", "--hide", "latin.txt"], "khabar: --hide: latin.txt: line 2: not UTF-8."),
    ],
)
def test_a_search_that_cannot_be_made_says_why_in_one_line(folder: Path, words: list[str], line: str) -> None:
    done = run(folder, "search", *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [line]
