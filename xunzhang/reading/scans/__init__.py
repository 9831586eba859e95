"""Pictures of text, read: which program does it, how a picture is opened and set upright, and what was read with how much doubt.

`engines.py` says which program reads and what is missing, `pictures.py` opens a picture within bounds, `rapid.py` and
`tesseract.py` read one, `uprightness.py` tells how it lies, `doubt.py` which figures and dates to check, and `scanned_page.py`
makes a page of it all, as a text layer would give. It is imported in the process that reads a file, and only where a scan is met.
"""
