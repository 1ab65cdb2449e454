"""Mails that answer letters: kinds, codes, who may answer, quotes; pure rules over what the adapter read of a mail."""
