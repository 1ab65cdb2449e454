from __future__ import annotations

import pytest

from khabar.domain.publishing.spellings import ALIKE, Spellings
from khabar.domain.publishing.word_places import words_in
from khabar.names import score_pairs

SPELLINGS = (
    "Darius:Daryush Darius:Dariush Darius:Daryoosh Shirin:Chirine Shirin:Shireen Farid:Fareed Leyla:Laila "
    "Leyla:Leili Mira:Meera Nima:Neema Tomas:Thomas Omar:Umar Omar:Ömer Omar:عُمَر Darius:Дарий Darius:Дариуш "
    "Shirin:Širin Ezra:Esra Ezra:Uzair Karim:Kareem Ravan:Rawan Ravan:Ravaan Ravan:روان Darius:داريوس "
    "Tomas:Томаш Behrouz:بهروز Sahar:سحر Yusuf:یوسف Hossein:حسین Mohammad:محمد Zahra:زهرا Golnaz:گلناز "
)
LOOK_ALIKES = (
    "Darius:دریا Darius:درست Farid:فردا Farid:فرد Nima:نما Nima:نیم Tomas:تماس Mira:میر Mira:مرا Mira:امروز "
    "Omar:امور Omar:مرد Leyla:لیل Leyla:لای Leyla:اول Shirin:شیر Shirin:شیرینی Ravan:روز Ravan:رفتن "
    "Ravan:روانه Mira:More Mira:Mother Omar:Other Nima:Name Nima:Nine Nima:No Farid:Friday Farid:Freed "
    "Ezra:Extra Tomas:Times Leyla:Lily Darius:Dear Darius:Dario Darius:Doors Shirin:Sharing Shirin:Shine "
    "Mira:Mary Mira:March Ravan:Raven Omar:Our Omar:Mar Karim:کرم Karim:اکرام Sahar:شهر Sahar:صحرا Zahra:زهر "
    "Yusuf:یوسفی "
)
"""Words that only look like the name beside them; two of them are names all the same."""
NAMES = ("Shirin", "Darius", "Nima", "Farid", "Mira", "Tomas", "Omar", "Leyla", "Ezra")


def found(text: str, language: str, names: tuple[str, ...] = NAMES, alike: float = ALIKE) -> dict[str, set[str]]:
    words = words_in(text)
    spellings = Spellings(names, words, language, alike)
    return {word.text: set(spellings.of(word)) for word in words if spellings.of(word)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fa", "شیرین داریوش نیما فرید میرا توماس عمر لیلا عزرا"),
        ("ru", "Ширин Дариус Нима Фарид Мира Томас Омар Лейла Эзра"),
        ("en", "SHIRIN darius Nima Farid Mira Tomás Omar Leila Ezra"),
    ],
)
def test_the_cast_is_known_again_in_three_scripts(language: str, text: str) -> None:
    assert {name for names in found(text, language).values() for name in names} == {name.lower() for name in NAMES}


def test_the_bound_finds_what_its_docstring_says() -> None:
    def above(listed: str) -> tuple[int, int]:
        pairs = [pair.split(":") for pair in listed.split()]
        scores = score_pairs([name for name, _ in pairs], [word for _, word in pairs])
        return int((scores >= ALIKE).sum()), len(pairs)

    assert above(SPELLINGS) == (28, 32)
    assert above(LOOK_ALIKES) == (9, 47)


def test_a_surer_score_finds_less() -> None:
    assert found("here Daryush came", "en", alike=3.0) == {}
    assert found("here Daryush came", "en")


def test_a_word_that_was_never_looked_up_is_nobodys() -> None:
    (word,) = words_in("Shirin")
    assert Spellings(("Shirin",), (), "en").of(word) == frozenset()


def test_short_words_are_looked_for_only_as_they_are() -> None:
    assert found("here Bo and Bos came to An", "en", ("Bo",)) == {"Bo": {"bo"}}


def test_a_name_of_signs_alone_is_left_out() -> None:
    assert found("here Shirin came", "en", ("?", "")) == {}
