from __future__ import annotations

import pytest

from khabar.domain.casework.people import FilePerson, Part
from khabar.domain.errors import Invalid


def test_somebody_without_a_name_is_refused() -> None:
    with pytest.raises(Invalid) as problem:
        FilePerson("p1", " ", Part.FAMILY)
    assert problem.value.field == "name"


def test_a_first_name_is_enough_and_no_name_or_number_reaches_a_log() -> None:
    shirin = FilePerson("p1", "Shirin", Part.FAMILY, ("شیرین",), "sister", "555 01, mornings")
    assert repr(shirin) == "FilePerson(id='p1', part=<Part.FAMILY: 'family'>)"
