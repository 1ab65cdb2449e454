"""(intermediary) Requests that families lodged through an association, and their pages on the way back.

A request is filed like any other; this app knows only which pages an association reads, and what goes back to it is
those pages as they lie on the porch: sealed to each family, all of one size, anew in every round.
"""
