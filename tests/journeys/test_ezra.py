"""What Ezra tries, and that he gets nothing: as enquirer, as false Darius, as colleague, as operator with root."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from khabar.domain.codes import check_digits
from proofs.canaries import ENCODINGS, Canary, Purse, Search, drawn
from proofs.seizure import files_of, found_in, leaky

if TYPE_CHECKING:
    from pathlib import Path

    from journeys.story import Story
    from journeys.visitor import Answer

pytestmark = pytest.mark.enable_socket


def told(answer: Answer) -> tuple[int, list[str], str]:
    """What an answer tells: status, names of headers in their order, and words; a slip's own digits aside."""
    words = "".join("#" if letter.isdigit() else letter for letter in answer.text)
    return answer.status, [name for name, _ in answer.headers], words


def test_with_a_stolen_description_ezra_reads_the_same_page_as_for_nobody(story: Story, tmp_path: Path) -> None:
    row = {"id": "p", "name": "Mahdi Sadeghi", "father": "Reza", "birth_date": "1990-01-02", "last_place": "Lindenau"}
    (tmp_path / "lists").mkdir()
    story.take_in_list(tmp_path / "lists", [row])
    story.inst.round()
    stolen = story.file_request(name="Mahdi Sadeghi", father="Reza", birth="1990-01-02", last_place="Lindenau")
    invented = story.file_request(name="Nobody Atall", father="Nemo", birth="1990-01-02", last_place="Lindenau")
    for _ in range(3):
        story.inst.round()
        assert story.page_of(stolen) == story.page_of(invented)


def test_posing_as_darius_ezra_hears_the_same_whether_or_not_he_is_sought(story: Story) -> None:
    story.file_request(name="Behrouz Tehrani", father="Ali", birth="1980", two_things_1="the red kite")
    story.inst.round()
    pose = {"father": "Ali", "birth": "1980", "self_or_other": "self", "tells": "2", "tell_kinship": "my mother"}
    pose |= {"two_things_1": "I do not remember", "wants_page": "on"}
    as_sought = story.be_here(name="Behrouz Tehrani", **pose)
    as_nobody = story.be_here(name="Zebulon Quirk", **pose)
    assert told(as_sought) == told(as_nobody)


def test_wrong_codes_and_no_such_code_are_one_answer(story: Story) -> None:
    slip = story.file_request(name="Anybody")
    ezra = story.inst.at_porch("ezra.localhost")
    answers = []
    nobodys = "1234512345" + check_digits("1234512345")
    for code, pin in ((slip.code, "000000"), (nobodys, slip.pin), (nobodys, "123456")):
        ezra.get("/family/open/")
        answers.append(told(ezra.send("/family/open/", code=code, pin=pin)))
    assert answers[0] == answers[1] == answers[2]


def test_a_colleague_of_the_wrong_desk_sees_no_difference_between_a_pair_and_nothing(
    story: Story, tmp_path: Path
) -> None:
    story.file_request(name="Farhad Golzar", father="Omid", birth="1979")
    story.take_in_list(tmp_path, [{"id": "f", "name": "Farhad Golzar", "father": "Omid", "birth_date": "1979"}])
    story.inst.round()
    pair = story.open_pair(story.staff.mira, "Farhad Golzar").path
    ezra = story.staff.ezra
    unknown = ezra.get("/nothing/of/the/kind/")
    for path in (pair, "/asking/", "/asking/" + "0" * 32 + "/", "/letters/", "/operator/"):
        answer = ezra.get(path)
        assert (answer.status, answer.body) == (unknown.status, unknown.body), path
    nima = story.staff.nima
    assert nima.get(pair).body == nima.get("/nothing/of/the/kind/").body


def test_root_with_all_files_of_the_locked_house_reads_no_name_place_contact_or_letter(
    story: Story, tmp_path: Path
) -> None:
    purse = Purse(drawn(5))
    name, place, email = purse.one("name", "sought"), purse.one("place", "last place"), "zarrinkub@example.org"
    said, enquirer, letter = (
        purse.one("sentence", "a thing"),
        purse.one("name", "enquirer"),
        purse.one("letter", "sent"),
    )
    slip = story.file_request(name=name, last_place=place, email=email, two_things_1=said, enquirer_name=enquirer)
    story.write(slip, f"My sister, {letter}")
    story.take_in_list(tmp_path, [{"id": "z", "name": name, "last_place": place}])
    story.inst.round()
    (tmp_path / "list.csv").unlink()
    searched = dict(files_of(story.inst.home))
    assert {"house/house.sqlite3", "porch/porch.sqlite3", "porch.log", "house.log", "agent.log"} <= searched.keys()
    search = Search([*purse.taken, Canary("name", "latin", email)])
    assert found_in(search, searched.items()) == set()
    assert leaky(search, next(iter(purse.taken)), story.inst.home) >= {*ENCODINGS} - {"NFC or NFD"}
