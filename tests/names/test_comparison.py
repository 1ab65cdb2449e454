"""What two names say about being one person's: the promises of the comparison, by example and by property."""

from math import isclose, isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar import names

LIKELY = 0.5
UNLIKELY = 0.25

written = st.text(max_size=40) | st.lists(
    st.sampled_from(
        [
            "Shirin",
            "شیرین",
            "Ширин",
            "שירין",
            "Ali",
            "علی",
            "al-",
            "bin",
            "A.",
            "Mohammad",
            "Reza",
            "محمدرضا",
            "Ahmadi",
            ",",
        ]
    ),
    max_size=6,
).map(" ".join)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Shirin Ahmadi", "شیرین احمدی"),
        ("Shirin Ahmadi", "Ширин Ахмади"),
        ("Shirin", "שירין"),
        ("Dariush Rostami", "داریوش رستمی"),
        ("Djamel Karimi", "Jamal Karimi"),
        ("Dschamal Karimi", "Cemal Kerimi"),
        ("Xhemal Hoxha", "Джамал Ходжа"),
        ("Gamal", "جمال"),
        ("Chahine", "شاهین"),
        ("Schahin", "Şahin"),
        ("Mohammad Reza Karimi", "محمدرضا کریمی"),
        ("Mohammadreza Karimi", "محمد رضا کریمی"),
        ("Abd al-Rahman", "عبدالرحمن"),
        ("Abdelrahmane", "Abdul Rahman"),
        ("Abdallah", "عبد الله"),
        ("Khodabandeh", "خدابنده"),
        ("Nur ad-Din", "Noureddine"),
        ("Salahuddin", "صلاح الدين"),
        ("Fatemeh", "فاطمة"),
        ("Youssouf", "Yusuf"),
        ("Iosif", "Иосиф"),
        ("Mira Petrović", "Мира Петровић"),
        ("Omar bin Khalid", "عمر خالد"),
        ("Ezra Cohen", "עזרא כהן"),
        ("Güler Işık", "Guler Isik"),
    ],
)
def test_one_name_in_two_spellings_is_likely_one_person(one: str, other: str) -> None:
    assert names.compare(one, other).probability > LIKELY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Shirin Ahmadi", "Omar Haddad"),
        ("Hassan", "Hossein"),
        ("حسن", "حسین"),
        ("Ahmad", "Hamid"),
        ("شیرین احمدی", "دارا محمدی"),
        ("Mira", "Tomas"),
        ("Лейла Каримова", "Фарид Рустамов"),
    ],
)
def test_different_names_are_less_likely_than_before_they_were_read(one: str, other: str) -> None:
    assert names.compare(one, other).probability < UNLIKELY


@given(written, written)
def test_which_name_comes_first_changes_nothing(one: str, other: str) -> None:
    forth, back = names.compare(one, other), names.compare(other, one)
    assert forth.score == back.score
    assert [(e.left, e.right) for e in forth.evidence] == [(e.right, e.left) for e in back.evidence]


@given(written, written)
def test_evidence_adds_up_to_the_score(one: str, other: str) -> None:
    found = names.compare(one, other)
    assert isfinite(found.score)
    assert isclose(sum(e.weight for e in found.evidence), found.score, abs_tol=0.02)


@given(written, written)
def test_scoring_many_gives_the_score_of_one(one: str, other: str) -> None:
    assert names.score_pairs([one], [other])[0] == names.compare(one, other).score
    assert names.score_pairs([one] * 9, [other] * 9)[8] == pytest.approx(names.compare(one, other).score, abs=1e-4)


@given(written)
def test_a_name_of_letters_is_never_evidence_against_itself(name: str) -> None:
    assert names.compare(name, name).score >= 0.0


@given(st.permutations(["Shirin", "Leyla", "Rostami"]))
def test_the_order_of_words_changes_nothing(order: list[str]) -> None:
    straight = names.compare("Shirin Leyla Rostami", "شیرین لیلا رستمی").score
    assert isclose(names.compare(" ".join(order), "شیرین لیلا رستمی").score, straight, abs_tol=1e-3)
    assert isclose(names.compare("Rostami, Shirin Leyla", "شیرین لیلا رستمی").score, straight, abs_tol=1e-3)


@pytest.mark.parametrize("nothing", ["", "   ", "123", "۱۲۳", "🙂", "\u202e\u2069", "- . '", "\u0000"])
def test_a_name_without_letters_is_evidence_of_nothing(nothing: str) -> None:
    found = names.compare(nothing, "Shirin Ahmadi")
    assert found.score == 0.0
    assert found.probability == pytest.approx(names.DEFAULT_PRIOR)
    assert found.evidence == ()


def test_a_common_equal_name_weighs_less_than_a_rare_one() -> None:
    common = names.compare("Ali Ahmadi", "Ali Ahmadi").score
    rare = names.compare("Zorvan Khashtrapour", "Zorvan Khashtrapour").score
    assert common < rare


def test_two_people_called_ali_ahmadi_are_not_one_person() -> None:
    found = names.compare("Ali Ahmadi", "Ali Ahmadi", prior=1 / 20000)
    assert found.probability < LIKELY
    assert "common" in found.evidence[0].sentence


