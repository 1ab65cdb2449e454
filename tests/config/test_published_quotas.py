"""How often a door may be tried stands in the guide and on a page as it stands in the code."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from khabar.config import settings as ours
from khabar.config.options import Options

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import Settings

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| `(\w+_per_(?:day|hour|minute))` \| number \| `(\d+)` \|", re.MULTILINE)
DEFAULTS = {one.name: one.default for one in fields(Options) if re.search(r"_per_(day|hour|minute)$", one.name)}


def test_the_guide_names_every_quota_of_a_door_with_its_number() -> None:
    guide = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    assert {name: int(number) for name, number in ROW.findall(guide)} == DEFAULTS


@pytest.mark.parametrize("setting", DEFAULTS)
def test_no_quota_is_a_number_in_the_code_of_a_door(setting: str) -> None:
    named = [path for path in (ROOT / "src" / "khabar").rglob("*.py") if setting in path.read_text(encoding="utf-8")]
    assert [path for path in named if {"web", "apps"} & set(path.parts)], f"no door asks for {setting}"


@pytest.mark.django_db(databases=["default", "porch"])
@pytest.mark.urls("khabar.config.urls_porch")
def test_a_page_for_everybody_tells_the_quotas_of_the_porch(
    client: Client, options: Options, settings: Settings
) -> None:
    settings.MIDDLEWARE = ours._PORCH_MIDDLEWARE
    page = client.get("/about/").content.decode()
    for number in (options.filings_per_day, options.sign_ins_per_hour):
        assert f">{number}<" in page
