"""The shell door to the invented caseload: `khabar demo-caseload --seed N --out DIR`.

It must never be wired into anything but the shell.
"""

from pathlib import Path

import click

from khabar.demo.caseload import PRESENCES, REQUESTS, generate
from khabar.demo.caseload_files import write_caseload


@click.command("demo-caseload")
@click.option("--seed", type=int, default=1, show_default=True, help="Equal seeds give equal caseloads.")
@click.option("--requests", type=click.IntRange(1), default=REQUESTS, show_default=True, help="How many requests.")
@click.option("--presences", type=click.IntRange(1), default=PRESENCES, show_default=True, help="How many presences.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder to write to.")
def caseload(seed: int, requests: int, presences: int, out: Path) -> None:
    """Write an invented caseload: requests.csv, presences.csv, truth.tsv."""
    try:
        made = generate(seed, requests, presences)
        paths = write_caseload(made, out)
    except (ValueError, OSError) as fault:
        raise click.ClickException(_one_line(fault)) from fault
    click.echo(f"{len(made.requests)} requests, {len(made.presences)} presences, {len(made.truth)} true pairs:")
    for path in paths:
        click.echo(str(path))


def _one_line(fault: Exception) -> str:
    return f"{fault.filename}: {fault.strerror}" if isinstance(fault, OSError) else str(fault)
