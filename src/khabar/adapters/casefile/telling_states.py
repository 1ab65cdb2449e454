"""Says to whoever wrote a case file, or asks for a State, why a word means no State and which to choose instead."""

from __future__ import annotations

from typing import Final

from khabar.domain.procedures.states import Named, NotNamed, Trouble, state_name

SHOWN: Final = 60
"""How much of what somebody wrote is said back."""


def not_a_state(text: str, found: NotNamed) -> str:
    """Say why a word means no State."""
    written = f"“{text[:SHOWN]}”"
    choices = _listed(found)
    if found.trouble is Trouble.GONE:
        return f"{written} is a State that is no more. Name the one that stands there today: {choices}."
    if found.trouble is Trouble.SEVERAL:
        return f"{written} can mean several States: {choices}. Write the one you mean in full."
    if found.trouble is Trouble.NO_ROW:
        return f"{written} is a territory without rows of its own. Name the State that answers for it."
    meant = f" Did you mean {choices}?" if choices else " Write its English name or its code of two or three letters."
    return f"{written} is no State that we know.{meant}"


def taken_as(text: str, found: Named) -> str:
    """Say how a word was taken that may mean another State as well."""
    others = " or ".join(map(state_name, found.others))
    return f"“{text[:SHOWN]}” was taken as {state_name(found.state)}; for {others} write that name in full."


def _listed(found: NotNamed) -> str:
    return ", ".join(f"{state_name(one)} ({one})" for one in found.choices)
