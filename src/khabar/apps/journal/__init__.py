"""The journal of withdrawals and erasures: written in each round into a second place, done again after a restore.

It keeps no table. Which acts belong into it, and how each is done again, every app says for itself in a module
`replaying`. What stands in it is sealed to the house's own record key and padded: a stick that is lost tells how many
acts there were in all, and nothing of whom or what.
"""
