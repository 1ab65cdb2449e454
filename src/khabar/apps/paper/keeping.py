"""Sealing the pictures of a page before its rows are saved: one for each code on it, or one where there is none.

A picture is on the disk before a row names it. What is left of a broken attempt is noise under a key that nobody has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.apps.paper.files import (
    ScanInside,
    hash_of,
    key_of_upload,
    new_key,
    sealed_inside,
    sealed_picture,
    wrapped,
)
from khabar.apps.paper.models import Scan
from khabar.domain.errors import Invalid, Outside
from khabar.domain.ids import new_id
from khabar.domain.sheets import half_of
from khabar.vault.errors import TooLarge
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from khabar.apps.paper.reading import ReadFile
    from khabar.domain.paper_trays import CameBy
    from khabar.domain.scans import Found, ScannedPage
    from khabar.ports import Parts

NO_ROOM = "There is no room to keep this. Nothing of it was taken in. Please tell whoever keeps the machines."
TOO_LARGE = "A picture in this file is too large. Please take it again, smaller."


def here_already(keys: Sequence[bytes]) -> set[bytes]:
    """Give those of these keys under which a picture is kept."""
    return {bytes(one) for one in Scan.objects.filter(key__in=keys).values_list("key", flat=True)}


def kept_page(file: ReadFile, page: ScannedPage, came_by: CameBy, *, now: datetime, parts: Parts) -> list[Scan]:
    """Seal the picture of a page for each code on it, and give the rows to save; what is here already is left out.

    Where half a message form lies in the picture, it goes under the letters' key for every sheet in it.
    """
    seen: dict[str, Found | None] = {one.code: one for one in page.found} or {file.digits: None}
    keys = {code: key_of_upload(file.data_hash, page.number, code) for code in seen}
    here = here_already(list(keys.values()))
    halves = {code: half_of(code) if code else None for code in seen}
    key_class = KeyClass.LETTERS if any(halves.values()) else KeyClass.REGISTER
    rows: list[Scan] = []
    try:
        for code, found in seen.items():
            if keys[code] in here:
                continue
            inside = ScanInside(
                came_by=came_by,
                page=page.number,
                media_type=page.media_type,
                half=halves[code],
                rotation=found.rotation if found else 0,
                box=found.box if found else (),
                ticks=found.ticks if found else (),
                beside=tuple(sorted(hash_of(one) for one in seen if one and one != code)),
            )
            rows.append(_sealed(page, keys[code], code, inside, key_class, now, parts))
    except BaseException:
        drop_blobs([row.blob for row in rows], parts=parts)
        raise
    return rows


def drop_blobs(names: Sequence[str], *, parts: Parts) -> None:
    """Forget the files of these pictures."""
    for name in filter(None, names):
        parts.blobs.drop(name)


def _sealed(  # noqa: PLR0913, PLR0917 - the columns of one row
    page: ScannedPage, key: bytes, code: str, inside: ScanInside, key_class: KeyClass, now: datetime, parts: Parts
) -> Scan:
    scan_id, own = new_id(parts.entropy.bytes), new_key(parts)
    try:
        blob = parts.blobs.keep(sealed_picture(scan_id, own, page.image, parts=parts))
    except TooLarge:
        raise Invalid("scan", TOO_LARGE) from None
    except OSError as trouble:
        raise Outside(NO_ROOM, retry=True) from trouble
    return Scan(
        id=scan_id,
        key=key,
        code_hash=hash_of(code) if code else "",
        key_class=key_class.value,
        wrapped_key=wrapped(own, key_class, parts=parts),
        blob=blob,
        sealed=sealed_inside(scan_id, own, inside, parts=parts),
        taken_in_at=now,
    )
