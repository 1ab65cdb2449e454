"""How long the gate takes to ask whether anybody asked for silence, in a house where very many did.

A register of invented people on SQLite in a folder of its own; wishes come as from a porch, are held by a round, and
the gate is asked in between. Then wishes in the name of people of whom there are more than one wish keeps.

    ./run bench wishes [--wishes N] [--unheld N] [--crowd N]
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from time import perf_counter, process_time

import click

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

PEOPLE = 400
NAMESAKES = 120
"""More than one wish keeps by their ids (`wishes.files.CROWDED`)."""
ASKED = 15
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@click.command()
@click.option("--wishes", default=10_000, show_default=True, help="Wishes that a round has held.")
@click.option("--unheld", default=1_000, show_default=True, help="Wishes that came since.")
@click.option("--crowd", default=1_000, show_default=True, help="Wishes that may mean a hundred people or more.")
@click.option("--lines", default=200, show_default=True, help="Pairs of a list of the asking desk.")
def main(wishes: int, unheld: int, crowd: int, lines: int) -> None:
    """Print one line for each question."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "khabar.config.settings", "KHABAR_PROCESS": "check"}
        import django  # noqa: PLC0415 - the variables have to stand first
        from django.conf import settings  # noqa: PLC0415 - the same

        for alias in settings.DATABASES:
            settings.DATABASES[alias]["NAME"] = str(Path(folder) / alias)
        django.setup()
        _measure(wishes, unheld, crowd, lines)


def _measure(wishes: int, unheld: int, crowd: int, lines: int) -> None:
    from django.core.management import call_command  # noqa: PLC0415 - needs Django

    for alias in ("default", "porch"):
        call_command("migrate", database=alias, verbosity=0)
    house = _House(lines)
    house.people(PEOPLE)
    house.says("without a wish")
    _timed(f"taking in {wishes:,} wishes", lambda: house.wish(wishes, _anybody(1, wishes)))
    _timed("a round holds them", house.match)
    house.says(f"{wishes:,} wishes, held")
    house.people(1, "Somebody Else")
    _timed("a round in which one person is new", house.match)
    house.wish(unheld, _anybody(2, unheld))
    house.says(f"{unheld:,} more that no round has held")
    house.people(NAMESAKES, "Darius Ahmadi")
    house.match()
    house.wish(crowd, _of_one_name())
    house.match()
    house.people(1, "Somebody Other")
    house.says(f"{crowd:,} more, each for a name that {NAMESAKES} bear")


class _House:
    """A house with what this needs of it."""

    def __init__(self, lines: int) -> None:
        import cast  # noqa: PLC0415 - needs Django
        from apps.accounts.colleagues import House  # noqa: PLC0415 - the same

        self.parts, self._cast = House().parts, cast
        self._filed, self._lines = 0, lines

    def people(self, count: int, name: str = "") -> None:
        """File invented people, each as request and presence in turn."""
        from khabar.apps.registry import actions  # noqa: PLC0415 - needs Django

        acting = {"actor": self._cast.JOB, "now": NOW, "parts": self.parts}
        names = _anybody(7, count)
        for _ in range(count):
            self._filed += 1
            said = {"name": name or next(names), "father": "", "birth": "", "locator": b"", "public": b""}
            key = self._filed.to_bytes(32, "big")
            form = self._cast.dariuss_presence(NOW, verify_key=b"", **said)
            presence = actions.file_presence(form=form, key=key, **acting)  # type: ignore[arg-type]  # by name
        self._filed += 1
        asked = self._cast.shirins_request(NOW, **(said | {"verify_key": b""}))
        request = actions.file_request(form=asked, key=self._filed.to_bytes(32, "big"), **acting)  # type: ignore[arg-type]  # the same
        if presence is None or request is None:
            raise click.ClickException("Somebody was filed already.")
        self.presence, self.request = presence, request

    def wish(self, count: int, names: Iterator[str]) -> None:
        """Take in wishes for silence, all of them from the porch."""
        from khabar.apps.wishes.actions import Said, keep  # noqa: PLC0415 - needs Django
        from khabar.domain.wishes import CameBy, WishForm, WishKind  # noqa: PLC0415 - the same

        for _ in range(count):
            self._filed += 1
            form = WishForm(filed_at=NOW.isoformat(), kind=WishKind.SILENCE, name=next(names))
            said = Said(kind=form.kind, came_by=CameBy.PORCH, form=form)
            key = sha256(self._filed.to_bytes(32, "big")).digest()
            keep(actor=self._cast.JOB, now=NOW, parts=self.parts, said=said, key=key)

    def match(self) -> None:
        """Do the step of a round in which everything new is held against everything."""
        from khabar.apps.matches.memory import Register  # noqa: PLC0415 - needs Django

        Register.of_this_process().match_new(actor=self._cast.JOB, now=NOW, parts=self.parts)

    def says(self, about: str) -> None:
        """Ask the gate, and for a list of pairs, the first time and again."""
        from khabar.apps.registry.queries import (  # noqa: PLC0415 - needs Django
            person_of_presence,
            person_of_request,
            request_file,
        )
        from khabar.apps.wishes.silences import silence_between, silences  # noqa: PLC0415 - the same

        file = request_file(self.request, parts=self.parts)
        sides = (
            person_of_presence(self.presence, parts=self.parts),
            person_of_request(self.request, parts=self.parts),
        )

        def gate() -> None:
            silence_between(self.presence, file, parts=self.parts)

        def listed() -> None:
            quiet = silences(parts=self.parts)
            for _ in range(self._lines):
                quiet.hides(*sides)

        click.echo(about)
        _timed("  the gate, asked first", gate)
        _timed("  the gate, asked again", gate, ASKED)
        _timed(f"  a list of {self._lines} pairs", listed)
        click.echo(f"  {'memory at its highest':45} {getrusage(RUSAGE_SELF).ru_maxrss / 1024:10.0f} MiB")


def _timed(what: str, deed: Callable[[], None], times: int = 1) -> None:
    took = []
    for _ in range(times):
        began, worked = perf_counter(), process_time()
        deed()
        took.append((perf_counter() - began, process_time() - worked))
    wall, work = (1000 * median(one) for one in zip(*took, strict=True))
    click.echo(f"{what:47} {wall:10.1f} ms, {work:.1f} of processor")


def _anybody(seed: int, count: int) -> Iterator[str]:
    from khabar.demo.caseload import generate  # noqa: PLC0415 - beside its only caller

    return (row["name"] for row in generate(seed, count, count).requests)


def _of_one_name() -> Iterator[str]:
    while True:
        yield "Darius Ahmadi"


if __name__ == "__main__":
    main()
