"""The table of words in rooms, by what they are about; `messages/table.py` has them all. A key is "subject.thing": its subject is
the comment that it stands under, not the name of the file.

A value stands in braces, with a format where it is a number: {n:,}. {name!r} is a string in quotation marks, each language's own.
{what!c} is a sentence without its full stop, {what!u} begins with a capital, and what follows the colon of a list stands between
its items: {columns:, }. "one|many" in English is chosen by the value called n; in {rest!n}, what is put in is chosen by it too.
"""
