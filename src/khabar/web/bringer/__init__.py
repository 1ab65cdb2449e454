"""The bringer's door: the one word that one person speaks to one person, asked of the gate at each opening.

There is no list here, no request and no presence, and no address that names anything.
"""
