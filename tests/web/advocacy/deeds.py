"""Filling in the forms of a file's pages as a browser does: with the version that the page carried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.desks import hidden

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

HOME = "/advocacy/"


def page_of(file_id: str) -> str:
    """The address of a file."""
    return f"{HOME}files/{file_id}/"


def done(browser: Client, file_id: str, deed: str, **typed: object) -> Response:
    """Open the form of a deed, and send it filled in."""
    address = f"{page_of(file_id)}{deed}/"
    return browser.post(address, {"seen": hidden(browser.get(address), "seen"), **typed})


def led_back(answer: Response, file_id: str) -> bool:
    """Whether the deed was done, and led to the file's page."""
    return answer.status_code == 302 and answer["Location"] == page_of(file_id)
