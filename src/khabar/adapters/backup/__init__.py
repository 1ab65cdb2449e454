"""What is inside a backup: every row of porch and house, the files beside them, in a form that knows no engine.

Rows are read through the tables as the migrations of that database describe them, so that an older database is backed
up as it is, and an older backup is loaded as it was and migrated afterwards. It must never leave out a table silently.

Frames, in this order:
    ["khabar backup", header]                       who made it, when, of what; the schema of each database
    ["table", database, table, columns]             then ["rows", [row, …]]…, then ["table end", rows, digest]
    ["file", name]                                  then ["bytes", part]…, then ["file end", size, SHA-256]
    ["done", tables, rows, files]
A table's digest is the sum of the SHA-256 of its rows, modulo 2²⁵⁶: two engines may sort differently.
"""
