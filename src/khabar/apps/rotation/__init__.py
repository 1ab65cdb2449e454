"""Taking class keys out of use: what still hangs on an old one, moving it to the current one, proving that it is free.

It exists because a stolen or worn key must one day be gone. It keeps no table, knows no passphrase, and must never
destroy a key on which anything hangs.
"""
