"""A generation opened for asking: `opening.py` puts its parts together, which are a file each.

Row i of one part is row i of all. How a generation is written is `building/`'s; nothing here imports it.
"""
