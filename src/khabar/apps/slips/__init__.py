"""Slips made beforehand: the numbers on their outsides and the keys to seal to. Nothing that opens a page.

Code and PIN exist on paper alone, inside a folded and sealed slip; they pass through here once and are never kept.
"""
