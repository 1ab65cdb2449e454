"""PFIF documents: reading them record by record without trusting them, writing them in one canonical form.

What a record means, and what is wrong with it, is decided in khabar.domain.pfif.
"""

from khabar.adapters.pfif.reading import read_document, read_pfif, read_pfif_chunks
from khabar.adapters.pfif.writing import pfif_bytes, pfif_chunks

__all__ = ["pfif_bytes", "pfif_chunks", "read_document", "read_pfif", "read_pfif_chunks"]
