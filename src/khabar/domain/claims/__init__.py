"""Claims about figures and institutions: who says what, when, about how many; proposed by rules, confirmed by a person.

There is no claim about a private person, no person here at all, and no connection between people: a speaker is a piece
of text that names an office or a body, everybody else stays a word on a page.
"""
