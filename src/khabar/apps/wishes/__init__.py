"""What somebody asks of us about herself: silence, to be left in peace, not this enquirer, to see, to mend, to erase.

All kinds lie in rows of one shape, sealed under a key of their own, so that no row tells which it is. What stands here
closes the gate (`silences`) and never opens it.
"""
