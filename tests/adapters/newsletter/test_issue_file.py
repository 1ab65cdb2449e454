from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adapters.newsletter.issue_folders import ARTICLE, HEAD, LANGUAGES, example, folder_with, refused
from khabar.adapters.newsletter.issue_file import read_issue
from khabar.domain.publishing.issues import Agreed, BlockKind, Detail, Kind

if TYPE_CHECKING:
    from pathlib import Path


def test_an_issue_is_read_with_everything_it_says(tmp_path: Path) -> None:
    names = '[[articles.names]]\nname = "Shirin"\nconsent = "no"\nyear = 1992\ncovers = ["age"]\nrole = "mother"\n'
    issue = read_issue(folder_with(tmp_path, HEAD + ARTICLE + names))
    (article,) = issue.articles
    assert (issue.title.text, issue.number, issue.columns) == ("The lantern", 7, 2)
    assert (article.title.text, str(article.title.place)) == ("A day", f"{tmp_path.as_posix()}/a.md:1")
    assert [block.kind for block in article.blocks] == [BlockKind.PARAGRAPH]
    (shirin,) = article.people
    assert shirin.consent.agreed is Agreed.NO
    assert (shirin.covers, shirin.known.years, shirin.described.role) == (frozenset({Detail.AGE}), (1992,), "mother")
    assert shirin.place.line == 11


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_of_the_documentation_passes_the_gate(language: str) -> None:
    issue = example(language)
    assert len(issue.articles) == 10
    assert issue.articles[1].kind is Kind.OPEN_LETTER
    assert issue.articles[1].silence is not None
    assert issue.articles[1].silence.days == 412


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ("title = ", "ISSUE.toml:1: This is no TOML: Invalid value."),
        (HEAD, "ISSUE.toml:1: Here “articles” is missing: an issue needs it."),
        (HEAD.replace("number = 7\n", "") + ARTICLE, "ISSUE.toml:1: Here “number” is missing: an issue needs it."),
        (
            HEAD + 'langage = "en"\n' + ARTICLE,
            "ISSUE.toml:5: There is no “langage” in an issue. The nearest is “language”.",
        ),
        (
            HEAD + ARTICLE + 'autor = "Leyla"\n',
            "ISSUE.toml:10: There is no “autor” in an article. The nearest is “author”.",
        ),
        (HEAD.replace('"en"', '"xx"') + ARTICLE, "ISSUE.toml:4: “language” is one of: ar, de, en, fa, fr, ru, sq, tr."),
        (HEAD + ARTICLE + 'language = "tlh"\n', "ISSUE.toml:10: “language” is one of: ar, de, en, fa, fr, ru, sq, tr."),
        (HEAD.replace("7", '"7"') + ARTICLE, "ISSUE.toml:2: “number” must be a whole number from 1 to 99999."),
        (HEAD.replace("7", "[7]") + ARTICLE, "ISSUE.toml:2: “number” must be one whole number from 1 to 99999."),
        (HEAD.replace("7", "0") + ARTICLE, "ISSUE.toml:2: “number” must be a whole number from 1 to 99999."),
        (
            HEAD.replace("2026-11-21", "2026-11-21T10:00:00") + ARTICLE,
            "ISSUE.toml:3: “date” must be a day such as 2026-11-21.",
        ),
        (HEAD.replace("2026-11-21", '"soon"') + ARTICLE, "ISSUE.toml:3: “date” must be a day such as 2026-11-21."),
        (HEAD + "columns = 4\n" + ARTICLE, "ISSUE.toml:5: “columns” must be a whole number from 1 to 3."),
        (
            HEAD.replace("The lantern", "The\\r\\nBcc: x@y.example") + ARTICLE,
            "ISSUE.toml:1: “title” must be one line: no line breaks, no control characters.",
        ),
        (
            HEAD.replace("The lantern", "The \\u202Enretnal") + ARTICLE,
            "ISSUE.toml:1: “title” holds an invisible sign that turns the direction of writing round.",
        ),
        (
            HEAD.replace("The lantern", "x" * 401) + ARTICLE,
            "ISSUE.toml:1: “title” has 401 characters; at most 400 are possible.",
        ),
        (HEAD.replace('"The lantern"', "3") + ARTICLE, "ISSUE.toml:1: “title” must be text in quotation marks."),
        (
            HEAD + 'address = "http://lantern.example"\n' + ARTICLE,
            "ISSUE.toml:5: “address” must be the address of a page: https://…",
        ),
        (
            HEAD + 'reference = "4821 0937 5558"\n' + ARTICLE,
            "ISSUE.toml:5: A reference is decimal digits that end in their two check digits; these do not.",
        ),
        (HEAD + 'articles = "a.md"\n', "ISSUE.toml:5: “articles” must be written as [[articles]], one for each."),
        (HEAD + "articles = []\n", "ISSUE.toml:5: An issue has between one and 200 articles."),
        (
            HEAD + ARTICLE.replace('consent = "yes"\n', ""),
            "ISSUE.toml:6: Here “consent” is missing: an article needs it.",
        ),
        (HEAD + ARTICLE.replace('"yes"', '"perhaps"'), "ISSUE.toml:8: “consent” is one of: yes, no, asked."),
        (
            HEAD + ARTICLE.replace("a.md", "b.md"),
            "ISSUE.toml:7: The file “b.md” cannot be read: No such file or directory.",
        ),
        (
            HEAD + ARTICLE.replace("a.md", "../a.md"),
            (
                "ISSUE.toml:7: This path leads out of the issue's folder. Everything an issue needs "
                "lies beside it or below."
            ),
        ),
        (
            HEAD + ARTICLE.replace("a.md", "/etc/hostname"),
            (
                "ISSUE.toml:7: This path leads out of the issue's folder. Everything an issue needs "
                "lies beside it or below."
            ),
        ),
        (HEAD + ARTICLE + "front = 1\n", "ISSUE.toml:10: “front” is true or false."),
        (HEAD + ARTICLE + 'kind = "poem"\n', "ISSUE.toml:10: “kind” is one of: article, open letter."),
        (
            HEAD + ARTICLE + 'petition = "visits"\n',
            "ISSUE.toml:10: There are no figures for “visits”. There are: none.",
        ),
        (
            HEAD + ARTICLE + "not_a_person = [3]\n",
            "ISSUE.toml:10: “not_a_person” must be a list of texts in quotation marks.",
        ),
        (
            HEAD + ARTICLE + '[[articles.names]]\nconsent = "no"\n',
            "ISSUE.toml:10: Here “name” is missing: a name needs it.",
        ),
        (
            HEAD + ARTICLE + '[[articles.names]]\nname = "Shirin"\n',
            (
                "ISSUE.toml:11: Say what this person answered: “consent” is yes, no or asked. Who holds "
                "a public office has “office”."
            ),
        ),
        (
            HEAD + ARTICLE + '[[articles.names]]\nname = "Shirin"\nconsent = "no"\ncovers = ["shoe size"]\n',
            "ISSUE.toml:13: “covers” lists what may be shown, out of: name, face, province, year, age, first name.",
        ),
        (
            HEAD + ARTICLE + '[[articles.names]]\nname = "Shirin"\nconsent = "no"\nage = true\n',
            "ISSUE.toml:13: “age” must be a whole number from 0 to 130.",
        ),
        (
            HEAD + ARTICLE + '[[articles.pictures]]\nfile = "a.jpg"\nalt = "A lamp"\n',
            "ISSUE.toml:10: Here “shows” is missing: a picture needs it.",
        ),
        (
            HEAD + ARTICLE + '[[articles.pictures]]\nfile = "a.jpg"\nalt = "A lamp"\nshows = []\n',
            "ISSUE.toml:11: The file “a.jpg” cannot be read: No such file or directory.",
        ),
        (
            HEAD + ARTICLE + '[[articles.pictures]]\nfile = "a.md"\nalt = "A lamp"\nshows = []\n',
            "ISSUE.toml:11: This is no picture that can be read. JPEG, PNG and WebP can.",
        ),
        (
            HEAD + '[[loaded]]\nlanguage = "en"\nword = "x"\n' + ARTICLE,
            "ISSUE.toml:5: Here “instead” is missing: a loaded word needs it.",
        ),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(tmp_path: Path, toml: str, told: str) -> None:
    assert refused(folder_with(tmp_path, toml)) == told


