"""Which State a word means, and which it must never mean."""

from __future__ import annotations

import pytest

from khabar.data.treaties import state_rows, treaty_rows
from khabar.domain.bar_list import SUCCESSORS
from khabar.domain.procedures.states import Named, NotNamed, Trouble, is_stateless, state_name, state_named, two_letters
from khabar.domain.procedures.values import StateCode

KNOWN = [
    *(("MX", "MEX"), ("mex", "MEX"), ("Mexico", "MEX"), ("  MEXICO ", "MEX"), ("México", "MEX"), ("مکزیک", "MEX")),
    *(("Burma", "MMR"), ("Swaziland", "SWZ"), ("Zaire", "COD"), ("Upper Volta", "BFA"), ("Ceylon", "LKA")),
    *(("Cape Verde", "CPV"), ("Ivory Coast", "CIV"), ("Côte d’Ivoire", "CIV"), ("Cote d'Ivoire", "CIV")),
    *(("Turkey", "TUR"), ("Türkiye", "TUR"), ("Macedonia", "MKD"), ("Czech Republic", "CZE"), ("East Timor", "TLS")),
    *(("Iran (Islamic Republic of)", "IRN"), ("ایران", "IRN"), ("Bolivia (Plurinational State of)", "BOL")),
    *(("UK", "GBR"), ("U.S.A.", "USA"), ("Palestine", "PSE"), ("Vatican", "VAT"), ("Kosovo", "XKX")),
    *(("Republic of Korea", "KOR"), ("DPRK", "PRK"), ("DR Congo", "COD"), ("Venezuelan", "VEN")),
]


@pytest.mark.parametrize(("word", "state"), KNOWN)
def test_codes_names_of_today_and_names_it_had_before_mean_a_state(word: str, state: str) -> None:
    assert state_named(word) == Named(StateCode(state))


@pytest.mark.parametrize("word", ["Yugoslavia", "USSR", "Soviet Union", "Czechoslovakia", "East Germany", "SCG"])
def test_a_state_that_is_no_more_names_those_that_stand_there_and_means_none_of_them(word: str) -> None:
    found = state_named(word)
    assert isinstance(found, NotNamed)
    assert found.trouble is Trouble.GONE
    assert found.choices


def test_those_that_stand_there_are_the_same_as_on_the_bar_list() -> None:
    gone = {iso3: row.gone for iso3, row in state_rows().items() if row.gone}
    assert {iso3: set(gone[iso3]) for iso3 in gone.keys() & SUCCESSORS.keys()} == {
        iso3: set(SUCCESSORS[iso3]) for iso3 in gone.keys() & SUCCESSORS.keys()
    }
    assert {"YUG", "SUN", "CSK", "DDR", "SCG", "YMD", "ANT"} <= gone.keys()


def test_a_word_for_two_states_is_settled_for_neither() -> None:
    assert state_named("Korea") == NotNamed(Trouble.SEVERAL, (StateCode("KOR"), StateCode("PRK")))
    assert isinstance(state_named("Mexican, Kenyan"), NotNamed)


def test_a_word_that_lists_give_to_one_state_says_which_other_it_may_mean() -> None:
    assert state_named("Congo") == Named(StateCode("COG"), (StateCode("COD"),))


def test_a_territory_has_no_rows_and_a_slip_of_the_keyboard_is_offered_its_state() -> None:
    assert state_named("Puerto Rico") == NotNamed(Trouble.NO_ROW)
    assert state_named("Mexicoo") == NotNamed(Trouble.UNKNOWN, (StateCode("MEX"),))
    assert state_named("Atlantis") == NotNamed(Trouble.UNKNOWN)
    assert state_named("XX") == NotNamed(Trouble.UNKNOWN)
    assert state_named("") == NotNamed(Trouble.UNKNOWN)


def test_a_stateless_person_has_no_state() -> None:
    assert is_stateless("Stateless")
    assert is_stateless("بی‌تابعیت")
    assert not is_stateless("Mexico")


def test_every_state_of_the_table_has_a_name_and_is_found_by_it_and_by_its_codes() -> None:
    for iso3 in {iso3 for iso3, _ in treaty_rows()}:
        row = state_rows()[iso3]
        assert state_named(iso3) == Named(StateCode(iso3))
        assert state_named(row.iso2) == Named(StateCode(iso3))
        found = state_named(row.name)
        assert isinstance(found, Named)
        assert found.state == iso3
        assert (state_name(found.state), two_letters(found.state)) == (row.name, row.iso2)


def test_a_code_without_a_row_is_its_own_name() -> None:
    assert (state_name(StateCode("XAA")), two_letters(StateCode("XAA"))) == ("XAA", "")
