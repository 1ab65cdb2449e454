"""Lists of people as others bring them: what their columns mean, what their rows say, and who made them.

Plain rules over cells that were read already; what comes of a row is a form like any other, or a sentence what to mend.
"""
