"""Printed pages as text: it is known where every piece of text stands, and what reads as one paragraph is told from that.

`pieces.py` has the records, `reading_order.py` the reading order of a page, `running_heads.py` what belongs to the page and not
to the text, `paragraphs.py` which lines are one paragraph, across columns and pages too, `hyphens.py` words broken at a line's
end. A reader (`reading/formats/pdf.py`, which also reads scans) only supplies the pieces. Text dumps without positions are
`laying_out.py`'s.
"""
