"""An association that can send letters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest

from apps.correspondence.writing import Post
from association_cast import MIRA
from khabar.apps.correspondence import actions, queries

if TYPE_CHECKING:
    from khabar.config.options import Options
    from khabar.ports import Parts


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def office(association: Parts, post: Post) -> Parts:
    """An association with a mail server and approved templates."""
    settings = replace(cast("Options", association.options), mail_from="office@families.example")
    house = replace(association, mailer=post, options=settings)
    for template in queries.templates().values():
        actions.approve_template(
            actor=MIRA, now=house.clock.now(), parts=house, name=template.name, digest=template.digest
        )
    return house
