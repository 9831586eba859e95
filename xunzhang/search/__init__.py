"""A question -> `Results`. Begin with `pipeline.py`, which reads top to bottom as the way a question goes."""
