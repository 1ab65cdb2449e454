"""The table of what is kept names every part of the program that keeps anything, and under which keys."""

from __future__ import annotations

import re

from django.apps import apps

from house.tree import ROOT
from khabar.apps.installed import modules

PAGE = ROOT / "docs" / "privacy-impact.md"


def table() -> dict[str, str]:
    """Give the rows under the heading of keeping: part, and the classes of key it is sealed under."""
    text = PAGE.read_text(encoding="utf-8").partition("## What is kept")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([a-z]+) \| ([a-z, ]*)\|", text, re.MULTILINE)
    return {part: sealed.strip() for part, sealed in rows if part != "part"}


def test_every_part_that_keeps_anything_stands_in_it_with_the_keys_it_is_sealed_under() -> None:
    kept = {one.label: set[str]() for one in apps.get_app_configs() if one.name.startswith("khabar.apps.")}
    assert len(kept) > 30
    for module in modules("sealed_columns"):
        label = module.__name__.split(".")[2]
        kept[label] |= {column.key_class.value for column in module.COLUMNS if hasattr(column, "key_class")}
    assert table() == {part: ", ".join(sorted(classes)) for part, classes in kept.items()}


def test_it_names_who_is_affected_what_may_happen_and_a_test_for_each_measure() -> None:
    text = PAGE.read_text(encoding="utf-8")
    links = re.findall(r"\]\((\.\./tests/[^)]+)\)", text)
    assert len(links) >= 12
    assert [link for link in links if not (PAGE.parent / link).exists()] == []
