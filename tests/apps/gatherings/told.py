"""What tests of gatherings ask of a refusal and of a mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from khabar.domain.errors import Invalid
    from khabar.domain.gatherings.invitations import Method
    from khabar.ports import Envelope


def invalid(problem: pytest.ExceptionInfo[Invalid]) -> tuple[str, str]:
    return problem.value.field, problem.value.message


def told(envelope: Envelope) -> tuple[Method, int]:
    assert envelope.calendar is not None
    return envelope.calendar.method, envelope.calendar.sequence
