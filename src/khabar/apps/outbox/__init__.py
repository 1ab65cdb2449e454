"""What must leave at a round: steps of asking, releases, mails; each asked again at the gate when it is claimed.

One set of tables in each database. What an item is stands sealed inside it; a row only shows that something will leave.
"""
