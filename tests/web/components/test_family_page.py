"""What a family reads of a piece: whole sentences in the page's language, in which names keep their own direction."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.domain.page import Piece, PieceKind, Standing, slot_of
from khabar.vault.pigeonholes import OpenedPage
from khabar.web.components.family_page import page_model

DAY = date(2026, 3, 1)


def words(*pieces: Piece) -> list[str]:
    model = page_model(OpenedPage(Standing(by=DAY, renewed_on=DAY).to_bytes(), (slot_of(pieces),)))
    told = model["words"]
    assert isinstance(told, list)
    return [str(one["text"]) for one in told]


@pytest.mark.parametrize(
    ("piece", "sentence"),
    [
        (
            Piece(kind=PieceKind.WORD, name="داریوش نوری", text="من خوبم."),
            '<bdi translate="no">داریوش نوری</bdi> is alive and says: <bdi translate="no">من خوبم.</bdi>',
        ),
        (
            Piece(kind=PieceKind.WORD, name="Darius"),
            '<bdi translate="no">Darius</bdi> is alive, and wished you to know it.',
        ),
        (Piece(kind=PieceKind.SEEN), '<bdi translate="no">The person you seek</bdi> was seen alive on that day.'),
    ],
)
def test_a_word_is_a_sentence_of_the_page_with_the_name_in_its_own_direction(piece: Piece, sentence: str) -> None:
    assert words(piece) == [sentence]


def test_ezra_who_lives_in_a_name_writes_no_page() -> None:
    [sentence] = words(Piece(kind=PieceKind.WORD, name="<b>Ezra</b>", text="{name} <script>"))
    assert "<b>" not in sentence
    assert "<script>" not in sentence
    assert "{name}" in sentence


def test_a_page_that_tells_something_does_not_say_that_it_tells_nothing() -> None:
    page = OpenedPage(
        Standing(by=DAY, renewed_on=DAY).to_bytes(), (slot_of([Piece(kind=PieceKind.SEEN, name="Darius", on=DAY)]),)
    )
    assert "nothing we may tell" not in str(page_model(page)["standing"])


def test_a_page_not_filed_yet_of_somebody_who_is_here_is_spoken_to_as_one() -> None:
    standing = Standing(by=DAY, renewed_on=DAY).to_bytes()
    here = page_model(OpenedPage(standing, (slot_of([Piece(kind=PieceKind.PRESENCE)]),)))
    seeks = page_model(OpenedPage(standing, (slot_of([]),)))
    assert str(here["standing"]).startswith("What you told us is with us.")
    assert str(seeks["standing"]).startswith("Your request is with us.")
