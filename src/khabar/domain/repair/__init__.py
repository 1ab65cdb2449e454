"""Text out of files as people read it: columns, paragraphs, divided words and backward lines put right, reversibly.

`repairing` is the way in; `found` says what it is given. Nothing here opens a file, and nothing that came in is lost.
"""
