"""Files that results are taken away in: references, citations in words, Word documents, notebooks.

`result_files.py` has the rest.
"""
