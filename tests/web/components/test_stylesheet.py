"""The one stylesheet: logical, self-contained, layered, readable in light and in dark."""

import re
from itertools import product
from pathlib import Path

import pytest

SHEET = Path(__file__).resolve().parents[3] / "src" / "khabar" / "web" / "static" / "khabar.css"
CSS = re.sub(r"/\*.*?\*/", "", SHEET.read_text(encoding="utf-8"), flags=re.DOTALL)
PHYSICAL = re.compile(r"(^|-)(left|right|top|bottom|x|y)(-|$)|^((min|max)-)?(width|height)$")
PAPERS = ("paper", "sheet", "field", "ochre-wash", "wrong-wash")


def declarations() -> list[tuple[str, str]]:
    return re.findall(r"(?<=[{;])\s*([a-z-]+)\s*:\s*([^;{}]+)(?=[;}])", CSS)


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{3,6})\b", block))


def themes() -> dict[str, dict[str, str]]:
    light_block, rest = CSS.split("@media (prefers-color-scheme: dark)", 1)
    light = tokens(light_block)
    return {"light": light, "dark": light | tokens(rest.split("@layer reset", 1)[0])}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_the_contrast_measure_knows_black_and_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_no_property_knows_left_or_right() -> None:
    assert [name for name, _ in declarations() if PHYSICAL.search(name)] == []
    assert [pair for pair in declarations() if re.search(r"(^|\s)(left|right)(\s|$)", pair[1])] == []


def test_a_physical_property_would_be_found() -> None:
    assert all(
        PHYSICAL.search(name) for name in ("margin-left", "top", "max-width", "overflow-x", "border-right-color")
    )
    assert not any(PHYSICAL.search(name) for name in ("margin-inline", "max-inline-size", "text-align", "font-weight"))


def test_nothing_is_fetched_and_nothing_is_forced() -> None:
    assert not re.search(r"url\(|@import|@font-face|!important|https?:", CSS)


def test_every_rule_lies_in_a_layer_that_the_first_line_orders() -> None:
    outside = re.sub(r"\{(?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*\}", "{}", CSS)
    heads = re.findall(r"@layer ([a-z]+) \{\}", outside)
    assert re.sub(r"@layer [a-z, ]+(;|\s*\{\})|\s", "", outside) == ""
    order = re.search(r"@layer ([a-z, ]+);", CSS)
    assert order is not None
    assert heads == order[1].split(", ")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_can_be_read_on_every_paper(theme: str) -> None:
    colours = themes()[theme]
    for text, paper in product(("ink", "soft-ink", "accent", "accent-deep", "wrong", "for"), PAPERS):
        assert contrast(colours[text], colours[paper]) >= 4.5, (theme, text, paper)
    for paper in PAPERS:
        assert contrast(colours["ink"], colours[paper]) >= 7, (theme, paper)
    for ground in ("accent", "accent-deep"):
        assert contrast(colours["on-accent"], colours[ground]) >= 4.5, (theme, ground)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_edge_that_means_something_can_be_seen(theme: str) -> None:
    colours = themes()[theme]
    for edge, paper in product(("edge", "accent", "ochre", "wrong"), ("paper", "sheet", "field")):
        assert contrast(colours[edge], colours[paper]) >= 3, (theme, edge, paper)


def test_what_is_touched_is_at_least_44_pixels_high() -> None:
    found = re.search(r"--touch: ([\d.]+)rem", CSS)
    assert found is not None
    assert float(found[1]) * 16 >= 44


def test_the_stylesheet_stays_readable() -> None:
    assert len(SHEET.read_text(encoding="utf-8").splitlines()) <= 400
