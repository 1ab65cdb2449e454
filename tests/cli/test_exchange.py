"""Two real installations, one of each kind: cards, fingerprints, bundles as files, and one over HTTP."""

from __future__ import annotations

import subprocess
import sys
import time
from http.client import HTTPConnection
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from apps.bridge.crossing import Far, Near, item, lodged_form
from config.agents import unlocked_agent
from config.ground import Ground, free_port, laid_out
from khabar.apps.exchange.models import Outgoing, Partner
from khabar.apps.lodged import side
from khabar.apps.lodged.models import Lodged
from khabar.cli.exchange import exchange
from khabar.domain.bridge import bundles
from khabar.domain.bridge.cards import PRINT_DIFFERS, card_text, read_card, spoken
from khabar.domain.bridge.sizes import REQUESTS_SIZE, pages_size
from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


@pytest.fixture
def far(association: Parts) -> Far:
    return Far(association)


def run(parts: Parts, *words: str, typed: str = "") -> Result:
    """Run one command in this process."""
    return CliRunner().invoke(exchange, list(words), obj=parts, input=typed)


@pytest.fixture
def card(far: Far, tmp_path: Path) -> Path:
    path = tmp_path / "card.json"
    path.write_text(card_text(far.card), encoding="utf-8")
    return path


def test_a_card_is_printed_and_its_fingerprint_beside_it(parts: Parts) -> None:
    made = run(parts, "card", "--state", "NLD", "--files-only")
    printed = read_card(made.stdout)
    assert (printed.name, printed.state, printed.address) == (parts.options.who_runs_this, "NLD", "")
    assert spoken(printed) in made.stderr


def test_a_card_names_no_address_that_anybody_on_the_way_could_read(parts: Parts) -> None:
    made = run(parts, "card", "--state", "NLD")
    assert isinstance(made.exception, Invalid)
    assert "begins with https" in made.exception.message


def test_a_partner_is_taken_on_by_the_digits_that_were_read_aloud_and_let_go(
    parts: Parts, far: Far, card: Path
) -> None:
    wrong = run(parts, "partner", "add", str(card), typed=spoken(Far(far.parts, state="NLD").card))
    assert isinstance(wrong.exception, Invalid)
    assert wrong.exception.message == PRINT_DIFFERS
    assert not Partner.objects.exists()
    assert run(parts, "partner", "add", str(card), typed=spoken(far.card)).exit_code == 0
    assert spoken(far.card) in run(parts, "partner", "list").stdout
    assert "no bundle taken in yet" in run(parts, "partner", "list").stdout
    assert run(parts, "partner", "remove", spoken(far.card)).exit_code == 0
    assert run(parts, "partner", "list").stdout == ""


def test_a_new_card_takes_the_place_of_the_old_one_with_a_fingerprint_of_its_own(
    parts: Parts, far: Far, card: Path, tmp_path: Path
) -> None:
    run(parts, "partner", "add", str(card), "--fingerprint", spoken(far.card))
    newer = Far(far.parts, state="FRA").card
    path = tmp_path / "newer.json"
    path.write_text(card_text(newer), encoding="utf-8")
    made = run(parts, "partner", "add", str(path), "--fingerprint", spoken(newer), "--instead-of", spoken(far.card))
    assert made.exit_code == 0, made.output
    assert Partner.objects.count() == 1
    assert "(FRA)" in run(parts, "partner", "list").stdout


def test_our_own_card_and_another_of_our_kind_are_refused(parts: Parts, tmp_path: Path) -> None:
    own = Far(parts).card
    path = tmp_path / "own.json"
    path.write_text(card_text(own), encoding="utf-8")
    assert isinstance(run(parts, "partner", "add", str(path), "--fingerprint", spoken(own)).exception, Invalid)
    path.write_bytes(b"\xff\xfe no card")
    assert isinstance(run(parts, "partner", "add", str(path), "--fingerprint", spoken(own)).exception, Invalid)


def test_bundles_are_written_once_and_read_whole(parts: Parts, far: Far, tmp_path: Path) -> None:
    near = Near(parts, side.SIDE).joined(far)
    out, come = tmp_path / "a", tmp_path / "b"
    assert isinstance(run(parts, "write", spoken(far.card), str(out)).exception, Invalid)
    near.made()
    assert run(parts, "write", spoken(far.card), str(out)).exit_code == 0
    assert out.read_bytes() == bytes(Outgoing.objects.get().blob)
    assert isinstance(run(parts, "write", spoken(far.card), str(out)).exception, Invalid), "never over another"
    assert isinstance(run(parts, "write", "1234", str(tmp_path / "c")).exception, Invalid)
    come.write_bytes(far.sent(parts, item(lodged_form(bytes([1] * 32)))))
    assert "was taken in." in run(parts, "read", str(come)).stdout
    assert "taken in before" in run(parts, "read", str(come)).stdout
    come.write_bytes(b"x" * (REQUESTS_SIZE + 1))
    refused = run(parts, "read", str(come))
    assert isinstance(refused.exception, Invalid)
    assert refused.exception.message == bundles.WRONG_SIZE
    assert Lodged.objects.count() == 1


