"""What the installed apps say of themselves: modules of one name, asked in the order of the installation.

Which apps are there depends on the kind of installation, so nobody may list them by hand.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils.module_loading import module_has_submodule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType


def modules(name: str) -> Iterator[ModuleType]:
    """Give this module of every installed app that has one."""
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, name):
            yield importlib.import_module(f"{app.name}.{name}")
