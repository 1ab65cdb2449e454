"""The door of bundles on the porch of either kind: a blob of a lawful size is laid down, and that is all it does.

It knows no partner and opens nothing; the answer is the same whatever is inside.
"""
