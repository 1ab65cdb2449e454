"""A form of ours is taken though its page hides where it came from; a foreign one is not, token or no token."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import RequestFactory

from khabar.web.components.own_forms import OwnForms

CHECK = OwnForms(lambda _request: HttpResponse())
OURS = {"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "same-origin"}
OLD = {"HTTP_ORIGIN": "null"}
OLDEST: dict[str, str] = {}
NAMED = {"HTTP_ORIGIN": "https://testserver"}
TAKEN = {"ours": OURS, "an old browser's": OLD, "the oldest browser's": OLDEST, "by name": NAMED}
REFUSED = {
    "hidden in a frame": {"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "cross-site"},
    "a neighbour's": {"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "same-site"},
    "another site's": {"HTTP_ORIGIN": "https://elsewhere.example"},
    "without a name": {"HTTP_SEC_FETCH_SITE": "cross-site"},
    "sent from elsewhere": {"HTTP_REFERER": "https://elsewhere.example/page"},
    "sent from a page in clear": {"HTTP_REFERER": "http://testserver/page"},
}


def answered(said: dict[str, str], *, has_token: bool = True) -> int:
    page = RequestFactory().get("/", secure=True)
    token = get_token(page)
    request = RequestFactory().post("/", {"csrfmiddlewaretoken": token if has_token else ""}, secure=True)
    request.META.update(said)
    request.COOKIES["csrftoken"] = page.META["CSRF_COOKIE"]
    CHECK.process_request(request)
    refused = CHECK.process_view(request, lambda _request: HttpResponse(), (), {})
    return 200 if refused is None else refused.status_code


@pytest.mark.parametrize("said", TAKEN.values(), ids=TAKEN)
def test_our_own_form_is_taken(said: dict[str, str]) -> None:
    assert answered(said) == 200


@pytest.mark.parametrize("said", REFUSED.values(), ids=REFUSED)
def test_a_form_from_elsewhere_is_refused_though_it_has_the_token(said: dict[str, str]) -> None:
    assert answered(said) == 403


@pytest.mark.parametrize("said", [*TAKEN.values(), *REFUSED.values()])
def test_without_its_token_no_form_is_taken(said: dict[str, str]) -> None:
    assert answered(said, has_token=False) == 403
