"""From a written name to its words: what is left out, what belongs together, and that nothing makes it fail."""

from time import process_time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.names.lexicon import NO_WORD, Lexicon
from khabar.names.parsing import MAX_TOKENS, Name, parse
from khabar.names.tokens import Role, TokenKind, joined, token_of
from khabar.names.writing import is_one_word, written_words
from khabar.text import Script

SIGNS = "\u200c\u200d\u200b\u202e\u2066\ufeff\u00ad'’׳״\"-.,،؛()0٣۴ـًّ🙂\u0301\ud800\n\t"
LETTERS = "aAſıİßé اآئەيیکةه عبدлмьъјשנ李김वि"

hostile = st.text(SIGNS + LETTERS, max_size=80) | st.lists(
    st.sampled_from(
        ["al-", "bin", "Abd", "el", "Seyyed", "Dr.", "ال", "عبد", "الدين", "ben", ",", "M.", "Shirin", "شیرین", "III"]
    ),
    max_size=12,
).map(" ".join)


def words(name: str) -> list[str]:
    return [token.text for token in parse(name).tokens]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Shirin Ahmadi", ["Shirin", "Ahmadi"]),
        ("Ahmadi, Shirin", ["Shirin", "Ahmadi"]),
        ("احمدی، شیرین", ["شیرین", "احمدی"]),
        ("Dr. Shirin Ahmadi", ["Shirin", "Ahmadi"]),
        ("Ahmadi Shirin, Dr.", ["Ahmadi", "Shirin"]),
        ("حاج سید علی احمدی", ["علی", "احمدی"]),
        ("آقای دکتر نیما رستمی", ["نیما", "رستمی"]),
        ('ד"ר עזרא כהן', ["עזרא", "כהן"]),
        ("г-н Фарид Рустамов", ["Фарид", "Рустамов"]),
        ("Shirin Khanom", ["Shirin"]),
        ("Tomas Novak III", ["Tomas", "Novak"]),
        ("Tomas Novak, Jr.", ["Tomas", "Novak"]),
        ("Omar ibn Khalid", ["Omar", "Khalid"]),
        ("Omar al-Khatib", ["Omar", "Khatib"]),
        ("Omar ash-Shami", ["Omar", "Shami"]),
        ("عمر الخطيب", ["عمر", "خطيب"]),
        ("Nasir-i Khusraw", ["Nasir", "Khusraw"]),
        ("Darius Abu'l-Fazl", ["Darius", "Abu'l Fazl"]),
        ("M. Reza", ["M", "Reza"]),
        ("م.رضا", ["م", "رضا"]),
        ("E. Ahmadi", ["E", "Ahmadi"]),
        ("Shirin e Silva", ["Shirin", "Silva"]),
        ("Ahmadi,", ["Ahmadi"]),
        ("", []),
        ("12 🙂", []),
        ("ء ـ ’", []),
        ("Shi\u202erin", ["Shirin"]),
        ("Ali2 3Reza", ["Ali", "Reza"]),
        ("علی۱۲", ["علی"]),
        ("李明", ["李明"]),
        ("李", ["李"]),
        ("विजय कुमार", ["विजय", "कुमार"]),
        ("“Shirin” (Shiri)", ["Shirin", "Shiri"]),
    ],
)
def test_a_name_is_taken_apart(name: str, expected: list[str]) -> None:
    assert words(name) == expected
    assert parse(name).original == name


@pytest.mark.parametrize(
    "name", ["Seyyed", "Haj", "Al", "Mir", "Dr.", "Bin", "خانم", "سید", "حاجی", "Ben", "Khan", "Господин", "רב"]
)
def test_a_name_made_only_of_a_title_is_still_a_name(name: str) -> None:
    assert words(name) == [name.rstrip(".")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mir Hossein", ["Mir", "Hossein"]),
        ("Mir Hossein Rostami", ["Hossein", "Rostami"]),
        ("Farid Khan", ["Farid", "Khan"]),
        ("Dr. Khan", ["Khan"]),
        ("Omar El Haj", ["Omar", "Haj"]),
        ("Ben Rostami", ["Ben", "Rostami"]),
        ("Omar Ben Khalid", ["Omar", "Khalid"]),
        ("Or Rosen", ["Or", "Rosen"]),
    ],
)
def test_a_word_that_is_as_often_a_name_is_dropped_only_where_a_name_is_left(name: str, expected: list[str]) -> None:
    assert words(name) == expected


