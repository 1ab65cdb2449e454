"""How many people can sign in a second, confirm, and be counted: the whole stack over HTTP, with real mails.

A porch (gunicorn), its worker with a child for each key class, an agent and an SMTP sink that opens every mail, each a
process of its own, on one machine; signers with connections of their own and a network address each. Every signature
goes the whole way: form, mail, link, button, count. Beside it, in the same run on the same disk, the bare engine does
the same number of commits with nothing around them: one insert and one update a signature.

Nothing is lost where every acknowledged signature and confirmation is in the database; nothing is counted twice where
the chain holds each hash once and as many as were confirmed.

    ./run bench petition [--engine sqlite|postgresql] [--seconds N] [--journal WAL|DELETE] [--signers N] [--write]

PostgreSQL comes from the wheel that the checks use: call ./run check --quick once before.
"""

import contextlib
import http.client
import multiprocessing
import os
import platform
import queue
import secrets
import statistics
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import click
from bench._petition_stack import association, free_port, serve_mail
from bench._petition_store import Store, store_of

from khabar.domain.petitions.counting import LEAF_BYTES, counted_in
from khabar.domain.petitions.counting import Batch as Leaves

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs" / "petitions.md"
BEGIN, END = "<!-- measured by ./run bench petition --engine {} -->", "<!-- end of what was measured -->"
WARM_UP = 8.0
KEPT_OPEN = 1.0
"""Seconds after which a connection is opened anew: the server closes one that is idle for two."""
UNDER_WAY = 300
"""Signatures that are not confirmed yet, at most: what is measured is what lasts, not how fast a queue grows."""


COUNTED = "SELECT confirmed FROM petitions_petition"


@dataclass(frozen=True)
class Load:
    """How long people sign, on how many connections, and at most how many a second (0: as many as there can be)."""

    seconds: float
    signers: int
    rate: float


@dataclass
class Seen:
    """What the signers and the mail sink saw: when each deed was acknowledged, how long it took."""

    signed: list[float] = field(default_factory=list)
    confirmed: list[float] = field(default_factory=list)
    took: dict[str, list[float]] = field(default_factory=lambda: {"sign": [], "open": [], "confirm": []})
    refused: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, deed: str, began: float, *, well: bool) -> None:
        """Keep one deed."""
        now = time.monotonic()
        with self.lock:
            self.took[deed].append(now - began)
            if not well:
                self.refused += 1
            elif deed != "open":
                (self.signed if deed == "sign" else self.confirmed).append(now)


@dataclass(frozen=True)
class Result:
    """One run: rates a second, milliseconds, seconds of lag."""

    label: str
    about: str
    seconds: float
    signed: int
    confirmed: int
    counted: int
    rate: float
    p95: dict[str, float]
    lag: float
    cpu: float
    bare: float
    lost: int
    twice: int
    batches: int
    refused: int


class _Signer(threading.Thread):
    """One connection that signs, or opens links and confirms, until it is told to stop."""

    def __init__(self, port: int, seen: Seen, over: threading.Event) -> None:
        super().__init__(daemon=True)
        self._port, self.seen, self.over = port, seen, over
        self._connection = http.client.HTTPConnection("localhost", port, timeout=60)
        self._last = 0.0

    def ask(self, deed: str, method: str, path: str, values: dict[str, str] | None = None) -> bool:
        """Send one request on a connection that is kept where the server keeps it."""
        began = time.monotonic()
        body = urlencode(values).encode() if values is not None else None
        headers = {"Host": "localhost", "X-Forwarded-For": ".".join(str(one) for one in secrets.token_bytes(4))}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if began - self._last > KEPT_OPEN:
            self._connection.close()
        self._last = began
        try:
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
            answer.read()
            well = answer.status == http.client.OK
        except (OSError, http.client.HTTPException):
            self._connection.close()
            well = False
        self.seen.note(deed, began, well=well)
        return well


