"""Messages, and the pages they travel to: what is written, accepted, released, answered.

Letters stay sealed to the letters key; they are opened one at a time, for a reason, for a few minutes, on the record.
"""