@pytest.mark.parametrize(
    "spellings",
    [
        ("عبدالله کریمی", "عبد الله کریمی", "عبد\u200cالله کریمی"),
        ("عبدالرحمن کریمی", "عبد الرحمن کریمی"),
        ("ابوالفضل کریمی", "ابو الفضل کریمی", "أبو الفضل كريمي"),
        ("صلاح الدين", "صلاح‌الدین", "صلاحالدین"),
        ("Abd al-Rahman Karimi", "Abdalrahman Karimi", "‘Abd al-Raḥmān Karimi", "Karimi, Abd al-Rahman"),
        ("Abdul Rahman", "Abdulrahman", "Abdul-Rahman"),
        ("Nur ad-Din", "Nuraddin", "Nur Addin"),
        ("Zia ul-Haq", "Ziaulhaq"),
        ("محمد\u200cرضا کریمی", "محمدرضا کریمی"),
        ("الحسيني", "حسینی"),
        ("al-Husseini", "Husseini", "Alhusseini", "Elhusseini"),
        ("سیدعلی کریمی", "سید علی کریمی", "علی کریمی"),
        ("Seyedali Karimi", "Seyed Ali Karimi"),
    ],
)
def test_compounds_titles_and_articles_apart_or_joined_give_the_same_words(spellings: tuple[str, ...]) -> None:
    folded = [[token.folded for token in parse(name).tokens] for name in spellings]
    assert all(form == folded[0] for form in folded)


@pytest.mark.parametrize(
    "name",
    [
        "Alireza",
        "Albert",
        "Elena",
        "Alexander",
        "Elmira",
        "Elias",
        "Alina",
        "الهام",
        "الیاس",
        "الکساندر",
        "الناز",
        "الوند",
        "Miriam",
        "Mirza",
        "Mirela",
    ],
)
def test_a_name_that_only_begins_like_an_article_or_title_stays_whole(name: str) -> None:
    assert words(name) == [name]
    assert words(f"{name} Karimi") == [name, "Karimi"]


def test_words_know_what_they_do_in_a_name() -> None:
    assert [token.kind for token in parse("М. Ивановна Белова").tokens] == [
        TokenKind.INITIAL,
        TokenKind.PATRONYMIC,
        TokenKind.NAME,
    ]
    assert [token.kind for token in parse("Dr. Omar bin Khalid").particles] == [TokenKind.TITLE, TokenKind.DESCENT]
    assert [token.kind for token in parse("Omar al-Khalid").particles] == [TokenKind.ARTICLE]
    assert parse("李").tokens[0].kind is TokenKind.NAME
    assert parse("Мира Петровић").tokens[1].kind is TokenKind.NAME


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("Rostami, Darius", [Role.GIVEN, Role.FAMILY]),
        ("Darius Rostami", [Role.ANY, Role.ANY]),
        ("Darius Rostamzadeh", [Role.ANY, Role.FAMILY]),
        ("Ширин Каримова", [Role.ANY, Role.FAMILY]),
        ("Christian Sebastian", [Role.ANY, Role.ANY]),
        ("Omar bin Khalid", [Role.ANY, Role.PATRONYMIC]),
        ("عمر بن خالد", [Role.ANY, Role.PATRONYMIC]),
        ("Omar Khalid oğlu", [Role.ANY, Role.PATRONYMIC]),
        ("Мира Ивановна Белова", [Role.ANY, Role.PATRONYMIC, Role.FAMILY]),
        ("M. Rostami", [Role.INITIAL, Role.ANY]),
        ("Tomas van der Berg", [Role.ANY, Role.FAMILY]),
    ],
)
def test_roles_are_hints_from_endings_small_words_and_commas(name: str, roles: list[Role]) -> None:
    assert list(parse(name).roles) == roles


def test_only_a_comma_tells_the_order() -> None:
    assert parse("Rostami, Darius").order_known
    assert not parse("Darius Rostami").order_known
    assert not parse("Darius Rostami, Dr.").order_known


