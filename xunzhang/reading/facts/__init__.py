"""What lines at the head and foot of an article tell about it: title, outlet, byline, date. What `metadata.py` works with."""
