"""Searches of the family desk: a sealed question with a reason, answered by the process that remembers the names.

The desk's pages put the question and read the answer; they compare nothing. Neither outlives the hour.
"""
