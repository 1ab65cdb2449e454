"""The ground floor by numbers: an installation takes in 2,000 requests and 5,000 presences, does rounds, serves pages.

Everything runs as in life, on SQLite, with real keys; only the lists are invented. The truth about them is known, so
what the round found, missed and proposed wrongly is counted. Figures are whole-step seconds on this machine.

    ./run bench floor [--requests N] [--presences N] [--pages N]
"""

import http.client
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, sleep

import click

from khabar.adapters.entropy import SystemEntropy
from khabar.adapters.keyagent import MemoryKeyAgent
from khabar.adapters.keyagent.keyring_files import read_keyring
from khabar.config.install import Unlocker, lay_out, migrate, settings_text
from khabar.config.options import Options
from khabar.demo.caseload import generate
from khabar.demo.caseload_files import write_caseload

PASSPHRASE = "a bench has no secrets at all"  # noqa: S105 - opens nothing but this bench
PORT = 8917
VISITS = 200


@click.command()
@click.option("--requests", type=int, default=2000, show_default=True)
@click.option("--presences", type=int, default=5000, show_default=True)
@click.option("--pages", type=int, default=2000, show_default=True, help="Pigeonholes renewed in a round.")
def main(requests: int, presences: int, pages: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        _set_up(home)
        made = generate(7, requests, presences)
        lists = write_caseload(made, Path(folder) / "lists")
        rows = [*_imports(lists[0], lists[1], len(made.requests), len(made.presences))]
        rows += _rounds(pages)
        rows += _visits()
        _print(rows)
        _print_found(made.requests, made.presences, made.truth)


def _set_up(home: Path) -> None:
    values: dict[str, object] = {
        "kind": "intermediary",
        "home": str(home),
        "who_runs_this": "A bench",
        "contact": "nowhere",
        "slip_salt": "00" * 16,
        "porch_hosts": ["localhost"],
        "house_hosts": ["localhost"],
        "https": False,
        "porch_bind": f"127.0.0.1:{PORT}",
        "filings_per_day": 100_000,
    }
    lay_out(Options.of(values), settings_text(values), Unlocker("bench", PASSPHRASE))
    os.environ |= {
        "KHABAR_SETTINGS": str(home / "khabar.toml"),
        "KHABAR_PROCESS": "operator",
        "DJANGO_SETTINGS_MODULE": "khabar.config.settings",
    }
    import django  # noqa: PLC0415 - the settings exist only now

    django.setup()
    migrate()
    from khabar.config import wiring  # noqa: PLC0415 - needs the settings

    unlocked = read_keyring(home / "house" / "keyring.cbor").unlock_with_passphrase("bench", PASSPHRASE)
    wiring.use(replace(wiring.parts(), keys=MemoryKeyAgent(unlocked)))


def _imports(requests: Path, presences: Path, many: int, more: int) -> list[tuple[str, float, str]]:
    from khabar.cli.lists import import_  # noqa: PLC0415 - needs Django
    from khabar.config.wiring import parts  # noqa: PLC0415 - needs Django

    def run(*words: str) -> Callable[[], object]:
        return lambda: import_.main(list(words), obj=parts(), standalone_mode=False)

    quiet = ("--report", os.devnull)
    first = _timed(run("requests", str(requests), *quiet))
    second = _timed(run("presences", str(presences), "--made-by", "bench", "--people-knew", "yes", *quiet))
    again = _timed(run("presences", str(presences), "--made-by", "bench", "--people-knew", "yes", *quiet))
    return [
        (f"import {many:,} requests", first, f"{many / first:,.0f} rows/s"),
        (f"import {more:,} presences", second, f"{more / second:,.0f} rows/s"),
        ("the same presences again", again, f"{more / again:,.0f} rows/s"),
    ]


def _rounds(pages: int) -> list[tuple[str, float, str]]:
    from khabar.apps.rounds.steps import do_step  # noqa: PLC0415 - needs Django
    from khabar.config.wiring import parts  # noqa: PLC0415 - needs Django
    from khabar.domain.rounds import Step  # noqa: PLC0415 - beside its only caller

    ours = parts()
    match = _timed(lambda: do_step(Step.MATCH, now=ours.clock.now(), parts=ours))
    _open_pages(pages)
    renew = _timed(lambda: do_step(Step.RENEW, now=ours.clock.now() + timedelta(hours=6), parts=ours))

    def every_step() -> None:
        for step in Step:
            do_step(step, now=ours.clock.now(), parts=ours)

    quiet = _timed(every_step)
    return [
        ("first match of everything against everything", match, ""),
        (f"renew {pages:,} pigeonholes", renew, f"{pages / renew:,.0f} pages/s"),
        ("a whole round in which nothing new came", quiet, ""),
    ]


def _open_pages(pages: int) -> None:
    from khabar.apps.pigeonholes.actions import open_pigeonhole  # noqa: PLC0415 - needs Django
    from khabar.config.wiring import parts  # noqa: PLC0415 - needs Django
    from khabar.domain.actors import system  # noqa: PLC0415 - beside its only caller
    from khabar.vault.pigeonholes import derive  # noqa: PLC0415 - beside its only caller

    ours = parts()
    public = derive("1" * 12, "2" * 6, bytes(16)).public
    for _ in range(pages):
        locator = SystemEntropy().bytes(32)
        open_pigeonhole(
            actor=system("bench"), now=ours.clock.now(), parts=ours, locator=locator, public=public, standing=b""
        )


def _visits() -> list[tuple[str, float, str]]:
    environment = {name: value for name, value in os.environ.items() if name != "KHABAR_PROCESS"}
    porch = subprocess.Popen([sys.executable, "-m", "khabar", "serve", "porch"], env=environment)
    try:
        _wait()
        return [_page(path) for path in ("/", "/family/form/", "/here/form/", "/family/open/")]
    finally:
        porch.terminate()
        porch.wait()


def _wait() -> None:
    for _ in range(100):
        try:
            _get("/")
        except OSError:
            sleep(0.1)
        else:
            return
    raise SystemExit("the porch did not start")


def _page(path: str) -> tuple[str, float, str]:
    times = [_timed(lambda: _get(path)) for _ in range(VISITS)]
    return (f"page {path}", median(times), f"median of {VISITS}; p95 {quantiles(times, n=20)[-1] * 1000:.1f} ms")


def _get(path: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=10)
    connection.request("GET", path, headers={"Host": "localhost"})
    connection.getresponse().read()
    connection.close()


def _timed(deed: Callable[[], object]) -> float:
    began = perf_counter()
    deed()
    return perf_counter() - began


def _print(rows: list[tuple[str, float, str]]) -> None:
    print("| what | seconds | |\n| --- | ---: | --- |")
    for name, seconds, remark in rows:
        print(f"| {name} | {seconds:.4f} | {remark} |" if seconds < 1 else f"| {name} | {seconds:.1f} | {remark} |")


Row = dict[str, str]


def _print_found(requests: list[Row], presences: list[Row], truth: set[tuple[str, str]]) -> None:
    """Compare the pairs the round proposed with the truth, by what the forms say."""
    from khabar.apps.matches.queries import pairs_with_state  # noqa: PLC0415 - needs Django
    from khabar.apps.registry.queries import presence_file, request_file  # noqa: PLC0415 - needs Django
    from khabar.config.wiring import parts  # noqa: PLC0415 - needs Django
    from khabar.domain.asking import PairState  # noqa: PLC0415 - beside its only caller

    ours = parts()
    by_request = {_key(row): row["id"] for row in requests}
    by_presence = {_key(row): row["id"] for row in presences}
    pairs = {}
    for pair in pairs_with_state(*PairState, parts=ours):
        left = request_file(pair.request_id, parts=ours).form
        right = presence_file(pair.presence_id, parts=ours).form
        pairs[_id(by_request, left), _id(by_presence, right)] = pair.inside.probability
    print("\n| pairs proposed at | found | missed | false |\n| --- | ---: | ---: | ---: |")
    for least in (0.2, 0.5, 0.9):
        proposed = {pair for pair, probability in pairs.items() if probability >= least}
        found = len(proposed & truth)
        print(f"| probability >= {least} | {found} | {len(truth) - found} | {len(proposed - truth)} |")


def _key(row: Row) -> tuple[str, ...]:
    return tuple(row.get(name, "") for name in ("name", "father", "mother", "birth_date", "birth_place", "last_place"))


def _id(known: dict[tuple[str, ...], str], form: object) -> str:
    names = ("name", "father", "mother", "birth", "birth_place", "last_place")
    return known.get(tuple(str(getattr(form, name)) for name in names), "?")


if __name__ == "__main__":
    main()
