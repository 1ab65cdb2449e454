from __future__ import annotations

from datetime import date

import pytest

from khabar.adapters.newsletter.figures import read_figures
from khabar.domain.errors import Invalid

PETITION = '{"petitions": {"a": {"title": "Let them visit", "count": 12, "counted_to": "2026-11-20"%s}}}'


def test_petitions_and_letters_stand_by_their_id() -> None:
    text = '[petitions.a]\ntitle = "Let them visit"\ncount = 12\ncounted_to = 2026-11-20\ncounted_at = "18:00"\n'
    letters = "[letters.b]\nsent_on = 2026-01-01\nas_of = 2026-02-01\nanswered_on = 2026-01-11\n"
    figures = read_figures(text + letters, "figures.toml")
    assert (figures.petitions["a"].count, figures.petitions["a"].counted_to) == (12, date(2026, 11, 20))
    assert figures.letters["b"].days == 10
    assert read_figures(PETITION % "", "figures.json").petitions["a"].title.text == "Let them visit"


def test_a_reference_is_read_in_groups_and_any_digits() -> None:
    figures = read_figures(PETITION % ', "reference": "۴۸۲۱ ۰۹۳۷ ۵۵۵۷"', "figures.json")
    assert figures.petitions["a"].reference == "482109375557"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "figures.json:1: This is no JSON"),
        ("[]", "figures.json:1: A file of figures holds petitions and letters by their id."),
        (
            '{"petition": {}}',
            "figures.json:1: There is no “petition” in a file of figures. The nearest is “petitions”.",
        ),
        ('{"petitions": []}', "figures.json:1: “petitions” holds one table for each id."),
        ('{"petitions": {"a": 1}}', "figures.json:1: “petitions” holds one table for each id."),
        ('{"petitions": {"a": {}}}', "figures.json:1: Here “title” is missing: a petition's figures, “a” needs it."),
        (PETITION % ', "counted_at": "25:00"', "figures.json:1: “counted_at” must be an hour such as 18:00."),
        (PETITION % ', "goal": -1', "figures.json:1: “goal” must be a whole number from 0 to 999999999."),
        (PETITION % ', "address": "ftp://x"', "figures.json:1: “address” must be the address of a page: https://…"),
        (PETITION % ', "reference": "12"', "figures.json:1: A reference is decimal digits"),
        (
            '{"letters": {"b": {"sent_on": "2026-02-01", "as_of": "2026-01-01"}}}',
            "figures.json:1: A letter is sent first, then perhaps answered, then counted: these days do not follow.",
        ),
    ],
)
def test_what_is_no_figure_is_told(text: str, told: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_figures(text, "figures.json")
    assert str(refused.value).startswith(told)
