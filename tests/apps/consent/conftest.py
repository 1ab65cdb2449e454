"""The case of these tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cast

if TYPE_CHECKING:
    from khabar.ports import Parts

from apps.consent.cases import Case


@pytest.fixture
def case(parts: Parts) -> Case:
    now = parts.clock.now()
    return Case(
        parts,
        cast.file_presence(parts, cast.dariuss_presence(now)),
        cast.file_request(parts, cast.shirins_request(now)),
        cast.file_request(parts, cast.ezras_request(now)),
    )
