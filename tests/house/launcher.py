"""The launcher as a module: ./run has no ending a Python import would know, so it is loaded by its path."""

from __future__ import annotations

import importlib.util
import sys
from importlib.machinery import SourceFileLoader
from typing import TYPE_CHECKING, Any

from house.tree import ROOT

if TYPE_CHECKING:
    from types import ModuleType


def _load() -> ModuleType:
    loader = SourceFileLoader("khabar_launcher", str(ROOT / "run"))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    if spec is None:
        raise ImportError("run")
    module = importlib.util.module_from_spec(spec)
    sys.modules[loader.name] = module  # dataclasses look their module up by name
    writes_bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True  # else a file "runc" lies beside it
    try:
        loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = writes_bytecode
    return module


LAUNCHER: Any = _load()

Part = Any
"""One of the launcher's own things; mypy cannot see into a file it is told nothing of."""
