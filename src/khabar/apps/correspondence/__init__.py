"""Letters to bodies: the address book, templates and who approved them, each letter with its copies, what came back.

Nothing leaves here but by an act of two steps: a person approves, and a round asks every rule again.
"""