_STORY = """
import django; django.setup()
from dataclasses import replace
from datetime import timedelta
from khabar.config.wiring import parts as made
from khabar.apps.casework import actions
from khabar.apps.casework.files import FileBody
from khabar.apps.casework.queries import opened_file
from khabar.apps.entrusted.actions import Entrusting, entrust
from khabar.apps.exchange.queries import partners
from khabar.domain.actors import staff
from khabar.domain.bridge.entrusting import tracing_by
from khabar.domain.casework.consents import ConsentEvent, Stand
from khabar.domain.casework.next_steps import NextStep
from khabar.domain.casework.people import FilePerson, Part
from khabar.domain.duties import Duty
from khabar.domain.forms import RequestForm
from khabar.domain.ids import AccountId
parts = made(); now = parts.clock.now(); leyla = staff(AccountId("b1" * 16), Duty.ADVOCATE)
people = (FilePerson("darius", "Darius Ahmadi", Part.MISSED), FilePerson("shirin", "Shirin Ahmadi", Part.FAMILY))
body = FileBody(label="The baker", people=people, step=NextStep("call", now.date() + timedelta(days=3)))
file = actions.open_file(actor=leyla, now=now, parts=parts, body=body)
partner = partners(parts=parts)[0].id
said = ConsentEvent("shirin", tracing_by(partner), Stand.GIVEN, now.date(), "C-7", "by telephone", "shirin")
actions.add_entry(actor=leyla, now=now, parts=parts, seen=opened_file(file, parts=parts), content=said)
form = RequestForm(filed_at=now.isoformat(), name="Darius Ahmadi", enquirer_name="Shirin Ahmadi")
what = Entrusting(partner, "shirin", form)
entrust(actor=leyla, now=now, parts=parts, seen=opened_file(file, parts=parts), what=what)
print(file)
"""
_LOOK = """
import django; django.setup(); import sys
from khabar.config.wiring import parts as made
from khabar.apps.entrusted.queries import entrusted_by
from khabar.domain.actors import staff
from khabar.domain.duties import Duty
from khabar.domain.ids import AccountId
line, = entrusted_by(sys.argv[1], staff(AccountId("b1" * 16), Duty.ADVOCATE), parts=made())
print(line.page_on is not None, line.page.pieces if line.page else "no page")
"""


def scripted(ground: Ground, script: str, *words: str) -> str:
    """Run a script as the shell of an installation."""
    environment = ground.environment | {
        "KHABAR_PROCESS": "operator",
        "DJANGO_SETTINGS_MODULE": "khabar.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", script, *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def did(ground: Ground, *words: str) -> str:
    done = ground.khabar(*words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def answering(port: int, porch: subprocess.Popen[bytes]) -> None:
    for _ in range(400):
        assert porch.poll() is None
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", "/", headers={"Host": "localhost"})
            connection.getresponse().read()
            connection.close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the porch did not answer")


def test_a_request_crosses_over_http_and_the_page_comes_back_as_a_file(tmp_path: Path) -> None:
    """Each step is a process of its own, with its own databases and keys: nothing is shared but two cards."""
    house, families = laid_out(tmp_path / "house"), laid_out(tmp_path / "families", kind="association")
    port = free_port()
    house.write(porch_bind=f"127.0.0.1:{port}")
    with unlocked_agent(house), unlocked_agent(families):
        cards = {"house": did(house, "exchange", "card", "--state", "NLD")}
        cards["families"] = did(families, "exchange", "card", "--state", "NLD", "--files-only")
        for mine, other in ((house, "families"), (families, "house")):
            path = tmp_path / f"{other}.card"
            path.write_text(cards[other], encoding="utf-8")
            did(mine, "exchange", "partner", "add", str(path), "--fingerprint", spoken(read_card(cards[other])))
        file = scripted(families, _STORY)
        command = [sys.executable, "-m", "khabar", "serve", "porch"]
        porch = subprocess.Popen(command, env=house.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            answering(port, porch)
            did(families, "round")
        finally:
            porch.terminate()
            porch.wait(timeout=60)
        did(house, "round")
        back = tmp_path / "stick"
        did(house, "exchange", "write", spoken(read_card(cards["families"])), str(back))
        assert back.stat().st_size == pages_size(1)
        assert "was taken in." in did(families, "exchange", "read", str(back))
        assert scripted(families, _LOOK, file) == "True ()"
