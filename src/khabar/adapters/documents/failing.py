"""What goes wrong inside the bounded process, as the few reasons a person is told."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from docx.opc.exceptions import OpcError
from lxml.etree import LxmlError
from pypdfium2 import PdfiumError

from khabar.domain.archive_files import Untaken


class Failing(Exception):  # noqa: N818 - the file fails, not the program
    """The file cannot be taken, and why."""

    def __init__(self, why: Untaken) -> None:
        super().__init__(why)
        self.why = why


@contextmanager
def failing() -> Iterator[None]:
    """Turn what the libraries raise at a broken file into its reason; anything else ends the process, which is seen."""
    try:
        yield
    except Failing:
        raise
    except (MemoryError, RecursionError):
        raise Failing(Untaken.TOO_HARD) from None
    except (
        OSError,
        ValueError,
        EOFError,
        KeyError,
        IndexError,
        TypeError,
        AttributeError,
        NotImplementedError,
        OverflowError,
        struct.error,
        zlib.error,
        zipfile.BadZipFile,
        LxmlError,
        OpcError,
        PdfiumError,
    ):
        raise Failing(Untaken.DAMAGED) from None
