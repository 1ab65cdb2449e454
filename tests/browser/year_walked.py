"""The whole year in its order, for the test that walks it and for the camera."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from browser import year_at_the_desk as desk
from browser import year_in_public as public
from browser import year_told as told

if TYPE_CHECKING:
    from browser.year_on_screen import Year


@dataclass(frozen=True)
class Outcome:
    """What somebody outside holds in their hands at the end of the year."""

    public_page: str
    proof: str
    form: bytes


def walk(year: Year) -> Outcome:
    """Walk the whole year."""
    desk.opens_a_file(year)
    desk.writes_to_six(year)
    desk.one_comes_back_and_one_is_silent(year)
    desk.ministry_answers(year)
    public.asks_in_public(year)
    receipts = public.people_sign(year)
    public.paper_is_counted(year)
    public_page = public.is_told_in_numbers(year).text
    proof = public.anybody_checks(year, receipts[0])
    form = desk.looks_at_doors(year)
    told.writes_an_issue(year)
    told.reaches_a_reader(year)
    told.keeps_two_figures(year)
    public.gathers(year)
    return Outcome(public_page, proof, form)
