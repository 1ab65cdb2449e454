"""Tables of people as strangers send them: CSV of any separator and encoding, and workbooks; line by line.

Text is read here; workbooks are opened in a bounded process that holds nothing.
"""

from khabar.adapters.tables.reader import TableReader

__all__ = ["TableReader"]
