"""The shell door for mails: its document, its lines, its list of letters, and one clear line for what is wrong."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from adapters.incoming_mail.made_letters import Letter, answer, letter
from khabar.cli.mail import file_command

if TYPE_CHECKING:
    from pathlib import Path

TO = letter(Random(3), "en", house="ministry.example")  # noqa: S311 - reproducible draws, no secret
HEADER = "code\tmessage_ids\tdomains\taddresses\tsubject\tsent_at\n"


def line(to: Letter, sent_at: str = "2026-05-03T10:23:00+00:00") -> str:
    return f"{to.code}\t<{to.message_id}> <x@y>\t{to.house}\t\t{to.subject}\t{sent_at}\n"


def run(*arguments: str | Path, given: bytes | None = None) -> Result:
    return CliRunner().invoke(file_command, [*map(str, arguments)], input=given)


def refusal(result: Result) -> str:
    assert result.exit_code == 1
    assert not result.stdout
    (only,) = result.stderr.strip().split("\n")
    return str(only)


@pytest.fixture
def message(tmp_path: Path) -> Path:
    path = tmp_path / "answer.eml"
    path.write_bytes(answer(TO, "Dear Shirin").raw())
    return path


def listed(folder: Path, text: str, name: str = "threads.tsv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_document_has_exactly_the_promised_keys(message: Path, tmp_path: Path) -> None:
    result = run(message, "--threads", listed(tmp_path, HEADER + line(TO)), "--json")
    found = json.loads(result.stdout)
    assert list(found) == ["kind", "thread", "probability", "automatic", "reasons"]
    assert (found["kind"], found["thread"], found["automatic"]) == ("answer", TO.code, True)
    assert 0.9 < found["probability"] < 1
    assert all(isinstance(reason, str) and reason for reason in found["reasons"])
    assert result.exit_code == 0


def test_without_a_list_a_right_code_names_its_letter(message: Path) -> None:
    found = json.loads(run(message, "--json").stdout)
    assert (found["kind"], found["thread"], found["automatic"]) == ("answer", TO.code, False)


def test_people_get_readable_lines(message: Path, tmp_path: Path) -> None:
    threads = listed(tmp_path, HEADER + line(TO))
    told = run(message, "--threads", threads).stdout
    assert "kind         answer" in told
    assert f"thread       {TO.code}" in told
    assert "filed unseen" in told
    assert "  The code" in told


def test_words_of_a_stranger_cannot_move_the_cursor(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(b"From: a@b.example\r\nAuto-Submitted: x\xc2\x9b\xe2\x80\xaey\r\n\r\n")
    told = run(path).stdout
    assert "auto-reply" in told
    assert all(char.isprintable() or char == "\n" for char in told)


def test_a_mail_may_come_on_standard_input() -> None:
    found = json.loads(run("-", "--json", given=answer(TO, "Dear Shirin").raw()).stdout)
    assert found["thread"] == TO.code


def test_a_named_mail_server_is_believed(message: Path, tmp_path: Path) -> None:
    message.write_bytes(b"Authentication-Results: mx.example; spf=fail\r\n" + message.read_bytes())
    threads = listed(tmp_path, HEADER + line(TO))
    assert json.loads(run(message, "--threads", threads, "--json").stdout)["automatic"]
    found = json.loads(run(message, "--threads", threads, "--our-server", "mx.example", "--json").stdout)
    assert not found["automatic"]


@pytest.mark.parametrize("raw", [b"", b"\x00" * 50, b"no mail"])
def test_what_is_no_mail_is_of_unknown_kind_and_no_failure(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(raw)
    result = run(path, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["kind"] == "unknown"
    assert json.loads(result.stdout)["thread"] is None
    assert path.read_bytes() == raw


def test_letters_can_be_listed_as_json(message: Path, tmp_path: Path) -> None:
    row = {"code": TO.code, "message_ids": [TO.message_id], "domains": [TO.house], "subject": None, "sent_at": None}
    threads = listed(tmp_path, json.dumps([row]), "threads.JSON")
    assert json.loads(run(message, "--threads", threads, "--json").stdout)["automatic"]


def test_only_the_code_is_needed_and_may_be_typed_as_printed(message: Path, tmp_path: Path) -> None:
    code = " ".join(TO.code[at : at + 4] for at in range(0, 15, 4))
    found = json.loads(run(message, "--threads", listed(tmp_path, f"code\n{code}\n"), "--json").stdout)
    assert (found["thread"], found["automatic"]) == (TO.code, False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: there is no “code”"),
        ("number\n1\n", "line 1: there is no “code”"),
        ("code\tplace\n", "line 1: “place” is none of"),
        ("code\n123\n", "line 2: code: 15 digits"),
        ("code\n123456789012335\n", "line 2: code: 15 digits"),
        (HEADER + TO.code + "\n", "line 2: 6 cells are needed, not 1"),
        (HEADER + line(TO, "yesterday"), "line 2: sent_at: a moment such as"),
        (f"code\n{TO.code}\n{TO.code}\n", "line 3: code: this letter has been in the list before"),
    ],
)
def test_a_wrong_table_is_one_line_with_file_line_and_field(
    message: Path, tmp_path: Path, text: str, said: str
) -> None:
    told = refusal(run(message, "--threads", listed(tmp_path, text)))
    assert said in told
    assert "threads.tsv" in told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "this is no JSON"),
        ("{}", "a list of letters is needed"),
        ("[1]", "letter 1: names and values are needed"),
        ('[{"code": "1", "place": "x"}]', "letter 1: “place” is none of"),
        (json.dumps([{"code": TO.code, "domains": [1]}]), "letter 1: domains: words, or a list of them"),
        (json.dumps([{"code": TO.code, "domains": {}}, 1]), "letter 2: names and values"),
    ],
)
def test_a_wrong_json_list_is_one_line_too(message: Path, tmp_path: Path, text: str, said: str) -> None:
    assert said in refusal(run(message, "--threads", listed(tmp_path, text, "threads.json")))


def test_a_list_in_another_charset_is_refused(message: Path, tmp_path: Path) -> None:
    path = tmp_path / "threads.tsv"
    path.write_bytes(b"code\tsubject\n" + b"\xff\n")
    assert "this is not UTF-8" in refusal(run(message, "--threads", path))


def test_marks_that_end_a_line_elsewhere_stand_inside_a_cell(message: Path, tmp_path: Path) -> None:
    odd = HEADER + f"{TO.code}\t\t\t\ta\u2028b\u0085c\x0bd\t\r\n"
    assert json.loads(run(message, "--threads", listed(tmp_path, odd), "--json").stdout)["thread"] == TO.code
    assert "line 3: code" in refusal(run(message, "--threads", listed(tmp_path, odd + "1\t\t\t\t\t\n")))


def test_times_without_a_zone_are_those_of_greenwich(message: Path, tmp_path: Path) -> None:
    threads = listed(tmp_path, HEADER + line(TO, "2026-05-03T10:23:00"))
    assert json.loads(run(message, "--threads", threads, "--json").stdout)["automatic"]


def test_a_missing_file_is_said_as_such(tmp_path: Path) -> None:
    assert isinstance(run(tmp_path / "none.eml").exception, FileNotFoundError)
