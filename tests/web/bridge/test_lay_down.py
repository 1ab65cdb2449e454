"""The door of bundles looks at a length and at nothing else."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.test import Client

from khabar.apps.deliveries.models import Delivery
from khabar.apps.deliveries.queries import MOST_WAITING
from khabar.config import settings as ours
from khabar.config import wiring
from khabar.domain.bridge.sizes import PAGES_SIZES, REQUESTS_SIZE

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response
    from pytest_django import Settings

    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


@pytest.fixture(autouse=True)
def porch(settings: Settings) -> None:
    cache.clear()
    settings.ROOT_URLCONF = "khabar.config.urls_porch"
    settings.MIDDLEWARE = ours._PORCH_MIDDLEWARE


def laid(blob: bytes) -> Response:
    """Post some bytes, as a program does."""
    return Client(enforce_csrf_checks=True).post("/bridge/", blob, content_type="application/octet-stream")


def seen(answer: Response) -> tuple[int, list[tuple[str, str]], bytes]:
    return answer.status_code, sorted(answer.headers.items()), answer.content


def test_the_answer_is_the_same_for_anything_of_the_right_size_and_for_the_same_again() -> None:
    answers = [seen(laid(fill * REQUESTS_SIZE)) for fill in (b"\x00", b"\xff", b"\x00")]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] == 204
    assert Delivery.objects.count() == 2


@pytest.mark.parametrize("size", [0, 1, REQUESTS_SIZE - 1, REQUESTS_SIZE + 1, PAGES_SIZES[0]])
def test_another_size_is_no_bundle_and_is_not_kept(size: int) -> None:
    answer = laid(b"x" * size)
    assert (answer.status_code, answer.content) == (422, b"")
    assert not Delivery.objects.exists()


def test_a_length_that_lies_or_is_none_keeps_nothing() -> None:
    for said in ("", "-1", "x" * 50, "9" * 30, "٢٦٤٩٠٤", str(REQUESTS_SIZE)):
        sent = {"CONTENT_LENGTH": said, "wsgi.input": BytesIO(b"short")}
        answer = Client().generic("POST", "/bridge/", b"short", **sent)  # type: ignore[arg-type]  # words of the environment
        assert answer.status_code == 422, said
    assert not Delivery.objects.exists()


def test_an_association_takes_the_sizes_of_pages(association: Parts) -> None:
    wiring.use(association)
    assert laid(b"x" * PAGES_SIZES[0]).status_code == 204
    assert laid(b"x" * REQUESTS_SIZE).status_code == 422


def test_reading_is_not_for_anybody() -> None:
    assert Client().get("/bridge/").status_code == 405


def test_beyond_the_published_number_of_a_day_it_is_too_often(parts: Parts) -> None:
    for number in range(parts.options.filings_per_day):
        assert laid(bytes([number]) * REQUESTS_SIZE).status_code == 204
    assert laid(b"\xfe" * REQUESTS_SIZE).status_code == 429


def test_a_full_porch_says_so_and_acknowledges_nothing() -> None:
    Delivery.objects.bulk_create(Delivery(digest=bytes([number] * 32), blob=b"x") for number in range(MOST_WAITING))
    answer = laid(b"x" * REQUESTS_SIZE)
    assert (answer.status_code, answer.content) == (503, b"")
    assert Delivery.objects.count() == MOST_WAITING
