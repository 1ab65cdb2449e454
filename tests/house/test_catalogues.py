"""The catalogues: every sentence in them, every offered language whole, Persian written as Persian is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from house import catalogues as rules
from house.catalogues import Said
from house.keeping import assert_kept
from house.tree import ROOT, Source, sources
from khabar.cli.catalogues import (
    RULES,
    SOURCE_LANGUAGE,
    SPOKEN_AT_THE_SHELL,
    TRANSLATED,
    Room,
    compiled,
    forms_of,
    is_translated,
    kept,
    languages_of,
    rooms,
    updated,
    words_of,
    written,
)
from khabar.cli.found_words import in_python, in_rules, in_template, sentences_put_together
from khabar.config import settings
from khabar.config.kinds import LAYOUTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from babel.messages.catalog import Message

    Rule = Callable[[Said], list[str]]

ROOMS = rooms()
CATALOGUES = [(room, language) for room in ROOMS for language in languages_of(room)]


def rooms_of(doors: Iterator[str]) -> set[str]:
    return {name.removeprefix("khabar.").replace(".", "/") for name in doors}


SHOWN_BY = {
    "porch": {"web/components", *rooms_of(door for layout in LAYOUTS.values() for door in layout.porch_doors)},
    "house": {"web/components", "demo", *rooms_of(door for layout in LAYOUTS.values() for door in layout.house_doors)},
}

WORDLESS = {"web/bridge"}
"""Doors at which programs knock: they have no page."""


def named(one: object) -> str:
    return one.name if isinstance(one, Room) else str(one)


def forms(message: Message) -> Iterator[tuple[str, str]]:
    """Each form of an entry beside the sentence it stands for: the first beside the singular, the rest the plural."""
    ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    for place, said in enumerate(forms_of(message)):
        yield ids[min(place, len(ids) - 1)], said


def translations(language: str) -> Iterator[Said]:
    for room in ROOMS:
        for message in words_of(kept(room.po(language), language)):
            if is_translated(message):
                yield from (Said(f"{room.path} {language}", one, other) for one, other in forms(message))


def lacking(room: Room, language: str) -> list[str]:
    return [str(message.id) for message in words_of(kept(room.po(language), language)) if not is_translated(message)]


# What is found in the source


def test_calls_of_gettext_are_found_with_plural_and_context_and_a_variable_is_not() -> None:
    text = '_("One %(x)s.")\nngettext("a", "b", n)\npgettext("month", "May")\n_(words)\n_("two " "parts")\n'
    found = sorted(in_python(text, "a.py"))
    assert [(one.one, one.many, one.context) for one in found] == [
        ("One %(x)s.", "", ""),
        ("a", "b", ""),
        ("May", "", "month"),
        ("two parts", "", ""),
    ]


def test_sentences_of_the_rules_are_found_and_what_nobody_reads_is_not() -> None:
    text = (
        '"""Not this docstring."""\nNO_DAY = "There is no such day."\nKEY = "standing.late"\n'
        'raise Refused("This is for a log.")\nraise Invalid("name", "Please write a name.")\n'
    )
    assert [one.one for one in in_rules(text, "a.py")] == ["There is no such day.", "Please write a name."]


def test_templates_are_read_as_the_engine_asks_for_them() -> None:
    text = (
        '{% translate "Half, 50 %" %}{% translate "May" context "month" %}{% translate word %}'
        "{% blocktranslate trimmed with a=b %}\n  Dear {{ a }},\n  100 % yours\n{% endblocktranslate %}"
        "{% blocktranslate count n=n %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}"
    )
    assert [(one.one, one.many, one.context) for one in in_template(text, "a.html")] == [
        ("Half, 50 %%", "", ""),
        ("May", "", "month"),
        ("Dear %(a)s, 100 %% yours", "", ""),
        ("%(n)s day", "%(n)s days", ""),
    ]


def test_a_sentence_put_together_of_pieces_is_found_and_one_for_a_log_is_not() -> None:
    bad = 'raise Invalid("count", f"At most {most} of these.")'
    assert [one.one for one in sentences_put_together(bad, "a.py")] == ["At most {} of these."]
    assert not sentences_put_together('raise ValueError(f"Row {row} has no id.")', "a.py")


def test_no_sentence_of_the_rules_is_put_together_of_pieces() -> None:
    def rule(source: Source) -> list[str]:
        return [source.at(one.line, one.one) for one in sentences_put_together(source.text, source.path)]

    spoken = tuple(f"src/khabar/{folder}" for folder in SPOKEN_AT_THE_SHELL)
    shown = [one for folder in RULES for one in sources(f"src/khabar/{folder}") if not one.path.startswith(spoken)]
    assert_kept(rule, shown)


def test_words_without_a_tag_are_found_in_a_template() -> None:
    good = '<p class="a b">{% translate "Dear" %} <bdi>{{ name }}</bdi></p>{% comment %}Note{% endcomment %}'
    assert not rules.bare_words(Source("a.html", good))
    assert rules.bare_words(Source("a.html", "<p>Dear {{ name }}</p>"))
    assert rules.bare_words(Source("a.html", '<nav aria-label="Main part">'))


def test_every_word_of_every_template_goes_to_translators() -> None:
    folder = ROOT / "src/khabar"
    pages = [Source(str(path.relative_to(ROOT)), path.read_text("utf-8")) for path in sorted(folder.rglob("*.html"))]
    assert_kept(rules.bare_words, pages)


# What is in the catalogues


@pytest.mark.parametrize(("room", "language"), CATALOGUES, ids=named)
def test_a_catalogue_is_what_the_source_says_now(room: Room, language: str) -> None:
    """`./run khabar words update` brings it there."""
    path = room.po(language)
    assert path.exists(), path
    assert path.read_bytes() == written(updated(room, language)), f"{room.path} {language}: run `khabar words update`"


@pytest.mark.parametrize(("room", "language"), CATALOGUES, ids=named)
def test_what_django_reads_is_what_was_translated(room: Room, language: str) -> None:
    path = room.po(language)
    made = path.with_suffix(".mo")
    if any(is_translated(message) for message in words_of(kept(path, language))):
        assert made.read_bytes() == compiled(path, language), f"{room.path} {language}: run `khabar words update`"
    else:
        assert not made.exists()


def test_no_catalogue_is_left_of_a_room_that_is_gone() -> None:
    wanted = {room.po(language) for room, language in CATALOGUES}
    assert set((ROOT / "src/khabar").rglob("django.po")) == wanted


@pytest.mark.parametrize("language", [SOURCE_LANGUAGE, *TRANSLATED])
def test_nobody_was_in_doubt_and_every_count_has_its_forms(language: str) -> None:
    for room in ROOMS:
        for path in [room.po(language)] if room.po(language).exists() else []:
            with path.open("rb") as file:
                catalog = read_po(file, locale=language)
            assert catalog.plural_forms == kept(path, language).plural_forms, path
            for message in words_of(catalog):
                assert not message.fuzzy, f"{path}: {message.id!r}"
                if message.pluralizable and any(said := forms_of(message)):
                    assert len(said) == catalog.num_plurals
                    assert all(said), f"{path}: {message.id!r}"


def test_one_sentence_is_said_the_same_way_in_every_room() -> None:
    """Django puts all catalogues together, so that of two translations one would win by chance."""
    said: dict[tuple[object, object], tuple[object, str]] = {}
    for room in ROOMS:
        for message in words_of(kept(room.po("fa"), "fa")):
            if is_translated(message):
                first, where = said.setdefault((message.id, message.context), (message.string, room.path))
                assert first == message.string, f"{message.id!r} in {where} and {room.path}"


# Which languages are offered


@pytest.mark.parametrize("side", SHOWN_BY)
@pytest.mark.parametrize("language", TRANSLATED)
def test_a_language_is_offered_exactly_when_every_sentence_of_that_side_is_translated(side: str, language: str) -> None:
    missing = [
        f"{room.path}: {one}" for room in ROOMS if room.path in SHOWN_BY[side] for one in lacking(room, language)
    ]
    offered = language in dict(settings.SPOKEN[side])
    assert offered == (not missing), f"offered: {offered}; {len(missing)} missing: {missing[:20]}"


def test_every_room_belongs_to_a_side_and_is_installed_where_it_is_shown() -> None:
    assert {room.path for room in ROOMS} == (SHOWN_BY["porch"] | SHOWN_BY["house"]) - WORDLESS
    assert {f"khabar.{room.path.replace('/', '.')}" for room in ROOMS} <= set(settings.INSTALLED_APPS)


# How Persian is written

GOOD = (
    Said("a", "Please write to us by %(date)s.", "لطفاً تا %(date)s برای ما بنویسید."),
    Said("a", "We read years from 1200 on.", "سال‌های ۱۲۰۰ به بعد را می‌خوانیم."),
    Said("a", "Write for example 14:30, 2026-11-21.", "مثلاً بنویسید 14:30، 2026-11-21."),
    Said("a", "<strong>{{ x }}</strong> is here. Where?", "<strong>{{ x }}</strong> اینجاست. کجا؟"),
    Said("a", "Your duties, at this table alone", "کارهای شما، تنها سر این میز"),
    Said("a", "You are their …", "شما … او هستید"),
)
BAD: tuple[tuple[Rule, Said], ...] = (
    (rules.lost_placeholders, Said("a", "By %(date)s.", "تا فردا.")),
    (rules.lost_placeholders, Said("a", "{name} is alive.", "{nam} زنده است.")),
    (rules.broken_markup, Said("a", "<b>One</b>", "<b>یک")),
    (rules.broken_markup, Said("a", "One", "<b>یک</b>")),
    (rules.foreign_letters, Said("a", "One", "يك")),
    (rules.foreign_letters, Said("a", "Four", "٤")),
    (rules.torn_words, Said("a", "We go", "می رویم")),
    (rules.torn_words, Said("a", "We go", "میرویم")),
    (rules.torn_words, Said("a", "We do not go", "نمیرویم")),
    (rules.torn_words, Said("a", "Years", "سال ها")),
    (rules.torn_words, Said("a", "Years", "سالها")),
    (rules.latin_figures, Said("a", "12 digits", "12 رقم")),
    (rules.foreign_marks, Said("a", "“Yes”, he says", "“بله”، می‌گوید")),
    (rules.foreign_marks, Said("a", "One, two", "یک, دو")),
    (rules.changed_ending, Said("a", "Is it so?", "همین‌طور است.")),
    (rules.changed_ending, Said("a", "It is so.", "همین‌طور است")),
    (rules.stray_spaces, Said("a", "One", " یک")),
    (rules.stray_spaces, Said("a", "One.", "یک .")),
    (rules.stray_spaces, Said("a", "One two", "یک\u200c دو")),
)


@pytest.mark.parametrize("said", GOOD, ids=lambda said: said.one)
def test_a_good_translation_has_no_complaint(said: Said) -> None:
    assert [complaint for rule in (*rules.EVERY_LANGUAGE, *rules.PERSIAN) for complaint in rule(said)] == []


@pytest.mark.parametrize(("rule", "said"), BAD)
def test_a_bad_translation_is_found(rule: Rule, said: Said) -> None:
    assert rule(said)


@pytest.mark.parametrize("rule", rules.EVERY_LANGUAGE)
@pytest.mark.parametrize("language", [SOURCE_LANGUAGE, *TRANSLATED])
def test_nothing_is_lost_in_any_language(rule: Rule, language: str) -> None:
    assert [complaint for said in translations(language) for complaint in rule(said)] == []


@pytest.mark.parametrize("rule", rules.PERSIAN)
def test_persian_is_written_as_persian_is_written(rule: Rule) -> None:
    assert [complaint for said in translations("fa") for complaint in rule(said)] == []


def test_there_is_persian_to_look_at() -> None:
    assert sum(1 for _ in translations("fa")) > 400
    assert Path(Room("web/family").po("fa")).exists()
