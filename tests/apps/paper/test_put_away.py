"""Of a watched no and of a blank sheet nothing is kept, and rows tell neither from the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apps.consent.worlds import shape_of
from apps.paper.hands import HOLDER, issued, kept, settle, taken, waiting
from khabar.apps.paper.models import Scan
from khabar.apps.paper.queries import scan_of, scan_picture
from khabar.domain.errors import Refused
from khabar.domain.paper_trays import Outcome
from khabar.domain.sheets import SheetKind
from papers import Seen, picture

if TYPE_CHECKING:
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


@pytest.mark.parametrize("outcome", [Outcome.OBSERVED_NO, Outcome.BLANK])
def test_the_pictures_go_and_what_the_machine_saw_on_them(
    parts: Parts, outcome: Outcome, django_capture_on_commit_callbacks: object
) -> None:
    [code] = issued(parts, SheetKind.OFFER)
    for words in ("first", "second"):
        taken(parts, picture(Seen(code, (1,)), note=words))
    first, second = waiting(parts)
    keys = {bytes(one.wrapped_key) for one in Scan.objects.all()}
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # the fixture of pytest-django
        settle(parts, first, outcome)
        settle(parts, second, Outcome.BEFORE)
    assert not kept(parts)
    assert not keys & {bytes(one.wrapped_key) for one in Scan.objects.all()}, "a copy of a picture opens no more"
    for scan in (first, second):
        put_away = scan_of(scan.id, parts=parts)
        assert not put_away.has_picture
        assert (put_away.inside.ticks, put_away.inside.box) == ((), ())
        with pytest.raises(Refused):
            scan_picture(scan.id, parts=parts)
    assert scan_of(first.id, parts=parts).inside.outcome is outcome


def test_the_other_pages_of_what_was_filed_stay_with_it(
    parts: Parts, django_capture_on_commit_callbacks: object
) -> None:
    [code] = issued(parts, SheetKind.OFFER)
    for words in ("first", "second"):
        taken(parts, picture(code, note=words))
    first, second = waiting(parts)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # the fixture of pytest-django
        settle(parts, first, Outcome.FILED, holder=HOLDER)
        settle(parts, second, Outcome.BEFORE)
    assert len(kept(parts)) == 2


def test_root_does_not_tell_a_watched_no_from_a_blank_sheet(parts: Parts) -> None:
    [code] = issued(parts, SheetKind.OFFER)
    taken(parts, picture(Seen(code, (1,))))
    [scan] = waiting(parts)
    blank = shape_of(lambda: settle(parts, scan, Outcome.BLANK))
    assert blank == shape_of(lambda: settle(parts, scan, Outcome.OBSERVED_NO))
