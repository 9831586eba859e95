"""Text dumped from paged documents, repaired: what `laying_out.py` works with.

`line.py` and `measure.py` tell how lines are set, `wrapping.py` which of them are one paragraph, `furniture.py` what the page
adds (numbers, running heads, captions), `headings.py` and `splitting.py` what stands above and between articles. Pages whose
pieces have positions are read by `layout/`.
"""