class _Signs(_Signer):
    """Signs with a new address each time; waits while very many mails are under way, as a queue before a door does."""

    def __init__(self, port: int, seen: Seen, over: threading.Event, gap: float) -> None:
        super().__init__(port, seen, over)
        self._gap = gap

    def run(self) -> None:
        """Sign until it is over."""
        due = time.monotonic()
        while not self.over.is_set():
            who = secrets.token_hex(8)
            values = {"name": f"Signer {who}", "email": f"{who}@example.org", "place": f"p{secrets.randbelow(20)}"}
            self.ask("sign", "POST", "/petition/bench/sign/", values)
            due = max(due + self._gap, time.monotonic() - 1.0)
            time.sleep(max(0.0, due - time.monotonic()))
            while len(self.seen.signed) - len(self.seen.confirmed) > UNDER_WAY and not self.over.is_set():
                time.sleep(0.01)


class _Confirms(_Signer):
    """Opens each link out of a mail and presses the button."""

    def __init__(self, port: int, seen: Seen, over: threading.Event, links: "multiprocessing.Queue[str]") -> None:
        super().__init__(port, seen, over)
        self._links = links

    def run(self) -> None:
        """Confirm what comes until it is over and nothing comes any more."""
        while True:
            try:
                token = self._links.get(timeout=0.5)
            except queue.Empty:
                if self.over.is_set():
                    return
                continue
            self.ask("open", "GET", f"/petition/mine/{token}/")
            self.ask("confirm", "POST", f"/petition/mine/{token}/confirm/")


class _Watches(threading.Thread):
    """Looks at the count from outside, twice a second, and keeps how long the oldest uncounted confirmation waits."""

    def __init__(self, store: Store, seen: Seen) -> None:
        super().__init__(daemon=True)
        self._store, self._seen, self.lags, self.over = store, seen, [0.0], threading.Event()

    def run(self) -> None:
        """Look until told to stop."""
        with self._store.asking() as ask:
            while not self.over.wait(0.5):
                [(confirmed,)] = ask(COUNTED)
                with self._seen.lock:
                    waiting = self._seen.confirmed[confirmed : confirmed + 1]
                self.lags.append(time.monotonic() - waiting[0] if waiting else 0.0)


def _run(engine: str, journal: str, load: Load) -> Result:
    links: multiprocessing.Queue[str] = multiprocessing.Queue()
    mail_over, smtp = multiprocessing.Event(), free_port()
    sink = multiprocessing.Process(target=serve_mail, args=(smtp, links, mail_over), daemon=True)
    sink.start()
    with tempfile.TemporaryDirectory(prefix="khabar-bench-") as folder:
        home = Path(folder) / "home"
        with store_of(engine, journal, Path(folder), home) as store:
            bare = store.bare()
            with association(home, smtp, store.settings()) as (port, processes):
                before = _processor_seconds(processes)
                seen, measured = _load(port, store, links, load)
                measured["cpu"] = (_processor_seconds(processes) - before) * 1000 / max(1, len(seen.confirmed))
            mail_over.set()
            sink.join(timeout=10)
            bare = (bare + store.bare()) / 2
            return _result(store, seen, measured, bare)


