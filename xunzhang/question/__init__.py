"""What was asked: its grammar, what it is narrowed to, its words carried into the other language; and a bank of questions.

It knows no index. What search makes of a question beyond its words is `search/understanding.py`'s.
"""
