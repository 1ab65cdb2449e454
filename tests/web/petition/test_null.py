"""The character NULL, which PostgreSQL can neither keep nor look for: it is answered like any other nonsense."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from khabar.apps.petitions.models import Signature

if TYPE_CHECKING:
    from django.test import Client

    from signing import Desk

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


@pytest.mark.parametrize("path", ["/petition/{}/", "/petition/mine/{}/", "/{}/"])
def test_an_address_with_it_is_answered_like_one_that_is_not_there(visitor: Client, desk: Desk, path: str) -> None:
    del desk
    with_null, other = (visitor.get(path.format(word)) for word in ("spring%00time", "springtime"))
    assert with_null.status_code == other.status_code == 404
    assert with_null.content == other.content


@pytest.mark.parametrize("field", ["name", "email", "place", "language"])
def test_a_field_with_it_keeps_nothing_of_it(visitor: Client, desk: Desk, field: str) -> None:
    fields = {"name": "Shirin Ahmadi", "email": "shirin@example.org", "place": "", "language": "en"}
    answer = visitor.post("/petition/tell-us/sign/", fields | {field: f"{fields[field]}\0"})
    assert answer.status_code in {200, 422}
    assert (answer.status_code == 200) is Signature.objects.exists()
    assert len(desk.deliver()) == Signature.objects.count()
