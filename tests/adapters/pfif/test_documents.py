"""docs/pfif.md and its examples are true: the rules as they are, and for each example what the validator says of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from khabar.adapters.pfif import read_pfif
from khabar.domain.pfif import RULES, Version, validate

DOCS = Path(__file__).resolve().parents[3] / "docs"
TEXT = (DOCS / "pfif.md").read_text(encoding="utf-8")
NOW = datetime(2026, 11, 22, tzinfo=UTC)
EXAMPLES = dict(re.findall(r"^\| \[[^\]]+\]\((pfif/[^)]+)\) \| (.+) \|$", TEXT, re.MULTILINE))


def versions(of: tuple[Version, ...]) -> str:
    return "all" if len(of) == len(Version) else of[0].value if len(of) == 1 else f"{of[0].value} to {of[-1].value}"


def test_the_table_of_rules_is_the_rules() -> None:
    rows = [
        f"| `{one.id}` | {one.severity} | {versions(one.versions)} | {one.asks} | {one.source} |"
        for one in RULES.values()
    ]
    assert "\n".join(rows) in TEXT


def test_every_example_is_named() -> None:
    assert set(EXAMPLES) == {f"pfif/{path.name}" for path in (DOCS / "pfif").glob("*.xml")}


@pytest.mark.parametrize(("name", "told"), EXAMPLES.items())
def test_an_example_is_what_the_document_says(name: str, told: str) -> None:
    report = validate(read_pfif(DOCS / name), now=NOW)
    assert [finding.rule for finding in report.findings] == ([] if told == "nothing" else told.split(", "))
