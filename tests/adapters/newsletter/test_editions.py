from __future__ import annotations

from pathlib import Path

import pytest

from adapters.newsletter.issue_folders import ARTICLE, HEAD, LANGUAGES, example, folder_with, made, pages, text
from khabar.adapters.newsletter.editions import FILES, editions, judged, write_editions
from khabar.adapters.newsletter.source_text import source_of
from khabar.adapters.newsletter.words import chrome_of, languages
from khabar.domain.publishing.rewriting import languages as gate_languages

GOLDEN = Path(__file__).parent / "golden"
READABLE = ("mail.txt", "short.txt", "read-aloud.txt", "feed.xml")


@pytest.mark.parametrize("name", READABLE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_will_read_is_what_was_looked_at(language: str, name: str) -> None:
    """Golden files: read them before you change them; `made(language)` gives the new ones."""
    assert text(language, name) == (GOLDEN / language / name).read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_source_that_is_attached_is_what_was_looked_at(language: str) -> None:
    assert source_of(example(language)) == (GOLDEN / language / "source.md").read_text("utf-8")


def test_all_editions_are_made_and_written_together(tmp_path: Path) -> None:
    assert set(made("en")) == set(FILES)
    out = tmp_path / "a" / "b"
    write_editions(made("en"), out)
    assert {path.name for path in out.iterdir()} == set(FILES)
    assert [path.name for path in out.parent.iterdir()] == ["b"]
    (out / "mail.txt").write_text("old", encoding="utf-8")
    (out / "note.txt").write_text("mine", encoding="utf-8")
    write_editions(made("fa"), out)
    assert (out / "mail.txt").read_bytes() == made("fa")["mail.txt"]
    assert (out / "note.txt").read_text(encoding="utf-8") == "mine"


def test_a_letter_that_no_font_has_stops_the_issue_at_its_place(tmp_path: Path) -> None:
    path = folder_with(tmp_path, HEAD + ARTICLE, a_md="# A day\n\nall is\nwell 😀 today\n")
    (found,) = judged(path).findings
    assert str(found) == (
        f"{tmp_path.as_posix()}/a.md:4:6: We have no letter shape for U+1F600. Please write it in other letters."
    )


def test_findings_come_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    path = folder_with(tmp_path, HEAD + ARTICLE, a_md="# A day\n\nthe traitor ☃\n\nand Ezra Kordan\n")
    assert [one.place.line for one in judged(path).findings] == [3, 3, 5]


@pytest.mark.parametrize("language", languages())
def test_every_language_has_all_words_with_the_same_gaps(language: str) -> None:
    english, other = chrome_of("en").said, chrome_of(language).said
    assert english.keys() == other.keys()
    for name, words in english.items():
        gaps = {gap for gap in ("name", "number", "page", "date", "title", "phone", "address") if f"{{{gap}}}" in words}
        assert gaps == {gap for gap in gaps if f"{{{gap}}}" in other[name]}, name
        assert words.count("{") == other[name].count("{")
        assert other[name] == other[name].strip()


def test_languages_of_the_words_are_those_the_gate_can_read() -> None:
    assert languages() == gate_languages()
    with pytest.raises(KeyError):
        chrome_of("xx")


@pytest.mark.slow
@pytest.mark.parametrize("language", sorted(set(languages()) - set(LANGUAGES)))
def test_an_issue_can_be_built_in_every_language(language: str, tmp_path: Path) -> None:
    toml = (HEAD + ARTICLE).replace('language = "en"', f'language = "{language}"')
    letters = 'kind = "open letter"\nletter = "a"\npetition = "b"\nto = "7"\n'
    figures = (
        "[letters.a]\nsent_on = 2025-10-05\nas_of = 2026-11-21\n"
        '[petitions.b]\ntitle = "7"\ncount = 12418\ncounted_to = 2026-11-20\non_paper = 7\ngoal = 15000\n'
    )
    path = folder_with(
        tmp_path, f'figures = "f.toml"\nphone = "+00 555 0100"\n{toml}{letters}', a_md="# 7\n\n412\n", f_toml=figures
    )
    found = judged(path)
    assert found.findings == ()
    built = editions(found.issue)
    direction = chrome_of(language).direction
    assert f'<html lang="{language}" dir="{direction}">' in built["issue.html"].decode()
    assert chrome_of(language)["letter.silent"] in built["mail.txt"].decode()
    assert len(pages(built["issue.pdf"])) >= 1
    assert len(pages(built["wall.pdf"])) == 1
    assert not any(char.isdigit() for char in built["read-aloud.txt"].decode().split("\n\n\n", 1)[1])
