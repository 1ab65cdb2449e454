from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import cast
from khabar.apps.ledger.queries import flaws_in_chain
from khabar.apps.matches.models import Pair
from khabar.apps.pigeonholes.models import Pigeonhole
from khabar.apps.post.models import Message, Page
from khabar.apps.registry.queries import request_file
from khabar.cli.erasing import erase
from khabar.domain.errors import Conflict, Refused

if TYPE_CHECKING:
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def test_an_erased_request_leaves_no_pair_no_letter_no_page_and_a_whole_ledger(
    parts: Parts, agent: MemoryKeyAgent
) -> None:
    now = parts.clock.now()
    request = cast.file_request(parts, cast.shirins_request(now))
    other = cast.file_request(parts, cast.ezras_request(now))
    cast.pair_of(parts, request, cast.file_presence(parts, cast.dariuss_presence(now)))
    cast.write(parts, "shirin", "We are all well.")
    agent.lock()
    done = CliRunner().invoke(erase, [request, "--yes"], obj=parts)
    assert (done.exit_code, done.exception) == (0, None)
    assert Pair.objects.count() == Message.objects.count() == 0
    assert [page.holder for page in Page.objects.all()] == [other]
    assert Pigeonhole.objects.count() == 1
    assert list(flaws_in_chain("house")) == []
    with pytest.raises(Refused):
        request_file(request, parts=parts)


def test_erasing_asks_first_and_says_when_it_was_done_before(parts: Parts) -> None:
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    kept = CliRunner().invoke(erase, [request], input="n\n", obj=parts)
    assert kept.exit_code == 1
    assert request_file(request, parts=parts).form.name == "Darius Ahmadi"
    assert CliRunner().invoke(erase, [request, "--yes"], obj=parts).exit_code == 0
    again = CliRunner().invoke(erase, [request, "--yes"], obj=parts)
    assert isinstance(again.exception, Conflict)


def test_what_is_no_id_is_refused_in_a_sentence(parts: Parts) -> None:
    done = CliRunner().invoke(erase, ["Darius", "--yes"], obj=parts)
    assert "not one of our ids" in str(done.exception)
