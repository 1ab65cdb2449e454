"""Templates are whole letters: read with their gaps, hashed, refused where they are not what they say they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.letters.written import KINDS, LANGUAGES, templates
from khabar.data.letters import template_texts
from khabar.domain.errors import Invalid
from khabar.domain.letters.drafts import LetterKind
from khabar.domain.letters.sensitive import questions
from khabar.domain.letters.templates import (
    Approval,
    FieldKind,
    approve,
    digest_of,
    is_approved,
    parse_template,
    require_approved,
    shipped_templates,
)

DAY = date(2026, 3, 3)
HEAD = """+++
kind = "thanks"
language = "en"
version = 2
approved_by = "Leyla"

[fields]
reader = { kind = "line", required = true, ask = "Who reads it" }
more = { kind = "prose", required = false, ask = "What else" }
+++
"""
LETTER = """Subject: Thank you

Dear {reader},

[?more] And this:

[?more] {more}

1. We write.
2. We wait
for you, {reader}.

Yours,
"""


def refused(text: str) -> str:
    with pytest.raises(Invalid) as found:
        parse_template(text)
    assert found.value.field == "template"
    return found.value.message


# What travels with the program


def test_there_is_a_whole_letter_of_every_kind_in_both_languages_with_the_same_gaps() -> None:
    assert set(templates()) == {(kind, language) for kind in KINDS for language in LANGUAGES}
    for kind in KINDS:
        english, persian = (templates()[kind, language] for language in LANGUAGES)
        assert {one.name: (one.kind, one.required) for one in english.fields.values()} == {
            one.name: (one.kind, one.required) for one in persian.fields.values()
        }
        assert all(one.ask.strip() for one in (*english.fields.values(), *persian.fields.values()))


def test_each_carries_its_hash_and_nobody_has_approved_it_yet() -> None:
    for text in template_texts().values():
        found = parse_template(text)
        assert found.digest in text
        assert found.approved_by == ""
        assert "not read by a lawyer" in text
        assert not is_approved(found, [])


def test_their_own_words_ask_no_question_and_name_no_sex() -> None:
    for one in shipped_templates():
        whole = " ".join((one.subject, *(paragraph.text for paragraph in one.paragraphs)))
        assert questions({"letter": whole}, one.language) == (), one.name
        assert not {" he ", " she ", " his ", " her ", " him "} & {f" {word} " for word in whole.lower().split()}


def test_a_letter_about_somebody_has_no_gap_for_a_name_in_its_subject_and_says_that_a_no_is_free() -> None:
    for language, words in (("en", "in my own name"), ("fa", "به نام خودم")):
        for kind in (LetterKind.REQUEST_FOR_CONTACT, LetterKind.URGENT_APPEAL):
            one = templates()[kind, language]
            assert "{person}" not in one.subject
            assert any(words in paragraph.text for paragraph in one.paragraphs)


# How one is read


def test_a_template_is_read_with_its_paragraphs_lists_and_conditions() -> None:
    found = parse_template(HEAD + LETTER)
    assert (found.kind, found.language, found.version, found.subject) == (LetterKind.THANKS, "en", 2, "Thank you")
    assert [(one.text, one.number, one.when) for one in found.paragraphs] == [
        ("Dear {reader},", 0, ""),
        ("And this:", 0, "more"),
        ("{more}", 0, "more"),
        ("We write.", 1, ""),
        ("We wait for you, {reader}.", 2, ""),
        ("Yours,", 0, ""),
    ]
    assert found.fields["more"].kind is FieldKind.PROSE
    assert found.name == "thanks.en.2"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("+++\nkind", "kind", "begins with its head"),
        ('language = "en"', "language = en", "begins with its head"),
        ("Subject: Thank you\n", "Thank you\n", "first line"),
        (LETTER, "Subject: Thank you", "first line"),
        ('kind = "thanks"', 'kind = "curse"', "lacks “kind”"),
        ('language = "en"\n', "", "lacks “language”"),
        ("version = 2", 'version = "2"', "lacks “version”"),
        ("version = 2", "version = 0", "lacks “version”"),
        ('approved_by = "Leyla"\n', "", "lacks “approved_by”"),
        ('kind = "line"', 'kind = "song"', "lacks “kind”"),
        ('reader = { kind = "line", required = true, ask = "Who reads it" }', 'reader = "x"', "lacks “reader”"),
        ("We write.", "We write to {nobody}.", "gap “nobody”"),
        ("Dear {reader},", "Dear reader,", "STILL"),
        ("[?more] {more}", "[?more] So: {more}", "fills a whole paragraph"),
        ("[?more] {more}", "{more}", "begins with “[?more]”"),
        ("[?more] {more}", "[?reader] {more}", "begins with “[?more]”"),
        ('kind = "line"', 'kind = "name"', "NAME"),
        ("version = 2", 'version = 2\ndigest = "00"', "new version and hash"),
    ],
)
def test_what_is_no_template_is_refused_with_a_reason(old: str, new: str, said: str) -> None:
    assert old in HEAD + LETTER
    text = (HEAD + LETTER).replace(old, new, 1)
    if said == "STILL":
        assert parse_template(text).fields["reader"].required
    elif said == "NAME":
        assert "for a name" in refused(text.replace("Subject: Thank you", "Subject: Thank you, {reader}"))
    else:
        assert said in refused(text)


def test_a_field_without_a_gap_is_refused() -> None:
    text = (HEAD + LETTER).replace("{reader}", "you")
    assert "no such gap" in refused(text)


# Who approves


def test_an_approval_is_for_one_text_of_one_version_by_a_named_person() -> None:
    one = parse_template(HEAD + LETTER)
    approval = approve(one, "Tomas", DAY)
    require_approved(one, [approval])
    for other in (
        parse_template((HEAD + LETTER).replace("We write.", "We wrote.")),
        parse_template((HEAD + LETTER).replace("version = 2", "version = 3")),
        parse_template((HEAD + LETTER).replace('language = "en"', 'language = "fr"')),
    ):
        with pytest.raises(Invalid) as found:
            require_approved(other, [approval])
        assert found.value.field == "template"
    with pytest.raises(Invalid) as nobody:
        Approval(one.name, one.digest, " ", DAY)
    assert nobody.value.field == "by"
    assert "Tomas" not in repr(approval)


def test_what_its_maker_wrote_into_it_is_no_approval() -> None:
    one = parse_template(HEAD + LETTER)
    assert one.approved_by == "Leyla"
    assert not is_approved(one, [])


@given(st.text(max_size=60), st.text(max_size=60))
def test_another_text_has_another_hash_and_line_ends_change_nothing(one: str, other: str) -> None:
    tidy = [[line.rstrip() for line in text.strip().splitlines()] for text in (one, other)]
    same = digest_of("thanks", "en", 1, one) == digest_of("thanks", "en", 1, other)
    assert same == (tidy[0] == tidy[1])
    assert digest_of("thanks", "en", 1, "a\r\nb \n") == digest_of("thanks", "en", 1, "a\nb")


def test_an_approval_lapses_when_a_word_is_changed() -> None:
    one = parse_template(HEAD + LETTER)
    assert not is_approved(replace(one, digest="0" * 64), [approve(one, "Tomas", DAY)])
