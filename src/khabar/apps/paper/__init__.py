"""Paper: sheets that were issued, and pictures of those that came back, until a person has looked at them.

No key is needed to issue a sheet or to take a picture in. What a code stands for, what a picture shows and what became
of it lie sealed. It must never decide anything: a machine's reading is a proposal to the desk that looks.
"""
