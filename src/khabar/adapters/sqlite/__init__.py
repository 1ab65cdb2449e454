"""SQLite as Khabar uses it: durable, exact about time-outs, and with an allow-list of tables for each process.

Django loads `base` from here as a database engine. It must never be asked which engine it is: apps do not know.
"""