@pytest.mark.parametrize(
    ("article", "told"),
    [
        ("# A day\n\n<script>alert(1)</script>\n", "a.md:3: HTML has no place in an article"),
        ("# A day\n\nall <b>is</b> well\n", "a.md:3: HTML has no place in an article"),
        ("# A day\n\nall\nis <!-- note --> well\n", "a.md:4: HTML has no place in an article"),
        ("# A day\n\n![A lamp](a.jpg)\n", "a.md:3: A picture has no place between the words."),
        ("# A day\n\none\n[two](javascript:alert(1)) three\n", "a.md:4: A link leads to https, mailto or tel"),
        ("# A day\n\n[two](http://lantern.example)\n", "a.md:3: A link leads to https, mailto or tel"),
        ("# A day\n\nall \u202eis well\n", "a.md:3: An invisible sign turns the direction of writing round here."),
        ("# A day\n\nall \x07is well\n", "a.md:3: A control character stands here"),
        ("all is well\n", "ISSUE.toml:7: An article has a title"),
        ("# A day\n\n" + "x" * 400_001, "a.md:1: This article is longer than 400,000 characters."),
    ],
)
def test_what_has_no_place_in_an_article_is_told_with_its_line(tmp_path: Path, article: str, told: str) -> None:
    assert refused(folder_with(tmp_path, HEAD + ARTICLE, a_md=article)).startswith(told)