def test_a_word_of_two_scripts_is_read_in_its_own_or_taken_apart() -> None:
    assert words("Мaринa") == ["Марина"]
    assert words("ShirinШирин") == ["Shirin", "Ширин"]
    assert parse("Shirinш").tokens[0].script is Script.LATIN


def test_neighbours_written_as_one_keep_the_space_in_sight() -> None:
    both = joined(token_of("Mohammad"), token_of("Reza"))
    assert both is token_of("Mohammad Reza")
    assert both.folded == token_of("Mohammadreza").folded


@given(hostile | st.text(max_size=120))
def test_no_text_fails_and_no_word_is_empty(text: str) -> None:
    parsed = parse(text)
    assert parsed.original == text
    assert len(parsed.tokens) == len(parsed.roles) <= MAX_TOKENS
    assert all(token.folded and token.script is not Script.COMMON for token in parsed.tokens)
    assert all(token is token_of(token.text) for token in (*parsed.tokens, *parsed.particles))


@given(hostile)
def test_parsing_twice_gives_the_same(text: str) -> None:
    first = parse(text)
    assert parse(text) == Name(text, first.tokens, first.particles, first.roles, first.order_known)


@given(st.text(max_size=40))
def test_marks_of_direction_change_no_word(text: str) -> None:
    marked = "\u202e".join(text)
    assert [token.folded for token in parse(marked).tokens] == [token.folded for token in parse(text).tokens]


@pytest.mark.parametrize(
    "name",
    [
        "Shirin " * 500,
        "a" * 10_000_000,
        "ع" * 10_000_000,
        " " * 10_000_000 + "Shirin",
        "S\u0301" + "\u0301" * 1_000_000,
        "al-" * 100_000,
        "عبد " * 100_000,
        "aш" * 100_000,
        "abшщ" * 100_000,
        "\ud800" * 100_000,
        "," * 100_000,
        '"' * 100_000,
        "М.И." * 100_000,
    ],
    ids=lambda name: f"{name[:5]!a}",
)
def test_hostile_names_are_cheap(name: str) -> None:
    begun = process_time()
    parsed = parse(name)
    assert process_time() - begun < 0.5
    assert parsed.original is name
    assert len(parsed.tokens) <= MAX_TOKENS
    assert len(parsed.particles) <= 2 * MAX_TOKENS


LATER_LETTERS = st.characters(categories=["L", "M"], max_codepoint=0x2FFF)


@given(st.text(alphabet=LATER_LETTERS | st.sampled_from("ءـ'ʿ\u200c\u0301İßﬁΩσéë"), max_size=6))
def test_a_word_of_plain_letters_is_seen_at_once_as_the_long_look_sees_it(text: str) -> None:
    assert is_one_word(text) == (written_words(text) == [text])


@given(st.lists(st.sampled_from(["Ali", "M.", "al-Haq", "Dr.", "علی", "", "ahmadi,", "Ω", "bin"]), max_size=12))
def test_a_lexicon_takes_a_name_apart_as_a_single_look_does(parts: list[str]) -> None:
    name, lexicon = " ".join(parts), Lexicon()
    number = np.array([lexicon.number_of(name)])
    words = [lexicon.words.tokens[word].text for word in lexicon.rows_of(number)[0].tolist() if word != NO_WORD]
    assert words == [token.text for token in parse(name).tokens]
    assert lexicon.small_words_of(number).tolist() == [min(len(parse(name).particles), MAX_TOKENS)]


def test_a_flood_of_marks_does_not_push_the_name_out_of_sight() -> None:
    flooded = " ".join("".join(letter + "\u0301\u0489\u0334" * 20 for letter in word) for word in ("Darius", "Rostami"))
    assert [token.folded for token in parse(flooded).tokens] == ["darius", "rostami"]


def test_of_very_many_words_the_first_and_the_last_are_kept() -> None:
    found = words("Ali Omar Farid Darius Nima Tomas Ezra Karim Hassan Rostami")
    assert len(found) == MAX_TOKENS
    assert found[0] == "Ali"
    assert found[-1] == "Rostami"
