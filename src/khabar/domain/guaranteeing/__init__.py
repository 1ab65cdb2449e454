"""What somebody outside the house must agree to before it happens, and how that one says so.

A guarantor is a named body of another organisation. It countersigns hashes that tell it nothing, renews the licence to
ask by name, and hears counts. Nothing in here may carry a name, a place or an id of ours out of the house.
"""
