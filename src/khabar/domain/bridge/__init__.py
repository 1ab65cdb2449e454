"""The rules of the bridge between an association and an intermediary: who is a partner, what goes over, in which sizes.

What goes over is a family's request, on its consent; what comes back is that family's own page. Nothing here may let a
size, a number or the existence of a bundle depend on anybody who is sought.
"""
