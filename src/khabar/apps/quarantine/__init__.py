"""Whether this installation must keep still, because what it remembers may be older than what people have said since.

One set of tables in each database. In quarantine it takes in and shows the standing text; it releases, asks and sends
nothing, until two people have confirmed up to which day the journal of withdrawals and erasures is complete.
"""
