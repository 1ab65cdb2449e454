"""The door of everybody: first page, who runs this, our limits, the empty page one can flee to.

Nothing here depends on any record.
"""
