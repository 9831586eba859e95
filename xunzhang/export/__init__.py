"""Files that results are taken away in: references, citations in words, Word documents, notebooks. `results.py` has the rest."""