def test_an_article_that_is_not_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    path = folder_with(tmp_path, HEAD + ARTICLE, a_md=b"# A day\n\ncaf\xe9\n")
    assert refused(path) == "a.md:3: This is not UTF-8 text."


def test_a_missing_issue_is_told_by_its_name(tmp_path: Path) -> None:
    assert (
        refused(tmp_path / "none.toml")
        == "none.toml:1: The file “none.toml” cannot be read: No such file or directory."
    )


def test_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "secret.md").write_text("# Secret\n", encoding="utf-8")
    path = folder_with(inner, HEAD + ARTICLE.replace("a.md", "link.md"))
    (inner / "link.md").symlink_to(tmp_path / "secret.md")
    assert "leads out of the issue's folder" in refused(path)


def test_a_file_that_is_far_too_large_is_not_read(tmp_path: Path) -> None:
    path = folder_with(tmp_path, HEAD + ARTICLE)
    with (tmp_path / "a.md").open("wb") as file:
        file.truncate(64_000_001)
    assert refused(path) == "ISSUE.toml:7: This file is larger than 64 MB."


def test_lines_are_right_behind_long_texts_and_several_articles(tmp_path: Path) -> None:
    long = 'motto = """\nfile = "x"\n[[articles]]\n"""\n'
    twice = HEAD + ARTICLE + '[[articles.names]]\nname = "Shirin"\nconsent = "no"\n' + ARTICLE + "\nfront = 3\n"
    assert refused(folder_with(tmp_path, twice)) == "ISSUE.toml:19: “front” is true or false."
    assert refused(folder_with(tmp_path, HEAD + long + ARTICLE)).startswith("ISSUE.toml:5: “motto” must be one line")


def test_marks_of_direction_in_a_title_are_dropped(tmp_path: Path) -> None:
    issue = read_issue(folder_with(tmp_path, HEAD.replace("The lantern", "\\u200Fفانوس\\u200E") + ARTICLE))
    assert issue.title.text == "فانوس"
