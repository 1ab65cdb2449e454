"""Photographs and scans, read in a bounded process that holds no key: codes, boxes, pictures without metadata.

This side starts that process, gives it one file, and believes nothing it says without looking at it.
"""

from khabar.adapters.scan.reader import ScanReader

__all__ = ["ScanReader"]
