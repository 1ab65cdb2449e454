"""The door of the house: sign-in with second factor, the first page, and the table of who may reach what.

Every other door of the house marks its views with `front.access`. It must never show anything about a case.
"""
