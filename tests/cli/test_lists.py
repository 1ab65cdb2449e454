"""`khabar import`: a line for each row, twice changes nothing, and every bad input is told in one clear line."""

from __future__ import annotations

import csv
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from khabar.apps.ledger.models import Entry
from khabar.apps.ledger.queries import flaws_in_chain
from khabar.apps.registry.actions import file_batch
from khabar.apps.registry.models import Presence, PresenceList, Request
from khabar.apps.registry.queries import presence_cards, presence_file, request_cards, request_file
from khabar.cli import lists
from khabar.domain.answers import Tells
from khabar.domain.before_asking import Purpose, SaidOfMe
from khabar.domain.errors import Locked
from khabar.domain.forms import FiledBy
from khabar.domain.ids import PresenceId, RequestId
from khabar.vault import canonical
from khabar.vault.chains import merkle_root
from khabar.vault.seals import unseal_with

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.domain.forms import PresenceForm, RequestForm
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

KNOWN = ("--made-by", "A nurse", "--people-knew", "yes")
SIX = "id,name,father,birth_date,birth_place,other_names\n"
ROWS = SIX + "p1,Darius Ahmadi,Hassan,1365,Lindenau,Dara;Daryush\np2,ليلى حسن,,1990-02,,\n"


@pytest.fixture
def a_list(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def run(parts: Parts, *words: str | Path) -> Result:
    return CliRunner().invoke(lists.import_, [str(word) for word in words], obj=parts)


def presences(parts: Parts, path: Path, content: str | bytes | None = None, *words: str | Path) -> Result:
    if content is not None:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return run(parts, "presences", path, *KNOWN, *words)


def kept_presences(parts: Parts) -> list[PresenceForm]:
    ids = [PresenceId(one.id) for one in presence_cards(parts=parts)]
    return sorted((presence_file(one, parts=parts).form for one in ids), key=lambda form: form.list_row)


def kept_requests(parts: Parts) -> list[RequestForm]:
    return [request_file(RequestId(one.id), parts=parts).form for one in request_cards(parts=parts)]


def opened_details(entry: Entry, parts: Parts) -> dict[str, object]:
    """What an entry says, opened with the key of the house."""
    sealed = canonical.decode(unseal_with(parts.keys.key(parts.public.of_record).private, bytes(entry.sealed)))
    assert isinstance(sealed, list)
    details = canonical.decode(sealed[1])
    assert isinstance(details, dict)
    return details


def refused_in_one_line(told: Result) -> str:
    """The one line of a refusal; nothing may have been filed."""
    assert told.exit_code == 1, told.output
    (line,) = told.stderr.strip().splitlines()
    assert not Presence.objects.exists()
    assert not Request.objects.exists()
    return line


# What is taken in


def test_every_row_has_its_line_and_the_sum_stands_below(parts: Parts, a_list: Path) -> None:
    told = presences(parts, a_list)
    assert told.exit_code == 0
    assert told.stdout == "2\tp1\ttaken in\n3\tp2\ttaken in\n"
    assert told.stderr == "2 taken in, 0 here already, 0 refused.\n"


def test_a_row_is_kept_as_it_was_written_and_is_never_the_persons_own_word(parts: Parts, a_list: Path) -> None:
    presences(parts, a_list)
    darius, leyla = kept_presences(parts)
    assert (darius.name, darius.other_names, darius.birth) == ("Darius Ahmadi", ("Dara", "Daryush"), "1365")
    assert leyla.name == "ليلى حسن"
    for one in (darius, leyla):
        assert (one.filed_by, one.tells, one.is_own_word) == (FiledBy.LIST, Tells.NOTHING, False)
        assert one.list_id == PresenceList.objects.get().id


@pytest.mark.parametrize("option", ["--report", "--write-mapping"])
def test_the_list_and_its_mapping_are_never_written_over(parts: Parts, a_list: Path, option: str) -> None:
    mapping = a_list.with_name("mapping.toml")
    assert presences(parts, a_list, None, "--write-mapping", mapping).exit_code == 0
    before = mapping.read_bytes()
    for other in (a_list, mapping):
        line = refused_in_one_line(presences(parts, a_list, None, "--mapping", mapping, option, other))
        assert "is read here, and is not written over" in line
    assert a_list.read_text(encoding="utf-8") == ROWS
    assert mapping.read_bytes() == before


def test_a_mapping_in_another_charset_is_refused_in_one_line(parts: Parts, a_list: Path) -> None:
    mapping = a_list.with_name("mapping.toml")
    mapping.write_bytes(b"# first\n# \xff\n")
    line = refused_in_one_line(presences(parts, a_list, None, "--mapping", mapping))
    assert f"{mapping}: line 2: not UTF-8" in line


def test_the_same_list_twice_changes_nothing(parts: Parts, a_list: Path) -> None:
    presences(parts, a_list)
    entries = Entry.objects.count()
    told = presences(parts, a_list)
    assert (told.exit_code, told.stderr) == (0, "0 taken in, 2 here already, 0 refused.\n")
    assert (Presence.objects.count(), PresenceList.objects.count(), Entry.objects.count()) == (2, 1, entries)


def test_the_whole_list_is_one_entry_beside_its_batches_with_a_root_over_its_rows(parts: Parts, a_list: Path) -> None:
    presences(parts, a_list)
    (entry,) = Entry.objects.filter(act="list filed")
    assert entry.subject == PresenceList.objects.get().id
    details = opened_details(entry, parts)
    assert (details["purpose"], details["count"], details["new"], details["refused"]) == ("presences", 2, 2, 0)
    keys = {bytes(row.fingerprint): row for row in Presence.objects.all()}
    assert details["root"] in {merkle_root(list(order)) for order in permutations(keys)}


def test_a_longer_list_by_the_same_people_adds_what_is_new(parts: Parts, a_list: Path) -> None:
    presences(parts, a_list)
    told = presences(parts, a_list, ROWS + "p3,Omar Nasser,,,,\n")
    assert told.stderr == "1 taken in, 2 here already, 0 refused.\n"
    assert Presence.objects.count() == 3


def test_the_report_goes_into_a_file_where_one_is_named(parts: Parts, a_list: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    told = presences(parts, a_list, ROWS + "p1,Somebody Else,=Karim,,,\n", "--report", report)
    assert (told.exit_code, told.stdout) == (1, "")
    with report.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        [*SIX.strip().split(","), "line", "what was done", "what to mend"],
        ["p1", "Somebody Else", "'=Karim", "", "", "", "4", "refused", "id: the same id stands in line 2."],
    ]


def test_a_report_that_was_mended_and_given_back_takes_exactly_its_rows(
    parts: Parts, a_list: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.csv"
    presences(parts, a_list, ROWS + "p3,Omar Nasser,=Karim,30 of 2,,\n", "--report", report)
    mended = report.read_text(encoding="utf-8").replace("30 of 2", "1361")
    told = presences(parts, report, mended)
    assert (told.exit_code, told.stderr) == (0, "1 taken in, 0 here already, 0 refused.\n")
    assert {(form.name, form.father, form.birth) for form in kept_presences(parts)} >= {
        ("Omar Nasser", "=Karim", "1361")
    }
    assert presences(parts, report).stderr == "0 taken in, 1 here already, 0 refused.\n"


def test_a_report_that_cannot_be_written_is_one_line_that_says_what_was_filed(
    parts: Parts, a_list: Path, tmp_path: Path
) -> None:
    told = presences(parts, a_list, None, "--report", tmp_path / "nowhere" / "report.csv")
    assert told.exit_code == 1
    (line,) = told.stderr.strip().splitlines()
    assert "the report cannot be written" in line
    assert "2 taken in" in line


def test_requests_are_taken_in_with_their_enquirers(parts: Parts, a_list: Path) -> None:
    a_list.write_text(
        "id,name,enquirer_name,kinship,email,purpose,two_things_1\n"
        "r1,Darius Ahmadi,Shirin Ahmadi,sister,shirin@mail.example,family_news,the blue boat\n"
        "r2,Omar Nasser,,,,,\n",
        encoding="utf-8",
    )
    assert run(parts, "requests", a_list).exit_code == 0
    found = {form.name: form for form in kept_requests(parts)}
    one = found["Darius Ahmadi"]
    assert (one.enquirer_name, one.kinship, one.purpose) == ("Shirin Ahmadi", "sister", Purpose.FAMILY_NEWS)
    assert (one.two_things, one.said_of_me, one.locator) == (("the blue boat",), SaidOfMe.NOTHING, b"")
    assert found["Omar Nasser"].purpose is Purpose.NOT_TOLD
    assert run(parts, "requests", a_list).stderr == "0 taken in, 2 here already, 0 refused.\n"


def test_a_list_of_many_batches_is_one_entry_for_each_batch(
    parts: Parts, a_list: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "BATCH", 3)
    rows = "".join(f"p{number},Person {number},,,,\n" for number in range(7))
    assert presences(parts, a_list, SIX + rows).stderr == "7 taken in, 0 here already, 0 refused.\n"
    assert Entry.objects.filter(act="cases filed").count() == 3
    assert list(flaws_in_chain("house")) == []


# Who made it, and whether its people knew


def test_a_list_whose_people_did_not_know_is_not_taken_in(parts: Parts, a_list: Path) -> None:
    told = run(parts, "presences", a_list, "--made-by", "A nurse", "--people-knew", "no")
    assert "did not know" in refused_in_one_line(told)
    assert not PresenceList.objects.exists()


@pytest.mark.parametrize("nobody", ["", "   "])
def test_a_list_that_nobody_made_is_not_taken_in(parts: Parts, a_list: Path, nobody: str) -> None:
    told = run(parts, "presences", a_list, "--made-by", nobody, "--people-knew", "yes")
    assert "--made-by" in refused_in_one_line(told)


@pytest.mark.parametrize(
    "given", [("--made-by", "A nurse"), ("--people-knew", "yes"), ("--made-by", "A", "--people-knew", "?")]
)
def test_both_questions_must_be_answered(parts: Parts, a_list: Path, given: tuple[str, ...]) -> None:
    assert run(parts, "presences", a_list, *given).exit_code == 2
    assert not Presence.objects.exists()


# Lists that cannot be read


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\n\n", "empty"),
        ("id,name\np1,Dariuš\n".encode("iso8859-2"), "name it with --encoding"),
        (b"barcode,name\n1,Darius\n", "no column “barcode”"),
        (b"1,Darius\n2,Omar\n", "None of the first lines"),
        (b"id,nmae\np1,Darius\n", "did you mean name"),
        (b"id,father\np1,Hassan\n", "No column is said to hold the name"),
        (b"id,name,name\np1,a,b\n", "twice"),
        (b"id,name,companions\np1,Darius,Omar\n", "no column"),
        (b'id,name\np1,"Darius\n', "not readable as CSV"),
        (b"\x00\x01\x02", "neither a text nor a workbook"),
        (b"PK\x03\x04 and nothing", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 locked", "without a password"),
    ],
)
def test_a_list_that_cannot_be_read_is_one_line(parts: Parts, a_list: Path, content: bytes, word: str) -> None:
    assert word in refused_in_one_line(presences(parts, a_list, content))
    assert not PresenceList.objects.exists()


def test_a_file_that_is_not_there_is_one_line(parts: Parts, tmp_path: Path) -> None:
    assert "cannot be read" in refused_in_one_line(presences(parts, tmp_path / "nowhere.csv"))
    assert "cannot be read" in refused_in_one_line(presences(parts, tmp_path))


def test_a_list_with_nothing_but_its_header_files_nothing(parts: Parts, a_list: Path) -> None:
    told = presences(parts, a_list, SIX)
    assert (told.exit_code, told.stderr) == (0, "0 taken in, 0 here already, 0 refused.\n")


# Rows that cannot be used


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("p9,,Hassan,,,", "name: is empty."),
        (",Darius,,,,", "id: is empty."),
        ("p9,Darius,,1987-13-45,,", "birth_date: "),
        ("p9,Darius,,2987,,", "birth_date: "),
        ("p9,Darius,,when the river froze,,", "birth_date: "),
        (f"p9,{'a' * 10_000},,,,", "name: has 10,000 characters; at most 300 are read."),
        (f"p9,{'a' * 250},,,,", "name: This is too long."),
        ("p9,Darius,Hassan,,", "5 cells, but the header has 6 columns."),
        ("p1,Somebody Else,,,,", "id: the same id stands in line 2."),
        (f"p9,Darius,,,,{';'.join(str(number) for number in range(30))}", "other_names: Please write at most 20"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_and_the_others_are_taken_in(
    parts: Parts, a_list: Path, row: str, why: str
) -> None:
    told = presences(parts, a_list, ROWS + row + "\n")
    assert told.exit_code == 1
    line = told.stdout.splitlines()[-1]
    assert line.startswith("4\t")
    assert "\trefused\t" + why in line
    assert told.stderr == "2 taken in, 0 here already, 1 refused.\n"
    assert Presence.objects.count() == 2


def test_a_purpose_we_do_not_know_is_refused(parts: Parts, a_list: Path) -> None:
    a_list.write_text("id,name,purpose\nr1,Darius,revenge\n", encoding="utf-8")
    told = run(parts, "requests", a_list)
    assert told.exit_code == 1
    assert "purpose: is none of" in told.stdout
    assert not Request.objects.exists()


def test_marks_of_direction_are_taken_out_and_formulas_stay_text(parts: Parts, a_list: Path) -> None:
    formula = '=HYPERLINK("x";"y")'
    quoted = '"' + formula.replace('"', '""') + '"'
    told = presences(parts, a_list, f"id,name,father\np1,\u202eDarius\u202c Ahmadi\u200f,{quoted}\n+1,@SUM(1),-2\n")
    assert told.exit_code == 0
    second, first = kept_presences(parts)
    assert (first.name, first.father) == ("Darius Ahmadi", formula)
    assert (second.list_row, second.name, second.father) == ("+1", "@SUM(1)", "-2")


def test_a_report_shows_the_id_and_no_other_cell_and_nothing_that_moves_a_terminal(parts: Parts, a_list: Path) -> None:
    told = presences(
        parts, a_list, 'name,birth_date,id\nDarius Ahmadi,1987-13-45,p1\nOmar Nasser,,"p\x1b[2J\t\u202e2"\nLeyla\n'
    )
    assert told.stdout.splitlines() == [
        next(line for line in told.stdout.splitlines() if line.startswith("2\tp1\trefused\tbirth_date: ")),
        "3\tp?[2J?2\ttaken in",
        "4\t\trefused\t1 cells, but the header has 3 columns.",
    ]
    assert "Darius" not in told.output
    assert "Leyla" not in told.output


# Faults in the middle


def test_a_fault_in_the_middle_leaves_whole_batches_and_the_next_try_does_the_rest(
    parts: Parts, a_list: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "BATCH", 2)
    rows = SIX + "".join(f"p{number},Person {number},,,,\n" for number in range(6))
    real, calls = file_batch, iter(range(9))

    def full_at_the_second(**named: object) -> list[str | None]:
        if next(calls) == 1:
            raise OSError("No space left on device")
        return real(**named)  # type: ignore[arg-type]  # passed on

    with monkeypatch.context() as patch:
        patch.setattr("khabar.apps.lists.filing.file_batch", full_at_the_second)
        assert isinstance(presences(parts, a_list, rows).exception, OSError)
    assert Presence.objects.count() == 2
    assert list(flaws_in_chain("house")) == []
    assert presences(parts, a_list).stderr == "4 taken in, 2 here already, 0 refused.\n"


def test_a_fault_within_a_batch_leaves_nothing_of_it(
    parts: Parts, a_list: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    presences(parts, a_list, SIX)

    def full(**_: object) -> None:
        raise OSError("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("khabar.apps.registry.actions.record", full)
        assert isinstance(presences(parts, a_list, ROWS).exception, OSError)
    assert not Presence.objects.exists()


def test_a_locked_house_takes_in_no_list(parts: Parts, a_list: Path, agent: MemoryKeyAgent) -> None:
    agent.lock()
    assert isinstance(presences(parts, a_list).exception, Locked)
    assert not Presence.objects.exists()
    assert not PresenceList.objects.exists()
