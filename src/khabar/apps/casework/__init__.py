"""A family's own file: people, events, documents, consents, bars, the next step; and, apart, help for who came out.

It belongs to the association: what a family says and wishes, never what a register knows.
"""
