"""Screens people have, and the browser behind them: the system's Chromium, which reaches this machine and nothing else.

The driver's loop marks the whole thread as one in which Django refuses its tables, so a browser is closed again before
tests that use them: never keep one open for a whole session.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from browser import chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext

_QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost",
    "--font-render-hinting=none",
)
SECONDS = 60
"""How long a page may take on a busy machine until a test gives up."""


@dataclass(frozen=True)
class Screen:
    """How wide and high, whether scripts run, and how large the reader has set the text (1 is as it comes)."""

    width: int
    height: int
    scripts: bool = True
    enlarged: float = 1


TELEPHONE = Screen(320, 640)
DESK = Screen(1280, 900)


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """Start the system's Chromium; without one nothing here is proved, so what needs it fails and says why."""
    path = chromium.found()
    if path is None:
        pytest.fail("Chromium is missing: this part did not run. ./run check installs it where it may.", pytrace=False)
    sandbox = () if os.geteuid() else ("--no-sandbox",)  # root cannot have one, and nothing foreign is ever opened
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=[*_QUIET, *sandbox])
        try:
            yield browser
        finally:
            browser.close()


def open_window(browser: Browser, screen: Screen, language: str) -> BrowserContext:
    """Open a window of its own: its cookies are nobody else's."""
    window = browser.new_context(
        viewport={"width": screen.width, "height": screen.height},
        java_script_enabled=screen.scripts,
        locale=language,
        reduced_motion="reduce",
    )
    window.set_default_timeout(SECONDS * 1000)
    return window
