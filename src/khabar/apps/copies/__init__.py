"""PFIF records that were taken in, kept whole and sealed beside the request or presence they became, and what leaves.

A copy ends when its home repository says so, and takes its case with it. What leaves does so under a Permit alone.
"""
