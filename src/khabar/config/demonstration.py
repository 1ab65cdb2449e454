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
from khabar.config.install import Unlocker, lay_out, migrate, note_ways_in, settings_text
from khabar.config.options import Options
from khabar.demo import cast, cast_of_association
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
    "--association-ports",
    default="8010,8011,8090",
    show_default=True,
    help="For porch, house and start page of the association that is shown beside it.",
)
@click.option(
    "--people", type=click.IntRange(10), default=PRESENCES, show_default=True, help="How many presences to invent."
)
def demo(place: Path | None, ports: str, association_ports: str, people: int, *, fresh: bool) -> None:
    """Show the whole story with invented people, on this machine; Ctrl-C stops it."""
    chosen = _ports(ports, "--ports")
    plan = Plan(
        ports=chosen,
        association=_ports(association_ports, "--association-ports"),
        people=people,
        fresh=fresh,
        settings=demo_settings,
    )
    with alone_in((place or default_folder()).absolute()) as folder:
        sys.exit(run(folder, plan))


def _ports(text: str, option: str) -> Ports:
    try:
        return parse_ports(text)
    except Invalid as problem:
        raise click.BadParameter(problem.message, param_hint=option) from None


def demo_settings(home: Path, ports: Ports, salt: str, kind: Kind) -> str:
    """Write the settings of a demonstration in this folder."""
    return settings_text(_values(home, ports, salt, kind))


def make_installation(home: Path, ports: Ports, kind: Kind) -> None:
    """Lay out keys, tables and what the story needs in an empty folder, and let the cast join; in its own process."""
    values = _values(home, ports, SystemEntropy().bytes(SALT_BYTES).hex(), kind)
    lay_out(Options.of(values), settings_text(values), Unlocker(cast.UNLOCKER, cast.UNLOCK_PASSPHRASE))
    os.environ |= {"KHABAR_PROCESS": "operator", "DJANGO_SETTINGS_MODULE": "khabar.config.settings"}
    import django  # noqa: PLC0415 - the settings file exists only now

    django.setup()
    migrate()
    note_ways_in()
    from khabar.config.wiring import parts  # noqa: PLC0415 - needs the settings
    from khabar.demo.joining import let_the_cast_join  # noqa: PLC0415 - needs Django

    if kind is Kind.ASSOCIATION:
        let_the_cast_join(parts(), cast_of_association.COLLEAGUES)
    else:
        from khabar.demo.paper import lay_out_paper  # noqa: PLC0415 - needs the tables of an intermediary

        let_the_cast_join(parts())
        lay_out_paper(parts(), f"http://{GOLNAR.host}:{ports.porch}{GOLNAR.path}", home / PAPER)


_OF_KIND: dict[Kind, dict[str, object]] = {
    Kind.INTERMEDIARY: {
        "who_runs_this": "The Tracing House of Lindenau (invented)",
        "contact": "Lindenau, Mill Lane 3, Tuesdays from ten to four",
        "porch_hosts": cast.PORCH_HOSTS,
        "house_hosts": cast.HOUSE_HOSTS,
        "filings_per_day": 500,
        "sign_ins_per_hour": 500,
    },
    Kind.ASSOCIATION: {
        "who_runs_this": "The Families of Lindenau (invented)",
        "contact": "Lindenau, Station Road 12, Thursdays from five to eight",
        "porch_hosts": cast_of_association.PORCH_HOSTS,
        "house_hosts": cast_of_association.HOUSE_HOSTS,
        "mail_from": "office@families.example",
    },
}


def _values(home: Path, ports: Ports, salt: str, kind: Kind) -> dict[str, object]:
    return {
        "kind": kind.value,
        "home": str(home),
        "slip_salt": salt,
        "demo": True,
        "fast_keys": True,
        "https": False,
        "porch_bind": f"{HOST}:{ports.porch}",
        "house_bind": f"{HOST}:{ports.house}",
        "demo_bind": f"{HOST}:{ports.page}",
        **_OF_KIND[kind],
    }


def let_the_association_begin() -> None:
    """Fill address book, texts and the first file, in the association that the settings name; its agent is unlocked."""
    os.environ |= {"KHABAR_PROCESS": "operator", "DJANGO_SETTINGS_MODULE": "khabar.config.settings"}
    import django  # noqa: PLC0415 - the process is named only now

    django.setup()
    from khabar.config.wiring import parts  # noqa: PLC0415 - needs the settings
    from khabar.demo.beginning import begin  # noqa: PLC0415 - needs the tables of an association

    begin(parts())


if __name__ == "__main__":
    if len(sys.argv) == 1:
        let_the_association_begin()
    else:
        make_installation(Path(sys.argv[1]), parse_ports(sys.argv[2]), Kind(sys.argv[3]))
