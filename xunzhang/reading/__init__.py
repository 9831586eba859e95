"""A file -> articles -> passages, and the account of what was left out.

`corpus.py` reads top to bottom as the way of a file; `formats/` has one file a family of formats, `lines/`, `facts/`, `dumps/`,
`layout/` and `clippings/` make articles of what these give, and `chunking.py` cuts them into passages. `files/` is what stands
between a path and a parser: encodings, limits, and the process that a parser runs in.
"""
