"""Files that results are taken away in: references, citations in words, Word documents, notebooks. `export.py` has the rest."""
