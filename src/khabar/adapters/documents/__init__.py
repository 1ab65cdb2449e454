"""Documents as strangers send them, read in a bounded process that holds nothing: words with places, or paragraphs.

This side starts that process, gives it one file, and believes nothing it says without looking at it.
"""

from khabar.adapters.documents.reader import DocumentReader

__all__ = ["DocumentReader"]
