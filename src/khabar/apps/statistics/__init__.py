"""Numbers that a house has told about its work: one table a quarter, kept as it was told, never computed anew."""
