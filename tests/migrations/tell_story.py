"""Lets the cast act in the installation of this process, with its real keys: run by `make_samples`."""

import importlib
import sys
from dataclasses import replace

import django

from config.ground import PASSPHRASE
from khabar.adapters.keyagent.keyring_files import read_keyring
from khabar.adapters.keyagent.memory import MemoryKeyAgent
from khabar.config.options import Options
from khabar.config.wiring import parts_of

if __name__ == "__main__":
    django.setup()
    options = Options.load()
    unlocked = read_keyring(options.house / "keyring.cbor").unlock_with_passphrase("mira", PASSPHRASE)
    parts = replace(parts_of(options, "operator"), keys=MemoryKeyAgent(unlocked))
    importlib.import_module(f"migrations.story_of_{sys.argv[1]}").tell(parts)
    importlib.import_module("django.db").connections.close_all()
