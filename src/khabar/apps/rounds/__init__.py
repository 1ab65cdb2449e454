"""The timetable: every few hours one round of fixed steps, the same whether or not there is news.

It conducts the other apps' actions in order and keeps what it finished, so a killed round resumes. It decides nothing
itself.
"""
