"""What goes wrong inside the bounded process, as the few reasons a person is told."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from pypdfium2 import PdfiumError

from khabar.domain.scans import Unreadable


class Failing(Exception):  # noqa: N818 - the file fails, not the program
    """The file cannot be taken, and why."""

    def __init__(self, why: Unreadable) -> None:
        super().__init__(why)
        self.why = why


@contextmanager
def failing() -> Iterator[None]:
    """Turn what the libraries raise at a broken file into its reason; anything else ends the process, which is seen."""
    try:
        yield
    except Failing:
        raise
    except MemoryError:
        raise Failing(Unreadable.TOO_HARD) from None
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        KeyError,
        IndexError,
        TypeError,
        AttributeError,
        OverflowError,
        ZeroDivisionError,
        RuntimeError,
        struct.error,
        zlib.error,
        PdfiumError,
    ):
        raise Failing(Unreadable.DAMAGED) from None
