"""Folders with an issue in them, written for one test; and the example of the documentation, built once."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from khabar.adapters.newsletter.editions import editions, judged
from khabar.adapters.newsletter.issue_file import read_issue
from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from khabar.domain.publishing.issues import Issue

EXAMPLE = Path(__file__).parents[3] / "docs" / "newsletter" / "example"
LANGUAGES = ("en", "fa")
HEAD = """title = "The lantern"
number = 7
date = 2026-11-21
language = "en"
"""
ARTICLE = """
[[articles]]
file = "a.md"
consent = "yes"
consent_reference = "C-1"
"""


def folder_with(tmp_path: Path, toml: str, **files: str | bytes) -> Path:
    """Write ISSUE.toml and files (`a_md` is a.md) and give the path of the first."""
    path = tmp_path / "ISSUE.toml"
    path.write_text(toml, encoding="utf-8")
    for name, content in {"a_md": "# A day\n\nall is well\n", **files}.items():
        data = content.encode() if isinstance(content, str) else content
        (tmp_path / re.sub(r"_(?=[a-z]+$)", ".", name)).write_bytes(data)
    return path


def refused(path: Path) -> str:
    """Give the sentence with which an issue is refused, its folder left out."""
    with pytest.raises(Invalid) as problem:
        read_issue(path)
    return str(problem.value).replace(f"{path.parent.as_posix()}/", "")


@cache
def example(language: str) -> Issue:
    found = judged(EXAMPLE / f"issue.{language}.toml")
    assert found.findings == ()
    return found.issue


@cache
def made(language: str) -> Mapping[str, bytes]:
    return editions(example(language))


def text(language: str, name: str) -> str:
    return made(language)[name].decode()


def pages(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as opened:
        return [page.get_textpage().get_text_range() for page in opened]
