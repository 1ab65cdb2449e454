from __future__ import annotations

import re

import pytest

from adapters.pdf.printed_forms import INSIDE, LANGUAGES, documents, printed, text_of, words
from khabar.adapters.pdf.press import TEMPLATES
from khabar.adapters.pdf.words import languages, words_of
from khabar.domain.documents import Look
from khabar.domain.errors import Invalid
from khabar.text import without_bidi_controls

OPTIONAL = re.compile(r"^day\.")
"""How a language writes days is its own affair."""
BANNED = {
    "en": set(
        re.findall(
            r"\w+",
            "association organisation organization group movement camp prison detention detainee hostage trace tracing "
            "missing register request case reference petition protest campaign lawyers court government army party "
            "politics political regime freedom release khabar enquirer sought office cross crescent crystal http www",
        )
    ),
    "fa": set(
        re.findall(
            r"\w+",
            "انجمن سازمان گروه جنبش اردوگاه کمپ زندان بازداشت زندانی گروگان ردیابی گمشده مفقود پرونده درخواست "
            "دادخواست اعتراض کارزار دادگاه دولت ارتش حزب سیاست سیاسی رژیم آزادی خبر دفتر صلیب هلال سرخ",
        )
    ),
}
"""Words that must not stand on what goes inside: they tell of a body, a case, a place, a cause."""
BY_PROGRAM = {"letter.text", "cover.offer", "cover.asking", "cover.message"}
"""Words the program chooses among, and hands to the template."""
INSIDE_TABLES = ("offer", "asking", "message", "all")


def said_inside(language: str) -> dict[str, str]:
    said = words_of((language,))[0].said
    return {name: text for name, text in said.items() if name.split(".")[0] in INSIDE_TABLES}


def is_in(banned: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(banned)}(?!\w)", text.casefold()) is not None


@pytest.mark.parametrize("language", languages())
def test_all_languages_say_the_same_things(language: str) -> None:
    english = {name for name in words_of(("en",))[0].said if not OPTIONAL.match(name)}
    assert {name for name in words_of((language,))[0].said if not OPTIONAL.match(name)} == english


@pytest.mark.parametrize("language", languages())
def test_placeholders_are_the_same_in_all_languages(language: str) -> None:
    english, other = words_of(("en",))[0].said, words_of((language,))[0].said
    for name, text in english.items():
        assert re.findall(r"\{\w+\}", text) == re.findall(r"\{\w+\}", other[name]), name


@pytest.mark.parametrize("language", languages())
def test_no_word_is_empty_or_steers_what_surrounds_it(language: str) -> None:
    for name, text in words_of((language,))[0].said.items():
        assert text == text.strip()
        assert text
        if not name.startswith("day."):
            assert text == without_bidi_controls(text), name


def test_persian_is_written_in_persian_letters_digits_and_marks() -> None:
    for name, text in words_of(("fa",))[0].said.items():
        if not name.startswith("day."):
            assert not re.search(r"[يكىة0-9٠-٩,;?%]", text), name
            assert not re.search(r"(?:^|\s)ن?می\s", text), f"{name}: the prefix is joined by a ZWNJ"


@pytest.mark.parametrize("asked", ["ar", "sq", "fr", "xx", "../en", ""])
def test_a_language_without_words_is_refused_and_told_which_there_are(asked: str) -> None:
    with pytest.raises(Invalid) as refused:
        printed(documents()["offer"], Look((asked,)))
    assert refused.value.field == "language"
    assert "en, fa" in refused.value.message


@pytest.mark.parametrize("asked", [(), ("en", "en"), ("en", "fa", "en")])
def test_a_form_has_one_language_or_two_that_differ(asked: tuple[str, ...]) -> None:
    with pytest.raises(Invalid):
        printed(documents()["offer"], Look(asked))


def test_templates_and_words_know_each_other() -> None:
    templates = "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.typ"))
    for name in words_of(("en",))[0].said:
        table, word = name.split(".")
        used = f'"{name}"' in templates or (f'"{table}." +' in templates and f'"{word}"' in templates)
        by_stem = re.search(rf'"{table}\.\w+_" \+ name', templates) and f'"{word.rpartition("_")[2]}"' in templates
        assert used or by_stem or name in BY_PROGRAM, name


@pytest.mark.parametrize("template", ["offer", "asking", "message"])
def test_templates_of_what_goes_inside_use_their_own_words_alone(template: str) -> None:
    text = (TEMPLATES / f"{template}.typ").read_text(encoding="utf-8")
    tables = set(re.findall(r'"([a-z]+)\.(?!typ")[a-z_]*"', text))
    assert tables <= {template}


@pytest.mark.parametrize("language", languages())
def test_no_word_of_what_goes_inside_tells_of_a_body_a_case_a_place_or_a_cause(language: str) -> None:
    found = {
        (name, banned)
        for name, text in said_inside(language).items()
        for banned in BANNED[language]
        if is_in(banned, text)
    }
    assert not found


def test_the_banned_words_are_found_where_they_stand() -> None:
    assert is_in("association", "The Association writes.")
    assert is_in("انجمن", "نامهٔ انجمن ما")
    assert not is_in("case", "in the bookcase")


@pytest.mark.parametrize("asked", LANGUAGES)
@pytest.mark.parametrize("kind", INSIDE)
def test_no_banned_word_is_read_back_from_what_goes_inside(kind: str, asked: tuple[str, ...]) -> None:
    read = {word.casefold() for word in words(text_of(printed(documents()[kind], Look(asked))))}
    assert not read & BANNED["en"]


@pytest.mark.parametrize("language", languages())
def test_our_forms_promise_nothing_that_is_not_in_our_hands(language: str) -> None:
    promises = {"en": "we will find|will be found|we promise|guarantee", "fa": "پیدا خواهیم کرد|قول می‌دهیم|تضمین"}
    for name, text in words_of((language,))[0].said.items():
        assert not re.search(promises[language], text.casefold()), name
