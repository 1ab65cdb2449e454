"""The shell doors for names keep their contract, and refuse bad input in one line without half a file."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from khabar import names as library
from khabar.cli import names as door

PAIRS = 'n\ta\tb\tnote\n1\tShirin Ahmadi\tشیرین احمدی\t"kept"\n2\tMira\tTomas\t\n'
REGISTRY = "id\tname\tplace\n7\tDariush Rostami\tx\n5\tداریوش رستمی\ty\n6\tOmar Haddad\tz\n"
QUERIES = "query_id\tquery\nq1\tDariush Rostami\nq2\tعمر حداد\nq3\t🙂\n"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(door.names, [str(argument) for argument in arguments])


def table(path: Path) -> list[list[str]]:
    text = path.read_bytes().decode("utf-8")
    assert text.endswith("\n")
    assert "\r" not in text
    return [line.split("\t") for line in text.split("\n")[:-1]]


def refusal(result: Result) -> str:
    assert result.exit_code == 1
    (line,) = result.stderr.strip().split("\n")
    assert isinstance(line, str)
    return line


def left_in(folder: Path) -> Sequence[str]:
    return sorted(path.name for path in folder.iterdir())


def test_compare_says_probability_score_and_why() -> None:
    result = run("compare", "Shirin Ahmadi", "شیرین احمدی")
    assert result.exit_code == 0
    assert result.stdout.startswith("probability 0.99")
    assert "prior 0.25" in result.stdout
    assert "the same name in two scripts" in result.stdout


def test_compare_as_json_is_one_document_with_the_forms_compared() -> None:
    found = json.loads(run("compare", "Shirin Ahmadi", "شیرین احمدی", "--json").stdout)
    assert found["probability"] > 0.99
    assert found["model"] == library.MODEL
    assert found["prior"] == library.DEFAULT_PRIOR
    assert {"left": "Shirin", "right": "شیرین"}.items() <= found["evidence"][0].items()
    assert {"weight", "sentence"} <= set(found["evidence"][0])


def test_another_prior_moves_the_probability_and_not_the_score() -> None:
    low = json.loads(run("compare", "Shirin", "شیرین", "--prior", "0.001", "--json").stdout)
    high = json.loads(run("compare", "Shirin", "شیرین", "--prior", "0.5", "--json").stdout)
    assert low["score"] == high["score"]
    assert low["probability"] < high["probability"]


def test_names_that_look_like_options_can_be_compared() -> None:
    assert run("compare", "--", "--json", "-x").exit_code == 0


def test_score_keeps_the_columns_and_adds_two(tmp_path: Path) -> None:
    (tmp_path / "in.tsv").write_text(PAIRS, encoding="utf-8")
    result = run("score", tmp_path / "in.tsv", "--out", tmp_path / "out.tsv")
    assert result.exit_code == 0, result.stderr
    header, first, second = table(tmp_path / "out.tsv")
    assert header == ["n", "a", "b", "note", "probability", "score"]
    assert first[:4] == ["1", "Shirin Ahmadi", "شیرین احمدی", '"kept"']
    assert second[:4] == ["2", "Mira", "Tomas", ""]
    assert float(first[4]) > 0.99
    assert float(second[4]) < 0.1
    assert float(first[5]) == pytest.approx(library.score_names("Shirin Ahmadi", "شیرین احمدی"), rel=1e-8)
    assert len(re.sub(r"^0\.0*|e.*$", "", first[4])) <= 9
    assert left_in(tmp_path) == ["in.tsv", "out.tsv"]


def test_score_reads_windows_line_ends_and_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "in.tsv").write_bytes(b"\xef\xbb\xbfa\tb\r\nMira\tMira\r\n\r\n")
    assert run("score", tmp_path / "in.tsv", "--out", tmp_path / "out.tsv").exit_code == 0
    assert [row[:2] for row in table(tmp_path / "out.tsv")] == [["a", "b"], ["Mira", "Mira"]]


def test_a_table_without_rows_gives_a_table_without_rows(tmp_path: Path) -> None:
    (tmp_path / "in.tsv").write_text("a\tb\n", encoding="utf-8")
    assert run("score", tmp_path / "in.tsv", "--out", tmp_path / "out.tsv").exit_code == 0
    assert table(tmp_path / "out.tsv") == [["a", "b", "probability", "score"]]


def test_search_ranks_by_score_then_id(tmp_path: Path) -> None:
    (tmp_path / "r.tsv").write_text(REGISTRY, encoding="utf-8")
    (tmp_path / "q.tsv").write_text(QUERIES, encoding="utf-8")
    result = run("search", tmp_path / "r.tsv", tmp_path / "q.tsv", "--out", tmp_path / "out.tsv", "--top", "2")
    assert result.exit_code == 0, result.stderr
    header, *rows = table(tmp_path / "out.tsv")
    assert header == ["query_id", "rank", "id", "probability"]
    assert [row[:3] for row in rows if row[0] == "q1"] == [["q1", "1", "7"], ["q1", "2", "5"]]
    assert ["q2", "1", "6"] in [row[:3] for row in rows]
    assert not [row for row in rows if row[0] == "q3"]


def test_searching_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "r.tsv").write_text(REGISTRY, encoding="utf-8")
    (tmp_path / "q.tsv").write_text(QUERIES, encoding="utf-8")
    for out in ("one.tsv", "two.tsv"):
        run("search", tmp_path / "r.tsv", tmp_path / "q.tsv", "--out", tmp_path / out)
    assert (tmp_path / "one.tsv").read_bytes() == (tmp_path / "two.tsv").read_bytes()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "in.tsv: the file is empty."),
        (b"\n\n", "in.tsv: the file is empty."),
        (b"a\tb\nMira\tTom\xe1s\n", "in.tsv: line 2: this is not UTF-8 text."),
        (b"a\tname\nMira\tMira\n", "in.tsv: line 1: there is no column “b”."),
        (b"a\tb\nMira\n", "in.tsv: line 2: 1 fields, but the header has 2."),
        (b"a\tb\n\nMira\tMira\n", "in.tsv: line 2: 1 fields, but the header has 2."),
        (b"a\tb\tb\nx\ty\tz\n", "in.tsv: line 1: the column “b” is there twice."),
        (b"a\tb\tscore\nx\ty\tz\n", "in.tsv: line 1: there is a column “score” already."),
    ],
)
def test_bad_tables_are_refused_in_one_line_and_nothing_is_written(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "in.tsv").write_bytes(content)
    (tmp_path / "out.tsv").write_text("as before", encoding="utf-8")
    assert says in refusal(run("score", tmp_path / "in.tsv", "--out", tmp_path / "out.tsv"))
    assert (tmp_path / "out.tsv").read_text(encoding="utf-8") == "as before"
    assert left_in(tmp_path) == ["in.tsv", "out.tsv"]


@pytest.mark.parametrize(
    ("registry", "says"),
    [
        ("id\tname\n1\tMira\n1\tTomas\n", "r.tsv: line 3: this “id” has been used in a line before."),
        ("id\tname\n\tMira\n", "r.tsv: line 2: “id” is empty."),
        ("name\nMira\n", "r.tsv: line 1: there is no column “id”."),
        ("id\n1\n", "r.tsv: line 1: there is no column “name”."),
    ],
)
def test_a_register_with_unclear_ids_is_refused(tmp_path: Path, registry: str, says: str) -> None:
    (tmp_path / "r.tsv").write_text(registry, encoding="utf-8")
    (tmp_path / "q.tsv").write_text(QUERIES, encoding="utf-8")
    assert says in refusal(run("search", tmp_path / "r.tsv", tmp_path / "q.tsv", "--out", tmp_path / "out.tsv"))
    assert left_in(tmp_path) == ["q.tsv", "r.tsv"]


def test_a_query_asked_twice_under_one_id_is_refused(tmp_path: Path) -> None:
    (tmp_path / "r.tsv").write_text(REGISTRY, encoding="utf-8")
    (tmp_path / "q.tsv").write_text("query_id\tquery\n1\tMira\n1\tMira\n", encoding="utf-8")
    assert "q.tsv: line 3" in refusal(
        run("search", tmp_path / "r.tsv", tmp_path / "q.tsv", "--out", tmp_path / "o.tsv")
    )


def test_neither_the_register_nor_the_queries_are_written_over(tmp_path: Path) -> None:
    (tmp_path / "r.tsv").write_text(REGISTRY, encoding="utf-8")
    (tmp_path / "q.tsv").write_text(QUERIES, encoding="utf-8")
    for read in ("r.tsv", "q.tsv"):
        told = refusal(run("search", tmp_path / "r.tsv", tmp_path / "q.tsv", "--out", tmp_path / read))
        assert f"{read}: is read here, and is not written over" in told
    assert (tmp_path / "r.tsv").read_text(encoding="utf-8") == REGISTRY


def test_files_that_cannot_be_read_or_written_are_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "in.tsv").write_text(PAIRS, encoding="utf-8")
    assert "cannot be read" in refusal(run("score", tmp_path / "none.tsv", "--out", tmp_path / "out.tsv"))
    assert "cannot be read" in refusal(run("score", tmp_path, "--out", tmp_path / "out.tsv"))
    assert "cannot be written" in refusal(run("score", tmp_path / "in.tsv", "--out", tmp_path / "no" / "out.tsv"))


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    (tmp_path / "in.tsv").write_text(PAIRS, encoding="utf-8")
    assert "No space left on device" in refusal(run("score", tmp_path / "in.tsv", "--out", tmp_path / "out.tsv"))
    assert left_in(tmp_path) == ["in.tsv"]


@pytest.mark.parametrize("prior", ["0", "1", "-1", "nan", "much"])
def test_an_impossible_prior_is_wrong_usage(prior: str) -> None:
    assert run("compare", "Mira", "Mira", "--prior", prior).exit_code == 2


def test_wrong_usage_is_told_apart_from_bad_input(tmp_path: Path) -> None:
    assert run("compare", "Mira").exit_code == 2
    assert run("score", tmp_path / "in.tsv").exit_code == 2
    assert run("search", "r", "q", "--out", "o", "--top", "0").exit_code == 2


@pytest.mark.parametrize("name", ["x" * 10_000, "123", "🙂🙂", "\u202eMira\u2069", "=1+1", '"Mira'])
def test_strange_names_pass_through_unchanged(tmp_path: Path, name: str) -> None:
    (tmp_path / "in.tsv").write_text(f"a\tb\n{name}\tMira\n", encoding="utf-8")
    assert run("score", tmp_path / "in.tsv", "--out", tmp_path / "out.tsv").exit_code == 0
    assert table(tmp_path / "out.tsv")[1][:2] == [name, "Mira"]


def test_a_refusal_never_repeats_a_name(tmp_path: Path) -> None:
    (tmp_path / "in.tsv").write_text("a\tb\nShirin\n", encoding="utf-8")
    assert "Shirin" not in refusal(run("score", tmp_path / "in.tsv", "--out", tmp_path / "out.tsv"))


def test_long_work_shows_progress_on_standard_error_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "SHOWN_AFTER_SECONDS", -1.0)
    (tmp_path / "in.tsv").write_text(PAIRS, encoding="utf-8")
    result = run("score", tmp_path / "in.tsv", "--out", tmp_path / "out.tsv")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "Scoring" in result.stderr
