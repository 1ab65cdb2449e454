"""axe-core on a page: what keeps people who listen to a page, enlarge it or have no mouse from using it.

The program is put into the page by the browser's own tools, as the pages allow no script of anybody. For tests alone.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_RUN = """([rules, contrast]) => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations'],
  rules: {'color-contrast': {enabled: contrast}}}).then((said) => said.violations)"""


@cache
def _program() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, *, contrast: bool = True) -> list[str]:
    """Let axe read the page as it stands; give one sentence for each place to mend. The page must run scripts.

    `contrast`: look at the colours as well, which takes twice as long as all the rest.
    """
    page.evaluate(_program() + "\n;0")
    found = page.evaluate(_RUN, [RULES, contrast])
    return [_sentence(violation, place) for violation in found for place in violation["nodes"]]


def _sentence(violation: dict[str, Any], place: dict[str, Any]) -> str:
    """Say which rule, why it matters, where, and what the page has there."""
    why = " ".join(place["failureSummary"].split())
    where = " ".join(str(step) for step in place["target"])
    return f"axe, {violation['id']} ({violation['impact']}): {why}\n    at {where}: {place['html'][:200]}"
