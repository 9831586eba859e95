"""The lines that the library itself says, in Chinese: a part of the table of words (`page/strings.py`), by what they are about.

English is the one stable form of these lines, in the catalogue, on the command line and in JSON; it is the key here, with what
varies in braces. `page/told.py` finds the entry that a line was made from; the tests fail on a line that has none.
"""