def _load(port: int, store: Store, links: "multiprocessing.Queue[str]", load: Load) -> tuple[Seen, dict[str, float]]:
    """Let people sign for so long, then let everything that was begun be finished."""
    seen, signing_over, all_over = Seen(), threading.Event(), threading.Event()
    watch = _Watches(store, seen)
    gap = load.signers / load.rate if load.rate else 0.0
    threads: list[_Signer] = [_Signs(port, seen, signing_over, gap) for _ in range(load.signers)]
    threads += [_Confirms(port, seen, all_over, links) for _ in range(max(2, load.signers // 2))]
    watch.start()
    for one in threads:
        one.start()
    time.sleep(WARM_UP)
    began, at_first = time.monotonic(), len(seen.confirmed)
    time.sleep(load.seconds)
    done, lasted = len(seen.confirmed) - at_first, time.monotonic() - began
    signing_over.set()
    _settle(store, seen)
    all_over.set()
    watch.over.set()
    for one in threads:
        one.join(timeout=30)
    return seen, {"rate": done / lasted, "seconds": lasted, "lag": max(watch.lags)}


def _settle(store: Store, seen: Seen, patience: float = 300.0) -> None:
    """Wait until the count has everything that was confirmed, and nothing new comes."""
    until, last = time.monotonic() + patience, -1
    with store.asking() as ask:
        while time.monotonic() < until:
            time.sleep(2.0)
            [(counted,)] = ask(COUNTED)
            if len(seen.confirmed) == last <= counted and last >= len(seen.signed):
                return
            last = len(seen.confirmed)


def _result(store: Store, seen: Seen, measured: dict[str, float], bare: float) -> Result:
    with store.asking() as ask:
        [(rows,)] = ask("SELECT count(*) FROM petitions_signature")
        [(kept,)] = ask("SELECT count(*) FROM petitions_signature WHERE state = 'confirmed'")
        [(counted,)] = ask(COUNTED)
        batches = ask("SELECT added, removed FROM petitions_batch ORDER BY number")
    chain = [Leaves(_cut(added), _cut(removed)) for added, removed in batches]
    in_chain = len(counted_in(chain))
    return Result(
        label=store.label,
        about=store.about,
        seconds=measured["seconds"],
        signed=len(seen.signed),
        confirmed=len(seen.confirmed),
        counted=counted,
        rate=measured["rate"],
        p95={deed: _p95(took) for deed, took in seen.took.items()},
        lag=measured["lag"],
        cpu=measured["cpu"],
        bare=bare,
        lost=max(0, len(seen.signed) - rows) + max(0, len(seen.confirmed) - kept) + abs(kept - counted),
        twice=abs(counted - in_chain),
        batches=len(batches),
        refused=seen.refused,
    )


def _processor_seconds(processes: list[int]) -> float:
    """Give the processor time of these processes and all below them: what work on the machine beside hardly changes."""
    total, todo = 0.0, list(processes)
    while todo:
        pid = todo.pop()
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
            todo += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
    return total


def _cut(joined: bytes) -> tuple[bytes, ...]:
    return tuple(joined[at : at + LEAF_BYTES] for at in range(0, len(joined), LEAF_BYTES))


def _p95(took: list[float]) -> float:
    return statistics.quantiles(took, n=20)[-1] * 1000 if len(took) > 1 else 0.0


def _table(results: list[Result]) -> str:
    head = (
        "| engine | signed, confirmed and counted a second | the bare engine in the same run | ratio "
        "| p95 sign / open / confirm, ms "
        "| longest lag of the count, s | processor ms a signature | lost | counted twice |"
    )
    lines = [head, "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]
    for one in results:
        p95 = " / ".join(f"{one.p95[deed]:.0f}" for deed in ("sign", "open", "confirm"))
        lines.append(
            f"| {one.label} | {one.rate:.0f} | {one.bare:.0f} | {one.rate / one.bare:.0%} | {p95} | {one.lag:.1f} "
            f"| {one.cpu:.1f} | {one.lost} | {one.twice} |"
        )
    return "\n".join(lines)


def _told(results: list[Result]) -> str:
    load = os.getloadavg()[0]
    about = (
        f"{'; '.join(sorted({one.about for one in results}))}; Python {platform.python_version()}, {os.cpu_count()} "
        f"cores that also ran the signers and the mail sink, load {load:.1f} at the end; "
        + "; ".join(
            f"{one.label}: {one.seconds:.0f} s, {one.counted} counted in {one.batches} batches, {one.refused} refused"
            for one in results
        )
        + "."
    )
    return f"{_table(results)}\n\n{about}"


@click.command()
@click.option("--seconds", type=float, default=60.0, show_default=True, help="How long people sign.")
@click.option("--engine", type=click.Choice(["sqlite", "postgresql"]), default="sqlite", show_default=True)
@click.option("--journal", type=click.Choice(["both", "WAL", "DELETE"]), default="both", show_default=True)
@click.option("--signers", type=int, default=12, show_default=True, help="Connections that sign at once.")
@click.option("--rate", type=float, default=0.0, help="At most so many a second; 0: as many as there can be.")
@click.option("--write", is_flag=True, help="Put the table into docs/petitions.md.")
def main(engine: str, journal: str, *, write: bool, **load: float) -> None:
    """Measure, and print what was measured."""
    modes = ["DELETE", "WAL"] if journal == "both" and engine == "sqlite" else [journal]
    results = [_run(engine, mode, Load(load["seconds"], int(load["signers"]), load["rate"])) for mode in modes]
    told = _told(results)
    print(told)
    if write:
        begin = BEGIN.format(engine)
        before, _, rest = DOCS.read_text(encoding="utf-8").partition(begin)
        DOCS.write_text(f"{before}{begin}\n\n{told}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
