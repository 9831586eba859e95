"""Building an index: what changed, what is encoded anew, one builder at a time, going on after an interrupt, watching.

`builder.py` is the build itself; what an index consists of on disk is `index/generations.py`'s, and opening one
`index/opening.py`'s.
"""
