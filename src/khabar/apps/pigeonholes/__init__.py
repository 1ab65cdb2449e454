"""What families see: one padded blob for each slip, found by a locator that only code and PIN together give.

Every round rewrites every blob. The porch must never be able to tell whether one of them holds news.
"""
