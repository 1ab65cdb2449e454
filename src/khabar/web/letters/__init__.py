"""The letters' desk: messages that wait, one letter at a time, opened for a reason and for a few minutes.

Before a letter is opened nothing of it is shown, no name and no word.
"""
