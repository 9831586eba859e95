"""Who has an account, how that is shown, and for how long it holds: users.yaml, passwords, tokens, sessions, failed sign-ins.

It knows nothing of HTTP: `guard/doorway.py` brings names, passwords, cookies and tokens here, `cli/user.py` writes the file.
"""
