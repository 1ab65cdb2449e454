"""The samples of proxies and services say what the program needs, and start what the program has."""

from __future__ import annotations

from configparser import ConfigParser
from typing import TYPE_CHECKING

import pytest

from house.tree import ROOT
from khabar.config.main import COMMANDS
from khabar.config.options import Options

if TYPE_CHECKING:
    from pathlib import Path

SAMPLES = ROOT / "docs" / "samples"
UNITS = sorted((SAMPLES / "systemd").glob("*.service"))
OFFICE = "%S/khabar/office"
OF_THE_HOUSE = (f"KHABAR_SETTINGS={OFFICE}/khabar.toml", OFFICE)
PLACES = {"khabar-porch": ("KHABAR_SETTINGS=%S/khabar/porch-settings.toml", f"{OFFICE}/porch")}
"""Where the settings lie and what may be written; the porch has its own user, who may not read the house's settings."""
BESIDE = {"khabar-work": " -/media/stick"}
"""The rounds write into the second place, too; `-` where it may be away."""
PORTS = {Options.porch_bind, Options.house_bind}


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_service_starts_a_command_there_is_and_may_write_to_the_installation_alone(unit: Path) -> None:
    read = ConfigParser(interpolation=None, strict=False)
    read.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's keys have capitals
    read.read_string(unit.read_text(encoding="utf-8"))
    service = read["Service"]
    program, khabar, command, *_ = service["ExecStart"].split()
    assert program == f"{service['WorkingDirectory']}/run"
    assert khabar == "khabar"
    assert command in COMMANDS
    settings, places = PLACES.get(unit.stem, OF_THE_HOUSE)
    assert (service["Environment"], service["ReadWritePaths"]) == (settings, places + BESIDE.get(unit.stem, ""))
    assert (service["ProtectSystem"], service["LimitCORE"], service["MemorySwapMax"]) == ("strict", "0", "0")


def test_each_process_of_an_installation_has_a_service_and_so_have_backup_and_watch() -> None:
    named = ["khabar-agent", "khabar-backup", "khabar-house", "khabar-porch", "khabar-watch", "khabar-work"]
    assert [unit.stem for unit in UNITS] == named
    assert sorted(timer.stem for timer in (SAMPLES / "systemd").glob("*.timer")) == ["khabar-backup", "khabar-watch"]


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_a_proxy_leads_to_where_porch_and_house_are_bound(name: str) -> None:
    words = (SAMPLES / name).read_text(encoding="utf-8")
    assert all(bind in words for bind in PORTS)


def test_nginx_keeps_no_address_and_no_body() -> None:
    lines = {line.partition("#")[0].strip() for line in (SAMPLES / "nginx.conf").read_text("utf-8").splitlines()}
    assert lines >= {
        "access_log off;",
        "error_log /dev/null crit;",
        "proxy_request_buffering off;",
        "proxy_buffering off;",
        "proxy_max_temp_file_size 0;",
        "proxy_set_header Host $http_host;",
        "proxy_set_header X-Forwarded-Proto https;",
        "proxy_set_header X-Forwarded-For $remote_addr;",
    }


def test_an_onion_address_leads_to_the_proxy_and_from_there_to_the_porch_alone() -> None:
    torrc = (SAMPLES / "torrc").read_text(encoding="utf-8").splitlines()
    [called] = [line.split()[-1] for line in torrc if line.startswith("HiddenServicePort")]
    proxy = (SAMPLES / "nginx-onion.conf").read_text(encoding="utf-8")
    assert called not in PORTS, "tor hands on what a caller says of his address, and the porch believes its proxy"
    assert proxy.count(f"listen {called}") == 2
    assert f"proxy_pass http://{Options.porch_bind};" in proxy
    assert Options.house_bind not in proxy
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in proxy
    assert "proxy_set_header X-Forwarded-Proto http;" in proxy
    caddy = (SAMPLES / "Caddyfile-onion").read_text(encoding="utf-8")
    assert f"http://:{called.rpartition(':')[2]} {{\n\tbind 127.0.0.1\n" in caddy
    assert f"reverse_proxy {Options.porch_bind}\n" in caddy
