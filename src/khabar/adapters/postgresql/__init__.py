"""PostgreSQL as Khabar uses it: durable, one writer at a time as on SQLite, and one role for each process.

Django loads `base` from here as a database engine. It must never be asked which engine it is: apps do not know.
"""
