from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.repair.charsets import decoded

PERSIAN = "این نامه برای وزارت نوشته شده و هنوز پاسخی نرسیده است. خانواده‌ها منتظرند."
ARABIC = "كتبت العائلات رسالة إلى الوزارة ولم يصل أي جواب منذ سنوات"
RUSSIAN = "Семья написала письмо в министерство, но ответа до сих пор нет."
FRENCH = "La famille a écrit au ministère ; la réponse n'est jamais arrivée à l'adresse donnée."
TURKISH = "Aile bakanlığa yazdı, ancak yıllardır yanıt gelmedi; şimdi yeniden soruyor."


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("cp1256", PERSIAN.replace("ی", "ي").replace("ک", "ك")),
        ("cp1256", ARABIC),
        ("iso8859_6", ARABIC),
        ("cp1251", RUSSIAN),
        ("koi8_r", RUSSIAN),
        ("cp1252", FRENCH),
        ("cp1254", TURKISH),
    ],
)
def test_letters_of_one_byte_are_guessed_and_said_to_be(charset: str, text: str) -> None:
    found = decoded(text.encode(charset))
    assert found is not None
    assert (found.text, found.charset, found.guessed) == (text, charset, True)


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", [PERSIAN, RUSSIAN, FRENCH])
def test_a_mark_or_valid_utf8_is_certain(charset: str, text: str) -> None:
    found = decoded(text.encode(charset))
    assert found is not None
    assert (found.text, found.guessed) == (text, False)


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_two_bytes_a_letter_are_known_by_their_zeros(charset: str) -> None:
    found = decoded("The ministry has not answered.".encode(charset))
    assert found is not None
    assert found.text == "The ministry has not answered."


@pytest.mark.parametrize(
    "data", [bytes(range(1, 32)) * 4, b"\xff\xfe\x00\xd8", "half".encode("utf-16-le") + b"\x00\xd8"]
)
def test_what_is_no_text_is_none(data: bytes) -> None:
    assert decoded(data) is None


def test_letters_of_two_scripts_in_one_word_speak_against_a_guess() -> None:
    found = decoded("Привет, Tomas! Письмо пришло.".encode("cp1251"))
    assert found is not None
    assert found.charset == "cp1251"


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=60))
def test_any_text_in_utf8_is_read_as_it_was_written(text: str) -> None:
    data = text.encode("utf-8")
    found = decoded(data)
    if not data.startswith((b"\xef\xbb\xbf",)):
        assert found is not None
        assert found.text == text
