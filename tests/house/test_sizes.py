from __future__ import annotations

import pytest

from house import sizes
from house.keeping import assert_kept
from house.tree import Source, sources

GOOD = '"""Knows one thing.\n\nIt must never know two.\n"""\n\n\ndef short() -> None:\n    pass\n'
LONG_FUNCTION = "def much():{reason}\n" + "    pass\n" * 40


def test_a_short_module_that_introduces_itself_is_fine() -> None:
    source = Source("src/khabar/domain/slips.py", GOOD)
    assert not sizes.thin_introductions(source)
    assert not sizes.long_files(source)
    assert not sizes.long_functions(source)
    assert not sizes.drawers(source)


@pytest.mark.parametrize("text", ["x = 1\n", '"""Things."""\n'])
def test_a_module_that_does_not_say_what_it_is_for_is_found(text: str) -> None:
    assert sizes.thin_introductions(Source("src/khabar/domain/slips.py", text))


def test_an_empty_package_file_needs_no_introduction() -> None:
    assert not sizes.thin_introductions(Source("src/khabar/apps/post/__init__.py", ""))


def test_a_file_of_401_lines_is_found_and_one_of_400_is_not() -> None:
    assert not sizes.long_files(Source("src/khabar/a.py", "x = 1\n" * 400))
    assert sizes.long_files(Source("src/khabar/a.py", "x = 1\n" * 401))


def test_a_file_may_be_long_with_a_written_reason() -> None:
    assert not sizes.long_files(Source("src/khabar/a.py", "# long because it is one table\n" + "x = 1\n" * 401))
    assert sizes.long_files(Source("src/khabar/a.py", "# long because\n" + "x = 1\n" * 401))


def test_a_function_of_41_lines_is_found_unless_its_def_gives_a_reason() -> None:
    bare = LONG_FUNCTION.format(reason="")
    reasoned = LONG_FUNCTION.format(reason="  # long because the steps are one list")
    assert sizes.long_functions(Source("src/khabar/a.py", bare)) == ["src/khabar/a.py:1: much has 41 lines; limit 40"]
    assert not sizes.long_functions(Source("src/khabar/a.py", reasoned))


def test_a_drawer_is_found_as_a_file_and_as_a_folder() -> None:
    assert sizes.drawers(Source("src/khabar/utils.py", ""))
    assert sizes.drawers(Source("src/khabar/common/names.py", ""))
    assert not sizes.drawers(Source("src/khabar/names/common_given_names.py", ""))


def test_every_module_says_what_it_is_for() -> None:
    assert_kept(sizes.thin_introductions, sources())


def test_no_file_and_no_function_is_too_long() -> None:
    assert_kept(sizes.long_files, sources())
    assert_kept(sizes.long_functions, sources())


def test_nothing_is_kept_in_drawers() -> None:
    assert_kept(sizes.drawers, (*sources(), *sources("tests")))
