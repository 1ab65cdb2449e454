"""The parts of a test house that deal with paper and documents: the real printer and readers, blobs in memory.

Nothing is carried over a network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.adapters.blobs.memory import MemoryBlobs
from khabar.adapters.courier import NoCourier
from khabar.adapters.documents import DocumentReader
from khabar.adapters.full_text import IndexesInMemory
from khabar.adapters.newsletter.for_the_house import TypstNewsPress
from khabar.adapters.pdf import TypstPrinter
from khabar.adapters.scan import ScanReader
from khabar.adapters.tables import TableReader
from khabar.adapters.working_days import ListedWorkingDays

if TYPE_CHECKING:
    from khabar.adapters.entropy import SeededEntropy

OnPaper = tuple[
    TypstPrinter,
    ScanReader,
    MemoryBlobs,
    ListedWorkingDays,
    TypstNewsPress,
    DocumentReader,
    IndexesInMemory,
    NoCourier,
    TableReader,
]


def on_paper(entropy: SeededEntropy) -> OnPaper:
    """Give what deals with paper and documents, in the order of `Parts`."""
    papers = TypstPrinter(), ScanReader(), MemoryBlobs(entropy), ListedWorkingDays(), TypstNewsPress()
    return *papers, DocumentReader(), IndexesInMemory(), NoCourier(), TableReader()
