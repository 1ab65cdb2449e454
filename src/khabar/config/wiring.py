"""Which adapter stands behind which port in this process. The only place that chooses.

Doors get the result as `request.parts` or as a command's object. Nothing here reads a case.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from khabar.adapters.blobs import FileBlobs
from khabar.adapters.clock import OffsetClock, SystemClock
from khabar.adapters.courier import HttpCourier
from khabar.adapters.documents import DocumentReader
from khabar.adapters.entropy import SystemEntropy
from khabar.adapters.full_text import IndexesInMemory
from khabar.adapters.keyagent import CLASSES_OF, Role, SocketKeyAgent, socket_path
from khabar.adapters.keyagent.job import KeysForOneJob
from khabar.adapters.late import late
from khabar.adapters.second_place import FileSecondPlace
from khabar.adapters.smtp import NoMailer, SmtpMailer
from khabar.adapters.smtp.folder import FolderMailer
from khabar.config.installation_files import witness_of
from khabar.config.kinds import layout_of
from khabar.config.options import Options, SettingsError
from khabar.data.words import is_english_word
from khabar.domain.errors import Locked
from khabar.ports import Parts
from khabar.vault.keys import PublicKeys

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

    from khabar.ports import Clock, Mailer
    from khabar.vault.keys import ClassKey, KeyClass

BLOBS = "blobs"
MAILS = "mails"
CLOCK_FILE = "clock.json"
PUBLIC_KEYS = "public.keys"


class KeysOfRoles:
    """The keys of several roles as one agent: each class is asked of the role that may have it."""

    def __init__(self, options: Options, roles: tuple[Role, ...]) -> None:
        self._agents = {
            key_class: SocketKeyAgent(socket_path(options.agent, role), *CLASSES_OF[role])
            for role in roles
            for key_class in CLASSES_OF[role]
        }

    def key(self, key_class: KeyClass, key_id: str | None = None) -> ClassKey:
        """Give one key; Locked when no role of ours may have it, or nobody has unlocked it."""
        if key_class not in self._agents:
            raise Locked(key_class)
        return self._agents[key_class].key(key_class, key_id)

    def locked(self) -> frozenset[KeyClass]:
        """Name those of our classes that cannot be had now."""
        return frozenset(one for one, agent in self._agents.items() if one in agent.locked())

    def idle_seconds(self) -> int | None:
        """Say after how many seconds without a desk's request the agent locks; None: never."""
        return next((agent.idle_seconds() for agent in self._agents.values()), None)


def clock(options: Options) -> Clock:
    """Give the machine's clock; the demo's can be moved forward."""
    return OffsetClock(options.home / CLOCK_FILE) if options.demo else SystemClock()


def public_keys(options: Options) -> PublicKeys:
    """Read the public halves of the class keys, which every process may know."""
    path = options.porch / PUBLIC_KEYS
    try:
        return PublicKeys.from_bytes(path.read_bytes())
    except FileNotFoundError:
        raise SettingsError(f"{path} is not there: this installation has not been set up. Run `khabar init`.") from None


def mailer(options: Options) -> Mailer:
    """Give the way mails leave; those of a demonstration that has a sender go into a folder and no further."""
    if options.demo and options.mail_from and not options.smtp_host:
        return FolderMailer(options.home / MAILS)
    return SmtpMailer(options.smtp_host, options.smtp_port) if options.smtp_host else NoMailer()


def second_place(options: Options, process: str) -> FileSecondPlace | None:
    """Give what the rounds and the shell keep outside the house; no page has anything to do with it."""
    if process not in {"work", "operator"}:
        return None
    second = Path(options.second_place) if options.second_place else None
    return FileSecondPlace(options.house, second, witness_of(options))


def parts_of(options: Options, process: str) -> Parts:
    """Put the parts of one process together."""
    return Parts(
        clock=clock(options),
        entropy=SystemEntropy(),
        keys=KeysOfRoles(options, layout_of(options.kind).roles[process]),
        public=public_keys(options),
        mailer=mailer(options),
        options=options,
        printer=late("khabar.adapters.pdf", "TypstPrinter"),
        reader=late("khabar.adapters.scan", "ScanReader"),
        blobs=FileBlobs(options.house / BLOBS, SystemEntropy()),
        working_days=late("khabar.adapters.working_days", "ListedWorkingDays"),
        courier=HttpCourier(),
        tables=late("khabar.adapters.tables", "TableReader"),
        documents=DocumentReader(listed=is_english_word),
        word_indexes=IndexesInMemory(),
        news=late("khabar.adapters.newsletter.for_the_house", "TypstNewsPress"),
        second_place=second_place(options, process),
    )


@dataclass
class _Held:
    """The parts of this process, once they are put together, and the file of public keys as it stood then."""

    parts: Parts | None = None
    file: Path | None = None
    stamp: tuple[int, int] | None = None


_held = _Held()


def parts() -> Parts:
    """Give the parts of this process, put together once; after a rotation with the new public keys.

    So a process that runs on seals to the new keys from its next page on, and an old key falls out of use.
    """
    if _held.parts is None:
        options = Options.load()
        _held.file = options.porch / PUBLIC_KEYS
        _held.stamp = _stamp(_held.file)
        _held.parts = parts_of(options, os.environ["KHABAR_PROCESS"])
    elif _held.file is not None and (stamp := _stamp(_held.file)) not in (None, _held.stamp):
        _held.parts = replace(_held.parts, public=PublicKeys.from_bytes(_held.file.read_bytes()))
        _held.stamp = stamp
    return _held.parts


def _stamp(file: Path) -> tuple[int, int] | None:
    """Tell one writing of a file from the next; None while it is gone: what was known then goes on serving."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns


def use(given: Parts | None) -> None:
    """Let this process work with these parts from now on; None: put them together from the settings when needed."""
    _held.parts, _held.file, _held.stamp = given, None, None


def give_parts(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: hand the parts to the door as `request.parts`."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        ours = parts()
        request.parts = replace(ours, keys=KeysForOneJob(ours.keys))  # type: ignore[attr-defined]  # doors read it through their own request type
        return get_response(request)

    return middleware
