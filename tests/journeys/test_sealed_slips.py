"""A form filled in by a helper, a slip that stays closed, and a request that goes on when its enquirer has died."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from journeys.sealed_slips import printed_slips

if TYPE_CHECKING:
    from pathlib import Path

    from journeys.story import Slip, Story
    from journeys.visitor import Answer

pytestmark = [pytest.mark.enable_socket, pytest.mark.slow]

STANDING = "There is nothing we may tell you today. We say this to everyone, whatever we know."
NOBODYS = "1234567889"


def helped(story: Story, number: str, **form: str) -> Answer:
    """Nima fills in the form on the porch with a family, beside a sealed slip."""
    nima = story.inst.at_porch()
    nima.get("/family/form/slip/")
    answer = nima.send("/family/form/slip/", slip_number=number, **form)
    assert answer.status == 200, answer.text
    return answer


def opens_nothing(story: Story, slip: Slip) -> bool:
    visitor = story.inst.at_porch()
    visitor.get("/family/open/")
    return visitor.send("/family/open/", code=slip.code, pin=slip.pin).path == "/family/open/"


def without_digits(answer: Answer) -> tuple[int, list[str], str]:
    words = "".join("#" if letter.isdigit() else letter for letter in answer.text)
    return answer.status, [name for name, _ in answer.headers], words


def test_nima_files_with_a_sealed_slip_that_he_cannot_open_and_the_family_can(story: Story, tmp_path: Path) -> None:
    first, second = printed_slips(story.inst, tmp_path, 2)
    nima = story.staff.nima
    way = nima.get("/helper/").links()["The form with a sealed slip"]
    assert way.endswith("/family/form/slip/")
    answers = [
        helped(story, f"{first.outer[:4]} {first.outer[4:]}", name="Jamshid Karimi", enquirer_name="Laleh Karimi"),
        helped(story, NOBODYS, name="Nobody Atall", enquirer_name="Ezra Rostami"),
    ]
    assert opens_nothing(story, first.inside), "before the round no page is there"
    story.inst.round()
    answers.append(helped(story, first.outer, name="Somebody Other", enquirer_name="Ezra Rostami"))
    assert without_digits(answers[0]) == without_digits(answers[1]) == without_digits(answers[2])
    for digits in (first.inside.code, first.inside.pin, second.inside.code):
        assert all(digits not in "".join(one.body.decode().split()) for one in answers)
    assert STANDING in story.page_of(first.inside)
    assert opens_nothing(story, second.inside)
    for place in ("/families/", "/families/typed/", "/families/find/"):
        assert nima.get(place).status == 404
    assert "Jamshid" not in nima.get("/helper/").body.decode()


def test_a_wrong_number_loses_nothing_and_farid_puts_it_right(story: Story, tmp_path: Path) -> None:
    [slip] = printed_slips(story.inst, tmp_path, 1)
    helped(story, NOBODYS, name="Parviz Shams", enquirer_name="Mina Shams")
    story.inst.round()
    farid = story.staff.farid
    assert "no slip fits" in farid.get("/families/").text
    assert "belongs to no slip, or was used before" in farid.follow("Parviz Shams").text
    farid.follow("Type the right number")
    assert "No unused slip has this number" in farid.send("/slip/", slip_number=NOBODYS).text
    assert "Their slip opens it." in farid.send("/slip/", slip_number=slip.outer).text
    assert opens_nothing(story, slip.inside)
    story.inst.round()
    assert STANDING in story.page_of(slip.inside)


def test_what_shirin_was_told_stays_hers_when_her_heir_goes_on(story: Story, tmp_path: Path) -> None:
    hers, kians = printed_slips(story.inst, tmp_path, 2)
    form = {"father": "Yusef", "birth": "1365/2/3", "enquirer_name": "Shirin Zand", "enquirer_given": "Shirin"}
    form |= {"two_things_1": "He called the goat Minister", "heirs": "my son Kian", "must_not_inherit": "Ezra Rostami"}
    helped(story, hers.outer, name="Rostam Zand", **form)
    row = {"id": "rz", "name": "Rostam Zand", "father": "Youssef", "birth_date": "1986-04-23"}
    story.take_in_list(tmp_path, [row])
    story.inst.round()
    story.decide_to_ask("Rostam Zand")
    story.inst.round()
    story.record_answer("Rostam Zand", tells="2", setting="alone", own_words="Shirin, plant another tree.")
    story.inst.round()
    assert "plant another tree" in story.page_of(hers.inside)

    farid = story.staff.farid
    farid.get("/families/")
    farid.follow("Rostam Zand")
    farid.follow("The enquirer has died")
    heir = {"related": "son", "kinship": "nephew", "slip_number": kians.outer, "reason": "His aunt told me."}
    refused = farid.send("/pass-on/", chosen="my son Kian", enquirer_name="Ezra Rostami", **heir)
    assert "must never take it over" in refused.text
    passed = farid.send("/pass-on/", chosen="my son Kian", enquirer_name="Kian Zand", **heir)
    assert "passed on from an enquirer who has died" in passed.text, passed.text
    story.inst.round()
    for slip in (hers.inside, kians.inside):
        page = story.page_of(slip)
        assert STANDING in page
        assert "plant another tree" not in page
    lost = story.write(hers.inside, "Where do you live?")
    assert lost.status == 200, "the porch says the same to everyone"
    story.inst.round()
    assert "Where do you live?" not in story.page_of(hers.inside)
    assert "It is with us and will be read." not in story.page_of(hers.inside)

    mira = story.staff.mira
    mira.get("/asking/")
    assert mira.at is not None
    pairs = [href for words, href in mira.at.links().items() if "Rostam Zand" in words]
    assert pairs, "the search goes on: the two are held against one another anew"
    assert "Nothing was altered" in story.inst.khabar("verify").stdout
