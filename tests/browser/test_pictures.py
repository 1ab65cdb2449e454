"""The pictures a reader sees without installing anything: all of them there, shown, small, and of what is told."""

from __future__ import annotations

from PIL import Image

from browser import moments


def test_every_moment_of_the_list_has_its_pictures_and_no_other_lies_there() -> None:
    assert sorted(path.name for path in moments.FOLDER.glob("*.png")) == sorted(moments.expected())


def test_the_page_of_the_pictures_shows_every_one_with_its_sentence() -> None:
    assert (moments.FOLDER / moments.INDEX).read_text(encoding="utf-8") == moments.index()
    assert all(f"({name})" in moments.index() for name in moments.expected())


def test_the_pictures_are_as_wide_as_they_say_and_few_enough_to_fetch() -> None:
    for name in moments.expected():
        with Image.open(moments.FOLDER / name) as shown:
            assert shown.format == "PNG"
            assert shown.mode == "P"
            assert (shown.width == moments.SCREENS["telephone"].width) == name.endswith("-telephone.png"), name
    assert sum(path.stat().st_size for path in moments.FOLDER.iterdir()) < moments.MOST_BYTES


def test_each_moment_is_told_in_one_sentence() -> None:
    for moment in (*moments.PORCH_AND_HOUSE, *moments.THE_YEAR):
        assert moment.sentence.endswith(".")
        assert moment.sentence.count(". ") == 0
