"""The page beside the list of candidates: drawings and words, nothing that runs, whole or not at all."""

from pathlib import Path

from click.testing import CliRunner, Result
from lxml import html

from khabar.cli.match import match
from khabar.cli.match_report import MOST, section
from khabar.linkage import DEFAULT_PRIOR, Candidate, FieldEvidence
from khabar.ports import Parts
from khabar.text import said

HEADER = "id,name,father,birth_date\n"


def run(folder: Path, parts: Parts, requests: str, registrations: str, *more: str) -> Result:
    (folder / "requests.csv").write_text(HEADER + requests, encoding="utf-8")
    (folder / "registrations.csv").write_text(HEADER + registrations, encoding="utf-8")
    lists = [str(folder / "requests.csv"), str(folder / "registrations.csv")]
    return CliRunner().invoke(match, [*lists, "--out", str(folder / "out.csv"), *more], obj=parts)


def test_explain_leaves_a_page_with_a_drawing_for_each_candidate(tmp_path: Path, parts: Parts) -> None:
    done = run(tmp_path, parts, "r1,Darius Karimi,Hossein,1986\n", "p1,داریوش کریمی,حسین,1986\n", "--explain")
    assert done.exit_code == 0, done.output
    page = html.document_fromstring((tmp_path / "out.explained.html").read_text(encoding="utf-8"))
    (drawn,) = page.findall(".//section")
    assert [one.text for one in drawn.findall("./h2/bdi")] == ["r1", "p1"]
    assert [one.get("role") for one in drawn.findall("./svg")] == ["img"]
    told = "".join(map(str, drawn.itertext()))
    assert "1 in 20,000" in told
    assert "Birth for, +" in told
    assert "داریوش کریمی" in [one.text for one in drawn.findall(".//dd/bdi")]
    assert "Drawn, the first 1:" in done.stderr


def test_without_explain_there_is_a_list_and_nothing_beside_it(tmp_path: Path, parts: Parts) -> None:
    assert run(tmp_path, parts, "r1,Darius,,\n", "p1,Darius,,\n").exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "registrations.csv", "requests.csv"]


def test_no_name_becomes_markup_and_nothing_of_the_page_runs_or_is_fetched(tmp_path: Path, parts: Parts) -> None:
    nasty = '"<script>alert(1)</script> Darius",Hossein,1986\n'
    assert run(tmp_path, parts, f"<b>r1,{nasty}", f"p1,{nasty}", "--explain").exit_code == 0
    written = (tmp_path / "out.explained.html").read_text(encoding="utf-8")
    elements = list(html.document_fromstring(written).iter())
    found = {str(one.tag) for one in elements}
    assert "section" in found
    assert found.isdisjoint({"script", "link", "img", "iframe", "b"})
    assert "default-src 'none'" in written
    assert not [one for one in elements if {"href", "src", "style"} & set(one.keys())]


def test_the_page_does_not_grow_with_the_list(tmp_path: Path, parts: Parts) -> None:
    many = "".join(f"p{number},Darius Karimi,Hossein,1986\n" for number in range(10))
    asked = "".join(f"r{number},Darius Karimi,Hossein,1986\n" for number in range(MOST // 10 + 2))
    done = run(tmp_path, parts, asked, many, "--explain", "--min-probability", "0")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "out.csv").read_bytes().count(b"\r\n") - 1 > MOST
    assert (tmp_path / "out.explained.html").read_text(encoding="utf-8").count("<section>") == MOST


def test_a_list_that_would_be_overwritten_by_the_page_is_kept(tmp_path: Path, parts: Parts) -> None:
    kept = tmp_path / "out.explained.html"
    kept.write_text("id,name\nr1,Darius\n", encoding="utf-8")
    (tmp_path / "registrations.csv").write_text("id,name\np1,Darius\n", encoding="utf-8")
    words = [str(kept), str(tmp_path / "registrations.csv"), "--out", str(tmp_path / "out.csv"), "--explain"]
    done = CliRunner().invoke(match, words, obj=parts)
    assert done.exit_code == 1
    assert kept.read_text(encoding="utf-8") == "id,name\nr1,Darius\n"
    assert not (tmp_path / "out.csv").exists()


def test_what_the_fields_leave_out_of_the_score_has_a_line_of_its_own() -> None:
    piece = FieldEvidence("name", "Darius", "Darius", 4.0, said("The same name."))
    drawn = section(Candidate("r1", "p1", 2.5, 0.5, (piece,)), prior=DEFAULT_PRIOR, name="one")
    assert "What they share" in drawn
    assert "against, -1.50" in drawn
    assert "What they share" not in section(Candidate("r", "p", 4.0, 0.5, (piece,)), prior=DEFAULT_PRIOR, name="one")
