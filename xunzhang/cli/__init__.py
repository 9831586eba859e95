"""The command line: a file a command, which `main.py` chooses by name; flags, progress, and results as text for all of them."""
