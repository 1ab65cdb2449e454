"""What is answered when the database cannot write: a plain page that is worth another try, on porch and house alike."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, OperationalError
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from khabar.domain.errors import Refused
from khabar.web.components.middleware import house_errors, porch_errors

BOTH = pytest.mark.parametrize("errors", [porch_errors, house_errors])


@BOTH
def test_a_full_disk_is_a_plain_page_that_says_to_send_again(errors: type[porch_errors]) -> None:
    request = RequestFactory().post("/family/form/")
    answer = errors(lambda _request: HttpResponse()).process_exception(request, OperationalError("disk is full"))
    assert answer is not None
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert b"please send it again" in answer.content
    assert b"disk is full" not in answer.content


@BOTH
def test_a_mistake_of_ours_is_not_called_a_full_disk(errors: type[porch_errors]) -> None:
    request = RequestFactory().post("/family/form/")
    assert errors(lambda _request: HttpResponse()).process_exception(request, IntegrityError("twice")) is None


@BOTH
def test_a_refusal_stays_a_page_that_is_not_there(errors: type[porch_errors]) -> None:
    with pytest.raises(Http404):
        errors(lambda _request: HttpResponse()).process_exception(RequestFactory().get("/"), Refused("no"))
