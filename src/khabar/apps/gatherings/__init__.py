"""Gatherings: plans and sittings, who is admitted, what was told by mail, the list of speakers, minutes.

A real name lies with its family's file and goes with it; a call sees a pseudonym. Nothing of a call is recorded.
"""
