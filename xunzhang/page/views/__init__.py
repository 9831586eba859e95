"""The views of the page, one a file or folder.

None imports another; what they share is in `parts/`, and `registry.py` lists them.
"""
