"""The names of elements and attributes of Word files as lxml has them: `w:p` with its namespace spelled out."""

from __future__ import annotations

from functools import cache

from docx.oxml.ns import qn as spelled_out

qn = cache(spelled_out)  # asked for at every element, of a few dozen names
