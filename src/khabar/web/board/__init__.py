"""An association's porch: what it has published, the same for everybody.

No page here depends on a family's file; what stands on them was made in the house and published on purpose.
"""
