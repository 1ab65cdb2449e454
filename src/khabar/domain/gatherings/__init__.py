"""Gatherings: sittings in their own time zones, who is admitted under which name, a fair list of speakers, minutes.

We host no call: a gathering keeps a way in to somebody else's. Rules without I/O; nothing here may name anybody inside.
"""
