"""The moments of the story of which there are pictures in docs/journeys: their order, and one sentence for each.

A picture is named after its moment, the language of the page and the screen. It must never show anybody real.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from browser.languages import IN_THE_HOUSE, OFFERED
from browser.screens import DESK, TELEPHONE
from house.tree import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from browser.screens import Screen

FOLDER: Path = ROOT / "docs" / "journeys"
INDEX = "README.md"
SCREENS: dict[str, Screen] = {"telephone": TELEPHONE, "desk": DESK}
MOST_BYTES = 6_000_000
SPOKEN = {"en": "English", "fa": "Persian"}


@dataclass(frozen=True)
class Moment:
    """One moment: its name, where it is seen, and a sentence for whoever looks at the pictures."""

    name: str
    sentence: str
    inside: bool = True


PORCH_AND_HOUSE = (
    Moment(
        "two-doors",
        "Shirin comes to the first page: it has one door for those who seek and one for those who are here.",
        inside=False,
    ),
    Moment(
        "the-form", "She fills in the form; one name would be enough, in her own letters and calendar.", inside=False
    ),
    Moment("the-slip", "Her request is sealed, and a code and a PIN stand there, once.", inside=False),
    Moment(
        "waiting", "Her page in the time of waiting: the words that everybody reads, whatever we know.", inside=False
    ),
    Moment("the-family-desk", "Farid at the family desk speaks with her; he never sees who is here."),
    Moment("the-pair", "Mira at the asking desk sees two people who may be one."),
    Moment("the-waterfall", "A drawing adds up the evidence, from what was expected before to what it comes to."),
    Moment("the-evidence", "Each line of the evidence says in a sentence what speaks for it or against it."),
    Moment("two-decide", "Mira has agreed to ask him; it counts once Tomas agrees too."),
    Moment("the-answer", "Darius was asked alone, and Mira writes down what he said and nothing else."),
    Moment("a-second-reader", "Tomas has read the sheet himself and confirms it; only now it can open anything."),
    Moment("told", "Shirin reads what he allowed, and not a word more.", inside=False),
    Moment("her-message", "She writes to him, and reads it once more as a stranger would.", inside=False),
    Moment("a-letter-opened", "Her letter is opened for a reason, for a few minutes, on the record."),
    Moment("the-reply", "His reply stands on her page.", inside=False),
)

THE_YEAR = (
    Moment("a-file", "Leyla opens a file for Shirin's family: who says what, and what each agreed to."),
    Moment("a-silence", "A ministry does not answer: its clock says for how many days, and how it was computed."),
    Moment("an-answer", "The answer lies beside the letter, and the clock stands."),
    Moment("a-petition-inside", "Tomas sees how many signed, on the page and on sheets that two people counted."),
    Moment("a-petition", "Everybody reads the petition, its count and how to check it.", inside=False),
    Moment("the-doors", "Which doors of procedure are open, on whose authority, and who would be told the name."),
    Moment("a-rewrite", "An article names somebody who has not agreed: it is refused, and other words are offered."),
    Moment("an-issue", "The issue stands on the porch, and came to whoever asked for it twice.", inside=False),
    Moment("two-figures", "Two figures that cannot both be stand side by side, each with its speaker."),
    Moment("the-floor", "A list of speakers outside the call: no one twice before every waiting region once."),
    Moment("the-minutes", "What was decided is written down, under the name that each speaker chose."),
)
"""The year of an association."""
PARTS = {"Porch and house: news of somebody": PORCH_AND_HOUSE, "The year of an association": THE_YEAR}


def languages_of(moment: Moment) -> list[str]:
    """Name the languages in which there is a page of this moment."""
    return [code for code in OFFERED if not moment.inside or code in IN_THE_HOUSE]


def picture(moment: str, language: str, screen: str) -> str:
    """Name the file of one picture."""
    return f"{moment}-{language}-{screen}.png"


def expected() -> list[str]:
    """Name every picture there has to be."""
    return [
        picture(moment.name, language, screen)
        for moment in (*PORCH_AND_HOUSE, *THE_YEAR)
        for language in languages_of(moment)
        for screen in SCREENS
    ]


def index() -> str:
    """Write the page that shows them all."""
    head = [
        "# The story in pictures",
        "",
        "Taken by `./run pictures`, which walks both stories in a browser: on a telephone of 320 pixels and on a desk,",
        "in every language a page speaks. All people and places are invented.",
        "",
    ]
    return "\n".join([*head, *(line for title, moments in PARTS.items() for line in _story(title, moments))])


def _story(title: str, moments: Sequence[Moment]) -> list[str]:
    told = [line for at, moment in enumerate(moments, 1) for line in _part(at, moment)]
    return [f"## {title}", "", *told]


def _part(number: int, moment: Moment) -> list[str]:
    codes = languages_of(moment)
    columns = [(screen, code) for screen in SCREENS for code in codes]
    titles = [f"{SPOKEN.get(code, code)}, {screen}" for screen, code in columns]
    shown = [f"![{SPOKEN.get(code, code)}]({picture(moment.name, code, screen)})" for screen, code in columns]
    rows = [_row(titles), _row(["---"] * len(columns)), _row(shown)]
    return [f"### {number}. {moment.sentence}", "", *rows, ""]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
