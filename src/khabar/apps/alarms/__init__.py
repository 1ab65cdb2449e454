"""Alarms of the house: raised inside the act that calls for them, told by mail within a minute, looked at by people.

What an alarm is about lies sealed; a mail about one has fixed words and one size, whatever it is.
"""