def test_even_the_rarest_name_may_have_a_namesake() -> None:
    name = "Zorvan Khashtrapour Mihrvandak Astyagavand"
    assert names.compare(name, name).score < 14


def test_a_word_left_out_costs_less_than_a_different_word() -> None:
    left_out = names.compare("Darius Omar Rostami", "Darius Rostami").score
    different = names.compare("Darius Omar Rostami", "Darius Farid Rostami").score
    assert left_out > different
    assert names.compare("Darius Omar Rostami", "Darius Rostami").probability > LIKELY


def test_a_patronymic_left_out_costs_little() -> None:
    with_it = names.compare("Мира Ивановна Белова", "Мира Белова").score
    without = names.compare("Мира Белова", "Мира Белова").score
    other_word = names.compare("Мира Лейла Белова", "Мира Белова").score
    assert without - 3 < with_it <= without
    assert with_it > other_word


def test_titles_articles_and_words_of_descent_are_free() -> None:
    plain = names.compare("Farid Rostami", "Farid Rostami").score
    assert names.compare("Dr. Seyyed Farid al-Rostami", "Farid Rostami").score == plain
    assert names.compare("Omar bin Farid", "Omar ibn Farid").score == names.compare("Omar Farid", "Omar Farid").score


def test_an_initial_speaks_a_little() -> None:
    fitting, other = names.compare("N. Rostami", "Nima Rostami"), names.compare("K. Rostami", "Nima Rostami")
    assert other.score < fitting.score < names.compare("Nima Rostami", "Nima Rostami").score
    assert "initial fits" in fitting.evidence[0].sentence


@given(st.floats(-50, 50), st.floats(-50, 50), st.floats(0.00001, 0.99))
def test_probability_never_falls_when_the_score_rises(one: float, other: float, prior: float) -> None:
    low, high = sorted((one, other))
    assert names.probability_of(low, prior) <= names.probability_of(high, prior)
    assert names.probability_of(0.0, prior) == pytest.approx(prior)


@pytest.mark.parametrize("prior", [0.0, 1.0, -0.1, 1.1, float("nan")])
def test_a_prior_without_doubt_is_refused(prior: float) -> None:
    with pytest.raises(ValueError, match="prior"):
        names.compare("Shirin", "Shirin", prior=prior)


def test_lists_of_unequal_length_are_refused() -> None:
    with pytest.raises(ValueError, match="1 names on one side and 0 on the other"):
        names.score_pairs(["Shirin"], [])


def test_sentences_say_what_was_compared() -> None:
    sentences = [e.sentence for e in names.compare("Shirin Omar Rostami", "شیرین رستمی").evidence]
    assert any("the same name in two scripts" in sentence for sentence in sentences)
    assert any("“Omar” is only in the first name" in sentence for sentence in sentences)
    assert "Both are called “Shirin”" in names.compare("Shirin", "Shirin").evidence[0].sentence
    assert "two spellings" in names.compare("Youssouf", "Yusuf").evidence[0].sentence
    assert "two habits of writing" in names.compare("علي", "علی").evidence[0].sentence
    assert "different names" in names.compare("Mira", "Tomas").evidence[0].sentence
    assert names.compare("محمدرضا", "Mohammad Reza").evidence[0].sentence == (
        "“محمدرضا” ~ “Mohammad Reza”: the same name in two scripts, written apart; a common name, weighs little."
    )


def test_an_alias_is_evidence_of_its_own_and_shown_as_such() -> None:
    found = names.compare("Fati Ahmadi", "فاطمه احمدی")
    assert found.probability > LIKELY
    assert "two names that one person often bears" in found.evidence[0].sentence
    assert found.score < names.compare("Fatemeh Ahmadi", "فاطمه احمدی").score


def test_brothers_names_are_told_apart() -> None:
    for one, other in [("Hassan Karimi", "Hossein Karimi"), ("حسن کریمی", "Hossein Karimi")]:
        found = names.compare(one, other)
        assert found.evidence[0].weight < 0
        assert found.probability < LIKELY


def test_many_words_are_paired_without_trying_every_order() -> None:
    words = ["Ali", "Omar", "Farid", "Darius", "Nima", "Tomas", "Ezra", "Karim"]
    assert names.compare(" ".join(words), " ".join(words)).score > 10
    assert names.compare(" ".join(words), " ".join([*words[3:], *words[:3]])).score > 10


@pytest.mark.parametrize(
    "name", ["x" * 10_000, "Ali " * 2500, "ع" * 10_000, "c" * 10_000, "ch" * 5000, "\u0301" * 10_000]
)
def test_a_name_of_ten_thousand_characters_is_cheap_and_harmless(name: str) -> None:
    assert isfinite(names.compare(name, "Shirin " + name).score)
    assert len(names.parse(name).tokens) <= 8


def test_the_model_names_its_version() -> None:
    assert names.compare("Shirin", "Shirin").model == names.MODEL
    assert names.compare("Shirin", "Shirin").prior == names.DEFAULT_PRIOR
