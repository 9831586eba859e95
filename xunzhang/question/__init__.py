"""What was asked: its grammar, what it is narrowed to, and its words carried into the other language; and `bank/`, questions of our own.

It knows no index. What search makes of a question beyond its words is `search/understanding.py`'s.
"""
