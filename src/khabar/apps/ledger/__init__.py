"""What was done: hash-chained entries, and the signed events that are the truth of answers and journeys.

One set of tables in each database. Rows are only ever added; nothing here may hold a name, a place or a decision
in clear.
"""
