"""The gate: answers as signed events, the stance that follows from them, and Permits.

A Permit is made here and nowhere else, for one recipient, one thing, from one event, until a date.
"""
