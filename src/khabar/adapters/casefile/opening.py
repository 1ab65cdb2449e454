"""Opens a case file: bytes from anywhere into one JSON object, with bounds on size and depth, or one clear line.

JSON allows one name twice and lets the last win; here that is refused, because a bar could hide behind it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NoReturn

from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES: Final = 1_000_000
"""A case with a hundred remedies and every field filled has under a tenth of this."""

TOO_LARGE: Final = "this file has more than 1,000,000 bytes. A case file holds facts; scans stay outside."
NOT_TEXT: Final = "this is not UTF-8 text (byte %d)."
NOT_JSON: Final = "this is not JSON: line %d, column %d: %s."
TOO_DEEP: Final = "this is not a case file: it is nested too deeply."
NOT_OBJECT: Final = "this is not a case file: it must be one JSON object, { … }."
TWICE: Final = "“%s” stands twice in one object. Keep one of them."
NO_NUMBER: Final = "“%s” is not a number of JSON."


def opened(path: Path) -> dict[str, object]:
    """Read one file; Invalid names the file and says what is wrong, OSError where it cannot be read."""
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    return parsed(data, path.name)


def parsed(data: bytes, name: str) -> dict[str, object]:
    """Read the bytes of a file called `name`."""
    if len(data) > MOST_BYTES:
        raise Invalid(name, TOO_LARGE)
    try:
        document = json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_constant=_no_number,
            parse_int=str,
            parse_float=str,
        )
    except UnicodeDecodeError as error:
        raise Invalid(name, NOT_TEXT % error.start) from None
    except json.JSONDecodeError as error:
        raise Invalid(name, NOT_JSON % (error.lineno, error.colno, error.msg)) from None
    except RecursionError:
        raise Invalid(name, TOO_DEEP) from None
    except Invalid as error:
        raise Invalid(name, error.message) from None
    if not isinstance(document, dict):
        raise Invalid(name, NOT_OBJECT)
    return document


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise Invalid("", TWICE % name[:40])
        found[name] = value
    return found


def _no_number(word: str) -> NoReturn:
    raise Invalid("", NO_NUMBER % word)
