from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.bodies import Unreadable
from khabar.domain.page import Piece, PieceKind, Standing, pieces_in, slot_of
from khabar.vault import canonical

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
PIECES = st.builds(
    Piece,
    kind=st.sampled_from([*map(str, PieceKind), "something newer"]),
    name=st.text(max_size=20),
    text=st.text(max_size=40),
    on=st.none() | DAYS,
    state=st.text(max_size=10),
    state_on=st.none() | DAYS,
)


@given(DAYS, DAYS, st.booleans(), st.booleans())
def test_the_standing_part_comes_back_and_has_one_length(by: date, renewed: date, late: bool, present: bool) -> None:  # noqa: FBT001 - drawn
    standing = Standing(by, renewed, late, present)
    assert Standing.from_bytes(standing.to_bytes()) == standing
    assert len(standing.to_bytes()) == len(Standing(date(2026, 11, 21), date(2026, 11, 21)).to_bytes())


@given(st.lists(PIECES, max_size=4))
def test_pieces_come_back_in_order_and_unknown_kinds_are_kept(pieces: list[Piece]) -> None:
    assert pieces_in(slot_of(pieces)) == tuple(pieces)


@pytest.mark.parametrize(
    "body",
    [[], {"schema": 2, "pieces": []}, {"schema": 1, "pieces": "many"}, {"schema": 1, "pieces": [1]}],
)
def test_a_slot_that_is_not_ours_is_not_read(body: object) -> None:
    with pytest.raises(Unreadable):
        pieces_in(canonical.encode(body))


def test_a_standing_part_that_is_not_ours_is_not_read() -> None:
    with pytest.raises(Unreadable):
        Standing.from_bytes(canonical.encode({"schema": 1, "by": "soon"}))
