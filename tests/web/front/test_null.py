"""A cookie with the character NULL, which PostgreSQL cannot look for, is nobody's session."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


@pytest.mark.parametrize("path", ["/", "/sign-in/", "/nothing/here%00/"])
def test_ezra_with_a_cookie_of_nulls_sees_what_everybody_sees(path: str) -> None:
    plain = Client().get(path)
    odd = Client().get(path, headers={"cookie": r'house="\000aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"'})
    assert (odd.status_code, odd.headers.get("location")) == (plain.status_code, plain.headers.get("location"))
