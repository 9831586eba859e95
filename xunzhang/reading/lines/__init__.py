"""Printed lines: how wide they are, where they break, which of them are one paragraph, a heading or a caption.

It knows lines and nothing of what they say; facts, furniture and articles are told in the rooms above.
"""
