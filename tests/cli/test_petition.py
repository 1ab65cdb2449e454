"""Anybody checks a count at the shell; names leave once, on paper, of those who ticked it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from click.testing import CliRunner

from khabar.apps.campaigns import actions
from khabar.apps.ledger.models import Entry
from khabar.apps.petitions import queries, snapshots
from khabar.apps.rounds import association_steps
from khabar.cli.petition_names import names
from khabar.domain.actors import staff
from khabar.domain.duties import Duty
from khabar.domain.errors import Invalid, Locked
from khabar.domain.ids import AccountId
from khabar.domain.petitions.proofs import chain_lines
from signing import COUNT, Desk, as_association, plan

if TYPE_CHECKING:
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

SOURCE = Path(__file__).resolve().parents[2] / "src"


@pytest.fixture
def desk(parts: Parts) -> Desk:
    """A petition of the house, published, with three signatures of which one may be named."""
    house = as_association(parts)
    now = house.clock.now()
    leyla, tomas = (staff(AccountId(one * 16), Duty.EDITOR) for one in ("b1", "c1"))
    campaign = actions.write(actor=leyla, now=now, parts=house, plan=plan())
    actions.approve(actor=tomas, now=now, parts=house, campaign_id=campaign, version=1)
    association_steps.publish_petitions(now, house)
    made = Desk(house)
    made.signed("shirin@example.org", "Shirin Ahmadi", petition_id=campaign, on_the_list=True)
    made.signed("nima@example.org", "Nima Rahimi", petition_id=campaign)
    made.signed("darius@example.org", "داریوش نوری", petition_id=campaign, on_the_list=True)
    made.count()
    snapshots.sign_due(actor=COUNT, now=now, parts=house)
    return made


@pytest.fixture
def files(desk: Desk, tmp_path: Path) -> Path:
    del desk
    signed, chain = queries.latest_snapshot("tell-us"), queries.chain_behind_snapshot("tell-us")
    assert signed is not None
    assert chain is not None
    (tmp_path / "snapshot.json").write_text(signed, encoding="utf-8")
    (tmp_path / "chain.json").write_text("".join(chain_lines(*chain)), encoding="utf-8")
    return tmp_path


def khabar(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "khabar", "petition", "check", "snapshot.json", "chain.json", *words]
    environment = {"PYTHONPATH": str(SOURCE)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.slow
def test_a_stranger_checks_the_count_with_two_files_and_no_installation(files: Path) -> None:
    key = json.loads((files / "snapshot.json").read_text())["key"]
    done = khabar(files, "--key", key)
    assert (done.returncode, done.stderr) == (0, "")
    assert "The count holds: 3 confirmed signatures" in done.stdout
    lied = (files / "snapshot.json").read_text().replace('"confirmed": 3', '"confirmed": 4')
    (files / "snapshot.json").write_text(lied)
    refused = khabar(files)
    assert refused.returncode == 1
    assert re.fullmatch(r"khabar: snapshot: [^\n]+\n", refused.stderr)
    (files / "chain.json").write_bytes(b"\xff\xfe")
    assert khabar(files, "--receipt", "12").returncode == 1


def test_names_are_printed_of_those_who_ticked_it_and_the_ledger_knows_why(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "names.pdf"
    done = CliRunner().invoke(names, ["tell-us", "--out", str(out), "--reason", "handed over"], obj=desk.parts)
    assert done.exit_code == 0, done.output
    assert "2 of 3 signers wished to be named" in done.output
    text = pypdfium2.PdfDocument(out).get_page(0).get_textpage().get_text_range()
    assert "Shirin Ahmadi" in text
    assert "Nima" not in text
    entry = Entry.objects.filter(chain="house").order_by("-sequence").first()
    assert entry is not None
    assert entry.act == "signers' names printed"
    assert out.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("slug", "reason"),
    [("nothing", "x"), ("tell-us", " ")],
)
def test_without_a_petition_or_a_reason_nothing_is_written(desk: Desk, tmp_path: Path, slug: str, reason: str) -> None:
    out = tmp_path / "names.pdf"
    done = CliRunner().invoke(names, [slug, "--out", str(out), "--reason", reason], obj=desk.parts)
    assert isinstance(done.exception, Invalid)
    assert not list(tmp_path.iterdir())


def test_a_locked_house_names_nobody(desk: Desk, tmp_path: Path) -> None:
    agent: MemoryKeyAgent = desk.parts.keys  # type: ignore[assignment]  # that of tests
    agent.lock()
    arguments = ["tell-us", "--out", str(tmp_path / "names.pdf"), "--reason", "x"]
    assert isinstance(CliRunner().invoke(names, arguments, obj=replace(desk.parts)).exception, Locked)


def test_a_file_that_is_there_is_not_written_over(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "names.pdf").write_text("kept")
    arguments = ["tell-us", "--out", str(tmp_path / "names.pdf"), "--reason", "x"]
    assert isinstance(CliRunner().invoke(names, arguments, obj=desk.parts).exception, Invalid)
    assert (tmp_path / "names.pdf").read_text() == "kept"
    assert not Entry.objects.filter(act="signers' names printed").exists()
