"""A caseload made of marks: five families and two people who are here, told through the pages of a running house.

The first family is answered and gets letters through; the second gets a no; the third is a pair that nobody asked.
Everything that anybody types is a mark, so that whatever of it lies in clear is found.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from journeys.story import slip_on

if TYPE_CHECKING:
    from pathlib import Path

    from journeys.story import Slip, Story
    from proofs.canaries import Purse

FAMILIES = 5
_KIND_OF = {
    "name": "name",
    "father": "name",
    "grandfather": "name",
    "mother": "name",
    "other_names": "name",
    "enquirer_name": "name",
    "heirs": "name",
    "birth_place": "place",
    "nationality": "place",
    "last_place": "place",
    "post_address": "place",
    "language": "place",
    "kinship": "place",
    "phone": "phone",
    "safe_times": "phone",
    "stop_word": "phone",
    "callback_answer": "phone",
    "must_not_inherit": "phone",
    "two_things_1": "sentence",
    "two_things_2": "sentence",
    "last_news": "sentence",
    "risk": "sentence",
    "callback_question": "sentence",
}
_OF_A_PRESENCE = (
    "name",
    "father",
    "mother",
    "birth_place",
    "last_place",
    "nationality",
    "two_things_1",
    "two_things_2",
)
_LETTERS = 4


@dataclass
class Family:
    """What a family typed, by the fields of its form, its slip, and the marks in its letters."""

    fields: dict[str, str]
    slip: Slip
    letters: list[str] = field(default_factory=list)


@dataclass
class Told:
    """The families, and the slip of the one who is here."""

    families: list[Family]
    here: Slip

    @property
    def letters(self) -> set[str]:
        """Every mark that stood in a letter."""
        return {one for family in self.families for one in family.letters}


def tell(story: Story, purse: Purse, folder: Path) -> Told:
    """Let all of it happen, a list that was taken in and a search by name as well; `folder` is outside the house."""
    families = [_files(story, purse, number) for number in range(FAMILIES)]
    here = _is_here(story, purse, families[0])
    for number in (1, 2):
        row = {"id": str(number), "name": families[number].fields["name"], "father": families[number].fields["father"]}
        story.take_in_list(folder, [row | {"birth_date": "1986", "last_place": families[number].fields["last_place"]}])
        (folder / "list.csv").unlink()
    story.inst.round()
    told = Told(families, here)
    for family in families:
        family.letters += _letter(story, [purse.one("letter", "a letter") for _ in range(_LETTERS)], family.slip)
    _are_asked(story, purse, families)
    story.inst.round()
    _letters_go_through(story, told)
    farid = story.staff.farid
    farid.get("/families/")
    farid.send("/find/", name=families[3].fields["name"], why="family_asks")
    families[4].letters += _letter(story, purse.rest("a letter of many words"), families[4].slip)
    story.inst.round()
    return told


def _files(story: Story, purse: Purse, number: int) -> Family:
    fields = {name: purse.one(kind, f"{name} of family {number}") for name, kind in _KIND_OF.items()}
    return Family(fields, story.file_request(**fields, birth="1365"))


def _is_here(story: Story, purse: Purse, family: Family) -> Slip:
    same = {name: family.fields[name] for name in _OF_A_PRESENCE}
    more = {"tell_name": "name", "must_not_know": "name", "if_i_die": "name", "own_words": "sentence"}
    said = {name: purse.one(kind, f"{name} of a presence") for name, kind in more.items()}
    answer = story.be_here(**same, **said, birth="1986", self_or_other="self", tells="2", wants_page="on")
    assert answer.status == 200, answer.text
    return slip_on(answer)


def _letter(story: Story, marks: list[str], slip: Slip) -> list[str]:
    answer = story.write(slip, "\n".join(marks))
    assert answer.status == 200, answer.text
    return marks


def _are_asked(story: Story, purse: Purse, families: list[Family]) -> None:
    for family, answer in zip(families, ({"tells": "2"}, {"tells": "0"}), strict=False):
        sought = family.fields["name"]
        story.decide_to_ask(sought)
        story.inst.round()
        own_words = {"own_words": purse.one("sentence", "own words")} if answer["tells"] == "2" else {}
        recorded = story.record_answer(sought, **answer, **own_words, setting="alone")
        assert recorded.status == 200, recorded.text


def _letters_go_through(story: Story, told: Told) -> None:
    """Mira lets the first family's letter go, to the page of the one who is here, ."""
    mira = story.staff.mira
    mira.get("/letters/")
    assert mira.at is not None
    for href in [one for one in mira.at.links().values() if one.startswith("/letters/") and one != "/letters/"]:
        mira.get(href)
        if not mira.offers("/open/"):
            continue
        opened = mira.send("/open/", reason="It is my turn to read letters.")
        if told.families[0].letters[0] in opened.text:
            mira.send("/accept/")
            mira.send("/let-go/")
            return
    raise AssertionError("the first family's letter is not there")
