"""What is kept: one noun each, with its tables, its reads (queries) and its writes (actions).

Apps call one another's queries and actions in one direction (docs/architecture.md), never each other's tables.
"""
