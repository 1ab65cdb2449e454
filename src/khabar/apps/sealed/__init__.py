"""What in the tables hangs on a class key: each app names its own columns in these words, and nobody else reads them.

It exists so that a class key can be taken out of use and no column is forgotten. It must never show what is inside.
"""
