"""The command of the worst day: a list that people can work from, a document that programs can, and a letter."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from cast import dariuss_presence, file_presence, file_request, shirins_request
from khabar.apps.alarms.queries import raised_alarms
from khabar.apps.ledger.models import Entry
from khabar.cli.breach import breach
from khabar.domain.alarms import AlarmKind
from khabar.domain.errors import Invalid, Locked
from khabar.domain.reaching import Way

if TYPE_CHECKING:
    from click.testing import Result

    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

KEYS = {"made_at", "kind", "side", "since", "count", "by_way", "by_hand", "people", "letter"}


def asked(parts: Parts, *words: str) -> Result:
    return CliRunner().invoke(breach, ["list", *words], obj=parts)


def document(parts: Parts, *words: str) -> dict[str, Any]:
    done = asked(parts, "--json", *words)
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


@pytest.fixture
def _people(parts: Parts) -> None:
    now = parts.clock.now()
    file_request(parts, shirins_request(now, way=Way.TELEPHONE, phone="0170 5550", safe_times="Tuesdays"))
    file_presence(parts, dariuss_presence(now))


@pytest.mark.usefixtures("_people")
def test_the_document_names_each_with_the_way_and_holds_the_letter_in_every_language(parts: Parts) -> None:
    found = document(parts)
    assert set(found) == KEYS
    assert (found["kind"], found["side"], found["since"], found["count"]) == ("intermediary", "both", None, 2)
    assert [(one["place"], one["who"], one["way"], one["by_hand"]) for one in found["people"]] == [
        (1, "presence", "carrier", True),
        (2, "enquirer", "telephone", False),
    ]
    assert found["people"][1]["reach"] == "0170 5550"
    assert found["by_way"] == {"carrier": 1, "telephone": 1}
    assert found["by_hand"] == 1
    assert {"en", "fa"} <= set(found["letter"])


@pytest.mark.usefixtures("_people")
def test_the_list_on_the_screen_says_who_is_reached_by_hand_alone_and_ends_with_the_letter(parts: Parts) -> None:
    done = asked(parts)
    assert done.exit_code == 0
    first, second = done.stdout.splitlines()[:2]
    assert "danger 1  presence, by carrier" in first
    assert "only paper or somebody who goes reaches them" in first
    assert second.endswith("by telephone: Shirin Ahmadi; at: 0170 5550; safe: Tuesdays")
    assert "2 to warn; 1 of them only by paper" in done.stdout
    assert "This letter is the same for all." in done.stdout


@pytest.mark.usefixtures("_people")
def test_one_side_and_a_day_choose_whom(parts: Parts) -> None:
    assert document(parts, "--porch")["people"][0]["who"] == "enquirer"
    assert document(parts, "--house")["count"] == 2
    assert document(parts, "--since", "2026-03-02")["count"] == 2
    later = document(parts, "--since", "2027-01-01")
    assert (later["count"], later["since"], later["people"]) == (0, "2027-01-01", [])


@pytest.mark.usefixtures("_people")
def test_a_letter_is_the_same_whoever_is_on_the_list(parts: Parts) -> None:
    assert document(parts)["letter"] == document(parts, "--since", "2027-01-01")["letter"]
    for text in document(parts)["letter"].values():
        for name in ("Shirin", "Darius", "داریوش"):
            assert name not in text


def test_wrong_words_are_said_in_a_line_and_nothing_is_noted(parts: Parts) -> None:
    before = Entry.objects.count()
    assert asked(parts, "--porch", "--house").exit_code == 2
    refused = asked(parts, "--since", "yesterday")
    assert isinstance(refused.exception, Invalid)
    assert refused.exception.field == "since"
    assert Entry.objects.count() == before


@pytest.mark.usefixtures("_people")
def test_whoever_lists_everybody_sets_off_an_alarm(parts: Parts) -> None:
    assert asked(parts).exit_code == 0
    assert [one.kind for one in raised_alarms(now=parts.clock.now(), parts=parts)] == [AlarmKind.EVERYBODY]


@pytest.mark.usefixtures("_people")
def test_a_locked_house_prints_nobody(parts: Parts, agent: MemoryKeyAgent) -> None:
    agent.lock()
    done = asked(parts)
    assert isinstance(done.exception, Locked)
    assert done.stdout == ""
