"""Speaking with families: who calls whom on which day, what came of it, who is known again, and news that is brought.

Calling lists are made of the families' own requests and of nothing else. What is brought is read through the gate at
each opening, by the one person whom a Permit names.
"""
