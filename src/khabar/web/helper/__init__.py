"""The helper's door: how to fill in a form with a family, and the words we say to all families.

A helper is blind to a file once it is filed; there is nothing here about any file, and there must never be.
"""
