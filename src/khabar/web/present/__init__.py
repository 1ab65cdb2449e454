"""The door of people who are here: "I am here", for oneself or for somebody on the spot.

It asks all alike and tells nothing back: an invented presence teaches its author nothing.
"""
