"""Proofs tried in numbers: what is found in a seized house, who reaches what, every order of a yes and a no."""
