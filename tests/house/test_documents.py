from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest

from house import documents
from house.keeping import assert_kept
from house.launcher import LAUNCHER
from house.tree import ROOT, Source, sources, texts
from khabar.config.main import khabar

if TYPE_CHECKING:
    from collections.abc import Iterator

RECORD = "# 1. Rounds\n\n## Context\na\n\n## Choice\nb\n\n## Cost\nc\n\n## When to think again\nd\n"
TREE = click.Group("khabar", commands=[click.Command("round"), click.Group("names", commands=[click.Command("score")])])


def documents_of_ours() -> Iterator[Source]:
    for source in texts():
        if source.path.endswith(".md"):
            yield source


def test_a_record_with_its_four_parts_is_fine() -> None:
    assert not documents.missing_parts(Source("docs/adr/0001-rounds.md", RECORD))


@pytest.mark.parametrize("part", documents.RECORD_PARTS)
def test_a_record_without_one_of_its_parts_is_found(part: str) -> None:
    assert documents.missing_parts(Source("docs/adr/0001-rounds.md", RECORD.replace(f"## {part}", part)))


def test_commands_are_read_from_code_and_not_from_prose() -> None:
    text = "Type `./run khabar round --now`, or:\n\n    ./run check --quick\n\nNobody can ./run away."
    assert documents.quoted_commands(text) == [["khabar", "round"], ["check"]]


@pytest.mark.parametrize("text", ["`./run khabar round`", "`./run khabar names score a b`", "`./run check`"])
def test_a_command_that_exists_is_fine(text: str) -> None:
    assert not documents.unknown_commands(Source("README.md", text), LAUNCHER.COMMANDS, TREE)


@pytest.mark.parametrize("text", ["`./run khabar rounds`", "`./run khabar names guess`", "`./run tests`"])
def test_a_command_that_does_not_exist_is_found(text: str) -> None:
    assert documents.unknown_commands(Source("README.md", text), LAUNCHER.COMMANDS, TREE)


def test_settings_are_known_as_fields_and_as_words() -> None:
    known = documents.setting_names(
        [Source("options.py", 'class Options:\n    round_hours: int\n\nX = "KHABAR_PROCESS"\n')]
    )
    assert not documents.unknown_settings(Source("README.md", "KHABAR_ROUND_HOURS and KHABAR_PROCESS"), known)
    assert documents.unknown_settings(Source("README.md", "KHABAR_ROUND_DAYS"), known)


def test_a_fragment_is_named_after_its_issue_and_holds_a_sentence() -> None:
    assert not documents.poor_fragment(Source("changelog/0002-the-ground-floor.md", "A family can file a request."))
    assert documents.poor_fragment(Source("changelog/0002-the-ground-floor.md", "\n"))
    assert documents.poor_fragment(Source("changelog/news.md", "A family can file a request."))


def test_every_decision_record_has_its_four_parts() -> None:
    records = [source for source in documents_of_ours() if source.path.startswith("docs/adr/0")]
    assert_kept(documents.missing_parts, records)


def test_every_command_our_documents_quote_exists() -> None:
    assert_kept(lambda source: documents.unknown_commands(source, LAUNCHER.COMMANDS, khabar), documents_of_ours())


def test_every_setting_our_documents_name_exists() -> None:
    known = documents.setting_names(sources("src/khabar/config"))
    assert_kept(lambda source: documents.unknown_settings(source, known), documents_of_ours())


def test_every_change_fragment_says_something() -> None:
    fragments = [path for path in sorted((ROOT / "changelog").glob("*")) if path.name != "README.md"]
    read = [Source(f"changelog/{path.name}", path.read_text(encoding="utf-8")) for path in fragments]
    assert_kept(documents.poor_fragment, read)
