"""The key agent: one process that holds the unlocked class keys in memory and hands each other process its own.

`server` is that process, `client` what the others use, `memory` the same seam without a process (tests, one-shot
commands), `keyring_files` the two files that belong to it. No key is ever written to a disk in clear.
"""

from khabar.adapters.keyagent.client import AgentControl, AgentStatus, SocketKeyAgent
from khabar.adapters.keyagent.memory import MemoryKeyAgent
from khabar.adapters.keyagent.roles import CLASSES_OF, Role, socket_path

__all__ = ["CLASSES_OF", "AgentControl", "AgentStatus", "MemoryKeyAgent", "Role", "SocketKeyAgent", "socket_path"]
