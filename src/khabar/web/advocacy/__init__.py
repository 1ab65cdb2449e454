"""The advocate's desk: families' files, their letters, the doors of procedures.

It is built into an association alone; there is nobody here who is registered, matched or asked.
"""
