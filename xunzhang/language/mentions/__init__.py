"""What running text mentions, by pattern and for precision: figures, dates, names, and numbers in words."""
