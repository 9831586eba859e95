"""What `evaluation.py` measures with: benchmark folders, figures of quality, measures of retrieval."""
