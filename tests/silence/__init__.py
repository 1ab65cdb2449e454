"""The two-world test: what anybody outside sees with one person in the register, and without that person."""
