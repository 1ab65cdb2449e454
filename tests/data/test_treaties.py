"""The tables of treaties and States are whole, typed, and what their README says."""

from collections import Counter
from importlib.resources import files

from khabar.data.treaties import Instrument, Status, Trust, state_rows, treaty_rows

PARTY = {Status.RATIFICATION, Status.ACCESSION, Status.SUCCESSION, Status.PARTY}


def test_there_are_as_many_rows_as_the_readme_says() -> None:
    readme = files("khabar.data").joinpath("README.md").read_text(encoding="utf-8")
    assert f"{len(treaty_rows()):,} rows" in readme
    assert f"{len(state_rows())} States" in readme
    assert Counter(row.trust for row in treaty_rows().values()) == {
        Trust.SECONDARY: 1398,
        Trust.OFFICIAL: 174,
        Trust.RECOLLECTION: 49,
        Trust.PARTIAL: 12,
    }


def test_every_party_has_a_day_or_a_year_and_every_row_a_source() -> None:
    for row in treaty_rows().values():
        assert row.source
        assert row.on is not None or row.status not in PARTY
        assert row.year_only is (row.status is Status.PARTY)
        assert row.as_of is not None or row.trust is Trust.RECOLLECTION or "UPR" in row.source


def test_no_protocol_or_declaration_stands_before_its_treaty() -> None:
    parents = {
        Instrument.ICCPR_OP1: Instrument.ICCPR,
        Instrument.CAT22: Instrument.CAT,
        Instrument.CED31: Instrument.CED,
        Instrument.CEDAW_OP: Instrument.CEDAW,
    }
    for (iso3, instrument), row in treaty_rows().items():
        parent = treaty_rows().get((iso3, parents[instrument])) if instrument in parents else None
        if parent is not None and parent.on and row.on and row.status in PARTY and parent.status in PARTY:
            assert row.year_only or parent.year_only or row.on >= parent.on, (iso3, instrument)


def test_every_state_with_a_row_is_known_and_no_name_is_given_to_two() -> None:
    assert {iso3 for iso3, _ in treaty_rows()} <= state_rows().keys()
    named = [{name.casefold() for name in (row.name, *row.others)} for row in state_rows().values()]
    assert [name for name, count in Counter(one for names in named for one in names).items() if count > 1] == []
    assert all(
        one in state_rows() for row in state_rows().values() for one in row.gone if one not in {"BES", "CUW", "SXM"}
    )
