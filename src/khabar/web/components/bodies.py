"""How much may be sent to a door, said before any of it is read.

A door takes the words of a form, and no more; one that takes files says so with `takes_files`. The server in front of
this (`config/front.py`) has already refused what no door takes. The limit depends on the door alone, never on a case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from django.conf import settings
from django.shortcuts import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    Handler = Callable[[HttpRequest], HttpResponse]

AnyView = TypeVar("AnyView", bound="Callable[..., HttpResponseBase]")
MOST_WORDS: Final = 1_000_000
"""Bytes of a form without files; the longest of ours has less than a tenth of it."""
_MARK: Final = "khabar_takes_files"


def takes_files(view: AnyView) -> AnyView:
    """Mark a door to which files may be sent; it says itself how large each may be."""
    setattr(view, _MARK, True)
    return view


def is_for_files(view: object) -> bool:
    """Say whether a door takes files."""
    return bool(getattr(view, _MARK, False))


class bounded_bodies:  # noqa: N801 - middleware is named like the functions beside it
    """Answer with a plain page where more is sent than the door takes; nothing of it is read.

    It stands after the duties, so that a door nobody may enter answers as no door does, whatever is sent to it.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the door is known later."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, _args: object, _kwargs: object) -> HttpResponse | None:
        """Look at the length that was said, and at nothing else."""
        if is_for_files(view) or _length(request) <= MOST_WORDS:
            return None
        return render(request, "components/too_much.html", {"kilobytes": MOST_WORDS // 1000}, status=413)


def _length(request: HttpRequest) -> int:
    """Give the length that was said; where none is, the server hands no body on."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isascii() and said.isdecimal() else settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1
