"""How long `khabar breach list` takes: from an unlocked house with so many cases to the whole list, printed as JSON.

All cases are invented; they are filed by the program itself into databases in memory, with keys that are drawn here.

    ./run bench breach [--cases N] [--write]
"""

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click
from click.testing import CliRunner

ROOT: Final = Path(__file__).resolve().parents[1]
DOCUMENT: Final = ROOT / "docs" / "breach.md"
BEGIN, END = "<!-- measured by ./run bench breach -->", "<!-- end of what was measured -->"
MINUTE: Final = 60.0
SEEKING: Final = 2
"""Two of three cases are requests."""


def measured(cases: int) -> tuple[float, float, int]:
    """Give the seconds of filing so many cases and of listing whom to warn, and how many are on the list."""
    sys.path.insert(0, str(ROOT / "tests"))
    os.environ |= {"DJANGO_SETTINGS_MODULE": "khabar.config.settings", "KHABAR_PROCESS": "check"}
    import django  # noqa: PLC0415 - the variables have to stand first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - the same

    from apps.accounts.colleagues import House  # noqa: PLC0415 - needs the line above
    from khabar.cli.breach import breach  # noqa: PLC0415 - the same

    for alias in ("default", "porch"):
        call_command("migrate", database=alias, verbosity=0)
    parts = House().parts
    began = time.perf_counter()
    _file(cases, parts)
    filed = time.perf_counter() - began
    began = time.perf_counter()
    done = CliRunner().invoke(breach, ["list", "--json"], obj=parts, catch_exceptions=False)
    return filed, time.perf_counter() - began, done.stdout.count('"place"')


def _file(cases: int, parts: object) -> None:
    from cast import JOB, dariuss_presence, shirins_request  # noqa: PLC0415 - needs Django
    from khabar.apps.registry import actions  # noqa: PLC0415 - the same
    from khabar.domain.reaching import Way  # noqa: PLC0415 - the same

    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    acting = {"actor": JOB, "now": now, "parts": parts}
    for number in range(cases):
        name, key = f"Darius Ahmadi {number}", number.to_bytes(32, "big")
        if number % (SEEKING + 1) < SEEKING:
            said = {"way": Way.TELEPHONE, "phone": f"0170 {number:06d}", "name": name, "last_news": "x" * 600}
            actions.file_request(form=shirins_request(now, **said, **_NO_SLIP), key=key, **acting)  # type: ignore[arg-type]  # values by name
        else:
            actions.file_presence(form=dariuss_presence(now, name=name), key=key, **acting)  # type: ignore[arg-type]  # the same


_NO_SLIP: Final = {"locator": b"", "public": b"", "verify_key": b""}


@click.command()
@click.option("--cases", default=10_000, show_default=True, help="Requests and presences, two to one.")
@click.option("--write", is_flag=True, help="Put the figures into docs/breach.md.")
def main(cases: int, *, write: bool) -> None:
    """Measure once, and say whether it took less than a minute."""
    filed, listed, count = measured(cases)
    line = (
        f"{cases:,} cases: {count:,} people to warn in {listed:.1f} s "
        f"({os.cpu_count()} cores, Python {sys.version.split()[0]}, SQLite in memory; filing them took {filed:.0f} s)"
    )
    click.echo(line)
    if write:
        text = DOCUMENT.read_text(encoding="utf-8")
        before, after = text.partition(BEGIN)[0], text.partition(END)[2]
        DOCUMENT.write_text(f"{before}{BEGIN}\n{line}, on {datetime.now(UTC):%Y-%m-%d}\n{END}{after}", encoding="utf-8")
    if listed > MINUTE:
        raise click.ClickException("It took longer than a minute.")


if __name__ == "__main__":
    main()
