"""The editors' desk: petitions here; what is published is written by one person and approved by another.

No signer can be seen from it: signatures lie on the porch, and only their numbers are shown.
"""
