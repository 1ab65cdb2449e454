"""When a treaty binds: effective dates, what a row may and may not say, and how old it may be."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from domain.procedures.invented_cases import BELARUS, FINLAND, JAMAICA, KENYA, MEXICO, TODAY, day
from khabar.data.treaties import Instrument, Status, TreatyRow, Trust, treaty_rows
from khabar.domain.procedures.lines import Mark
from khabar.domain.procedures.treaties import EFFECTS, Binding, Standing, standing
from khabar.domain.procedures.values import StateCode

NOWHERE = StateCode("XAA")
CED, OP1, CAT22 = Instrument.CED, Instrument.ICCPR_OP1, Instrument.CAT22


def of(state: StateCode, instrument: Instrument) -> Standing:
    return standing(treaty_rows(), state, instrument)


def row(status: Status = Status.RATIFICATION, on: date | None = date(2015, 1, 31), **told: object) -> TreatyRow:
    made = TreatyRow("XAA", CED, status, on, False, date(2022, 5, 29), Trust.SECONDARY, None, "an invented row", "")  # noqa: FBT003
    return replace(made, **told)  # type: ignore[arg-type]  # fields by name


def stands(made: TreatyRow) -> Standing:
    return Standing(NOWHERE, made.instrument, made)


def test_what_decisions_print_as_entry_into_force_is_what_we_compute() -> None:
    seen = 0
    for made in treaty_rows().values():
        printed = re.search(r"entry into force (\d{4}-\d\d-\d\d) confirmed", made.note)
        since = standing(treaty_rows(), StateCode(made.iso3), made.instrument).since
        if printed and since is not None:
            assert since.latest.isoformat() == printed[1], (made.iso3, made.instrument)
            seen += 1
    assert seen == 92


def test_the_later_of_deposit_and_period_and_of_the_first_day_counts() -> None:
    assert of(MEXICO, CED).since == day("2010-12-23")
    assert of(StateCode("CHE"), CED).since == day("2017-01-01")
    assert of(StateCode("CHE"), CED).binding(date(2016, 12, 31)) is Binding.NOT_YET


def test_three_months_are_calendar_months_and_a_day_that_is_not_there_is_the_last() -> None:
    made = stands(row(instrument=Instrument.CEDAW_OP, on=date(2003, 11, 30)))
    assert made.since == day("2004-02-29")


def test_a_period_that_is_only_remembered_leaves_the_days_in_between_unknown() -> None:
    made = stands(row(instrument=OP1, on=date(2003, 11, 30)))
    assert [made.binding(date(*on)) for on in ((2003, 11, 29), (2003, 12, 24), (2004, 2, 29))] == [
        *(Binding.NOT_YET, Binding.UNKNOWN, Binding.BOUND),
    ]


def test_a_first_day_that_is_only_remembered_leaves_the_days_in_between_unknown() -> None:
    made = stands(row(instrument=Instrument.CAT, on=date(1986, 9, 24)))
    assert made.binding(date(1987, 1, 1)) is Binding.UNKNOWN
    assert made.binding(date(1987, 6, 26)) is Binding.BOUND


def test_a_year_alone_is_an_interval() -> None:
    made = stands(row(Status.PARTY, date(2019, 1, 1), year_only=True))
    assert (made.binding(date(2019, 6, 1)), made.binding(date(2020, 1, 30))) == (Binding.UNKNOWN, Binding.BOUND)
    assert made.began_after_effect(day("2019-06-01")) is None
    assert made.began_after_effect(day("2018-12-31")) is False
    assert "party 2019 " in made.authority.text


def test_a_succession_may_reach_back() -> None:
    made = stands(row(Status.SUCCESSION, date(2015, 1, 31)))
    assert made.began_after_effect(day("2012")) is None
    assert made.began_after_effect(day("2016")) is True
    assert made.began_after_effect(day("2009")) is False


def test_near_a_day_that_is_not_exact_nothing_is_said() -> None:
    made = stands(row(Status.DECLARATION, date(1993, 7, 8), instrument=CAT22, trust=Trust.PARTIAL))
    assert made.binding(date(1994, 1, 1)) is Binding.UNKNOWN
    assert made.binding(date(1994, 7, 8)) is Binding.BOUND
    assert made.authority.mark is Mark.VERIFIED


def test_a_declaration_without_a_day_exists_as_of_its_row() -> None:
    made = stands(row(Status.DECLARATION, None, instrument=Instrument.CED31, trust=Trust.PARTIAL))
    assert made.binding(date(2020, 1, 1)) is Binding.UNKNOWN
    assert made.binding(date(2022, 5, 29)) is Binding.BOUND


@pytest.mark.parametrize("status", [Status.NONE, Status.SIGNATURE])
def test_none_and_signature_are_true_on_their_day_only(status: Status) -> None:
    made = stands(row(status, None))
    assert made.binding(date(2022, 5, 29)) is Binding.NOT_BOUND
    assert made.binding(date(2022, 5, 30)) is Binding.UNKNOWN
    assert made.began_after_effect(day("2022-05-29")) is False
    assert made.began_after_effect(day("2022-05-30")) is None


def test_a_none_without_a_day_says_nothing() -> None:
    made = stands(row(Status.NONE, None, as_of=None))
    assert made.binding(TODAY) is Binding.UNKNOWN
    assert made.began_after_effect(day("2000")) is None
    assert made.is_stale(TODAY)


def test_what_is_only_remembered_says_nothing() -> None:
    assert of(FINLAND, CED).binding(TODAY) is Binding.UNKNOWN
    assert of(FINLAND, CED).began_after_effect(day("1990")) is None
    assert stands(row(Status.NONE, None, trust=Trust.RECOLLECTION)).began_after_effect(day("1990")) is None


def test_no_row_is_never_a_no() -> None:
    assert of(NOWHERE, CED).binding(TODAY) is Binding.UNKNOWN
    assert of(NOWHERE, CED).began_after_effect(day("1990")) is None
    assert of(NOWHERE, CED).since is None
    assert of(NOWHERE, CED).authority.mark is Mark.RECOLLECTION


def test_leaving_counts_on_the_day_of_filing() -> None:
    belarus = of(BELARUS, OP1)
    assert [belarus.binding(date(2023, 2, on)) for on in (7, 8)] == [Binding.BOUND, Binding.LEFT]
    assert belarus.binding(date(1992, 12, 29)) is Binding.NOT_YET
    assert of(JAMAICA, OP1).binding(date(1997, 5, 5)) is Binding.UNKNOWN


def test_a_row_older_than_twelve_months_asks_to_be_confirmed() -> None:
    made = stands(row())
    assert not made.is_stale(date(2023, 5, 29))
    assert made.is_stale(date(2023, 5, 30))
    assert all(standing(treaty_rows(), StateCode(iso3), one).is_stale(TODAY) for iso3, one in treaty_rows())


def test_every_instrument_has_a_rule_of_effect_and_a_row_for_mexico_and_kenya_is_what_it_says() -> None:
    assert set(EFFECTS) == set(Instrument)
    assert of(KENYA, CED).authority.text.startswith("CED KEN: signature 2007-02-06")
