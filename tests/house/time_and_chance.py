"""House rule: nothing but two adapters asks the machine for the time or for randomness.

A hidden clock makes rounds leak and tests lie; hidden randomness makes a demo unrepeatable and a key unprovable.
"""

from __future__ import annotations

import ast
import re

from house.tree import Source, dotted, imports

ALLOWED = ("src/khabar/adapters/clock", "src/khabar/adapters/entropy")
SEEDED = re.compile(r"src/khabar/demo/caseload\w*(\.py|/)")
"""The demo's inventors may use random.Random, and only with a seed."""

_CLOCKS = frozenset(
    {
        *(f"datetime.datetime.{name}" for name in ("now", "utcnow", "today")),
        "datetime.date.today",
        *(f"time.{name}" for name in ("time", "time_ns", "localtime", "gmtime", "ctime", "asctime")),
        *(f"django.utils.timezone.{name}" for name in ("now", "localdate", "localtime")),
        "django.db.models.functions.Now",
    }
)
_CHANCE = frozenset(
    {"os.urandom", "os.getrandom", "nacl.utils.random", "django.utils.crypto.get_random_string", "numpy.random"}
)
_CHANCE_MODULES = frozenset({"random", "secrets", "uuid"})
_SELF_DRAWN = re.compile(r"(nacl|cryptography)\..*\.(generate|generate_key)")


def hidden_time_and_chance(source: Source) -> list[str]:
    """Complain about every way round ports.Clock and ports.Entropy."""
    if source.path.startswith(ALLOWED):
        return []
    names = imports(source.tree)
    found = {
        (line, f"imports {whole}; randomness comes from ports.Entropy")
        for whole, line in names.values()
        if whole.partition(".")[0] in _CHANCE_MODULES and not _seeded(source, whole)
    }
    for node in ast.walk(source.tree):
        found.update((line, words) for line, words in _complaints(source, node, names))
    return [source.at(line, words) for line, words in sorted(found)]


def _seeded(source: Source, whole: str) -> bool:
    return bool(SEEDED.match(source.path)) and whole in {"random", "random.Random"}


def _complaints(source: Source, node: ast.AST, names: dict[str, tuple[str, int]]) -> list[tuple[int, str]]:
    if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
        return [(node.value.lineno, f"{node.arg} reads the clock behind our back; give the moment as a value")]
    if isinstance(node, ast.Call) and dotted(node.func, names) == "random.Random" and not (node.args or node.keywords):
        return [(node.lineno, "random.Random without a seed")]
    if not isinstance(node, ast.Attribute | ast.Name):
        return []
    words = _complaint(source, dotted(node, names))
    return [(node.lineno, words)] if words else []


def _complaint(source: Source, whole: str) -> str:
    if whole in _CLOCKS:
        return f"{whole}; time comes from ports.Clock"
    if whole in _CHANCE or whole.startswith("numpy.random.") or _SELF_DRAWN.fullmatch(whole):
        return f"{whole}; randomness comes from ports.Entropy"
    if whole.startswith("random.") and _seeded(source, "random") and whole != "random.Random":
        return f"{whole}; only random.Random(seed) repeats itself"
    return ""
