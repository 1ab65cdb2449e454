"""What came in on the porch: one queue of rows sealed to the intake key, and the counters that slow a flood.

The porch can add a row and can never read one back. It must not know what kind of row it added a minute later.
"""
