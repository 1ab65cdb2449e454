"""Who acts: accounts under invented names, their duties, second factors, declared kin, operators' timed sessions.

Sign-in itself is the framework's and allauth's; this app says who exists and what they may be asked to do.
It must never hold an e-mail address, a private telephone or a real name that is not sealed.
"""
