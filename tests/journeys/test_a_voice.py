"""A mother with a telephone and no letters: the calling list, what a helper marks, and the word a bringer speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from journeys.installation import HOUR, Installation
from journeys.staff import join
from journeys.story import Staff, Story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from journeys.visitor import Answer, Visitor

pytestmark = [pytest.mark.enable_socket, pytest.mark.slow]

SON, MOTHER = "Ramin Sedaghat", "Golnar Sedaghat"
WORDS = "Mother, I still sing. The river is wide here."
SPOKEN = "There is nothing I may tell you today. We say this to everyone, whatever we know."
NOTHING_TO_BRING = "There is nothing for you to bring now."
DAY = 24 * HOUR


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    """A house of its own: weeks pass in it."""
    with Installation.at(tmp_path / "home") as inst:
        staff = Staff(
            farid=join(inst, "farid", "family_desk"),
            mira=join(inst, "mira", "asking_desk", "letters"),
            tomas=join(inst, "tomas", "asking_desk", "letters"),
            nima=join(inst, "nima", "helper"),
            ezra=join(inst, "ezra", "bringer"),
        )
        yield Story(inst, staff)


def mother_files(story: Story) -> None:
    """Farid types what her neighbour wrote down for her: a number, safe hours, a question of her own."""
    farid = story.staff.farid
    farid.get("/families/typed/")
    filed = farid.send(
        "/typed/",
        name=SON,
        father="Yusef",
        birth="1365/2/3",
        last_place="Lindenau",
        two_things_1="He called the goat Minister",
        enquirer_name=MOTHER,
        enquirer_given="Golnar",
        kinship="mother",
        way="telephone",
        phone="۰۷۱ ۵۵۵ ۰۱۲۳",
        safe_times="after the noon bread",
        stop_word="aubergine",
        callback_question="What did we call the goat?",
        callback_answer="Minister",
    )
    assert "to be mended" not in filed.text, filed.text


def plan_calls(story: Story) -> Answer:
    """Farid names Nima's hands for today, and prints the list."""
    farid, today = story.staff.farid, story.inst.khabar_today()
    page = farid.get("/families/calls/").page
    helper = page.find(".//select[@name='helper']/option").get("value")
    planned = farid.send("/hands/", helper=helper, calls="۵", days=today)
    assert "Print the list of Nima" in planned.text, planned.text
    paper = farid.send("/calls/print/")
    assert paper.body.startswith(b"%PDF")
    return paper


def list_of(nima: Visitor) -> str:
    return nima.get("/helper/calls/").text


def note(nima: Visitor, outcome: str) -> None:
    """Nima marks the one call that is still open on his page."""
    nima.get("/helper/calls/")
    assert nima.at
    [action] = {form.get("action") for form in nima.at.forms() if "/helper/calls/" in (form.get("action") or "")} - {
        "/helper/calls/print/"
    }
    assert "Noted:" in nima.send(action, outcome=outcome).text


def name_bringer(story: Story, username: str) -> None:
    """Mira proposes, Tomas confirms."""
    mira, tomas = story.staff.mira, story.staff.tomas
    story.open_pair(mira, SON)
    page = mira.follow("Who brings it").page
    options = page.findall(".//select[@name='bringer']/option")
    [account] = [one.get("value") for one in options if one.text_content().strip() == username.capitalize()]
    assert "It counts once somebody else" in mira.send("/bringer/", bringer=account).text
    story.open_pair(tomas, SON)
    tomas.follow("Who brings it")
    assert "sees this one word" in tomas.send("/bringer/confirm/").text


def test_the_word_of_her_son_comes_to_a_mother_by_voice(story: Story, tmp_path: Path) -> None:
    inst, staff = story.inst, story.staff
    omar, nima, ezra = join(inst, "omar", "bringer"), staff.nima, staff.ezra
    mother_files(story)
    assert "nobody for you to call" in list_of(nima)
    inst.pass_time(25 * DAY)
    inst.khabar("round")

    plan_calls(story)
    page = list_of(nima)
    for shown in ("Golnar", "۰۷۱ ۵۵۵ ۰۱۲۳", "after the noon bread", "aubergine", SPOKEN):
        assert shown in page
    assert "Sedaghat" not in page
    assert "Ramin" not in page
    note(nima, "not_reached")
    inst.pass_time(DAY)
    assert "nobody for you to call" in list_of(nima), "yesterday's list is gone"
    plan_calls(story)
    note(nima, "reached")
    assert "Noted: Reached" in list_of(nima)

    row = {"id": "r", "name": "Rāmīn Sedāghat", "father": "Youssef", "birth_date": "1986-04-23"}
    story.take_in_list(tmp_path, [row | {"two_things_1": "the goat was called Minister"}])
    inst.round()
    story.decide_to_ask(SON)
    inst.round()
    story.record_answer(SON, tells="1", setting="alone", own_words=WORDS)
    inst.round()
    inst.pass_time(29 * DAY)
    inst.khabar("round")
    before = plan_calls(story)
    assert NOTHING_TO_BRING in omar.get("/bringer/").text, "nobody is named yet"
    ezras = ezra.get("/bringer/").text
    name_bringer(story, "omar")
    word = omar.get("/bringer/").text
    for shown in (MOTHER, "۰۷۱ ۵۵۵ ۰۱۲۳", "What did we call the goat?", "aubergine", WORDS, SON):
        assert shown in word
    assert ezra.get("/bringer/").text == ezras, "who is named for nothing sees nothing"
    assert plan_calls(story).body == before.body, "the list is the same bytes once a bringer is named"
    assert SPOKEN in list_of(nima), "and says the same after a yes"

    omar.get("/bringer/")
    assert NOTHING_TO_BRING in omar.send("/bringer/spoken/").text
    story.open_pair(staff.mira, SON)
    assert "It has been spoken." in staff.mira.follow("Who brings it").text
    for visitor in (staff.farid, nima):
        for place in ("/", "/families/", "/families/calls/", "/helper/calls/"):
            assert WORDS not in visitor.get(place).text
    assert "Nothing was altered" in inst.khabar("verify").stdout


def test_a_withdrawal_between_naming_and_speaking_stops_the_bringer(story: Story, tmp_path: Path) -> None:
    inst, mira = story.inst, story.staff.mira
    omar = join(inst, "omar", "bringer")
    mother_files(story)
    story.take_in_list(
        tmp_path, [{"id": "r", "name": "Rāmīn Sedāghat", "father": "Youssef", "birth_date": "1986-04-23"}]
    )
    inst.round()
    story.decide_to_ask(SON)
    inst.round()
    story.record_answer(SON, tells="1", setting="alone", own_words=WORDS)
    inst.round()
    name_bringer(story, "omar")
    assert WORDS in omar.get("/bringer/").text
    story.open_pair(mira, SON)
    mira.send("/withdraw/")
    assert omar.send("/bringer/spoken/").status == 404
    assert NOTHING_TO_BRING in omar.get("/bringer/").text
