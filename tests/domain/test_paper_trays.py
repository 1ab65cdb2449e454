from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.paper_trays import DUTY_OF_TRAY, CameBy, Tray, shows_others, tray_of
from khabar.domain.sheets import HALF_OF_KIND, Half, SheetKind

KINDS = st.none() | st.sampled_from(SheetKind)


def test_a_request_form_of_the_family_desks_own_lies_there() -> None:
    assert tray_of(None, SheetKind.INTAKE, CameBy.FAMILY_DESK, has_code=True) is Tray.FAMILY_DESK
    assert tray_of(None, SheetKind.INTAKE, CameBy.CARRIER, has_code=True) is Tray.ASKING_DESK


def test_a_page_that_no_machine_could_read_lies_where_it_came_from() -> None:
    assert tray_of(None, None, CameBy.FAMILY_DESK, has_code=False) is Tray.FAMILY_DESK
    assert tray_of(None, None, CameBy.CARRIER, has_code=False) is Tray.ASKING_DESK


@given(half=st.none() | st.sampled_from(Half), came_by=st.sampled_from(CameBy))
def test_digits_that_nobody_knows_lie_where_known_ones_of_a_person_lie(half: Half | None, came_by: CameBy) -> None:
    of_that_half = [kind for kind, of in HALF_OF_KIND.items() if of is half and kind is not SheetKind.INTAKE]
    unknown = tray_of(half, None, came_by, has_code=True)
    assert {tray_of(half, kind, came_by, has_code=True) for kind in of_that_half} == {unknown}
    assert unknown is not Tray.FAMILY_DESK


@given(kind=KINDS, came_by=st.sampled_from(CameBy), has_code=st.booleans())
def test_the_family_desk_has_request_forms_and_pages_without_digits_alone(
    kind: SheetKind | None, came_by: CameBy, *, has_code: bool
) -> None:
    half = HALF_OF_KIND[kind] if kind else None
    if tray_of(half, kind, came_by, has_code=has_code) is Tray.FAMILY_DESK:
        assert came_by is CameBy.FAMILY_DESK
        assert kind is SheetKind.INTAKE or not has_code


@given(beside=st.lists(KINDS, max_size=4))
def test_only_request_forms_may_lie_beside_one_another_at_the_family_desk(beside: list[SheetKind | None]) -> None:
    assert shows_others(Tray.FAMILY_DESK, beside) is any(kind is not SheetKind.INTAKE for kind in beside)


@given(tray=st.sampled_from([Tray.ASKING_DESK, Tray.LETTERS]), beside=st.lists(KINDS, max_size=4))
def test_a_desk_that_may_see_every_sheet_is_shown_no_others(tray: Tray, beside: list[SheetKind | None]) -> None:
    assert not shows_others(tray, beside)


def test_letters_never_lie_with_those_who_do_not_read_them() -> None:
    for half, came_by, kind in product(Half, CameBy, [None, *SheetKind]):
        assert tray_of(half, kind, came_by, has_code=True) is Tray.LETTERS


def test_each_tray_has_a_duty_of_its_own() -> None:
    assert set(DUTY_OF_TRAY) == set(Tray)
    assert len(set(DUTY_OF_TRAY.values())) == len(Tray)
