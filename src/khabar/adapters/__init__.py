"""One folder for each outside thing: a database engine, the key agent, mail, the clock.

An adapter talks to the outside through a Protocol of `khabar.ports`; nothing here decides anything.
"""
