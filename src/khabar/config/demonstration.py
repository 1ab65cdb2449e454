"""The command `demo`, and the child process that lays out its installation.

It ties the demonstration, which knows no settings, to the parts that make an installation. Nothing it makes may listen
beyond this machine: the settings themselves refuse that for a demonstration.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from khabar.adapters.entropy import SystemEntropy
from khabar.config.install import Unlocker, lay_out, migrate, settings_text
from khabar.config.options import Options
from khabar.demo import cast
from khabar.demo.caseload import PRESENCES
from khabar.demo.folder import PAPER, alone_in, default_folder
from khabar.demo.plan import HOST, Plan, Ports, parse_ports
from khabar.demo.start import run
from khabar.domain.errors import Invalid
from khabar.domain.kinds import Kind

SALT_BYTES = 16
GOLNAR = next(visitor for visitor in cast.VISITORS if visitor.name == "Golnar")


@click.command("demo")
@click.option("--fresh", is_flag=True, help="Delete the last demonstration in this folder and begin anew.")
@click.option(
    "--dir", "place", type=click.Path(path_type=Path, file_okay=False), help="The folder to use; else .demo beside run."
)
@click.option("--ports", default="8000,8001,8080", show_default=True, help="For porch, house and start page.")
@click.option(
    "--people", type=click.IntRange(10), default=PRESENCES, show_default=True, help="How many presences to invent."
)
def demo(place: Path | None, ports: str, people: int, *, fresh: bool) -> None:
    """Show the whole story with invented people, on this machine; Ctrl-C stops it."""
    try:
        chosen = parse_ports(ports)
    except Invalid as problem:
        raise click.BadParameter(problem.message, param_hint="--ports") from None
    plan = Plan(ports=chosen, people=people, fresh=fresh, settings=demo_settings)
    with alone_in((place or default_folder()).absolute()) as folder:
        sys.exit(run(folder, plan))


def demo_settings(home: Path, ports: Ports, salt: str) -> str:
    """Write the settings of a demonstration in this folder."""
    return settings_text(_values(home, ports, salt))


def make_installation(home: Path, ports: Ports) -> None:
    """Lay out keys, tables and paper in an empty folder, and let the cast join; for a process of its own."""
    values = _values(home, ports, SystemEntropy().bytes(SALT_BYTES).hex())
    lay_out(Options.of(values), settings_text(values), Unlocker(cast.UNLOCKER, cast.UNLOCK_PASSPHRASE))
    os.environ |= {"KHABAR_PROCESS": "operator", "DJANGO_SETTINGS_MODULE": "khabar.config.settings"}
    import django  # noqa: PLC0415 - the settings file exists only now

    django.setup()
    migrate()
    from khabar.config.wiring import parts  # noqa: PLC0415 - needs the settings
    from khabar.demo.joining import let_the_cast_join  # noqa: PLC0415 - needs Django
    from khabar.demo.paper import lay_out_paper  # noqa: PLC0415 - the same

    let_the_cast_join(parts())
    lay_out_paper(parts(), f"http://{GOLNAR.host}:{ports.porch}{GOLNAR.path}", home / PAPER)


def _values(home: Path, ports: Ports, salt: str) -> dict[str, object]:
    return {
        "kind": Kind.INTERMEDIARY.value,
        "home": str(home),
        "who_runs_this": "The Tracing House of Lindenau (invented)",
        "contact": "Lindenau, Mill Lane 3, Tuesdays from ten to four",
        "slip_salt": salt,
        "porch_hosts": cast.PORCH_HOSTS,
        "house_hosts": cast.HOUSE_HOSTS,
        "demo": True,
        "fast_keys": True,
        "https": False,
        "porch_bind": f"{HOST}:{ports.porch}",
        "house_bind": f"{HOST}:{ports.house}",
        "demo_bind": f"{HOST}:{ports.page}",
        "filings_per_day": 500,
        "sign_ins_per_hour": 500,
    }


if __name__ == "__main__":
    make_installation(Path(sys.argv[1]), parse_ports(sys.argv[2]))
