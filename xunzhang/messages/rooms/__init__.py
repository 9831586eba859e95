"""The table of words in rooms, by what they are about. A key is "room.thing"; `messages/table.py` has them all.

A value stands in braces, with a format where it is a number or is quoted: {n:,}, {name!r}. {what!c} is a sentence without its
full stop, {what!u} begins with a capital, and what follows the colon of a list stands between its items: {columns:, }. "one|many"
in English is chosen by the value called n.
"""
