"""The parts of a test house that deal with paper: the real printer, the real reader, blobs in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.adapters.blobs.memory import MemoryBlobs
from khabar.adapters.pdf import TypstPrinter
from khabar.adapters.scan import ScanReader
from khabar.adapters.working_days import ListedWorkingDays

if TYPE_CHECKING:
    from khabar.adapters.entropy import SeededEntropy


def on_paper(entropy: SeededEntropy) -> tuple[TypstPrinter, ScanReader, MemoryBlobs, ListedWorkingDays]:
    """Give printer, reader, blobs and working days, in the order of `Parts`."""
    return TypstPrinter(), ScanReader(), MemoryBlobs(entropy), ListedWorkingDays()
