"""A letter leaves only as its rules allow: each refusal names a field to mend, and none says a name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.letters.drafted import (
    BAR,
    COUNCIL,
    DARIUS,
    DAY,
    NIMA,
    OFFICE,
    PAGE,
    PRESS,
    SHIRIN,
    TOMAS,
    about_darius,
    agreed,
    general,
    to_body,
)
from khabar.domain.bar_list import Bar, Door, Ground, Holding, Vote
from khabar.domain.casework.consents import Scope, Stand, Use
from khabar.domain.errors import Invalid
from khabar.domain.ids import AccountId
from khabar.domain.letters.composing import complaints, require_sendable
from khabar.domain.letters.drafts import Draft, LetterKind, Named, Role
from khabar.domain.letters.sensitive import Answer, Topic

YES, NO = Answer(speaks_of_it=True), Answer(speaks_of_it=False, reason="the word stands in the name of an office")
NAMES = ("Darius", "Shirin", "Nima", "Ravan", "Azad", "داریوش")


def refusals(draft: Draft) -> list[tuple[str, str]]:
    found = [(one.field, str(one.sentence)) for one in complaints(draft)]
    assert not any(name in sentence for _, sentence in found for name in NAMES)
    return found


def fields(draft: Draft) -> list[str]:
    return [field for field, _ in refusals(draft)]


def test_a_letter_that_names_nobody_goes_out_with_copies_and_stands_on_a_public_page() -> None:
    assert complaints(general()) == ()
    require_sendable(general())


def test_a_letter_that_names_somebody_inside_goes_to_one_addressee() -> None:
    assert complaints(about_darius()) == ()


# Somebody inside


def test_with_somebody_inside_there_are_no_copies_no_public_page_and_no_name_in_the_subject() -> None:
    wrong = replace(about_darius(), copies=(PRESS,), publication=PAGE, subject="Where is Darius Ravan?")
    assert refusals(wrong)[:3] == [
        ("copies", "This letter names somebody inside. It goes to one addressee, without copies."),
        ("publication", "This letter names somebody inside. It cannot stand on a public page."),
        (
            "subject",
            "The subject names somebody inside. Everybody on the way can read a subject: leave the name out.",
        ),
    ]


@pytest.mark.parametrize("subject", ["Contact with Dariush", "داریوش روان", "Ravan, Darius", "DARIUS RAVAN", "Daryush"])
def test_a_subject_names_him_in_any_spelling(subject: str) -> None:
    assert "subject" in fields(replace(about_darius(), subject=subject))


def test_in_a_language_without_words_of_naming_the_subject_is_looked_at_as_well() -> None:
    assert "subject" in fields(replace(about_darius(), language="sq", subject="Kontakt me Darius Ravan"))


def test_two_people_inside_need_two_letters() -> None:
    two = replace(about_darius(), named=(DARIUS, SHIRIN, Named("p9", "Omar Sabet", Role.INSIDE)))
    assert ("named", "This letter names more than one person inside. Please write a letter for each.") in refusals(two)


drafts = st.builds(
    replace,
    st.just(general()),
    kind=st.sampled_from(LetterKind),
    confidential=st.booleans(),
    copies=st.sampled_from(((), (PRESS,), (PRESS, COUNCIL))),
    publication=st.sampled_from(("", PAGE)),
    named=st.lists(st.sampled_from((DARIUS, SHIRIN, NIMA, TOMAS)), unique=True).map(tuple),
    answers=st.dictionaries(st.sampled_from(Topic), st.sampled_from((YES, NO))),
)


@given(drafts)
def test_nothing_about_somebody_inside_or_in_confidence_ever_goes_to_a_second_place(draft: Draft) -> None:
    if complaints(draft):
        return
    secret = any(answer.speaks_of_it for answer in draft.answers.values())
    if secret or draft.confidential or DARIUS in draft.everybody_named:
        assert not draft.copies
        assert not draft.publication
    if secret:
        assert draft.confidential
        assert draft.kind is LetterKind.URGENT_APPEAL
    assert NIMA not in draft.everybody_named


# Health, self-harm, escape


def ill(kind: LetterKind = LetterKind.URGENT_APPEAL, *, confidential: bool = True) -> Draft:
    texts = {"person": "Darius Ravan", "account": "Darius was taken to a hospital."}
    return replace(about_darius(), kind=kind, confidential=confidential, texts=texts)


def test_words_of_health_are_asked_about_with_their_field_and_never_passed_over() -> None:
    found = complaints(ill())
    assert [(one.field, str(one.sentence), one.excerpt) for one in found] == [
        ("account", "Does this letter speak of somebody's health?", "hospital")
    ]
    assert "hospital" not in repr(found)


def test_what_speaks_of_health_leaves_only_as_a_confidential_appeal() -> None:
    answered = {Topic.HEALTH: YES}
    assert complaints(replace(ill(), answers=answered)) == ()
    assert fields(replace(ill(LetterKind.REQUEST_FOR_CONTACT), answers=answered)) == ["kind"]
    assert fields(replace(ill(confidential=False), answers=answered)) == ["confidential"]


def test_a_no_with_a_reason_lets_a_word_stand_that_speaks_of_nobody() -> None:
    draft = replace(general(), texts={"matter": "the Office of Prison Health"}, not_a_person=("Prison Health",))
    assert fields(draft)[0] == "matter"
    assert complaints(replace(draft, answers={Topic.HEALTH: NO})) == ()


def test_what_its_writer_says_the_letter_speaks_of_counts_without_any_word() -> None:
    assert fields(replace(about_darius(), answers={Topic.ESCAPE: YES})) == ["kind", "confidential"]


def test_a_confidential_letter_has_no_copies_and_no_page() -> None:
    assert fields(replace(general(), kind=LetterKind.URGENT_APPEAL, confidential=True)) == ["copies", "publication"]


# Bars


def test_a_bar_refuses_the_recipient_or_the_copy_that_it_stands_against() -> None:
    assert [field for field, _ in refusals(replace(general(), to=COUNCIL, bars=(BAR,), publication=""))] == ["to"]
    barred = refusals(replace(general(), copies=(PRESS, COUNCIL), bars=(BAR,), publication=""))
    assert [(field, sentence[:40]) for field, sentence in barred] == [
        ("copies", "Whoever gets this forwards to XCC, which")
    ]


def test_a_public_page_can_be_read_in_every_barred_country() -> None:
    assert fields(replace(general(), bars=(BAR,))) == ["publication"]


def test_two_advocates_open_the_domestic_door_of_the_state_that_holds_him() -> None:
    holding = Holding(
        frozenset({"XAA"}), tuple(Vote(AccountId(one * 32), "XAA", Door.DOMESTIC, "held there") for one in "ab")
    )
    draft = replace(about_darius(), bars=(Bar("XAA", Ground.ORIGIN),))
    assert fields(draft) == ["to"]
    assert complaints(replace(draft, door=Door.DOMESTIC, holding=holding)) == ()


def test_nobody_gets_the_same_letter_twice() -> None:
    assert refusals(replace(general(), copies=(PRESS, OFFICE, PRESS))) == [
        ("copies", "Recipient 3 is on this list already."),
        ("copies", "Recipient 4 is on this list already."),
    ]


# Who is named


def test_a_letter_waits_until_its_writer_has_said_whom_it_names() -> None:
    assert refusals(replace(general(), named=None)) == [
        ("named", "Please say whom this letter names, or that it names nobody.")
    ]


def test_somebody_of_the_file_must_be_declared_and_the_line_is_told() -> None:
    texts = {"person": "Darius Ravan", "last_news": "A card came.\nNima Azad saw it too."}
    found = complaints(replace(about_darius(), texts=texts))
    assert [(one.field, one.line, one.excerpt) for one in found] == [("last_news", 2, "Nima Azad")]
    assert str(found[0].sentence).startswith("Line 2 names somebody of the file")


def test_a_name_that_nobody_declared_is_a_question_until_it_is_answered() -> None:
    texts = {"matter": "a list that Leyla Hartmann signed"}
    assert fields(replace(general(), texts=texts)) == ["matter"]
    assert complaints(replace(general(), texts=texts, not_a_person=("Leyla Hartmann",))) == ()


def test_people_of_one_family_share_a_name_without_being_taken_for_each_other() -> None:
    draft = replace(
        about_darius(), named=(DARIUS, SHIRIN), file_people=(DARIUS, SHIRIN, Named("p8", "Leyla Ravan", Role.OTHER))
    )
    assert complaints(replace(draft, texts={"person": "Darius Ravan", "last_news": "Ravan is our name."})) == ()


def test_persian_names_are_found_in_persian_letters() -> None:
    draft = replace(about_darius(), language="fa", texts={"last_news": "کارتی از نیما آزاد رسید."})
    people = (DARIUS, SHIRIN, replace(NIMA, name="نیما آزاد"))
    assert fields(replace(draft, file_people=people)) == ["last_news"]


# What others agreed to


def with_nima() -> Draft:
    return replace(general(), named=(NIMA,), texts={"matter": "what Nima Azad was told"})


def test_everybody_else_who_is_named_has_agreed_for_each_recipient_and_for_the_page() -> None:
    assert refusals(with_nima()) == [
        ("named", "Person 1 of your list was not asked whether recipient 1 may be told."),
        ("named", "Person 1 of your list was not asked whether recipient 2 may be told."),
        ("named", "Person 1 of your list has not agreed to be named on this public page."),
    ]
    consents = (to_body("office"), to_body("press"), agreed(Scope(Use.PUBLICATION, PAGE)))
    assert complaints(replace(with_nima(), consents=consents)) == ()


@pytest.mark.parametrize(
    ("stand", "sentence"),
    [
        (Stand.ASKED, "Person 1 of your list was asked about recipient 1 and has not answered."),
        (Stand.REFUSED, "Person 1 of your list does not agree that recipient 1 is told."),
        (Stand.WITHDRAWN, "Person 1 of your list does not agree that recipient 1 is told."),
    ],
)
def test_what_is_no_yes_is_said_as_it_is(stand: Stand, sentence: str) -> None:
    draft = replace(with_nima(), copies=(), publication="", consents=(to_body("office", stand),))
    assert refusals(draft) == [("named", sentence)]


def test_a_consent_that_ended_or_has_no_reference_is_none() -> None:
    draft = replace(with_nima(), copies=(), publication="")
    ended = replace(draft, consents=(to_body("office", until=DAY.replace(day=1)),))
    assert refusals(ended) == [("named", "The consent of person 1 of your list for recipient 1 has ended.")]
    bare = replace(draft, named=(replace(NIMA, references=()),), consents=(to_body("office"),))
    assert refusals(bare) == [("named", "Please give the reference of the consent of person 1 for recipient 1.")]
    page = replace(
        with_nima(),
        copies=(),
        named=(replace(NIMA, references=("C-8",)),),
        consents=(replace(to_body("office"), reference="C-8"), agreed(Scope(Use.PUBLICATION, PAGE))),
    )
    assert refusals(page) == [("named", "Please give the reference of the consent of person 1 for this public page.")]


def test_whoever_signs_and_whoever_is_named_in_office_needs_no_consent() -> None:
    texts = {"matter": "what Tomas Berg wrote to Shirin Ravan"}
    assert complaints(replace(general(), named=(SHIRIN, TOMAS), texts=texts)) == ()


def test_ezra_learns_no_name_from_a_refusal() -> None:
    draft = replace(about_darius(), copies=(PRESS,), subject="Darius Ravan", bars=(Bar("XAA", Ground.FEAR),))
    with pytest.raises(Invalid) as found:
        require_sendable(draft)
    assert found.value.field == "copies"
    assert not any(name in str(found.value) + repr(complaints(draft)) + repr(draft) for name in NAMES)
