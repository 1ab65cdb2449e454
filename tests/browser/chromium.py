"""The browser of the journeys: the system's own Chromium, found, or put there by the system's package manager.

./run check runs this file as one of its steps: it asks once on a terminal and simply does it without one. Where it may
not, it says which part does not run, and the step fails while all others go on. It uses the standard library alone. It
must never fetch a browser from anywhere but the system's packages, nor ask for a password.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser")
LIST = Path(__file__).resolve().parents[2] / "requirements" / "system.txt"
FOR_CHECKS = "# for ./run check"
"""The line of the list below which stands what the checks need besides."""
OTHERS = {
    "dnf": "dnf install chromium",
    "zypper": "zypper install chromium",
    "pacman": "pacman -S chromium",
    "apk": "apk add chromium",
}


class Missing(Exception):  # noqa: N818 - what is so, not a mistake of ours
    """There is no Chromium and we cannot put it there; the sentence says what to do."""


def found() -> str | None:
    """Return the path of the browser; None when there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def packages(text: str) -> list[str]:
    """Read from the list of packages those that the checks need besides."""
    lines = [line.strip() for line in text.splitlines()]
    return [line for line in lines[lines.index(FOR_CHECKS) :] if line and not line.startswith("#")]


def provide() -> str:
    """Return the path of the browser, after installing it when it is missing; raises Missing."""
    if path := found():
        return path
    wanted = packages(LIST.read_text(encoding="utf-8"))
    by_hand = f"apt-get install --no-install-recommends {' '.join(wanted)}"
    installer = shutil.which("apt-get")
    if installer is None:
        other = next((words for name, words in OTHERS.items() if shutil.which(name)), "the packages of your system")
        raise Missing(f"Chromium is missing. Install it with: {other}")
    rights = rights_to_install()
    if rights is None:
        raise Missing(f"Chromium is missing, and this user may not install it. Ask somebody who may: {by_hand}")
    if not agreed(f"The journeys in a browser need Chromium. Install it now with {by_hand}? [Y/n] "):
        raise Missing(f"Chromium is missing, and was not to be installed now. Later: {by_hand}")
    install([*rights, installer], wanted)
    if path := found():
        return path
    raise Missing(f"Chromium could not be installed; the lines above say why. By hand: {by_hand}")


def rights_to_install() -> list[str] | None:
    """Return the words that go before the installer: none for root; None when we may not, or only with a password."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def agreed(question: str) -> bool:
    """Ask whoever sits at the terminal; without a terminal nobody is asked, and it is done."""
    if not sys.stdin.isatty():
        return True
    return input(question).strip().lower() in {"", "y", "yes"}


def install(installer: list[str], wanted: list[str]) -> None:
    """Fetch the system's lists and install from them; what comes of it is seen by looking for the browser."""
    quiet = ["-q", "-y", "-o", "DPkg::Lock::Timeout=300"]
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "--no-install-recommends", *wanted]):
        subprocess.run([*installer, *quiet, *words], env=settings, stdin=subprocess.DEVNULL, check=False)


def main() -> int:
    """Provide the browser, and say in one line what came of it."""
    try:
        print(f"The journeys run in {provide()}.")  # noqa: T201 - it is a step of ./run check
    except Missing as problem:
        print(f"The journeys in a browser do not run. {problem}")  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
