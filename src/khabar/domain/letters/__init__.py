"""Letters to bodies: what may be written to whom, templates that a named person approved, and what became of each copy.

Rules alone: no address book, no mail, no paper. A letter that a rule refuses is refused with the field to mend.
"""
